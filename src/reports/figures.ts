import type { EscalationReason } from '../requests/lifecycle/events.js';

/** The level from which on all that climbed is counted together. */
export const HIGHEST_LEVEL = 5;
/** Levels to which a request climbs, from the second on. */
export const CLIMBED_LEVELS = [2, 3, 4, HIGHEST_LEVEL] as const;
export type ClimbedLevel = (typeof CLIMBED_LEVELS)[number];

/** Why requests climb, in the order in which reports name it. */
export const CLIMB_REASONS = [
  'late',
  'objection',
  'disapproved',
  'promiseBroken',
  'vacant',
] as const satisfies readonly EscalationReason[];

/**
 * What a report says of a unit, a position, or the whole city. All of it is about the requests that were filed
 * in the period, and about what has become of them by the moment of the report. The definitions that people read
 * are the texts `report.definition.*`, one for each figure of `FIGURES`.
 */
export interface Figures {
  /** Requests that came there before anywhere else. */
  readonly filed: number;
  /** Referrals there: by routing, from another position, or from below. */
  readonly received: number;
  /** Answers given; those of an unconnected unit have no deadline. */
  readonly answered: number;
  /** Answers given before the position's own deadline. */
  readonly inTime: number;
  /** Referrals whose deadline passed without an answer, whatever came then. */
  readonly missed: number;
  /** The share of `inTime` in it and `missed`, from 0 to 1; absent where both are 0. */
  readonly inTimeShare?: number;
  /** Hours from the referral to its answer, without those in which the citizen was asked something. */
  readonly medianHours?: number;
  readonly p90Hours?: number;
  /** Referrals away from there to somebody above, by the level that was reached, and by why. */
  readonly climbedTo: Readonly<Record<ClimbedLevel, number>>;
  readonly climbedBecause: Readonly<Record<EscalationReason, number>>;
  /** Ratings of answers given there. */
  readonly ratings: number;
  readonly meanRating?: number;
  /** Ratings of 1 or 2. */
  readonly lowRatings: number;
  /** Answers that promise a day, and what became of them by now. */
  readonly promised: number;
  readonly promisesKept: number;
  readonly promisesMoved: number;
  readonly promisesBroken: number;
  /** Requests that lie there now and have no answer that holds. */
  readonly waiting: number;
}

/** The figures that have a name and a definition of their own, in the order in which reports show them. */
export const FIGURES = [
  'filed',
  'received',
  'answered',
  'inTime',
  'missed',
  'inTimeShare',
  'medianHours',
  'p90Hours',
  'climbedTo',
  'climbedBecause',
  'ratings',
  'meanRating',
  'lowRatings',
  'promised',
  'promisesKept',
  'promisesMoved',
  'promisesBroken',
  'waiting',
] as const satisfies readonly (keyof Figures)[];
