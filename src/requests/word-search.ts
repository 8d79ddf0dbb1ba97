import type { Clock } from '../clock.js';
import { searchable } from '../text/persian.js';
import type { Request } from './lifecycle/request.js';
import { DAY_MS } from './lifecycle/rules.js';
import type { RequestStore } from './request-store.js';

/** Days back to which open requests are searched, and how many of them at most. */
const SEARCHED_DAYS = 180;
const MOST_SEARCHED = 5_000;
/** Letters below which a word fits too much to be looked for. */
const FEWEST_LETTERS = 2;

/** Some of what was found, the newest first. */
export interface FoundRequests {
  readonly requests: readonly Request[];
  /** There are more after these. */
  readonly hasMore: boolean;
}

/** Finds open requests by words of their text or address; skips the first `from` and returns `most` at most. */
export type SearchRequests = (
  words: string,
  page: { readonly from: number; readonly most: number },
) => Promise<FoundRequests>;

/** The search on the store: it looks through the open requests from the newest on, and stops with the page. */
export function createWordSearch(options: {
  readonly store: Pick<RequestStore, 'openSince'>;
  readonly clock: Clock;
}): SearchRequests {
  return async (words, { from, most }) => {
    const fits = fitting(words);
    const since = new Date(options.clock.now().getTime() - SEARCHED_DAYS * DAY_MS);
    const found: Request[] = [];
    if (fits === undefined) return { requests: [], hasMore: false };
    for await (const request of options.store.openSince(since, MOST_SEARCHED)) {
      if (!fits(request)) continue;
      found.push(request);
      if (found.length > from + most) break;
    }
    return { requests: found.slice(from, from + most), hasMore: found.length > from + most };
  };
}

/**
 * Tells whether every one of these words begins a word of what was written or of the address; undefined for
 * a text without a word to look for.
 */
export function fitting(words: string): ((request: Pick<Request, 'text' | 'place'>) => boolean) | undefined {
  const wanted = wordsIn(words).filter((word) => word.length >= FEWEST_LETTERS);
  if (wanted.length === 0) return undefined;
  return ({ text, place }) => {
    const known = ` ${wordsIn(`${text} ${place?.address ?? ''}`).join(' ')}`;
    return wanted.every((word) => known.includes(` ${word}`));
  };
}

function wordsIn(text: string): readonly string[] {
  return searchable(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
