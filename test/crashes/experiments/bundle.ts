import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageRoot } from '../../../src/package-root.js';

/** The program in one file, which starts three times as fast as its sources: an experiment starts it often. */
export interface Bundle {
  readonly path: string;
  remove(): void;
}

/** Inside the package, since the program finds its texts and its city from where it lies. */
const FOLDER = join(packageRoot, '.cache', 'experiments');
const ENTRY = join(packageRoot, 'test', 'crashes', 'experiments', 'start-program.ts');
/** Libraries that are no ES modules themselves ask for those of Node.js in the old way. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Bundles the program as it is now, with what lets an experiment into it, or another program of the tests. */
export async function bundleProgram(entry = ENTRY): Promise<Bundle> {
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(join(FOLDER, 'program-'));
  const path = join(folder, 'program.mjs');
  await build({
    entryPoints: [entry],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    keepNames: true,
    banner: { js: REQUIRE },
    logLevel: 'error',
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
