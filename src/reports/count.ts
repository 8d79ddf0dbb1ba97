import type { EscalationReason } from '../requests/lifecycle/events.js';
import { LOW_RATING } from '../requests/lifecycle/rules.js';
import { type ClimbedLevel, type Figures, HIGHEST_LEVEL } from './figures.js';
import { mean, median, percentile } from './statistics.js';

/** The events that figures count. */
export type Counted =
  | { readonly kind: 'filed' | 'received' | 'missed' | 'waiting' | 'promised' }
  | { readonly kind: 'promisesKept' | 'promisesMoved' | 'promisesBroken' }
  | { readonly kind: 'reachedTop' | 'viaFollowUp' }
  | { readonly kind: 'objections' | 'objectionsOtherOutcome' | 'objectionsSameOutcome' }
  /** `hours`, `isInTime` and `level` are absent if no clock was running. */
  | {
      readonly kind: 'answered';
      readonly hours?: number;
      readonly isInTime?: boolean;
      readonly level?: number;
    }
  | { readonly kind: 'climbed'; readonly level: number; readonly because: EscalationReason }
  | { readonly kind: 'rated'; readonly score: number };

/** The counts for one line of a report. */
export interface Count {
  add(counted: Counted): void;
  figures(): Figures;
}

/** A count that starts at zero. */
export function createCount(): Count {
  const counts = {
    filed: 0,
    received: 0,
    answered: 0,
    inTime: 0,
    inTimeAtFirst: 0,
    missed: 0,
    reachedTop: 0,
    objections: 0,
    objectionsOtherOutcome: 0,
    objectionsSameOutcome: 0,
    promised: 0,
    promisesKept: 0,
    promisesMoved: 0,
    promisesBroken: 0,
    viaFollowUp: 0,
    waiting: 0,
  };
  const climbedTo: Record<ClimbedLevel, number> = { 2: 0, 3: 0, 4: 0, 5: 0 };
  const climbedBecause: Record<EscalationReason, number> = {
    late: 0,
    objection: 0,
    disapproved: 0,
    promiseBroken: 0,
    vacant: 0,
  };
  const hours: number[] = [];
  const scores: number[] = [];

  return {
    add(counted) {
      switch (counted.kind) {
        case 'answered':
          counts.answered += 1;
          if (counted.isInTime === true) counts.inTime += 1;
          if (counted.isInTime === true && counted.level === 1) counts.inTimeAtFirst += 1;
          if (counted.hours !== undefined) hours.push(counted.hours);
          return;
        case 'climbed':
          climbedTo[levelOf(counted.level)] += 1;
          climbedBecause[counted.because] += 1;
          return;
        case 'rated':
          scores.push(counted.score);
          return;
        default:
          counts[counted.kind] += 1;
      }
    },
    figures: () => ({
      ...counts,
      ...present({
        inTimeShare: shareOf(counts.inTime, counts.missed),
        medianHours: median(hours),
        p90Hours: percentile(hours, 90),
        meanRating: mean(scores),
      }),
      climbedTo,
      climbedBecause,
      ratings: scores.length,
      lowRatings: scores.filter((score) => score <= LOW_RATING).length,
    }),
  };
}

/**
 * A climb at the top stays at its level, so for a unit whose first position is the top, it counts as a climb
 * to the second level.
 */
function levelOf(level: number): ClimbedLevel {
  if (level <= 2) return 2;
  if (level === 3 || level === 4) return level;
  return HIGHEST_LEVEL;
}

function shareOf(part: number, rest: number): number | undefined {
  return part + rest === 0 ? undefined : part / (part + rest);
}

/** The defined values. */
function present<Name extends string>(
  values: Readonly<Record<Name, number | undefined>>,
): Partial<Readonly<Record<Name, number>>> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  // The rest of the record has its names, and no missing value.
  return Object.fromEntries(known) as Partial<Record<Name, number>>;
}
