import type { ReportLine } from './tally.js';

/** Units that a report names as the best, and as those that need help. */
export interface Ranking {
  readonly best: readonly ReportLine[];
  /** The one that needs help most comes first. */
  readonly worst: readonly ReportLine[];
}

/** Units in each of the two lists, at most. */
const MOST_NAMED = 3;
/** Deadlines that were kept or missed from which on a unit is compared: a share of two says nothing. */
const LEAST_TO_COMPARE = 5;

/**
 * The three best and the three worst units by the share that was answered in time, and where that is equal by
 * the median hours. No unit is in both lists, and where all are in time nobody needs help.
 */
export function rankingOf(units: readonly ReportLine[]): Ranking {
  const compared = units
    .filter(({ code, figures }) => code !== undefined && figures.inTime + figures.missed >= LEAST_TO_COMPARE)
    .toSorted(
      (left, right) =>
        shareOf(right) - shareOf(left) ||
        (left.figures.medianHours ?? Number.POSITIVE_INFINITY) -
          (right.figures.medianHours ?? Number.POSITIVE_INFINITY),
    );
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
