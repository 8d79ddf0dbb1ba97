import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

/** What makes a test depend on how fast the machine is: a measured time, or a limit shorter than the usual one. */
const OF_THE_MACHINE =
  /performance\.now\(|\bDate\.now\(|\{\s+withinMs:|^ *\}, [\d_]{4,}\);$|^ +[\d_]{4,},\n\);$/gm;
/** What makes a test depend on luck: random values that do not come from test/support/seeded.ts. */
const OF_LUCK = /Math\.random|from 'fast-check'/g;
/** Where the values of the whole run begin. */
const SEEDED = join('support', 'seeded.ts');
/** Where speed is what is looked at, and where each run is told its seed and says it. */
const BY_THEMSELVES = ['bench', 'crashes', 'architecture'];

/** Lines of our tests that match, with their paths. */
async function linesWith(pattern: RegExp, isLooked: (path: string) => boolean): Promise<string[]> {
  const names = await readdir(join(packageRoot, 'test'), { recursive: true });
  const paths = names.filter(
    (name) =>
      name.endsWith('.ts') && isLooked(name) && !BY_THEMSELVES.some((folder) => name.startsWith(folder)),
  );
  const found = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(packageRoot, 'test', path), 'utf8');
      return [...text.matchAll(pattern)].map(([words]) => `${path}: ${words.trim()}`);
    }),
  );
  return found.flat();
}

it('lets no test depend on how fast the machine is', async () => {
  expect(await linesWith(OF_THE_MACHINE, (path) => path.endsWith('.test.ts'))).toEqual([]);
});

it('lets no test depend on luck: what is random comes from the seed', async () => {
  expect(await linesWith(OF_LUCK, (path) => path !== SEEDED)).toEqual([]);
});
