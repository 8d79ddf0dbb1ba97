/** How much is measured; each of them is an option of the command of the same name. */
export interface Sizes {
  /** How often each side of a comparison has its turn. */
  readonly repetitions: number;
  /** People who file in one turn of `inbound`, and how many of them at a time wherever people file. */
  readonly filers: number;
  readonly atOnce: number;
  /** People who file in `inbound` while the program is killed and started again, and who press a button while it is idle. */
  readonly filersOfKill: number;
  readonly pressers: number;
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
  /** Requests in the cartable that is opened in `cartable`, and those below the deputy who opens another. */
  readonly waiting: number;
  readonly below: number;
  /** Requests by which `footprint` looks at the memory under load and at the disk. */
  readonly requests: number;
  /** Requests that are filed in one run of `memory`. */
  readonly filings: number;
  /** A month in `month`, and how often each version plays it. */
  readonly days: number;
  readonly requestsOfMonth: number;
  readonly monthTurns: number;
}

/** The sizes that the goals speak of. */
export const FULL: Sizes = {
  repetitions: 5,
  filers: 600,
  atOnce: 64,
  filersOfKill: 400,
  pressers: 100,
  perSecond: 200,
  seconds: 40,
  notices: 3_000,
  open: 100_000,
  due: 100,
  closedInCity: 1_000_000,
  openInCity: 100_000,
  fillMinutes: 4,
  filersInCity: 300,
  looks: 30,
  waiting: 500,
  below: 2_000,
  requests: 10_000,
  filings: 100_000,
  days: 30,
  requestsOfMonth: 1_000,
  monthTurns: 2,
};

/** Sizes for seeing that everything runs, in a few minutes at most. */
export const QUICK: Sizes = {
  repetitions: 1,
  filers: 60,
  atOnce: 16,
  filersOfKill: 40,
  pressers: 10,
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
  waiting: 500,
  below: 2_000,
  requests: 60,
  filings: 200,
  days: 2,
  requestsOfMonth: 30,
  monthTurns: 1,
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
