import type { Clock } from '../../clock.js';
import type { Locale } from '../../config.js';
import type { Logger } from '../../logger.js';
import type { Organization } from '../../organization/organization.js';
import { namelessCallerId } from '../../requests/lifecycle/callers.js';
import type { Place } from '../../requests/lifecycle/facts.js';
import type { RequestService } from '../../requests/request-service.js';
import { truncateText, withoutControls } from '../../text/persian.js';
import { createTrackingCode } from '../../text/tracking-code.js';
import { clientOf, type Neighbour } from './neighbour.js';
import type { NeighbourClient, TheirRequest } from './neighbour-client.js';
import { idOfTheirs, type ReferenceStore } from './reference-store.js';

/** What pulling from a neighbour needs. */
export interface PullOptions {
  readonly neighbour: Neighbour;
  readonly client: NeighbourClient;
  readonly references: ReferenceStore;
  readonly requests: Pick<RequestService, 'register'>;
  readonly organization: { current(): Promise<Organization> };
  /** The city's clock. */
  readonly clock: Clock;
  readonly locale: Locale;
  readonly logger: Logger;
  /** Returns numbers from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** Milliseconds that are looked at again each time, since a server shows some of its requests late. */
const OVERLAP_MS = 2 * 3_600_000;
const PAGE = 100;
const MOST_PAGES = 100;
const MOST_WORDS = 4_000;

/**
 * Registers what is new at a neighbour since the last time, each once; from its first time on, not what was there
 * before. Resolves to how many were registered. What fails is tried again the next time.
 */
export async function pullFrom(options: PullOptions): Promise<number> {
  const { neighbour, client, references, clock, logger } = options;
  const services = Object.keys(neighbour.pull);
  if (services.length === 0) return 0;
  const now = clock.now();
  const until = await references.pulledUntil(neighbour.name);
  if (until === undefined) {
    await references.notePulled(neighbour.name, now);
    return 0;
  }
  let registered = 0;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const listed = await client.list(
      new URLSearchParams({
        service_code: services.join(','),
        start_date: written(new Date(until.getTime() - OVERLAP_MS)),
        page: String(page),
        page_size: String(PAGE),
      }),
    );
    if (!listed.ok) {
      logger.warn({ event: 'notPulled', neighbour: neighbour.name, because: listed.because });
      return registered;
    }
    const { requests, unreadable } = listed.value;
    if (unreadable > 0)
      logger.warn({ event: 'unreadableAtNeighbour', neighbour: neighbour.name, count: unreadable });
    let isNew = false;
    for (const theirs of requests) {
      const became = await register(options, theirs, now);
      isNew ||= became !== 'unwanted';
      if (became === 'registered') registered += 1;
    }
    // A server that knows no pages gives the same one again and again.
    if (requests.length + unreadable < PAGE || !isNew) break;
  }
  await references.notePulled(neighbour.name, now);
  return registered;
}

async function register(
  { neighbour, references, requests, organization, locale, random, logger }: PullOptions,
  theirs: TheirRequest,
  now: Date,
): Promise<'registered' | 'known' | 'unwanted'> {
  const { name } = neighbour;
  const current = await organization.current();
  const category = current.category(neighbour.pull[theirs.service_code] ?? '');
  if (category === undefined) return 'unwanted';
  const id = idOfTheirs(name, theirs.service_request_id);
  const known = await references.find(id);
  if (known?.theirs !== undefined) return 'known';
  const code = createTrackingCode(random);
  const reference = await references.note({ _id: id, neighbour: name, code, at: now });
  const words = withoutControls(theirs.description ?? '').trim();
  const result = await requests.register({
    command: {
      type: 'register',
      code: reference.code,
      citizen: namelessCallerId(reference.code),
      channel: 'api',
      text: truncateText(words === '' ? current.title(category, locale) : words, MOST_WORDS),
      attachments: [],
      place: placeOf(theirs, current),
      category: category.code,
    },
    actor: { kind: 'client', client: clientOf(neighbour) },
    commandId: `api:${id}`,
  });
  if (!result.ok) {
    logger.warn({ event: 'notPulled', neighbour: name, because: result.refusal.code });
    return 'unwanted';
  }
  await references.change(id, { theirs: theirs.service_request_id });
  return result.repeated ? 'known' : 'registered';
}

function placeOf({ lat, long, address }: TheirRequest, organization: Organization): Place {
  const isPoint =
    typeof lat === 'number' && typeof long === 'number' && Math.abs(lat) <= 90 && Math.abs(long) <= 180;
  const point = isPoint ? { latitude: lat, longitude: long } : undefined;
  const district = point === undefined ? undefined : organization.districtAt(point);
  const words = truncateText(withoutControls(address ?? '').trim(), 500);
  return {
    ...point,
    ...(words === '' ? {} : { address: words }),
    ...(district === undefined ? {} : { district }),
  };
}

function written(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
