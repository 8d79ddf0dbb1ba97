import type { Clock } from '../clock.js';
import { createLimiter, type Permission } from './limiter.js';

const MINUTE_MS = 60_000;

/** An update of a person, as the guard of a bot counts it. */
export interface GuardedUpdate {
  readonly person: string;
  /** Identifies it: a redelivered update counts once. */
  readonly id: string;
  /** The album it belongs to; once its first file is admitted, the rest is too. */
  readonly album?: string;
  readonly isFile: boolean;
}

/**
 * Whether an update may be handled: `updates` tells of the limit of messages and presses, `files` of the limit
 * of files, which is asked only within the other.
 */
export interface Guarded {
  readonly updates: Permission;
  readonly files: Permission;
}

/**
 * Keeps one person from slowing a bot down for everybody: messages and presses, and files, per minute, in this
 * process. Both bots have one.
 */
export function createUpdateGuard({
  clock,
  updatesPerMinute,
  filesPerMinute,
}: {
  readonly clock: Clock;
  readonly updatesPerMinute: number;
  readonly filesPerMinute: number;
}): (update: GuardedUpdate) => Guarded {
  const updates = createLimiter({ clock, most: updatesPerMinute, perMs: MINUTE_MS });
  const files = createLimiter({ clock, most: filesPerMinute, perMs: MINUTE_MS });
  return ({ person, id, album, isFile }) => {
    const taken = { person, id, ...(album === undefined ? {} : { group: album }) };
    const permission = updates.take(taken);
    return {
      updates: permission,
      files: permission === 'allowed' && isFile ? files.take(taken) : 'allowed',
    };
  };
}
