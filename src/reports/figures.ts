import type { EscalationReason } from '../requests/lifecycle/events.js';

/** All climbs from this level on are counted together. */
export const HIGHEST_LEVEL = 5;
/** Levels to which a request climbs, from the second on. */
export const CLIMBED_LEVELS = [2, 3, 4, HIGHEST_LEVEL] as const;
export type ClimbedLevel = (typeof CLIMBED_LEVELS)[number];

/** Why requests climb, in the order in which reports list it. */
export const CLIMB_REASONS = [
  'late',
  'objection',
  'disapproved',
  'promiseBroken',
  'vacant',
] as const satisfies readonly EscalationReason[];

/**
 * What a report says about a unit, a position, or the whole city. All of it concerns the requests filed in
 * the period, and what has become of them by the time of the report. The definitions for readers are the
 * texts `report.definition.*`, one for each of `FIGURES`.
 */
export interface Figures {
  /** Requests that went there first. */
  readonly filed: number;
  /** Referrals to it: by routing, from another position, or from below. */
  readonly received: number;
  /** Answers given; those of an unconnected unit have no deadline. */
  readonly answered: number;
  /** Answers given before the position's own deadline. */
  readonly inTime: number;
  /** Those of them that were given at the first level: nobody above had to be asked. */
  readonly inTimeAtFirst: number;
  /** Referrals whose deadline passed without an answer, whatever happened then. */
  readonly missed: number;
  /** The share of `inTime` in the sum of it and `missed`, from 0 to 1; absent if both are 0. */
  readonly inTimeShare?: number;
  /** Median hours from the referral to its answer, excluding waiting for the citizen. */
  readonly medianHours?: number;
  readonly p90Hours?: number;
  /** Referrals that climbed from it, by the level reached, and by reason. */
  readonly climbedTo: Readonly<Record<ClimbedLevel, number>>;
  readonly climbedBecause: Readonly<Record<EscalationReason, number>>;
  /** Requests that climbed to the top of the city, each once, counted where they came from. */
  readonly reachedTop: number;
  /** Objections to answers given there. */
  readonly objections: number;
  /** Those of them after which the next answer has told another outcome. */
  readonly objectionsOtherOutcome: number;
  /** Those of them after which the next answer has told the same outcome again; the others have none yet. */
  readonly objectionsSameOutcome: number;
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
  /** Requests that went to the follow-up desk of 137, since the unit does not take part yet. */
  readonly viaFollowUp: number;
  /** Requests that are there now without a valid answer. */
  readonly waiting: number;
}

/** The figures that have a name and a definition of their own, in the order in which reports show them. */
export const FIGURES = [
  'filed',
  'received',
  'answered',
  'inTime',
  'inTimeAtFirst',
  'missed',
  'inTimeShare',
  'medianHours',
  'p90Hours',
  'climbedTo',
  'climbedBecause',
  'reachedTop',
  'objections',
  'objectionsOtherOutcome',
  'objectionsSameOutcome',
  'ratings',
  'meanRating',
  'lowRatings',
  'promised',
  'promisesKept',
  'promisesMoved',
  'promisesBroken',
  'viaFollowUp',
  'waiting',
] as const satisfies readonly (keyof Figures)[];
