import type { Clock } from '../src/clock.js';
import type { Logger } from '../src/logger.js';
import type { RequestService } from '../src/requests/request-service.js';
import type { RequestStore } from '../src/requests/request-store.js';
import type { TrackingCode } from '../src/text/tracking-code.js';
import { createSweepingJob, type SweepingJob } from './job.js';

const BATCH = 200;
const AT_ONCE = 8;

/** The result of one sweep. */
export interface Sweep {
  /** Requests to which something happened. */
  readonly acted: number;
  /** Requests that were due but failed; the next sweep retries them. */
  readonly failed: number;
}

export interface ActOnDeadlinesOptions {
  readonly requests: Pick<RequestService, 'actOnTime'>;
  readonly store: Pick<RequestStore, 'due'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everySeconds: number;
  /** Called after each completed sweep. */
  readonly onSwept?: () => Promise<void>;
}

/**
 * The sweep (docs/design.md, 4): every request whose next action is due gets that one action, the longest
 * overdue first. Only the requests themselves say what is due: nothing is remembered between sweeps.
 */
export function actOnDeadlines(options: ActOnDeadlinesOptions): SweepingJob<Sweep> {
  const { requests, store, clock, logger, everySeconds } = options;

  async function actOn(codes: readonly TrackingCode[]): Promise<Sweep> {
    const results = await Promise.allSettled(codes.map((code) => requests.actOnTime(code)));
    for (const [index, result] of results.entries()) {
      if (result.status === 'fulfilled') continue;
      logger.error({ event: 'deadlineFailed', request: codes[index], error: result.reason });
    }
    return {
      acted: results.filter((result) => result.status === 'fulfilled' && result.value).length,
      failed: results.filter((result) => result.status === 'rejected').length,
    };
  }

  async function sweep(): Promise<Sweep> {
    const started = clock.now();
    const seen = new Set<string>();
    let acted = 0;
    let failed = 0;
    for (;;) {
      // Requests that were seen and left unchanged are still due: they must not crowd out those behind them.
      const left = seen.size - acted;
      const codes = (await store.due(started, BATCH + left)).filter((code) => !seen.has(code));
      if (codes.length === 0) break;
      for (let from = 0; from < codes.length; from += AT_ONCE) {
        const batch = await actOn(codes.slice(from, from + AT_ONCE));
        acted += batch.acted;
        failed += batch.failed;
      }
      for (const code of codes) seen.add(code);
    }
    if (acted > 0 || failed > 0) logger.info({ event: 'swept', acted, failed });
    await options.onSwept?.();
    return { acted, failed };
  }

  return createSweepingJob({ name: 'act on deadlines', everySeconds, sweep });
}
