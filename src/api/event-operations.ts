import { z } from 'zod';
import type { Client } from '../clients/client.js';
import { coversRequest } from '../clients/seen-requests.js';
import type { Feed, FeedEntry } from '../feed/index.js';
import { isPublished } from '../feed/published-events.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { RequestStore } from '../requests/request-store.js';
import { messageOf } from '../webhooks/message.js';
import { eventPageSchema, requestEventsSchema } from './event-schema.js';
import { requestId } from './fields.js';
import { type FindForClient, NOT_FOUND } from './finding.js';
import { defineOperation, type Operation } from './operation.js';

/** What the events are read from. */
export interface EventOptions {
  readonly find: FindForClient;
  readonly feed: Pick<Feed, 'readAfter'>;
  readonly requestStates: Pick<RequestStore, 'findMany' | 'registeredBy'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly timeZone: string;
}

const MOST_ON_A_PAGE = 1_000;
const ON_A_PAGE = 100;

/** The events of requests, for clients that ask for them; they are the ones that webhooks carry. */
export function eventOperations(options: EventOptions): readonly Operation[] {
  return [feedOperation(options), requestEventsOperation(options)];
}

/** `GET /events`: all in one order, by pages. */
function feedOperation({ feed, requestStates, organization, timeZone }: EventOptions): Operation {
  /** The published ones among these entries whose requests a client may see. */
  async function visibleTo(client: Client, entries: readonly FeedEntry[]): Promise<readonly FeedEntry[]> {
    const published = entries.filter(({ type }) => isPublished(type));
    if (client.units === undefined) return published;
    const codes = [...new Set(published.map(({ code }) => code))];
    const [now, found, theirs] = await Promise.all([
      organization.current(),
      requestStates.findMany(codes),
      requestStates.registeredBy(client.id, codes),
    ]);
    const covered = found.filter((request) => coversRequest(client, request, now));
    const visible = new Set([...theirs, ...covered.map(({ code }) => code)]);
    return published.filter(({ code }) => visible.has(code));
  }

  return defineOperation({
    method: 'get',
    path: '/events',
    name: 'listEvents',
    tag: 'events',
    summary: 'Read events of requests',
    description:
      'In one order for ever, each once, those of a request as they happened. A page may be empty and still lead on.',
    scope: 'events:read',
    parameters: z.strictObject({}),
    query: z.strictObject({
      after: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional()
        .describe('`next` of the page before; 0, or nothing, for the beginning.'),
      limit: z.int().min(1).max(MOST_ON_A_PAGE).optional(),
    }),
    status: 200,
    answer: eventPageSchema,
    problems: ['eventsRemoved', 'cursorAhead'],
    async handle({ client, query: { after = '0', limit = ON_A_PAGE } }) {
      const page = await feed.readAfter(Number(after), limit);
      switch (page.kind) {
        case 'removed':
          return {
            ok: false,
            problem: { code: 'eventsRemoved', more: { first: String(page.first - 1) } },
          };
        case 'ahead':
          return { ok: false, problem: { code: 'cursorAhead', more: { latest: String(page.latest) } } };
        case 'page': {
          const seen = await visibleTo(client, page.entries);
          return {
            ok: true,
            body: {
              events: seen.map((entry) => messageOf(entry, timeZone)),
              next: String(page.entries.at(-1)?.number ?? Number(after)),
              hasMore: page.entries.length === limit,
            },
          };
        }
      }
    },
  });
}

/** `GET /requests/{id}/events`: those of one request. */
function requestEventsOperation({ find, timeZone }: EventOptions): Operation {
  return defineOperation({
    method: 'get',
    path: '/requests/{id}/events',
    name: 'listRequestEvents',
    tag: 'events',
    summary: 'Read the events of a request',
    scope: 'events:read',
    parameters: z.strictObject({ id: requestId }),
    query: z.strictObject({}),
    status: 200,
    answer: requestEventsSchema,
    problems: ['notFound'],
    async handle({ client, path }) {
      const stored = await find(client, path.id);
      if (stored === undefined) return NOT_FOUND;
      const { code } = stored.request;
      const events = stored.events.filter(({ type }) => isPublished(type));
      return {
        ok: true,
        body: { events: events.map(({ seq, type, at }) => messageOf({ code, seq, type, at }, timeZone)) },
      };
    },
  });
}
