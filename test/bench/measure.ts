import type { Ground } from './ground.js';
import type { MeasureName } from './measure-names.js';
import type { Row } from './row.js';
import type { Sizes } from './sizes.js';

/** What a measure is taken on. */
export interface Stage {
  readonly ground: Ground;
  readonly sizes: Sizes;
  /** Prints a line of progress. */
  say(line: string): void;
}

/** One measure of the benchmark. What it starts it stops; it rejects only when something broke. */
export interface Measure {
  readonly name: MeasureName;
  /** How it is taken, in a sentence. */
  readonly title: string;
  take(stage: Stage): Promise<readonly Row[]>;
}
