import { createHash, timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import { isFromAnotherPage, isToThisServer } from '../local-call.js';
import type { Metrics } from './metrics.js';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** Headers that a proxy adds: with them the caller is somebody else, wherever the connection comes from. */
const OF_PROXIES = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const;

/**
 * `GET /metrics` for Prometheus. Only programs on this machine that name it as such, or callers with the token as a bearer token,
 * may read it; others get 401 `{ error }`.
 */
export function createMetricsRouter(options: {
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  readonly token?: string;
}): Router {
  const { metrics, token } = options;
  const router = Router();
  router.get('/metrics', async (request, response) => {
    if (!isFromThisMachine(request) && !hasToken(request, token)) {
      response.status(401).set('WWW-Authenticate', 'Bearer').json({ error: 'The metrics need a token.' });
      return;
    }
    response.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}

function isFromThisMachine({ socket, headers }: Request): boolean {
  return (
    LOOPBACK.has(socket.remoteAddress ?? '') &&
    OF_PROXIES.every((name) => headers[name] === undefined) &&
    isToThisServer(headers) &&
    !isFromAnotherPage(headers)
  );
}

function hasToken({ headers }: Request, token: string | undefined): boolean {
  const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined || given === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

/** Hashes texts of any length to the same length, so that comparing them takes constant time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
