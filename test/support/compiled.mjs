import { copyFile, mkdir, readdir, stat, utimes } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, version } from 'esbuild';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ROOMS = ['src', 'bots', 'jobs', 'test'];
/** Inside the package, since the program finds its texts and its city from where it lies. */
const FOLDER = join(root, '.cache', 'compiled', version);

/**
 * Compiles every file of the product and of its tests that has changed since the last time. Many processes of a run
 * load them, and one that translates TypeScript while it loads takes twice as long to start (docs/decisions.md, Tools).
 */
export async function compileAll() {
  const changed = [];
  for (const room of ROOMS) {
    for (const name of await readdir(join(root, room), { recursive: true })) {
      const source = join(root, room, name);
      if (!/\.(ts|js|mjs)$/.test(name)) continue;
      const { mtime } = await stat(source);
      if ((await timeOf(compiledPath(source))) !== mtime.getTime()) changed.push({ source, mtime });
    }
  }
  const isTypeScript = ({ source }) => extname(source) === '.ts';
  await build({
    entryPoints: changed.filter(isTypeScript).map(({ source }) => source),
    outdir: FOLDER,
    outbase: root,
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'error',
  });
  for (const { source } of changed.filter((file) => !isTypeScript(file))) {
    await mkdir(dirname(compiledPath(source)), { recursive: true });
    await copyFile(source, compiledPath(source));
  }
  // Whatever is compiled has the time of its source, which tells the next run that it is up to date.
  for (const { source, mtime } of changed) await utimes(compiledPath(source), mtime, mtime);
}

/** When the source had changed of which this was compiled, in whole milliseconds; undefined where nothing was yet. */
function timeOf(compiled) {
  return stat(compiled).then(
    ({ mtime }) => mtime.getTime(),
    () => undefined,
  );
}

/** Where a source lies once it is compiled. */
export function compiledPath(source) {
  return join(FOLDER, relative(root, source)).replace(/\.ts$/, '.js');
}
