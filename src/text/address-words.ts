import { z } from 'zod';
import { searchableText } from './persian.js';
import { readTypedWords } from './typed-words.js';

const spellings = z.array(z.string().min(1)).readonly();
const languages = readTypedWords('addresses', z.strictObject({ article: spellings, idle: spellings }));

/** What may be written in front of a name without a space, «ال». */
export const ARTICLES: readonly string[] = languages.flatMap(([, { article }]) => article);

/** Words of an address that say nothing about where in the city it is, as `searchable` spells them. */
export const IDLE_WORDS: ReadonlySet<string> = new Set(
  languages.flatMap(([, { idle }]) => idle.map(searchableText)),
);
