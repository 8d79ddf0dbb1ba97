import type { Clock } from '../clock.js';

/** Something that counts against a limit. */
interface Taken {
  /** Whose limit it is. */
  readonly person: string;
  /** Names it: the same thing counts once, however often it is tried. */
  readonly id: string;
  /** What it belongs to, as an album: once the first of it is let in, the rest is too, and counts. */
  readonly group?: string;
}

/**
 * - `allowed`: within the limit;
 * - `refused`: over it, for the first time since something was allowed: worth a word;
 * - `silent`: over it, as the person knows.
 */
type Permission = 'allowed' | 'refused' | 'silent';

/** So many things a person in so much time, in this process. */
export interface Limiter {
  take(taken: Taken): Permission;
}

interface Window {
  readonly taken: readonly (Taken & { readonly at: number })[];
  /** What the person was refused first; absent while he is within the limit. */
  readonly refused?: string;
}

/** People remembered before those whose time has passed are forgotten. */
const MOST_PEOPLE = 10_000;

/** A limiter whose time slides: what was let in counts for `perMs` milliseconds of the clock, and what was refused does not. */
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
  };
}
