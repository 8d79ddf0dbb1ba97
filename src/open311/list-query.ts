import { readMoment } from './moments.js';

/** The parameters of a call; one that is given but empty counts as not given. */
export type Parameters = ReadonlyMap<string, string>;

/** Which requests a caller wants. */
export interface ListQuery {
  readonly from: Date;
  readonly to: Date;
  readonly services?: readonly string[];
  readonly isOpen?: boolean;
  readonly skip: number;
  readonly limit: number;
}

/** What a list parameter was read as, or what is wrong with it, in a sentence. */
export type ReadQuery<Query> =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly because: string };

/** The most days that a list covers, and the most entries that a page has (GeoReport v2, GET Service Requests). */
export const MOST_DAYS = 90;
export const MOST_ON_PAGE = 1_000;
/** The most requests that may be passed over to come to a page. */
const MOST_SKIPPED = 100_000;
const DAY_MS = 24 * 3_600_000;

/** The parameters of a query string or a form; of one that is repeated the last counts. */
export function readParameters(text: string): Parameters {
  const given = [...new URLSearchParams(text)].map(([name, value]) => [name, value.trim()] as const);
  return new Map(given.filter(([, value]) => value !== ''));
}

/** The entries of a parameter that is a list with commas; undefined if it is not given. */
export function listOf(parameters: Parameters, name: string): readonly string[] | undefined {
  const entries = parameters
    .get(name)
    ?.split(',')
    .flatMap((entry) => entry.trim() || []);
  return entries === undefined || entries.length === 0 ? undefined : entries;
}

/** Reads which requests are wanted. `now` is the city's time. */
export function readListQuery(parameters: Parameters, now: Date): ReadQuery<ListQuery> {
  const time = readTime(parameters, now, MOST_DAYS);
  if (!time.ok) return time;
  const page = readWhole(parameters, 'page', 1, Number.MAX_SAFE_INTEGER);
  const size = readWhole(parameters, 'page_size', MOST_ON_PAGE, MOST_ON_PAGE);
  if (page === undefined) return refuse('page is a whole number from 1.');
  if (size === undefined) return refuse(`page_size is a whole number from 1 to ${MOST_ON_PAGE}.`);
  const skip = (page - 1) * size;
  if (skip > MOST_SKIPPED) return refuse('That page is too far away: ask for a shorter time instead.');
  const statuses = listOf(parameters, 'status')?.map((status) => status.toLowerCase());
  if (statuses?.some((status) => status !== 'open' && status !== 'closed')) {
    return refuse('status is open, closed, or both with a comma between them.');
  }
  const services = listOf(parameters, 'service_code');
  const isOpen = new Set(statuses).size === 1 ? statuses?.[0] === 'open' : undefined;
  return {
    ok: true,
    query: {
      ...time.query,
      ...(services === undefined ? {} : { services }),
      ...(isOpen === undefined ? {} : { isOpen }),
      skip,
      limit: size,
    },
  };
}

/** Reads the time that is wanted: what is longer than the most is cut to its latest part. */
export function readTime(
  parameters: Parameters,
  now: Date,
  mostDays: number,
): ReadQuery<{ readonly from: Date; readonly to: Date }> {
  const [start, end] = [parameters.get('start_date'), parameters.get('end_date')];
  const to = end === undefined ? now : readMoment(end);
  if (to === undefined) return refuse(wrongMoment('end_date'));
  const earliest = new Date(to.getTime() - mostDays * DAY_MS);
  const from = start === undefined ? earliest : readMoment(start);
  if (from === undefined) return refuse(wrongMoment('start_date'));
  if (from > to) return refuse('start_date is later than end_date.');
  return { ok: true, query: { from: from < earliest ? earliest : from, to } };
}

function readWhole(parameters: Parameters, name: string, usual: number, most: number): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return usual;
  const value = Number(text);
  return /^\d{1,9}$/.test(text) && value >= 1 && value <= most ? value : undefined;
}

function wrongMoment(name: string): string {
  return `${name} is a date with time and zone, such as 2026-11-24T09:00:00+03:30 (the plus written as %2B).`;
}

function refuse(because: string): { readonly ok: false; readonly because: string } {
  return { ok: false, because };
}
