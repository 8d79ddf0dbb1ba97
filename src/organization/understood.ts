import { type CityWords, createUnderstanding, NO_WORDS, type Understanding } from '../understanding/index.js';
import type { City } from './city.js';

interface Trained {
  readonly topics: string;
  readonly understanding: Understanding;
}

/** The last training result for the wording of a city: every change of the organisation is a new object. */
const TRAINED = new WeakMap<CityWords, Trained>();
/** The newest training result of all, for wording that was read again and says the same. */
let newest: (Trained & { readonly wording: string }) | undefined;

/** What the topics of a city say, as far as they are learned from. */
export function topicsFingerprint(groups: City['groups']): string {
  const topics = groups.flatMap(({ categories }) => categories);
  return JSON.stringify(topics.map(({ code, title, keywords }) => [code, title, keywords]));
}

/** The model trained on a city's wording and topics; it is trained once for as long as both stay the same. */
export function understandingOf({ words = NO_WORDS, groups }: Pick<City, 'words' | 'groups'>): Understanding {
  const topics = groups.flatMap(({ categories }) => categories);
  const fingerprint = topicsFingerprint(groups);
  const known = TRAINED.get(words);
  if (known?.topics === fingerprint) return known.understanding;
  const wording = JSON.stringify(words);
  if (newest?.wording !== wording || newest.topics !== fingerprint) {
    newest = { wording, topics: fingerprint, understanding: createUnderstanding({ words, topics }) };
  }
  TRAINED.set(words, newest);
  return newest.understanding;
}
