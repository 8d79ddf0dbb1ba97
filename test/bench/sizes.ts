/** How much is measured. */
export interface Sizes {
  /** How often each side of a comparison has its turn. */
  readonly repetitions: number;
  /** People who file in one turn, and how many of them at a time. */
  readonly filers: number;
  readonly atOnce: number;
  /** Updates a second, and for how many seconds. */
  readonly acknowledge: { readonly perSecond: number; readonly seconds: number };
  /** Messages that citizens are sent at Telegram's limits. */
  readonly notices: number;
  /** How many open requests the sweep is tried with, and how many of them are due. */
  readonly open: readonly number[];
  readonly due: number;
  /** The full store, which takes so many minutes to fill at most; and how much is asked of it. */
  readonly city: {
    readonly closed: number;
    readonly open: number;
    readonly fillMinutes: number;
    readonly filers: number;
    readonly looks: number;
  };
  /** Requests by which the memory under load and the room on the disk are measured. */
  readonly footprint: number;
}

/** The sizes that the goals speak of. */
export const FULL: Sizes = {
  repetitions: 3,
  filers: 2_000,
  atOnce: 64,
  acknowledge: { perSecond: 200, seconds: 20 },
  notices: 3_000,
  open: [1_000, 10_000, 100_000],
  due: 100,
  city: { closed: 1_000_000, open: 100_000, fillMinutes: 4, filers: 300, looks: 30 },
  footprint: 10_000,
};

/** Sizes for seeing that everything runs, in about a minute. */
export const QUICK: Sizes = {
  repetitions: 1,
  filers: 60,
  atOnce: 16,
  acknowledge: { perSecond: 50, seconds: 4 },
  notices: 600,
  open: [200, 2_000],
  due: 20,
  city: { closed: 3_000, open: 1_000, fillMinutes: 0.2, filers: 30, looks: 5 },
  footprint: 400,
};
