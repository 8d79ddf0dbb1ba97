import type { Clock } from '../clock.js';

/** Something that counts against a limit. */
interface Taken {
  /** The person whose limit it counts against. */
  readonly person: string;
  /** Identifies it: the same item counts once, however often it is tried. */
  readonly id: string;
  /** Its group, such as an album: once the first item is admitted, the rest is too, and counts. */
  readonly group?: string;
}

/**
 * - `allowed`: within the limit;
 * - `refused`: beyond it, for the first time since something was allowed, so the person should be told;
 * - `silent`: beyond it, and the person knows.
 */
export type Permission = 'allowed' | 'refused' | 'silent';

/** A limit on how many things a person may do within a time, in this process. */
export interface Limiter {
  take(taken: Taken): Permission;
  /** True while something new of this person would be allowed; nothing is taken. */
  hasRoom(person: string): boolean;
}

interface Window {
  readonly taken: readonly (Taken & { readonly at: number })[];
  /** The first refusal; absent while the person is within the limit. */
  readonly refused?: string;
}

/** How many people are remembered before those whose time has passed are forgotten. */
const MOST_PEOPLE = 10_000;

/**
 * A limiter with a sliding window: admitted items count for `perMs` milliseconds of the clock, refused ones
 * do not count.
 */
export function createLimiter(options: {
  readonly clock: Clock;
  readonly most: number;
  readonly perMs: number;
}): Limiter {
  const { clock, most, perMs } = options;
  const windows = new Map<string, Window>();

  function forgetIdle(now: number): void {
    for (const [person, { taken }] of windows) {
      if (taken.every(({ at }) => at + perMs <= now)) windows.delete(person);
    }
  }

  return {
    take(wanted) {
      const now = clock.now().getTime();
      const { taken: before = [], refused } = windows.get(wanted.person) ?? {};
      const taken = before.filter(({ at }) => at + perMs > now);
      if (taken.some(({ id }) => id === wanted.id)) return 'allowed';
      const isOfGroup = wanted.group !== undefined && taken.some(({ group }) => group === wanted.group);
      if (isOfGroup || taken.length < most) {
        windows.set(wanted.person, { taken: [...taken, { ...wanted, at: now }] });
        if (windows.size > MOST_PEOPLE) forgetIdle(now);
        return 'allowed';
      }
      windows.set(wanted.person, { taken, refused: refused ?? wanted.id });
      return refused === undefined || refused === wanted.id ? 'refused' : 'silent';
    },

    hasRoom(person) {
      const now = clock.now().getTime();
      const { taken = [] } = windows.get(person) ?? {};
      return taken.filter(({ at }) => at + perMs > now).length < most;
    },
  };
}
