import type { ReportLine } from './tally.js';

/** The units that a report lists as the best, and those that need help. */
export interface Ranking {
  readonly best: readonly ReportLine[];
  /** The unit that needs help most comes first. */
  readonly worst: readonly ReportLine[];
}

/** The most units in each of the two lists. */
const MOST_NAMED = 3;
/** A unit is compared only from this many deadlines kept or missed: a share of two says nothing. */
const LEAST_TO_COMPARE = 5;

/** The units that can be compared, the best share of answers in time first, then the shortest median. */
export function comparedUnits(units: readonly ReportLine[]): readonly ReportLine[] {
  return units
    .filter(({ code, figures }) => code !== undefined && figures.inTime + figures.missed >= LEAST_TO_COMPARE)
    .toSorted(
      (left, right) =>
        shareOf(right) - shareOf(left) ||
        (left.figures.medianHours ?? Number.POSITIVE_INFINITY) -
          (right.figures.medianHours ?? Number.POSITIVE_INFINITY),
    );
}

/**
 * The three best and the three worst units by their share of answers in time, then by median hours. No unit
 * is in both lists, and if all are in time, none needs help.
 */
export function rankingOf(units: readonly ReportLine[]): Ranking {
  const compared = comparedUnits(units);
  const best = compared.slice(0, Math.min(MOST_NAMED, Math.ceil(compared.length / 2)));
  const worst = compared
    .slice(best.length)
    .filter((line) => shareOf(line) < 1)
    .slice(-MOST_NAMED)
    .toReversed();
  return { best, worst };
}

function shareOf({ figures }: ReportLine): number {
  return figures.inTimeShare ?? 0;
}
