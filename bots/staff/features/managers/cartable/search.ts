import { cartableOf } from '../../../../../src/cartables/cartable.js';
import type { CartableStore } from '../../../../../src/cartables/cartable-store.js';
import { createFindPage } from '../../../../../src/cartables/waiting-page.js';
import type { CitizenStore } from '../../../../../src/citizens/citizen-store.js';
import { findCaller } from '../../../../../src/citizens/who-calls.js';
import type { SearchQuery } from '../../../../../src/flows/search-query.js';
import type { Speech } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import type { FindMany } from '../../../../../src/requests/request-queries.js';
import { matchWords } from '../../../../../src/requests/word-search.js';
import type { Visit } from '../../../context.js';

/** The most requests that are found: whoever finds more looks for something else. */
export const MOST_FOUND = 50;
/** How many requests of a cartable are looked at, and how many at once. */
const MOST_SEARCHED = 5_000;
const BATCH = 100;

/** What was found in a cartable, in the order of the list, `MOST_FOUND` at most. */
interface FoundInCartable {
  readonly requests: readonly Request[];
  /** Whose number was looked for; absent if nobody is known by it. */
  readonly citizen?: string;
}

/** Looks for requests in the cartables of somebody. */
export type SearchCartable = (
  visit: Pick<Visit, 'positions' | 'speech'>,
  query: SearchQuery,
) => Promise<FoundInCartable>;

/** The search on the stores: by a number, or by the words of the request, its address, its topic, and the citizen's name. */
export function createCartableSearch(stores: {
  readonly cartables: Pick<CartableStore, 'page' | 'follow'>;
  readonly requests: { readonly findMany: FindMany };
  readonly citizens: Pick<CitizenStore, 'find' | 'findMany'>;
}): SearchCartable {
  const { requests, citizens } = stores;
  const findPage = createFindPage(stores);

  async function byNumber(positions: readonly string[], phone: string): Promise<FoundInCartable> {
    const caller = await findCaller(citizens, phone);
    if (caller === undefined) return { requests: [] };
    const found = await requests.findMany([...new Set([...caller.requests, ...caller.following])]);
    const here = found.filter((request) => positions.includes(cartableOf(request) ?? ''));
    return { requests: here.slice(0, MOST_FOUND), citizen: caller._id };
  }

  async function byWords(
    { positions, speech }: Parameters<SearchCartable>[0],
    words: string,
  ): Promise<FoundInCartable> {
    const fits = matchWords(words) ?? (() => false);
    const found: Request[] = [];
    for (let skip = 0; skip < MOST_SEARCHED && found.length < MOST_FOUND; skip += BATCH) {
      const some = await findPage({ places: positions, selection: {}, skip, limit: BATCH });
      const names = await namesOf(some);
      found.push(...some.filter((request) => fits({ ...request, text: wordsOf(request, names, speech) })));
      if (some.length < BATCH) break;
    }
    return { requests: found.slice(0, MOST_FOUND) };
  }

  async function namesOf(some: readonly Request[]): Promise<ReadonlyMap<string, string>> {
    const known = await citizens.findMany([...new Set(some.map(({ citizen }) => citizen))]);
    return new Map(known.flatMap(({ _id, name }) => (name === undefined ? [] : [[_id, name] as const])));
  }

  return (visit, query) =>
    query.by === 'number' ? byNumber(visit.positions, query.phone) : byWords(visit, query.words);
}

/** Everything a request is recognised by but its address: its text, its topic, and who asks. */
function wordsOf(
  { text, category, citizen }: Request,
  names: ReadonlyMap<string, string>,
  { organization, locale }: Speech,
): string {
  const topic = category === undefined ? undefined : organization.category(category);
  const title = topic === undefined ? '' : organization.title(topic, locale);
  return [text, title, names.get(citizen) ?? ''].join(' ');
}
