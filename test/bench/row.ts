import type { MeasureName } from './measure-names.js';
import type { NoteName } from './notes.js';

/** Whether a goal is met; `unmeasured` where this machine has not what it takes to tell, `none` for no goal. */
export type Verdict = 'yes' | 'no' | 'unmeasured' | 'none';

/** One line of the table: what was measured, and what it was held against. */
export interface Row {
  readonly measure: MeasureName;
  readonly what: string;
  /** The product's number, with its unit. */
  readonly ours: string;
  /** The number that it is held against; absent where the goal is a plain number. */
  readonly against?: string;
  /** How the two compare, or how the number compares with its goal. */
  readonly ratio?: string;
  readonly goal: string;
  readonly verdict: Verdict;
  /** What has to be said to it where its goal is not met or could not be measured. */
  readonly note?: NoteName;
}
