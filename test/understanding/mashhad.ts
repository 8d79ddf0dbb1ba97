import { join } from 'node:path';
import { readCity } from '../../src/organization/city-file.js';
import { packageRoot } from '../../src/package-root.js';
import { createUnderstanding, NO_WORDS } from '../../src/understanding/index.js';

const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));

/** What the shipped city knows. */
export const base = {
  words: city.words ?? NO_WORDS,
  topics: city.groups.flatMap(({ categories }) => categories),
};

/** What the shipped city understands. */
export const mashhad = createUnderstanding(base);
