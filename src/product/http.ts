import { createWebApp, type Readiness, type WebApp } from '../web/app.js';
import { startServer } from '../web/server.js';
import { describeConnections } from './describe-connections.js';
import type { Foundation } from './foundation.js';

/** The HTTP server, listening. */
export interface Http {
  /** Its address on this machine. */
  readonly url: string;
  readonly mount: WebApp['mount'];
  /** Shows at `/health/ready` what the start is waiting for, in words. */
  waitFor(what: string): void;
  /** Makes `/health/ready` report that the product can serve. */
  setReady(): void;
  /** Makes `/health/ready` report that it is about to stop, while everything is served on. */
  drain(): void;
  /** Accepts no new connections; what is being answered is answered. */
  stopListening(): void;
}

/** Starts listening: first for `/health` only, then for everything that is mounted. */
export async function openHttp(foundation: Foundation): Promise<Http> {
  const { config, logger, database, onStop } = foundation;
  let startIsAt: string | undefined = 'the start';
  let isDraining = false;
  const findReason = async (): Promise<string | undefined> => {
    if (isDraining) return 'is about to stop';
    if (startIsAt !== undefined) return `waits for ${startIsAt}`;
    return (await foundation.isDatabaseUp()) ? undefined : 'waits for the database';
  };
  const readiness = async (): Promise<Readiness> => {
    const because = await findReason();
    return {
      ready: because === undefined,
      database: database.description,
      messenger: describeConnections(config.connections),
      ...(because === undefined ? {} : { because }),
    };
  };
  const isStarting = () => startIsAt !== undefined;
  const { app, mount } = createWebApp({
    readiness,
    isStarting,
    logger,
    trustedProxies: config.trustedProxies,
  });
  const server = await startServer(app, config);
  onStop('server', () => server.stop());
  return {
    url: server.url,
    mount,
    waitFor(what) {
      startIsAt = what;
    },
    setReady() {
      startIsAt = undefined;
    },
    drain() {
      isDraining = true;
      server.drain();
    },
    stopListening: server.stopListening,
  };
}
