import { z } from 'zod';
import { zonedIsoTime } from '../calendar.js';
import type { Client } from '../clients/client.js';
import { PUBLISHED_EVENTS } from '../feed/published-events.js';
import type { Endpoint } from '../webhooks/endpoint-store.js';
import type { Webhooks } from '../webhooks/index.js';
import { eventType } from './event-schema.js';
import { instant, writtenInstant } from './fields.js';
import { NOT_FOUND } from './finding.js';
import { defineOperation, type Operation, type OperationResult } from './operation.js';

export interface WebhookOptions {
  readonly webhooks: Webhooks;
  readonly timeZone: string;
}

const NOTHING = z.strictObject({});
const LONGEST_URL = 500;
/** The address of a server, without a user and without a part that no server sees. */
const ADDRESS = /^https?:\/\/[^/?#@\s]+(?:[/?][^#\s]*)?$/u;
const endpointId = z
  .string()
  .regex(/^ep_[0-9a-f]{16}$/)
  .meta({ examples: ['ep_0123456789abcdef'] });
const secret = z
  .string()
  .describe('`whsec_` and the key in base64, with which messages are signed. It is shown this once.');

/** What is said of an address to which events are to be sent. */
const newEndpoint = z
  .strictObject({
    url: z
      .string()
      .refine((text) => text.length <= LONGEST_URL && ADDRESS.test(text) && URL.canParse(text), {
        error:
          'An address begins with https:// (or, in the city’s own networks, http://), and names no user and no part of a page.',
      })
      .meta({
        maxLength: LONGEST_URL,
        pattern: ADDRESS.source,
        examples: ['https://saja.example.org/events'],
      }),
    types: z
      .array(eventType)
      .min(1)
      .max(PUBLISHED_EVENTS.size)
      .optional()
      .describe('The events that are sent; all where nothing is said.'),
  })
  .meta({ id: 'NewWebhook' });

const endpointSchema = z
  .strictObject({
    id: endpointId,
    url: z.string(),
    types: z.array(z.string()).nullable().describe('Null: all events.'),
    createdAt: writtenInstant,
    state: z.enum(['active', 'failing', 'stopped']),
    stoppedBecause: z
      .string()
      .nullable()
      .describe(
        '`gone`: it answered 410; `failing`: nothing arrived for five days; `revoked`: the key ended.',
      ),
    lastSuccessAt: writtenInstant.nullable(),
    lastFailureAt: writtenInstant.nullable(),
    lastFailure: z
      .string()
      .nullable()
      .describe('`http` and a status, `timeout`, `unreachable`, `refusedAddress`, or `error` here.'),
    eventsBehind: z.int().describe('Events that have not been looked at, wanted or not.'),
    requestsWaiting: z.int().describe('Requests whose events wait, since one of them has failed.'),
    eventsGivenUp: z.int().describe('Events that were not taken in any attempt.'),
  })
  .meta({ id: 'Webhook' });

/** The addresses of a client, each told of events as Standard Webhooks 1.0 says. */
export function webhookOperations({ webhooks, timeZone }: WebhookOptions): readonly Operation[] {
  const written = (moment: Date | undefined) =>
    moment === undefined ? null : zonedIsoTime(moment, timeZone);

  /** An address with how sending to it goes. */
  async function describe({ id, url, types, createdAt }: Endpoint): Promise<z.input<typeof endpointSchema>> {
    const status = await webhooks.statusOf(id);
    return {
      id,
      url,
      types: types === undefined ? null : [...types],
      createdAt: zonedIsoTime(createdAt, timeZone),
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

  /** Does something with an address, if it is the client's. */
  async function withOwn(
    client: Client,
    { id }: { readonly id: string },
    act: (endpoint: Endpoint) => Promise<unknown>,
  ): Promise<OperationResult> {
    const endpoint = await webhooks.find(id);
    return endpoint?.client === client.id ? { ok: true, body: await act(endpoint) } : NOT_FOUND;
  }

  /** What operations on one address share. */
  const ofOne = {
    tag: 'webhooks',
    scope: 'webhooks',
    parameters: z.strictObject({ id: endpointId }),
    query: NOTHING,
    status: 200,
    problems: ['notFound'],
  } as const;

  return [
    defineOperation({
      method: 'get',
      path: '/webhooks',
      name: 'listWebhooks',
      tag: 'webhooks',
      summary: 'List your addresses, and how sending to them goes',
      scope: 'webhooks',
      parameters: NOTHING,
      query: NOTHING,
      status: 200,
      answer: z.strictObject({ webhooks: z.array(endpointSchema) }).meta({ id: 'Webhooks' }),
      problems: [],
      async handle({ client }) {
        const all = await webhooks.ofClient(client.id);
        return { ok: true, body: { webhooks: await Promise.all(all.map(describe)) } };
      },
    }),
    defineOperation({
      method: 'post',
      path: '/webhooks',
      name: 'createWebhook',
      tag: 'webhooks',
      summary: 'Have events sent to an address, from now on',
      scope: 'webhooks',
      parameters: NOTHING,
      query: NOTHING,
      body: newEndpoint,
      status: 201,
      answer: endpointSchema.extend({ secret }).meta({ id: 'WebhookWithSecret' }),
      problems: ['tooMany'],
      async handle({ client, body: { url, types }, repeatable }) {
        const wanted = { url, ...(types === undefined ? {} : { types }) };
        const made = await webhooks.create(client.id, wanted, repeatable.commandId);
        if (made === undefined) {
          const detail = `A client has at most ${webhooks.mostOfClient} addresses: remove one first.`;
          return { ok: false, problem: { code: 'tooMany', detail } };
        }
        return { ok: true, status: 201, body: { ...(await describe(made.endpoint)), secret: made.secret } };
      },
    }),
    defineOperation({
      ...ofOne,
      method: 'get',
      path: '/webhooks/{id}',
      name: 'readWebhook',
      summary: 'Read how sending to an address goes',
      answer: endpointSchema,
      handle: ({ client, path }) => withOwn(client, path, describe),
    }),
    defineOperation({
      ...ofOne,
      method: 'delete',
      path: '/webhooks/{id}',
      name: 'removeWebhook',
      summary: 'Send nothing more to an address, and forget it',
      status: 204,
      async handle({ client, path }) {
        const removed = await withOwn(client, path, ({ id }) => webhooks.remove(id));
        return removed.ok ? { ok: true, status: 204 } : removed;
      },
    }),
    defineOperation({
      ...ofOne,
      method: 'post',
      path: '/webhooks/{id}/secret',
      name: 'renewWebhookSecret',
      summary: 'Draw a new secret; for a day messages are signed with the old one, too',
      answer: z.strictObject({ secret }).meta({ id: 'NewSecret' }),
      handle: ({ client, path, repeatable }) =>
        withOwn(client, path, async (endpoint) => ({
          secret: await webhooks.renewSecret(endpoint, repeatable.commandId),
        })),
    }),
    defineOperation({
      ...ofOne,
      method: 'post',
      path: '/webhooks/{id}/resume',
      name: 'resumeWebhook',
      summary: 'Go on with an address that was stopped, from where it was',
      answer: endpointSchema,
      handle: ({ client, path }) =>
        withOwn(client, path, async (endpoint) => {
          await webhooks.resume(endpoint.id);
          return describe(endpoint);
        }),
    }),
    defineOperation({
      ...ofOne,
      method: 'post',
      path: '/webhooks/{id}/retry',
      name: 'retryWebhook',
      summary: 'Send once more what was given up',
      answer: z.strictObject({ retried: z.int() }).meta({ id: 'Retried' }),
      handle: ({ client, path }) =>
        withOwn(client, path, async ({ id }) => ({ retried: await webhooks.retryGivenUp(id) })),
    }),
    defineOperation({
      ...ofOne,
      method: 'post',
      path: '/webhooks/{id}/replay',
      name: 'replayWebhook',
      summary: 'Send everything of a moment and later once more, under the ids of before',
      body: z.strictObject({ from: instant }).meta({ id: 'Replay' }),
      answer: endpointSchema,
      handle: ({ client, path, body }) =>
        withOwn(client, path, async (endpoint) => {
          await webhooks.replay(endpoint.id, new Date(body.from));
          return describe(endpoint);
        }),
    }),
  ];
}
