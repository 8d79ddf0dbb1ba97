import { z } from 'zod';
import { searchableText } from '../text/persian.js';
import { readTypedWords } from '../text/typed-words.js';

/** What a column of the file can hold; `number` is the request's own number in the other registry. */
export const FIELDS = [
  'number',
  'text',
  'phone',
  'name',
  'category',
  'district',
  'address',
  'dueAt',
] as const;
export type Field = (typeof FIELDS)[number];

/** Without these columns a file says nothing of requests. */
export const REQUIRED: readonly Field[] = ['number', 'text'];

const headers = z.strictObject(
  Object.fromEntries(FIELDS.map((field) => [field, z.array(z.string().min(1)).readonly()])),
);
const languages = readTypedWords('open-requests', headers);

/** The field of a column with that header, however it is spaced or spelt; undefined for any other. */
export function fieldOf(header: string): Field | undefined {
  const typed = folded(header);
  return FIELDS.find((field) =>
    languages.some(([, words]) => words[field]?.some((known) => folded(known) === typed) ?? false),
  );
}

/** The header of a column as a person of a language reads it. */
export function headerOf(field: Field, language: string): string {
  const own = languages.find(([locale]) => locale === language) ?? languages[0];
  return own?.[1][field]?.[0] ?? field;
}

function folded(text: string): string {
  return searchableText(text).replace(/[\s_-]+/g, '');
}
