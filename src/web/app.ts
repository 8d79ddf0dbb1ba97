import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from '../logger.js';

/** Whether the product can serve now, and what it runs on. */
export interface Readiness {
  readonly ready: boolean;
  /** What the database is, in words, without credentials. */
  readonly database: string;
  readonly messenger: 'telegram' | 'simulator';
}

export interface WebAppOptions {
  readonly readiness: () => Promise<Readiness>;
  /** What else is served: webhooks, and in simulation mode the simulator. */
  readonly routers: readonly Router[];
  readonly logger: Logger;
}

/**
 * The HTTP side of the product. `GET /health/live` answers 200 while the process runs; `GET /health/ready`
 * answers 200 `{ status: "ready", database, messenger }`, or 503 with `status: "unavailable"` while the
 * database is away. Everything unknown is 404 `{ error }`.
 */
export function createWebApp({ readiness, routers, logger }: WebAppOptions): express.Express {
  const app = express();
  app.disable('x-powered-by');
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
    const { ready, database, messenger } = await readiness();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'unavailable', database, messenger });
  });
  for (const router of routers) app.use(router);

  app.use((_request, response) => {
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
  return app;
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
}
