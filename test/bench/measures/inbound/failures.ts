import type { Filed } from '../../filers.js';
import { citizenId } from '../../people.js';

/** What must never happen to people who file, counted. */
export interface Failures {
  /** People who saw that their request was registered, and have none. */
  readonly lost: number;
  /** Requests beyond the one that each person filed. */
  readonly doubled: number;
  /** People who waited in vain for an answer. */
  readonly unanswered: number;
}

/** Counts what went wrong, from what people saw and what is stored of each. */
export function failuresOf(
  { registered, unanswered }: Pick<Filed, 'registered' | 'unanswered'>,
  filedBy: ReadonlyMap<number, number>,
): Failures {
  return {
    lost: registered.filter((index) => (filedBy.get(citizenId(index)) ?? 0) === 0).length,
    doubled: [...filedBy.values()].reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    unanswered,
  };
}

/** The most of each kind in several runs. */
export function worstOf(all: readonly Failures[]): Failures {
  const most = (of: (one: Failures) => number) => Math.max(0, ...all.map(of));
  return {
    lost: most(({ lost }) => lost),
    doubled: most(({ doubled }) => doubled),
    unanswered: most(({ unanswered }) => unanswered),
  };
}

/** True where nothing went wrong. */
export function isSound({ lost, doubled, unanswered }: Failures): boolean {
  return lost + doubled + unanswered === 0;
}

/** The three counts in the order in which the table speaks of them. */
export function inWords({ lost, doubled, unanswered }: Failures): string {
  return [lost, doubled, unanswered].join(', ');
}
