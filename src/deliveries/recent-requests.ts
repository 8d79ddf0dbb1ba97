import type { Clock } from '../clock.js';
import type { RequestStore, StoredRequest } from '../requests/request-store.js';
import type { TrackingCode } from '../text/tracking-code.js';

/**
 * The requests as this process has just written them, so that composing their messages need not load them. Only a
 * process that is alone remembers any: another one could change a request meanwhile, and what it plans to tell of that
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
  /** True when no other process can change requests. */
  readonly isAlone: boolean;
  /** The machine's clock. */
  readonly machineClock: Clock;
}): RecentRequests {
  const { requests, machineClock, isAlone } = options;
  const recent = new Map<TrackingCode, { readonly stored: StoredRequest; readonly until: number }>();
  requests.onRewritten((code) => recent.delete(code));

  return {
    note(stored) {
      const { code } = stored.request;
      if (!isAlone) return;
      if ((recent.get(code)?.stored.rev ?? 0) > stored.rev) return;
      recent.delete(code);
      recent.set(code, { stored, until: machineClock.now().getTime() + RECENT_MS });
      const [oldest] = recent.keys();
      if (recent.size > MOST_REMEMBERED && oldest !== undefined) recent.delete(oldest);
    },
    async find(code) {
      const noted = recent.get(code);
      if (noted !== undefined && noted.until > machineClock.now().getTime()) return noted.stored;
      recent.delete(code);
      return requests.find(code);
    },
  };
}
