import type { Clock } from '../clock.js';
import { spacedWords } from '../text/folding.js';
import { beginsWord, type JoinedText, joinText } from '../text/word-beginnings.js';
import type { Request } from './lifecycle/request.js';
import { DAY_MS } from './lifecycle/rules.js';
import type { RequestStore } from './request-store.js';

/** Days back to which open requests are searched, and how many of them at most. */
const SEARCHED_DAYS = 180;
const MOST_SEARCHED = 5_000;
/** Letters below which a word fits too much to be looked for. */
const FEWEST_LETTERS = 2;
/** Words that are written as one at most: «گفت‌وگو» has three. */
const MOST_JOINED = 3;

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
    const fits = matchWords(words);
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
 * Tells whether every one of these words begins a word of what was written or of the address, alone or joined to
 * the next ones: «آب گرفتگی», «آب‌گرفتگی» and «آبگرفتگی» find one another. Undefined for a text without a word to
 * look for.
 */
export function matchWords(
  words: string,
): ((request: Pick<Request, 'text' | 'place'>) => boolean) | undefined {
  const wanted = spacedWords(words).split(' ');
  if (wanted.every((word) => word.length < FEWEST_LETTERS)) return undefined;
  return ({ text, place }) => hasAll(wanted, joinText(`${text} ${place?.address ?? ''}`));
}

/** Whether the wanted words can be parted into runs of which each begins a word; a single letter need not. */
function hasAll(wanted: readonly string[], known: JoinedText): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return true;
  if (first.length < FEWEST_LETTERS && hasAll(rest, known)) return true;
  return wanted.some((_, index) => {
    const run = wanted.slice(0, index + 1).join('');
    return index < MOST_JOINED && beginsWord(run, known) && hasAll(wanted.slice(index + 1), known);
  });
}
