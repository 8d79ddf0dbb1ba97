import type { Clock } from '../clock.js';
import type { RequestStore, StoredRequest } from '../requests/request-store.js';
import type { TrackingCode } from '../text/tracking-code.js';

/**
 * The requests as this process has just written them, so that composing their messages need not load them. They are
 * remembered while it is alone: another one could change a request meanwhile, and what it plans to tell of that
 * would be composed from what was before.
 */
export interface RecentRequests {
  /** Remembers a request that was just written, unless a later state of it is known. */
  note(stored: StoredRequest): void;
  /** The request as it was just written, else as it is stored. */
  find: RequestStore['find'];
}

/** Milliseconds for which what was written counts as new: a message may take as long from its composing to Telegram. */
const RECENT_MS = 500;
const MOST_REMEMBERED = 500;

/** The recent requests of one process. */
export function createRecentRequests(options: {
  readonly requests: Pick<RequestStore, 'find' | 'onRewritten'>;
  /** The period in which no other process changes requests, undefined outside of one. */
  readonly alonePeriod: () => number | undefined;
  /** The machine's clock. */
  readonly machineClock: Clock;
}): RecentRequests {
  const { requests, machineClock, alonePeriod } = options;
  const recent = new Map<
    TrackingCode,
    { readonly stored: StoredRequest; readonly until: number; readonly period: number }
  >();
  requests.onRewritten((code) => recent.delete(code));

  return {
    note(stored) {
      const { code } = stored.request;
      const period = alonePeriod();
      if (period === undefined) return;
      if ((recent.get(code)?.stored.rev ?? 0) > stored.rev) return;
      recent.delete(code);
      recent.set(code, { stored, until: machineClock.now().getTime() + RECENT_MS, period });
      const [oldest] = recent.keys();
      if (recent.size > MOST_REMEMBERED && oldest !== undefined) recent.delete(oldest);
    },
    async find(code) {
      const noted = recent.get(code);
      const isRecent = noted !== undefined && noted.until > machineClock.now().getTime();
      if (isRecent && noted.period === alonePeriod()) return noted.stored;
      recent.delete(code);
      return requests.find(code);
    },
  };
}
