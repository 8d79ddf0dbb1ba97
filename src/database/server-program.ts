import { type Backoff, retryWithBackoff } from '../backoff.js';
import { systemClock } from '../clock.js';
import type { Logger } from '../logger.js';

/** A database server that runs as a separate process. */
export interface ServerProgram {
  /**
   * Starts it on a port of 127.0.0.1, or on a free one for 0, and resolves when it answers. Rejects with a
   * `ServerProgramError` if it ends instead.
   */
  start(port: number): Promise<ServerProcess>;
  /**
   * The address of a database on it while it listens on that port; a secret, since it may contain a password.
   */
  address(port: number, database: string): string;
}

/** A database server that answers. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  /** Resolves when the process has ended, for any reason, to its last output. */
  readonly ended: Promise<string>;
  /** Ends it in order, within three seconds. */
  stop(): Promise<void>;
}

/** Why a database server did not start. */
export class ServerProgramError extends Error {
  override readonly name = 'ServerProgramError';
  constructor(
    /** `locked`: another server uses the files. `damaged`: they are not as they were when last used. */
    readonly reason: 'locked' | 'failed' | 'damaged',
    message: string,
  ) {
    super(message);
  }
}

/** A database server that is kept running. */
export interface KeptServer {
  readonly port: number;
  /** The process that is running now, for tests that end it. */
  readonly pid: number;
  /** When it last ended unexpectedly, and its last output; undefined if it never has. */
  readonly lastEnd: ServerEnd | undefined;
  stop(): Promise<void>;
}

/** An unexpected end of a server. */
export interface ServerEnd {
  readonly at: Date;
  /** The server's own output, at most a few hundred characters; empty if there was none. */
  readonly because: string;
}

/**
 * Milliseconds for which files may stay locked by a server whose launching program was killed and which has
 * yet to notice.
 */
const LOCKED_PATIENCE_MS = 6_000;
const LOCKED_PAUSE_MS = 200;
const RESTART_BACKOFF: Backoff = { firstMs: 200, longestMs: 10_000 };

/**
 * Starts a database server and keeps it running: when it ends unexpectedly it is restarted on the same port,
 * after pauses that grow up to ten seconds, for as long as it takes, so its clients find it again. Rejects if
 * the first start fails.
 */
export async function keepRunning(program: ServerProgram, logger: Logger): Promise<KeptServer> {
  const stopping = new AbortController();
  let current = await startWithRetries(program);
  let lastEnd: ServerEnd | undefined;
  const { port } = current;

  async function startAgain(): Promise<ServerProcess | undefined> {
    const started = await retryWithBackoff({
      attempt: () => program.start(port),
      backoff: RESTART_BACKOFF,
      failures: 1,
      onFailure: (error) => logger.error({ event: 'databaseRestartFailed', error }),
      clock: systemClock,
      signal: stopping.signal,
    });
    if (started !== undefined) logger.info({ event: 'databaseRestarted' });
    return started;
  }

  async function watch(): Promise<void> {
    for (;;) {
      const because = await current.ended;
      if (stopping.signal.aborted) return;
      lastEnd = { at: systemClock.now(), because };
      logger.error({ event: 'databaseEnded', because });
      const started = await startAgain();
      if (started === undefined) return;
      current = started;
      if (stopping.signal.aborted) await started.stop();
    }
  }
  const watched = watch();

  return {
    port,
    get pid() {
      return current.pid;
    },
    get lastEnd() {
      return lastEnd;
    },
    async stop() {
      stopping.abort();
      await current.stop();
      await watched;
    },
  };
}

async function startWithRetries(program: ServerProgram): Promise<ServerProcess> {
  const until = performance.now() + LOCKED_PATIENCE_MS;
  for (;;) {
    try {
      return await program.start(0);
    } catch (error) {
      const isLocked = error instanceof ServerProgramError && error.reason === 'locked';
      if (!isLocked || performance.now() > until) throw error;
    }
    await systemClock.sleep(LOCKED_PAUSE_MS);
  }
}
