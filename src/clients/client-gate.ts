import type { RequestHandler, Response } from 'express';
import type { Authentication } from './authentication.js';
import { type Client, hasScope, type Scope } from './client.js';
import { keyOfHeader } from './client-key.js';
import { sendProblem } from './problem.js';
import { type RateLimit, rateLimitHeaders } from './rate-limit.js';

/** Lets calls of clients pass, in routers. */
export interface ClientGate {
  /** Passes calls with a valid key within its limit; others get 401 or 429. Afterwards `clientOf` has the client. */
  readonly authenticate: RequestHandler;
  /** After `authenticate`: passes calls whose key has the scope; others get 403. */
  require(scope: Scope): RequestHandler;
}

/** The gate in front of the routers for clients. */
export function createClientGate(options: {
  readonly authentication: Pick<Authentication, 'authenticate' | 'noteOverstep'>;
  readonly rateLimit: RateLimit;
}): ClientGate {
  const { authentication, rateLimit } = options;

  return {
    async authenticate(request, response, next) {
      const client = await authentication.authenticate(keyOfHeader(request.get('authorization')));
      if (client === undefined) {
        sendProblem(response, { code: 'unauthorized', headers: { 'WWW-Authenticate': 'Bearer' } });
        return;
      }
      const allowance = rateLimit.take(client.id, client.perMinute);
      response.set(rateLimitHeaders(allowance));
      if (!allowance.isAllowed) {
        sendProblem(response, { code: 'tooManyCalls' });
        return;
      }
      response.locals['client'] = client;
      next();
    },

    require: (scope) => (_request, response, next) => {
      const client = clientOf(response);
      if (hasScope(client, scope)) return next();
      authentication.noteOverstep(client);
      sendProblem(response, { code: 'scopeMissing', more: { scope } });
    },
  };
}

/** The client whose call it is, behind a gate. */
export function clientOf({ locals }: Pick<Response, 'locals'>): Client {
  // Only the gate writes it.
  const client = locals['client'] as Client | undefined;
  if (client === undefined) throw new Error('A call that no gate has let in.');
  return client;
}
