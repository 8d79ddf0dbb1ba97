/** How much is measured. */
export interface Sizes {
  /** How often each side of a comparison has its turn. */
  readonly repetitions: number;
  /** People who file in one turn, and how many of them at a time. */
  readonly filers: number;
  readonly atOnce: number;
}

/** The sizes that the goals speak of. */
export const FULL: Sizes = { repetitions: 3, filers: 2_000, atOnce: 64 };

/** Sizes for seeing that everything runs, in about a minute. */
export const QUICK: Sizes = { repetitions: 1, filers: 60, atOnce: 16 };
