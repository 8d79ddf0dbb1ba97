import type { EventEmitter } from 'node:events';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';

/** The part of the driver's client that is watched, and set up anew. */
export interface WatchedClient extends Pick<EventEmitter, 'on' | 'off'> {
  close(): Promise<void>;
  connect(): Promise<unknown>;
}

/** How often is looked whether a question of the driver to the server is without an answer. */
const LOOK_EVERY_MS = 5_000;
/**
 * Milliseconds after which it never gets one: the driver gives up by itself after the time for connecting, five
 * seconds.
 */
const STUCK_MS = 20_000;

/**
 * Watches the monitor by which the driver knows its server. In mongodb 7.8.0 a monitor whose connection ends at a
 * certain moment waits for ever for an answer on it; the server then counts as away until the program is started
 * again. A monitor without an end to its question is therefore set up anew, with all connections: what is under
 * way on them fails as in an outage. Returns what ends the watch.
 */
export function watchMonitor(
  client: WatchedClient,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): () => Promise<void> {
  const ended = new AbortController();
  /** When each server was asked whose answer is not there yet, by its address. */
  const asked = new Map<string, number>();
  const onAsked = ({ connectionId }: { readonly connectionId: string }) =>
    asked.set(connectionId, clock.now().getTime());
  const onAnswered = ({ connectionId }: { readonly connectionId: string }) => asked.delete(connectionId);
  client.on('serverHeartbeatStarted', onAsked);
  client.on('serverHeartbeatSucceeded', onAnswered);
  client.on('serverHeartbeatFailed', onAnswered);

  /** True from the moment at which the connections are ended until there are new ones. */
  let isClosed = false;

  function isStuck(now: number): boolean {
    return [...asked.values()].some((at) => now - at >= STUCK_MS);
  }

  async function setUpAnew(): Promise<void> {
    if (!isClosed) {
      logger.warn({ event: 'databaseMonitorStuck' });
      isClosed = true;
      asked.clear();
      await client.close();
    }
    await client.connect();
    isClosed = false;
  }

  let lookedAt = clock.now().getTime();

  async function look(): Promise<void> {
    const now = clock.now().getTime();
    // After a jump of the clock nothing is known of the time in between.
    if (now - lookedAt > STUCK_MS / 2) for (const server of asked.keys()) asked.set(server, now);
    lookedAt = now;
    if (isClosed || isStuck(now)) await setUpAnew();
  }

  async function watch(): Promise<void> {
    for (;;) {
      await clock.sleep(LOOK_EVERY_MS, ended.signal);
      if (ended.signal.aborted) return;
      await look().catch((error) => logger.warn({ event: 'databaseStillAway', error }));
    }
  }

  const watching = watch();
  return async () => {
    ended.abort();
    await watching;
    client.off('serverHeartbeatStarted', onAsked);
    client.off('serverHeartbeatSucceeded', onAnswered);
    client.off('serverHeartbeatFailed', onAnswered);
  };
}
