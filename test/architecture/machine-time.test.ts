import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

/** What makes a test depend on how fast the machine is: a measured time, or a limit shorter than the usual one. */
const OF_THE_MACHINE =
  /performance\.now\(|\bDate\.now\(|\{\s+withinMs:|^ *\}, [\d_]{4,}\);$|^ +[\d_]{4,},\n\);$/gm;
/** Where speed is what is looked at. */
const MEASURES = 'bench';

it('lets no test depend on how fast the machine is', async () => {
  const names = await readdir(join(packageRoot, 'test'), { recursive: true });
  const paths = names.filter((name) => name.endsWith('.test.ts') && !name.startsWith(MEASURES));
  const found = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(packageRoot, 'test', path), 'utf8');
      return [...text.matchAll(OF_THE_MACHINE)].map(([words]) => `${path}: ${words.trim()}`);
    }),
  );
  expect(found.flat()).toEqual([]);
});
