import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { type Environment, findOnPath, runProgram } from './child.js';
import { type JavaStart, prepareQuickStart } from './embedded-archive.js';

/** How the embedded server is run: a Java program with its class path. */
export interface EmbeddedProgram extends JavaStart {
  readonly java: string;
}

const SOURCE = join(packageRoot, 'src', 'database', 'embedded');
const CACHE = join(packageRoot, '.cache', 'embedded-database');
const POM = join(SOURCE, 'pom.xml');
/** Milliseconds that downloading the libraries may take. */
const FETCH_MS = 300_000;
const COMPILE_MS = 60_000;

/**
 * Finds Java and prepares the embedded server: Maven downloads its libraries and the launcher is compiled,
 * once for each version of their sources, into a folder that appears completely or not at all. Otherwise
 * resolves to why it is not available.
 */
export async function prepareEmbeddedProgram(options: {
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}): Promise<EmbeddedProgram | { readonly unavailable: string }> {
  const { environment, onProgress } = options;
  const java = await findOnPath('java', environment);
  if (java === undefined) return { unavailable: 'java is not on the PATH' };

  const folder = join(CACHE, await fingerprint());
  if (!existsSync(folder)) {
    const [maven, javac] = await Promise.all([
      findOnPath('mvn', environment),
      findOnPath('javac', environment),
    ]);
    if (maven === undefined) return { unavailable: 'mvn is not on the PATH' };
    if (javac === undefined) return { unavailable: 'javac is not on the PATH' };
    onProgress('Fetching the embedded database with Maven, this once …');
    const problem = await build(folder, { maven, javac, environment });
    if (problem !== undefined) return { unavailable: problem };
  }
  const quick = await prepareQuickStart(folder, { java, environment });
  const classPath = [join(folder, 'jars', '*'), join(folder, 'classes')].join(delimiter);
  return { java, ...(quick ?? { classPath, options: [] }) };
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [POM, ...(await launcherSources())]) hash.update(await readFile(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** The absolute paths of the launcher's Java files, always in the same order. */
async function launcherSources(): Promise<readonly string[]> {
  const names = (await readdir(SOURCE)).filter((name) => name.endsWith('.java'));
  return names.sort().map((name) => join(SOURCE, name));
}

async function build(
  folder: string,
  { maven, javac, environment }: { maven: string; javac: string; environment: Environment },
): Promise<string | undefined> {
  const draft = `${folder}.${randomUUID()}`;
  const jars = join(draft, 'jars');
  await mkdir(jars, { recursive: true });
  try {
    const fetched = await runProgram(
      maven,
      ['-q', '-B', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`],
      { environment, withinMs: FETCH_MS },
    );
    if (fetched.code !== 0) return 'Maven could not fetch the libraries';
    const compiled = await runProgram(
      javac,
      ['--release', '17', '-d', join(draft, 'classes'), '-cp', join(jars, '*'), ...(await launcherSources())],
      { environment, withinMs: COMPILE_MS },
    );
    if (compiled.code !== 0) return 'javac of Java 17 or later could not compile the launcher';
    await rename(draft, folder).catch((error) => {
      // Another process was faster; its folder is just as good.
      if (!existsSync(folder)) throw error;
    });
    return undefined;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
