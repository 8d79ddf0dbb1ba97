import type { Clock } from '../clock.js';

/** What a client has left of its calls in the present minute. */
export interface Allowance {
  readonly isAllowed: boolean;
  /** The most calls within the window. */
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window is over, one at least. */
  readonly resetSeconds: number;
}

/** Counts the calls of clients, each within its own minutes. */
export interface RateLimit {
  /** Counts one call. */
  take(client: string, perMinute: number): Allowance;
}

const WINDOW_MS = 60_000;

/**
 * The limit of calls for each client, in windows of a minute that begin with a first call. Each process counts by
 * itself: behind several of them a client may make that many calls to each. `clock` is the machine's.
 */
export function createRateLimit({ clock }: { readonly clock: Pick<Clock, 'now'> }): RateLimit {
  // Only clients whose key was right are counted, so there are never more windows than clients.
  const windows = new Map<string, { endsAt: number; taken: number }>();

  return {
    take(client, limit) {
      const now = clock.now().getTime();
      let window = windows.get(client);
      if (window === undefined || window.endsAt <= now) {
        window = { endsAt: now + WINDOW_MS, taken: 0 };
        windows.set(client, window);
      }
      const isAllowed = window.taken < limit;
      if (isAllowed) window.taken += 1;
      return {
        isAllowed,
        limit,
        remaining: limit - window.taken,
        resetSeconds: Math.max(1, Math.ceil((window.endsAt - now) / 1_000)),
      };
    },
  };
}

/** The headers that tell a client of its limit (draft-ietf-httpapi-ratelimit-headers). */
export function rateLimitHeaders({ limit, remaining, resetSeconds, isAllowed }: Allowance) {
  return {
    'RateLimit-Policy': `"minute";q=${limit};w=${WINDOW_MS / 1_000}`,
    RateLimit: `"minute";r=${remaining};t=${resetSeconds}`,
    ...(isAllowed ? {} : { 'Retry-After': String(resetSeconds) }),
  };
}
