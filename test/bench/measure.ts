import type { Ground } from './ground.js';
import type { MeasureName } from './measure-names.js';
import type { Row } from './row.js';
import type { Sizes } from './sizes.js';

/** What a measure is taken on. */
export interface Stage {
  readonly ground: Ground;
  readonly sizes: Sizes;
  /** A folder with another version of the program, installed, to be measured beside this one; absent: none. */
  readonly base: string | undefined;
  /** Adds a section, as Markdown, to the page. */
  addSection(section: string): void;
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
