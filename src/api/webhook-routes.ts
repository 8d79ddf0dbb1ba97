import { type Response, Router } from 'express';
import { z } from 'zod';
import { zonedIsoTime } from '../calendar.js';
import { check, readJson } from '../clients/checked-body.js';
import { type ClientGate, clientOf } from '../clients/client-gate.js';
import { sendProblem } from '../clients/problem.js';
import { PUBLISHED_TYPES } from '../feed/published-events.js';
import type { Endpoint } from '../webhooks/endpoint-store.js';
import type { Webhooks } from '../webhooks/index.js';
import { instant } from './fields.js';

export interface WebhookRoutesOptions {
  readonly gate: ClientGate;
  readonly webhooks: Webhooks;
  readonly timeZone: string;
}

const LONGEST_URL = 500;

/** What is said of an address to which events are to be sent. */
const newEndpoint = z.strictObject({
  url: z
    .string()
    .max(LONGEST_URL)
    .refine(
      isAddress,
      'An address begins with https:// (or, in the city’s own networks, http://), and names no user.',
    ),
  types: z.array(z.enum(PUBLISHED_TYPES)).min(1).max(PUBLISHED_TYPES.length).optional(),
});

/** From when on events are to be sent again. */
const replayed = z.strictObject({ from: instant });

/**
 * The addresses of a client, `/webhooks`: each is told of events as Standard Webhooks 1.0 says. Only the answers that
 * make an address or renew its secret have a secret in them.
 */
export function createWebhookRoutes({ gate, webhooks, timeZone }: WebhookRoutesOptions): Router {
  const router = Router();
  const mayKeep = gate.require('webhooks');
  router.use('/webhooks', gate.authenticate);
  const written = (moment: Date | undefined) =>
    moment === undefined ? null : zonedIsoTime(moment, timeZone);

  /** An address with how sending to it goes. */
  async function describe({ id, url, types, createdAt }: Endpoint) {
    const status = await webhooks.statusOf(id);
    return {
      id,
      url,
      types: types ?? null,
      createdAt: written(createdAt),
      state: status.state,
      stoppedBecause: status.stopped?.because ?? null,
      lastSuccessAt: written(status.lastSuccessAt),
      lastFailureAt: written(status.lastFailure?.at),
      lastFailure: status.lastFailure?.because ?? null,
      eventsBehind: status.eventsBehind,
      requestsWaiting: status.requestsWaiting,
      eventsGivenUp: status.givenUp.length,
    };
  }

  /** The address that a call names, if it is the client's; otherwise the call is answered. */
  async function named(
    { id = '' }: Readonly<Record<string, string | string[]>>,
    response: Response,
  ): Promise<Endpoint | undefined> {
    const endpoint = await webhooks.find(String(id));
    if (endpoint?.client === clientOf(response).id) return endpoint;
    sendProblem(response, { code: 'notFound' });
    return undefined;
  }

  router.get('/webhooks', mayKeep, async (_request, response) => {
    const all = await webhooks.ofClient(clientOf(response).id);
    response.json({ webhooks: await Promise.all(all.map(describe)) });
  });

  router.post('/webhooks', mayKeep, readJson(), async (request, response) => {
    const checked = check(newEndpoint, request.body);
    if (!checked.ok) return sendProblem(response, checked.problem);
    const { url, types } = checked.value;
    const made = await webhooks.create(clientOf(response).id, {
      url,
      ...(types === undefined ? {} : { types }),
    });
    if (made === undefined) {
      const detail = `A client has at most ${webhooks.mostOfClient} addresses: remove one first.`;
      return sendProblem(response, { code: 'tooMany', detail });
    }
    response.status(201).json({ ...(await describe(made.endpoint)), secret: made.secret });
  });

  router.get('/webhooks/:id', mayKeep, async (request, response) => {
    const endpoint = await named(request.params, response);
    if (endpoint !== undefined) response.json(await describe(endpoint));
  });

  router.delete('/webhooks/:id', mayKeep, async (request, response) => {
    const endpoint = await named(request.params, response);
    if (endpoint === undefined) return;
    await webhooks.remove(endpoint.id);
    response.status(204).end();
  });

  router.post('/webhooks/:id/secret', mayKeep, async (request, response) => {
    const endpoint = await named(request.params, response);
    if (endpoint !== undefined) response.json({ secret: await webhooks.renewSecret(endpoint) });
  });

  router.post('/webhooks/:id/resume', mayKeep, async (request, response) => {
    const endpoint = await named(request.params, response);
    if (endpoint === undefined) return;
    await webhooks.resume(endpoint.id);
    response.json(await describe(endpoint));
  });

  router.post('/webhooks/:id/replay', mayKeep, readJson(), async (request, response) => {
    const endpoint = await named(request.params, response);
    if (endpoint === undefined) return;
    const checked = check(replayed, request.body);
    if (!checked.ok) return sendProblem(response, checked.problem);
    await webhooks.replay(endpoint.id, new Date(checked.value.from));
    response.json(await describe(endpoint));
  });

  router.post('/webhooks/:id/retry', mayKeep, async (request, response) => {
    const endpoint = await named(request.params, response);
    if (endpoint !== undefined) response.json({ retried: await webhooks.retryGivenUp(endpoint.id) });
  });

  return router;
}

/** True for the address of a server, without a user and without a part that no server sees. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '' && hash === '';
}
