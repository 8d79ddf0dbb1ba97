import type { Clock } from '../../clock.js';
import type { Locale } from '../../config.js';
import type { ConsumerDefinition, Handled } from '../../feed/index.js';
import type { Logger } from '../../logger.js';
import type { Organization } from '../../organization/organization.js';
import type { Request } from '../../requests/lifecycle/request.js';
import type { RequestStore, StoredRequest } from '../../requests/request-store.js';
import type { PublicId } from '../public-id.js';
import type { PublicRecords } from '../public-records.js';
import { publicRequestOf } from '../public-request.js';
import { isNeighbour, type Neighbour } from './neighbour.js';
import type { Called, NeighbourClient } from './neighbour-client.js';
import { idOfOurs, idOfTheirs, type ReferenceStore } from './reference-store.js';
import { DONE, retryNeighbourAt } from './retrying.js';

/** What pushing to a neighbour needs. */
export interface PushOptions {
  readonly neighbour: Neighbour;
  readonly client: NeighbourClient;
  readonly references: ReferenceStore;
  readonly requests: Pick<RequestStore, 'find'>;
  readonly records: Pick<PublicRecords, 'idOf'>;
  readonly organization: { current(): Promise<Organization> };
  /** The city's clock. */
  readonly clock: Clock;
  readonly locale: Locale;
  readonly logger: Logger;
}

/** What goes to a neighbour of a request. */
interface Wanted {
  readonly service: string;
  readonly topic: string;
  readonly publicId: PublicId;
  readonly point: { readonly latitude: number; readonly longitude: number } | undefined;
}

/** Events after which a request may be one that goes to a neighbour: it has a topic from then on. */
const WANTED: ReadonlySet<string> = new Set(['registered', 'referred', 'sentToFollowUp']);
const DAY_MS = 24 * 3_600_000;

/**
 * Pushes requests of some categories to a neighbour, each once. Before a call a reference is noted; where its answer is
 * lost, the next attempt either repeats the call under its key or looks for it there first, and files it again only if
 * it is not there.
 */
export function createPushConsumer(options: PushOptions): ConsumerDefinition {
  const { neighbour, client, references, requests, records, clock, logger } = options;

  /** What goes to the neighbour of a request; undefined if nothing does. */
  async function wanted({ request, events }: StoredRequest): Promise<Wanted | undefined> {
    const organization = await options.organization.current();
    const service = neighbour.push[request.category ?? ''];
    const found = publicRequestOf(request, organization);
    const by = events[0]?.actor;
    const isFromNeighbour = by?.kind === 'client' && isNeighbour(by.client);
    if (service === undefined || found === undefined || isFromNeighbour) return undefined;
    return {
      service,
      topic: organization.title(found.category, options.locale),
      publicId: await records.idOf(request.code, request.filedAt),
      point: found.point,
    };
  }

  async function push(stored: StoredRequest): Promise<Handled> {
    const { request } = stored;
    const known = await references.find(idOfOurs(neighbour.name, request.code));
    const about = known?.theirs === undefined ? await wanted(stored) : undefined;
    if (about === undefined) return DONE;
    if (known !== undefined && !neighbour.repeatsSafely) {
      const there = await findThere(known.at, about);
      if (!there.ok) return { kind: 'failed', because: there.because };
      if (there.value !== undefined) return arrived(request, there.value);
    }
    return file(request, about, known === undefined);
  }

  async function file(request: Request, about: Wanted, isFirst: boolean): Promise<Handled> {
    const { name } = neighbour;
    const { code } = request;
    const id = idOfOurs(name, code);
    await references.note({ _id: id, neighbour: name, code, at: clock.now() });
    const filed = await client.file(formOf(request, about), about.publicId);
    if (filed.ok) return arrived(request, filed.value);
    // It is certain that nothing is there, so that nothing has to be looked for.
    if (filed.kind !== 'unclear' && isFirst) await references.remove(id);
    const { because } = filed;
    logger.warn({ event: 'notPushed', neighbour: name, request: code, because });
    return { kind: 'failed', because };
  }

  /** Notes where it is: from now on it is neither pushed again nor pulled back. */
  async function arrived({ code }: Request, theirs: string): Promise<Handled> {
    const { name } = neighbour;
    await references.note({ _id: idOfTheirs(name, theirs), neighbour: name, code, theirs, at: clock.now() });
    await references.change(idOfOurs(name, code), { theirs, isFollowed: true });
    return DONE;
  }

  /** The id of what a call whose answer was lost has left there; undefined if it has left nothing. */
  async function findThere(since: Date, { service, publicId }: Wanted): Promise<Called<string | undefined>> {
    const listed = await client.list(
      new URLSearchParams({
        service_code: service,
        start_date: `${new Date(since.getTime() - DAY_MS).toISOString().slice(0, 19)}Z`,
      }),
    );
    if (!listed.ok) return listed;
    const mine = listed.value.requests.find(({ description }) => description?.includes(markOf(publicId)));
    return { ok: true, value: mine?.service_request_id };
  }

  function formOf({ text, place }: Request, about: Wanted): URLSearchParams {
    const all = neighbour.shares === 'words';
    const point = all && place?.latitude !== undefined ? place : about.point;
    const words = all && text.trim() !== '' ? text : about.topic;
    return new URLSearchParams({
      service_code: about.service,
      description: `${words}\n${markOf(about.publicId)}`,
      ...(point?.latitude === undefined || point.longitude === undefined
        ? { address_string: (all ? place?.address : undefined) ?? about.topic }
        : { lat: String(point.latitude), long: String(point.longitude) }),
    });
  }

  return {
    name: `neighbour:${neighbour.name}`,
    startsAt: 'now',
    wants: ({ type }) => WANTED.has(type),
    retryAt: retryNeighbourAt,
    async handle({ code }) {
      const stored = await requests.find(code);
      return stored === undefined ? DONE : push(stored);
    },
  };
}

/** What a request is found by at a neighbour: our public id. */
function markOf(publicId: PublicId): string {
  return `(137: ${publicId})`;
}
