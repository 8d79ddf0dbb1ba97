import type { Clock } from '../../clock.js';
import type { Locale } from '../../config.js';
import type { ConsumerDefinition, Handled } from '../../feed/index.js';
import type { Logger } from '../../logger.js';
import type { Organization } from '../../organization/organization.js';
import type { RequestStore, StoredRequest } from '../../requests/request-store.js';
import type { Texts } from '../../text/texts.js';
import { isPublicEvent, publicHistory } from '../public-history.js';
import type { PublicRecords } from '../public-records.js';
import { publicRequestOf } from '../public-request.js';
import { updateEntry } from '../request-document.js';
import { clientOf, type Neighbour } from './neighbour.js';
import type { NeighbourClient } from './neighbour-client.js';
import { idOfTheirs } from './reference-store.js';
import { DONE, retryNeighbourAt } from './retrying.js';

/** What telling a neighbour needs. */
export interface ReportOptions {
  readonly neighbour: Neighbour;
  readonly client: Pick<NeighbourClient, 'report'>;
  readonly requests: Pick<RequestStore, 'find'>;
  readonly records: Pick<PublicRecords, 'idOf'>;
  readonly organization: { current(): Promise<Organization> };
  readonly texts: Texts;
  readonly locale: Locale;
  readonly timeZone: string;
  /** The city's clock. */
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Tells a neighbour what becomes of the requests that came from it, as mySociety's extension `servicerequestupdates`
 * has it: what is public here, without a word of anybody. Each news has an id that stays, so that a call whose answer was
 * lost can be repeated.
 */
export function createReportConsumer(options: ReportOptions): ConsumerDefinition {
  const { neighbour, client, requests, records, clock, logger } = options;
  const prefix = `api:${idOfTheirs(neighbour.name, '')}`;

  /** The id that a request has at the neighbour; undefined for one that did not come from it. */
  function idThere([first]: StoredRequest['events']): string | undefined {
    const isTheirs = first?.actor.kind === 'client' && first.actor.client === clientOf(neighbour);
    return isTheirs && first.commandId.startsWith(prefix) ? first.commandId.slice(prefix.length) : undefined;
  }

  async function tell({ request, events }: StoredRequest, seq: number): Promise<Handled> {
    const there = idThere(events);
    const organization = await options.organization.current();
    const update = publicHistory(events, organization).updates.find((one) => one.seq === seq);
    const isPublic = publicRequestOf(request, organization) !== undefined;
    if (there === undefined || update === undefined || !isPublic) return DONE;
    const publicId = await records.idOf(request.code, request.filedAt);
    const entry = updateEntry(
      { ...update, _id: `${publicId}-${seq}`, request: publicId, code: request.code },
      { ...options, organization, now: clock.now() },
    );
    const told = await client.report(
      new URLSearchParams({
        service_request_id: there,
        update_id: String(entry['update_id']),
        updated_datetime: String(entry['updated_datetime']),
        status: String(entry['status']).toUpperCase(),
        description: String(entry['description']),
      }),
    );
    if (told.ok) return DONE;
    const { because, kind } = told;
    logger.warn({ event: 'newsNotTold', neighbour: neighbour.name, request: request.code, because });
    // What it does not want now it would not want the next time.
    return kind === 'refused' ? DONE : { kind: 'failed', because };
  }

  return {
    name: `neighbour-news:${neighbour.name}`,
    startsAt: 'now',
    wants: ({ type }) => isPublicEvent(type),
    retryAt: retryNeighbourAt,
    async handle({ code, seq }) {
      const stored = await requests.find(code);
      return stored === undefined ? DONE : tell(stored, seq);
    },
  };
}
