import { DAY_MS, HOUR_MS } from '../requests/lifecycle/rules.js';

/** The requests of one position of which the time was over, or nearly, that fall due on one day at most. */
const MOST_A_DAY = 10;

/** What the deadline of a request is found from. */
export interface WantedDeadline {
  /** The position that gets it. */
  readonly position: string;
  /** The deadline in the other registry. */
  readonly given: Date;
}

/**
 * The deadlines of requests from another registry, in their order: as they were given, but none before `leastHours` from
 * now. Those that are moved are spread over days, the oldest first, so that nobody's all fall due at once.
 */
export function spreadDeadlines(
  wanted: readonly WantedDeadline[],
  { now, leastHours }: { readonly now: Date; readonly leastHours: number },
): readonly Date[] {
  const earliest = now.getTime() + leastHours * HOUR_MS;
  const moved = new Map<string, number[]>();
  for (const [index, { position, given }] of wanted.entries()) {
    if (given.getTime() < earliest) moved.set(position, [...(moved.get(position) ?? []), index]);
  }
  const places = new Map(
    [...moved.values()].flatMap((indexes) =>
      indexes
        .toSorted((one, other) => givenAt(wanted, one) - givenAt(wanted, other) || one - other)
        .map((index, place) => [index, place] as const),
    ),
  );
  return wanted.map(({ given }, index) => {
    const place = places.get(index);
    return place === undefined ? given : new Date(earliest + Math.floor(place / MOST_A_DAY) * DAY_MS);
  });
}

function givenAt(wanted: readonly WantedDeadline[], index: number): number {
  return wanted[index]?.given.getTime() ?? 0;
}
