import type { Clock } from '../clock.js';
import type { Organization } from '../organization/organization.js';
import { listOf, type Parameters, readListQuery } from './list-query.js';
import type { PublicReader, ReadRequest } from './reader.js';

/** Public requests for a feed, the newest first, or why there are none, in a sentence. */
export type FeedRequests =
  | { readonly ok: true; readonly requests: readonly ReadRequest[] }
  | { readonly ok: false; readonly because: string };

/** The requests among which those of a unit or of a district are looked for: the newest, so many times a page. */
const MOST_PAGES = 10;

/**
 * Reads which requests a feed has: as `GET requests` of GeoReport v2 does (`start_date`, `end_date`, `status`,
 * `service_code`, `page_size`), and besides by `unit`, `district` and `topic`, a group of services.
 */
export async function readFeed(
  parameters: Parameters,
  {
    reader,
    organization,
    clock,
  }: {
    readonly reader: Pick<PublicReader, 'list'>;
    readonly organization: { current(): Promise<Organization> };
    readonly clock: Clock;
  },
): Promise<FeedRequests> {
  const read = readListQuery(parameters, clock.now());
  if (!read.ok) return read;
  const sieve = sieveOf(parameters, await organization.current());
  if (!sieve.ok) return sieve;
  const { services, isWanted, pages } = sieve;
  const { limit, skip, ...query } = read.query;
  const found: ReadRequest[] = [];
  for (let page = 0; page < pages && found.length < limit; page += 1) {
    const listed = await reader.list({
      ...query,
      ...(services === undefined ? {} : { services }),
      skip: skip + page * limit,
      limit,
    });
    found.push(...listed.filter(isWanted));
    if (listed.length === 0) break;
  }
  return { ok: true, requests: found.slice(0, limit) };
}

/** Which of the listed requests belong to a feed. */
type Sieve =
  | {
      readonly ok: true;
      /** The services of the topic; absent: whichever are asked for. */
      readonly services?: readonly string[] | undefined;
      readonly isWanted: (request: ReadRequest) => boolean;
      /** How many pages are looked through for a whole one. */
      readonly pages: number;
    }
  | { readonly ok: false; readonly because: string };

function sieveOf(parameters: Parameters, organization: Organization): Sieve {
  const [unit, district, topic] = ['unit', 'district', 'topic'].map((name) => parameters.get(name));
  if (unit !== undefined && organization.unit(unit) === undefined) return refuse('unit');
  if (district !== undefined && organization.unit(district)?.kind !== 'district') return refuse('district');
  const group = topic === undefined ? undefined : organization.group(topic);
  if (topic !== undefined && group === undefined) return refuse('topic');
  const wanted = listOf(parameters, 'service_code');
  return {
    ok: true,
    services: group?.categories
      .map(({ code }) => code)
      .filter((code) => wanted === undefined || wanted.includes(code)),
    isWanted: (one) =>
      (unit === undefined || one.unit === unit) && (district === undefined || one.district === district),
    pages: unit === undefined && district === undefined ? 1 : MOST_PAGES,
  };
}

function refuse(name: string): { readonly ok: false; readonly because: string } {
  return { ok: false, because: `There is no such ${name}: docs/open-data.md says where the codes stand.` };
}
