import { join } from 'node:path';
import { readCity } from '../../src/organization/city-file.js';
import { packageRoot } from '../../src/package-root.js';

const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));

/** The codes of the city's files that nobody takes for a word: those of several parts, such as `civil-works`. */
const codes = new Set(
  [
    ...city.units.flatMap(({ code, intake = {} }) => [code, ...Object.keys(intake)]),
    ...city.positions.map(({ code }) => code),
    ...city.groups.flatMap(({ code, categories }) => [code, ...categories.map((one) => one.code)]),
  ].filter((code) => code.includes('-')),
);

/** What is a code on purpose: pages and reports on which administrators compare with their files. */
const ON_PURPOSE = /^(?:کد: |.*(?:برگه «|ردیف|فایل|units|positions|districts)).*$/gm;

/** The codes that a person would read in a text or on a button; a name should stand there. */
export function rawCodesIn(text: string): readonly string[] {
  const words = text.replace(ON_PURPOSE, '').match(/[a-z0-9]+(?:-[a-z0-9]+)+/g) ?? [];
  return words.filter((word) => codes.has(word));
}
