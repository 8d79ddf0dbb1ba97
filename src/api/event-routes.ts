import { Router } from 'express';
import { z } from 'zod';
import { check } from '../clients/checked-body.js';
import { type ClientGate, clientOf } from '../clients/client-gate.js';
import { sendProblem } from '../clients/problem.js';
import type { Feed, FeedEntry } from '../feed/index.js';
import { isPublished } from '../feed/published-events.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { RequestStore } from '../requests/request-store.js';
import { isTrackingCode } from '../text/tracking-code.js';
import { maySee, messageOf } from '../webhooks/message.js';

/** What the events are read from. */
export interface EventRoutesOptions {
  readonly gate: ClientGate;
  readonly feed: Pick<Feed, 'readAfter'>;
  readonly requests: Pick<RequestStore, 'find' | 'findMany'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly timeZone: string;
}

const MOST_EVENTS = 1_000;

/** The parameters of `GET /events`; a cursor is what the page before gave as `next`. */
const eventsQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'A cursor is what an answer gave as `next`.')
    .default('0'),
  limit: z.coerce.number().int().min(1).max(MOST_EVENTS).default(100),
});

/**
 * The events of requests, for clients that ask for them: `GET /events` has all in one order, by pages;
 * `GET /requests/{code}/events` those of one request. They are the ones that webhooks carry.
 */
export function createEventRoutes(options: EventRoutesOptions): Router {
  const { gate, feed, requests, organization, timeZone } = options;
  const router = Router();
  const mayRead = gate.require('events:read');

  router.get('/events', gate.authenticate, mayRead, async (request, response) => {
    const checked = check(eventsQuery, { ...request.query });
    if (!checked.ok) return sendProblem(response, checked.problem);
    const { after, limit } = checked.value;
    const page = await feed.readAfter(Number(after), limit);
    switch (page.kind) {
      case 'removed':
        return sendProblem(response, { code: 'eventsRemoved', more: { first: String(page.first - 1) } });
      case 'ahead':
        return sendProblem(response, { code: 'cursorAhead', more: { latest: String(page.latest) } });
      case 'page': {
        const seen = await visibleTo(clientOf(response), page.entries);
        response.json({
          events: seen.map((entry) => messageOf(entry, timeZone)),
          next: String(page.entries.at(-1)?.number ?? after),
          hasMore: page.entries.length === limit,
        });
      }
    }
  });

  router.get('/requests/:code/events', gate.authenticate, mayRead, async (request, response) => {
    const code = String(request.params['code']);
    const stored = isTrackingCode(code) ? await requests.find(code) : undefined;
    const now = await organization.current();
    if (stored === undefined || !maySee(clientOf(response), stored.request, now)) {
      return sendProblem(response, { code: 'notFound' });
    }
    const events = stored.events.filter(({ type }) => isPublished(type));
    response.json({
      events: events.map(({ seq, type, at }) =>
        messageOf({ code: stored.request.code, seq, type, at }, timeZone),
      ),
    });
  });

  /** The published ones among these entries whose requests a client may see. */
  async function visibleTo(
    client: ReturnType<typeof clientOf>,
    entries: readonly FeedEntry[],
  ): Promise<readonly FeedEntry[]> {
    const published = entries.filter(({ type }) => isPublished(type));
    if (client.units === undefined) return published;
    const codes = [...new Set(published.map(({ code }) => code))];
    const now = await organization.current();
    const found = await requests.findMany(codes);
    const visible = new Set(found.filter((one) => maySee(client, one, now)).map(({ code }) => code));
    return published.filter(({ code }) => visible.has(code));
  }

  return router;
}
