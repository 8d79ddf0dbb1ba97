import type { PublicLine } from '../../reports/city/published.js';
import { formatNumber } from '../../text/numbers.js';
import type { CityCells } from '../city-cells.js';

/** The figures by which districts are coloured, as the address of the map names them. */
export const MAP_FIGURES = ['share', 'filed', 'climbed', 'objections', 'hours'] as const;
export type MapFigure = (typeof MAP_FIGURES)[number];

/** What the map can show: a figure of the districts, or where the requests of a week lie. */
export const MAP_CHOICES = [...MAP_FIGURES, 'points'] as const;
export type MapChoice = (typeof MAP_CHOICES)[number];

/** How values are counted: in whole per cent, in whole hours, or one by one. */
type Measure = 'share' | 'hours' | 'count';

/** A class of values: from `from` to `to`, both included; the last one has no end. */
interface MapClass {
  readonly from: number;
  readonly to?: number;
}

/** What a figure comes to in a district. */
export interface MapValue {
  /** In words, as the tables have it. */
  readonly written: string;
  /** The place of its class among the classes; undefined where the value is hidden or too little is known. */
  readonly place: number | undefined;
}

/** A figure on the map: its classes, from the smallest, and what it comes to in a district. */
export interface MapScale {
  readonly classes: readonly MapClass[];
  writeClass(one: MapClass): string;
  valueIn(line: PublicLine): MapValue;
}

/** Where the classes of shares (in per cent) and of hours begin: always the same, so that maps can be compared. */
const BEGINNINGS = { share: [0, 60, 80, 90, 95], hours: [0, 24, 48, 72, 96] };
const CLASSES = 5;
/** The steps between classes of counts, each times a power of ten: no class parts what is hidden (below five). */
const STEPS = [5, 10, 20] as const;
const A_LEVEL = 10;

/** The scale of a figure for these lines. */
export function scaleOf(figure: MapFigure, lines: readonly PublicLine[], cells: CityCells): MapScale {
  const measure = measureOf(figure);
  const whole = (line: PublicLine) => wholeValue(figure, line);
  const beginnings =
    measure === 'count'
      ? countBeginnings(Math.max(0, ...lines.map((line) => whole(line) ?? 0)))
      : BEGINNINGS[measure];
  const classes = beginnings.map((from, index): MapClass => {
    const next = beginnings[index + 1];
    return next === undefined ? { from } : { from, to: next - 1 };
  });
  const number = (value: number) => formatNumber(value, cells.locale);
  return {
    classes,
    writeClass: ({ from, to }) =>
      to === undefined
        ? cells.say(`map.class.${measure}.more`, { from: number(from) })
        : cells.say(`map.class.${measure}.range`, { from: number(from), to: number(to) }),
    valueIn(line) {
      const value = whole(line);
      return {
        written: writeValue(figure, line, cells),
        place: value === undefined ? undefined : classes.findLastIndex(({ from }) => from <= value),
      };
    },
  };
}

function measureOf(figure: MapFigure): Measure {
  return figure === 'share' || figure === 'hours' ? figure : 'count';
}

/** The value in whole units of its measure: a share rounded as it is written, hours that are over. */
function wholeValue(figure: MapFigure, line: PublicLine): number | undefined {
  if (figure === 'share')
    return line.inTimeShare === undefined ? undefined : Math.round(line.inTimeShare * 100);
  if (figure === 'hours') return line.medianHours === undefined ? undefined : Math.floor(line.medianHours);
  return line.counts[figure];
}

function writeValue(figure: MapFigure, line: PublicLine, { share, hours, count }: CityCells): string {
  if (figure === 'share') return share(line.inTimeShare);
  if (figure === 'hours') return hours(line.medianHours);
  return count(line.counts[figure]);
}

/** Where the classes of counts begin, so that the greatest one lies in the last class or before it. */
function countBeginnings(greatest: number): readonly number[] {
  let level = 1;
  for (;;) {
    const step = STEPS.map((one) => one * level).find((one) => one * CLASSES > greatest);
    if (step !== undefined) return Array.from({ length: CLASSES }, (_, index) => index * step);
    level *= A_LEVEL;
  }
}
