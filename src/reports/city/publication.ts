import { wallClockDay, zonedDayStart } from '../../calendar.js';
import { CLIMBED_LEVELS } from '../figures.js';
import type { CityFigures } from './city-figures.js';
import { hideCells, type Published } from './hidden-cells.js';
import { PUBLIC_COUNTS, type PublicLine, type PublishedFigures, publish, recordOf } from './published.js';

/** What the public was told of a period last. */
export interface Publication {
  readonly shown: PublishedFigures;
  /** When all of it was told as it had been counted. */
  readonly wholeAt: Date;
  /** True while a count has moved since by too little to be told. */
  readonly isHeld: boolean;
}

const GROUPS = ['units', 'districts', 'topics'] as const;

/**
 * What the public is told once a period has been counted again, so that two looks at a page do not tell of one person:
 * through a day a count moves by `LEAST_SHOWN` at least or stays, and so does what would follow from a sum; points stay as
 * they are. With the next day everything is told as it was counted. `weeks` are those of a month, as for `publish`.
 */
export function publishAfter(
  before: Publication | undefined,
  figures: CityFigures,
  timeZone: string,
  weeks: readonly PublishedFigures[] = [],
): Publication {
  const now = publish(figures, weeks);
  if (before === undefined || figures.asOf >= wholeAgainAt(before, timeZone)) {
    return { shown: now, wholeAt: figures.asOf, isHeld: false };
  }
  const shown = hold(before.shown, now);
  return { shown, wholeAt: before.wholeAt, isHeld: JSON.stringify(shown) !== JSON.stringify(now) };
}

/** When the next day begins, and with it everything can be told. */
export function wholeAgainAt({ wholeAt }: Pick<Publication, 'wholeAt'>, timeZone: string): Date {
  const { year, month, day } = wallClockDay(wholeAt, timeZone);
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return zonedDayStart(
    { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() },
    timeZone,
  );
}

function hold(before: PublishedFigures, now: PublishedFigures): PublishedFigures {
  const [total = now.total] = holdLines([before.total], [now.total], () => false);
  const hasMoved = (name: keyof PublicLine['counts']) => total.counts[name] !== before.total.counts[name];
  const lines = recordOf(GROUPS, (group) =>
    holdLines(
      now[group].map(({ code }) => before[group].find((line) => line.code === code)),
      now[group],
      hasMoved,
    ),
  );
  const levels = holdCells(
    CLIMBED_LEVELS.map((level) => before.climbedTo[level]),
    CLIMBED_LEVELS.map((level) => now.climbedTo[level]),
    hasMoved('climbed'),
  );
  const { points = now.points } = before;
  return {
    ...now,
    ...(points === undefined ? {} : { points }),
    total,
    ...lines,
    climbedTo: recordOf(CLIMBED_LEVELS, (level) => levels[CLIMBED_LEVELS.indexOf(level)]),
    toldElsewhere: holdCells([before.toldElsewhere], [now.toldElsewhere], false)[0],
  };
}

/** The lines of one sum; shares and times of a line are told anew where one of its counts is. */
function holdLines(
  before: readonly (PublicLine | undefined)[],
  now: readonly PublicLine[],
  hasSumMoved: (name: keyof PublicLine['counts']) => boolean,
): readonly PublicLine[] {
  const columns = recordOf(PUBLIC_COUNTS, (name) =>
    holdCells(
      before.map((line) => (line === undefined ? 0 : line.counts[name])),
      now.map(({ counts }) => counts[name]),
      hasSumMoved(name),
    ),
  );
  return now.map((line, index) => {
    const known = before[index];
    const counts = recordOf(PUBLIC_COUNTS, (name) => columns[name][index]);
    const isStill = known !== undefined && PUBLIC_COUNTS.every((name) => counts[name] === known.counts[name]);
    return isStill ? known : { ...line, counts };
  });
}

/** What moved is treated as a count itself: too little of it is not told. What is hidden now, or was, tells nothing. */
function holdCells(
  before: readonly Published[],
  now: readonly Published[],
  hasSumMoved: boolean,
): readonly Published[] {
  const moves = now.map((count, index) => {
    const known = before[index];
    return count === undefined || known === undefined ? 0 : Math.abs(count - known);
  });
  const told = hideCells(moves, hasSumMoved);
  return now.map((count, index) =>
    count === undefined || before[index] === undefined || told[index] !== undefined ? count : before[index],
  );
}
