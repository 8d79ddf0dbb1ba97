import type { Organization } from '../organization/organization.js';
import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Period } from './period.js';
import { createTally, type ReportLine, type Tallied } from './tally.js';
import type { ToldElsewhere, ToldElsewhereStore } from './told-elsewhere-store.js';

/** How the city answered the requests of a period, as of one moment. */
export interface Report extends Tallied {
  readonly period: Period;
  readonly asOf: Date;
  /** How many were told at once that something is another body's matter, by body, the most frequent first. */
  readonly toldElsewhere: readonly ToldElsewhere[];
}

/** The requests filed in a period, one at a time, each with its events. */
export type FiledBetween = (
  from: Date,
  to: Date,
) => AsyncIterable<{ readonly events: readonly RequestEvent[] }>;

/**
 * Makes the report of a period as of `asOf`, reading one request at a time. Later events are left out, so
 * that the result is the same whenever it is made.
 */
export async function makeReport(options: {
  readonly period: Period;
  readonly asOf: Date;
  readonly organization: Pick<Organization, 'units' | 'positions' | 'unit' | 'position'>;
  readonly filedBetween: FiledBetween;
  readonly toldBetween: ToldElsewhereStore['countBetween'];
}): Promise<Report> {
  const { period, asOf, organization, filedBetween, toldBetween } = options;
  const tally = createTally((code) => organization.position(code)?.unit ?? organization.unit(code)?.code);
  for await (const { events } of filedBetween(period.from, period.to)) {
    const soFar = events.filter(({ at }) => at <= asOf);
    if (soFar.length > 0) tally.add(soFar);
  }
  const { total, units, positions } = tally.tallied();
  return {
    period,
    asOf,
    toldElsewhere: await toldBetween(period.from, new Date(Math.min(asOf.getTime(), period.to.getTime()))),
    total,
    units: inOrderOf(organization.units, units),
    positions: inOrderOf(organization.positions, positions),
  };
}

/** Lines in the order of the city; codes that the city does not know come last. */
function inOrderOf(
  known: readonly { readonly code: string }[],
  lines: readonly ReportLine[],
): readonly ReportLine[] {
  const places = new Map(known.map(({ code }, place) => [code, place]));
  const placeOf = ({ code }: ReportLine) =>
    (code === undefined ? undefined : places.get(code)) ?? known.length;
  return lines.toSorted((left, right) => placeOf(left) - placeOf(right));
}
