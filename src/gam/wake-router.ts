import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';

/**
 * `POST /gam/wake`: Gam says that something was done there, with the token of the connection as bearer. What it was is
 * fetched from Gam itself, so that nothing that is said here has to be believed.
 */
export function createWakeRouter(options: { readonly token: string; readonly wake: () => void }): Router {
  const wanted = digest(`Bearer ${options.token}`);
  const router = Router();
  router.post('/gam/wake', ({ headers }, response) => {
    if (!timingSafeEqual(digest(headers.authorization ?? ''), wanted)) {
      response.status(401).json({ error: 'The token of the connection to Gam is missing or wrong.' });
      return;
    }
    options.wake();
    response.status(204).end();
  });
  return router;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
