import express, { type NextFunction, type Request, type Response, Router } from 'express';
import helmet from 'helmet';
import type { Logger } from '../logger.js';

/** Whether the product can serve now, and what it runs on. */
export interface Readiness {
  readonly ready: boolean;
  /** The kind of database, in words, without credentials. */
  readonly database: string;
  /** The connected messengers, or `simulator`. */
  readonly messenger: string;
  /** What it waits for, or that it is about to stop, in words, while it is not ready. */
  readonly because?: string;
}

export interface WebAppOptions {
  readonly readiness: () => Promise<Readiness>;
  /** True until everything is mounted: what is not there may be in a moment. Never, if absent. */
  readonly isStarting?: () => boolean;
  readonly logger: Logger;
  /** Proxies before this server, whose word on the caller's address is taken; none by default. */
  readonly trustedProxies?: number;
}

/** Seconds after which somebody who came during the start may try again. */
const STARTED_WITHIN_S = 2;

/** The HTTP side of the product. */
export interface WebApp {
  readonly app: express.Express;
  /** Serves a router from now on, such as webhooks, or the simulator. */
  mount(router: Router): void;
}

/**
 * The HTTP side of the product. `GET /health/live` answers 200 while the process runs; `GET /health/ready`
 * answers 200 `{ status: "ready", database, messenger }`, or 503 with `status: "unavailable"` and why in `because`: what it
 * waits for, or that it is about to stop. Mounted routers are served; everything else is 404 `{ error }`, or while it starts 503 with
 * `Retry-After`.
 */
export function createWebApp({
  readiness,
  isStarting = () => false,
  logger,
  trustedProxies = 0,
}: WebAppOptions): WebApp {
  const app = express();
  const mounted = Router();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies);
  app.use(
    helmet({
      // The simulator's page is served over plain HTTP on this machine, where an upgrade to HTTPS leads nowhere.
      contentSecurityPolicy: {
        directives: { upgradeInsecureRequests: null, imgSrc: ["'self'", 'data:', 'blob:'] },
      },
      strictTransportSecurity: false,
    }),
  );

  app.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  app.get('/health/ready', async (_request, response) => {
    const { ready, ...details } = await readiness();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'unavailable', ...details });
  });
  app.use(mounted);

  app.use((_request, response) => {
    if (isStarting()) {
      response.set('Retry-After', String(STARTED_WITHIN_S));
      response.status(503).json({ error: 'This server is starting. Try again in a moment.' });
      return;
    }
    response.status(404).json({ error: 'There is nothing at this address.' });
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status >= 500) logger.error({ event: 'requestFailed', error });
    response.status(status).json({
      error:
        status >= 500 ? 'Something went wrong here. Try again.' : 'The body of this call cannot be read.',
    });
  });
  return { app, mount: (router) => void mounted.use(router) };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
}
