import type { Clock } from '../clock.js';
import { createLimiter } from './limiter.js';

/** Keeps whoever tries codes one after the other from finding one; those who know theirs notice nothing. */
export interface GuessingGuard {
  /** False while somebody has tried so much that led nowhere that nothing more is looked up for them. */
  mayTry(who: string): boolean;
  /** Somebody tried a code that leads nowhere; the same one counts once. */
  missed(who: string, code: string): void;
}

const HOUR_MS = 3_600_000;
/** So many people can use up their misses within an hour before everybody has one only. */
const TIMES_FOR_ALL = 30;
const EVERYBODY = 'everybody';

/** A guard that allows so many misses of each an hour, in this process, and one of each while all together have many. */
export function createGuessingGuard({
  clock,
  mostAnHour,
}: {
  readonly clock: Clock;
  readonly mostAnHour: number;
}): GuessingGuard {
  const perMs = HOUR_MS;
  const ofEach = createLimiter({ clock, most: mostAnHour, perMs });
  const whileMany = createLimiter({ clock, most: 1, perMs });
  const ofAll = createLimiter({ clock, most: mostAnHour * TIMES_FOR_ALL, perMs });
  return {
    mayTry: (who) => (ofAll.hasRoom(EVERYBODY) ? ofEach : whileMany).hasRoom(who),
    missed(who, id) {
      ofAll.take({ person: EVERYBODY, id: `${who} ${id}` });
      ofEach.take({ person: who, id });
      whileMany.take({ person: who, id });
    },
  };
}
