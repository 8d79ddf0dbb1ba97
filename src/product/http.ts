import { createWebApp, type Readiness, type WebApp } from '../web/app.js';
import { startServer } from '../web/server.js';
import { describeConnections } from './describe-connections.js';
import type { Foundation } from './foundation.js';

/** The HTTP server, listening. */
export interface Http {
  /** Its address on this machine. */
  readonly url: string;
  readonly mount: WebApp['mount'];
  /** Lets `/health/ready` answer that the product can serve. */
  setReady(): void;
}

/** Begins to listen: first for `/health` only, then for whatever is mounted. */
export async function openHttp(foundation: Foundation): Promise<Http> {
  const { config, logger, database, onStop } = foundation;
  let isReady = false;
  const readiness = async (): Promise<Readiness> => ({
    ready: isReady && (await foundation.isDatabaseUp()),
    database: database.description,
    messenger: describeConnections(config.connections),
  });
  const { app, mount } = createWebApp({ readiness, logger });
  const server = await startServer(app, config);
  onStop('server', () => server.stop());
  return {
    url: server.url,
    mount,
    setReady() {
      isReady = true;
    },
  };
}
