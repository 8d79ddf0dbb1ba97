import { createWebApp, type Readiness, type WebApp } from '../web/app.js';
import { startServer } from '../web/server.js';
import { describeConnections } from './describe-connections.js';
import type { Foundation } from './foundation.js';

/** The HTTP server, listening. */
export interface Http {
  /** Its address on this machine. */
  readonly url: string;
  readonly mount: WebApp['mount'];
  /** Says at `/health/ready` what the start is at, in words. */
  waitFor(what: string): void;
  /** Lets `/health/ready` answer that the product can serve. */
  setReady(): void;
}

/** Begins to listen: first for `/health` only, then for whatever is mounted. */
export async function openHttp(foundation: Foundation): Promise<Http> {
  const { config, logger, database, onStop } = foundation;
  let startIsAt: string | undefined = 'the start';
  const readiness = async (): Promise<Readiness> => {
    const because = startIsAt ?? ((await foundation.isDatabaseUp()) ? undefined : 'the database');
    return {
      ready: because === undefined,
      database: database.description,
      messenger: describeConnections(config.connections),
      ...(because === undefined ? {} : { because: `waits for ${because}` }),
    };
  };
  const { app, mount } = createWebApp({ readiness, logger });
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
  };
}
