/** How much is measured; each of them is an option of the command of the same name. */
export interface Sizes {
  /** How often each side of a comparison has its turn. */
  readonly repetitions: number;
  /** People who file in one turn of `inbound`, and how many of them at a time wherever people file. */
  readonly filers: number;
  readonly atOnce: number;
  /** Updates a second in `acknowledge`, and for how many seconds. */
  readonly perSecond: number;
  readonly seconds: number;
  /** Messages that citizens are sent in `outbound`. */
  readonly notices: number;
  /** Open requests in `sweep` at the most, and how many are due. It begins with a hundredth of the open ones. */
  readonly open: number;
  readonly due: number;
  /** Requests of the full store in `city`, which takes so many minutes to fill at most. */
  readonly closedInCity: number;
  readonly openInCity: number;
  readonly fillMinutes: number;
  /** People who file in either store of `city`, and how often each list is opened. */
  readonly filersInCity: number;
  readonly looks: number;
  /** Requests by which `footprint` looks at the memory under load and at the disk. */
  readonly requests: number;
}

/** The sizes that the goals speak of. */
export const FULL: Sizes = {
  repetitions: 3,
  filers: 2_000,
  atOnce: 64,
  perSecond: 200,
  seconds: 20,
  notices: 3_000,
  open: 100_000,
  due: 100,
  closedInCity: 1_000_000,
  openInCity: 100_000,
  fillMinutes: 4,
  filersInCity: 300,
  looks: 30,
  requests: 10_000,
};

/** Sizes for seeing that everything runs, in a few minutes at most. */
export const QUICK: Sizes = {
  repetitions: 1,
  filers: 60,
  atOnce: 16,
  perSecond: 50,
  seconds: 4,
  notices: 600,
  open: 10_000,
  due: 20,
  closedInCity: 100_000,
  openInCity: 30_000,
  fillMinutes: 0.5,
  filersInCity: 30,
  looks: 5,
  requests: 60,
};

/** The names of all sizes. */
export const SIZE_NAMES = Object.keys(FULL) as readonly (keyof Sizes)[];

/** Sizes with some of them changed, as the command line gives them; undefined where one is no number above 0. */
export function changedSizes(
  sizes: Sizes,
  given: Readonly<Record<string, string | boolean | undefined>>,
): Sizes | undefined {
  const changes = SIZE_NAMES.flatMap((name) =>
    given[name] === undefined ? [] : [[name, Number(given[name])] as const],
  );
  if (!changes.every(([, size]) => size > 0)) return undefined;
  return { ...sizes, ...Object.fromEntries(changes) };
}
