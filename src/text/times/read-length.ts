import { canonicalText } from '../persian.js';
import { understandTime } from './grammar.js';
import { splitTime } from './lexemes.js';
import type { Amount } from './said.js';
import { type Unit, unitAlone } from './vocabulary.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Lengths of the units; months and years have their usual lengths. */
const UNIT_MS: Readonly<Record<Unit, number>> = {
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
};

/** A decimal with a unit behind it, «۱٫۵ روز»; without the unit it could be a date. */
const DECIMAL = /^(\d+)[.٫/](\d+)\s*(\D+)$/;

/**
 * Reads a duration in milliseconds: «۲ روز», «یک هفته», «۱۲ ساعت بیشتر», "a day", «يومان». Undefined for a
 * number alone and for anything that is not a duration.
 */
export function readLength(typed: string): number | undefined {
  const alone = unitAlone(typed);
  if (alone !== undefined) return UNIT_MS[alone];
  const [, whole, part, unit] = DECIMAL.exec(canonicalText(typed)) ?? [];
  if (unit !== undefined) {
    const one = readLength(`1 ${unit}`);
    return one === undefined ? undefined : Number(`${whole}.${part}`) * one;
  }
  const amounts = amountsIn(typed);
  return amounts?.reduce((sum, { unit, count }) => sum + count * UNIT_MS[unit], 0);
}

function amountsIn(typed: string): readonly Amount[] | undefined {
  for (const [span, ...others] of understandTime(splitTime(typed) ?? [])) {
    if (span?.kind === 'span' && span.direction !== -1 && others.length === 0) return span.amounts;
  }
  return undefined;
}
