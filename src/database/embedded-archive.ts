import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Environment, findOnPath, runProgram, startChild } from './child.js';

/** How Java is asked to start a program. */
export interface JavaStart {
  readonly classPath: string;
  /** Options of the virtual machine, before the class path. */
  readonly options: readonly string[];
}

const PACK_MS = 20_000;
const ARCHIVE_MS = 20_000;

/**
 * Starts the embedded server in half of the processor time: its launcher is packed into one file, and Java writes down
 * once what it has read and verified of all classes (class data sharing). Java compares that with its own version and
 * with the class path, and does without where they differ. Undefined where this machine cannot prepare it.
 *
 * @param folder - Where the libraries lie in `jars` and the compiled launcher in `classes`.
 */
export async function prepareQuickStart(
  folder: string,
  { java, environment }: { readonly java: string; readonly environment: Environment },
): Promise<JavaStart | undefined> {
  try {
    const place = `${folder}-${await fingerprintOf(java)}`;
    if (!existsSync(place)) await packLauncher(folder, place, environment);
    const classPath = await classPathOf(folder, place);
    const archive = join(place, 'classes.jsa');
    const failed = join(place, 'failed');
    if (!existsSync(archive) && !existsSync(failed)) {
      if (!(await writeArchive(archive, { java, classPath, environment }))) await writeFile(failed, '');
    }
    return { classPath, options: existsSync(archive) ? useArchive(archive) : [] };
  } catch {
    // A folder that cannot be written to, or a Java without its tools: the server starts as ever.
    return undefined;
  }
}

/** Without a line about an archive that does not fit: the first line of the server is its answer. */
function useArchive(archive: string): readonly string[] {
  return ['-Xlog:disable', `-XX:SharedArchiveFile=${archive}`];
}

async function fingerprintOf(java: string): Promise<string> {
  const path = await realpath(java);
  const { mtimeMs, size } = await stat(path);
  return createHash('sha256').update(`${path}\0${mtimeMs}\0${size}`).digest('hex').slice(0, 16);
}

/** Packs the launcher: Java shares no classes of a folder. The place appears completely or not at all. */
async function packLauncher(folder: string, place: string, environment: Environment): Promise<void> {
  const jar = await findOnPath('jar', environment);
  if (jar === undefined) throw new Error('jar is not on the PATH');
  const draft = `${place}.${randomUUID()}`;
  await mkdir(draft);
  try {
    const parameters = [
      '--create',
      '--file',
      join(draft, 'launcher.jar'),
      '-C',
      join(folder, 'classes'),
      '.',
    ];
    const { code } = await runProgram(jar, parameters, { environment, withinMs: PACK_MS });
    if (code !== 0) throw new Error('jar could not pack the launcher');
    await rename(draft, place).catch((error) => {
      // Another process was faster; its folder is just as good.
      if (!existsSync(place)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Every file by its name, since Java compares the list with that of the archive. */
async function classPathOf(folder: string, place: string): Promise<string> {
  const jars = (await readdir(join(folder, 'jars'))).filter((name) => name.endsWith('.jar')).sort();
  return [...jars.map((name) => join(folder, 'jars', name)), join(place, 'launcher.jar')].join(delimiter);
}

/** Starts the server once, on a folder of its own, and lets Java write the archive at its end. */
async function writeArchive(
  archive: string,
  { java, classPath, environment }: { java: string; classPath: string; environment: Environment },
): Promise<boolean> {
  const folder = `${archive}.${randomUUID()}`;
  const draft = join(folder, 'classes.jsa');
  await mkdir(folder);
  try {
    const options = ['-Xlog:disable', `-XX:ArchiveClassesAtExit=${draft}`, '-XX:+UseSerialGC'];
    const parameters = [...options, '-cp', classPath, 'EmbeddedMongo', 'embedded.mv', '0'];
    const child = await startChild(java, parameters, { environment, folder });
    const isReady = (await child.nextLine())?.startsWith('ready ') === true;
    await child.close(ARCHIVE_MS);
    if (!isReady || !existsSync(draft)) return false;
    await rename(draft, archive);
    return true;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
