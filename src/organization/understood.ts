import { type CityWords, createUnderstanding, NO_WORDS, type Understanding } from '../understanding/index.js';
import type { City } from './city.js';

/** The last training result for the wording of a city: every change of the organisation is a new object. */
const LEARNED = new WeakMap<CityWords, { readonly topics: string; readonly understanding: Understanding }>();

/** The model trained on a city's wording and topics; it is trained once for as long as both stay the same. */
export function understandingOf({ words = NO_WORDS, groups }: Pick<City, 'words' | 'groups'>): Understanding {
  const topics = groups.flatMap(({ categories }) => categories);
  const fingerprint = JSON.stringify(topics.map(({ code, title, keywords }) => [code, title, keywords]));
  const known = LEARNED.get(words);
  if (known?.topics === fingerprint) return known.understanding;
  const understanding = createUnderstanding({ words, topics });
  LEARNED.set(words, { topics: fingerprint, understanding });
  return understanding;
}
