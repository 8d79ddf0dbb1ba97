import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '../../database/system-error.js';

/** A file that Gam has laid down. */
export interface IncomingFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly changedMs: number;
}

/**
 * The folder that both sides reach. In `out` lies what we write, until Gam takes it away; in `in` what Gam writes,
 * until we do; in `aside` what could not be read. `out` and `in` are never made here: below a share that is not
 * there, letters would be written for nobody. Every call rejects while the folder, or the room on it, is not there.
 */
export interface ExchangeFolder {
  /** Names of what Gam has not taken yet, in order. */
  listOut(): Promise<readonly string[]>;
  /** Lays a file down, whole or not at all: once this resolves it outlives a power cut. */
  write(name: string, text: string): Promise<void>;
  /** What Gam has laid down, by name; what bears the name of something unfinished is not there yet. */
  listIn(): Promise<readonly IncomingFile[]>;
  /** The content of a file; undefined if it is gone. */
  read(name: string): Promise<Buffer | undefined>;
  /** Takes a file away; repeating it changes nothing. */
  remove(name: string): Promise<void>;
  /** Puts a file aside under another name, with a sentence in a text file beside it; repeating it changes nothing. */
  setAside(name: string, aside: { readonly name: string; readonly sentence: string }): Promise<void>;
}

/** How a file of ours is called while it is being written. */
const UNFINISHED = '.unfinished-';

/** The exchange in a folder. */
export function createExchangeFolder(folder: string): ExchangeFolder {
  const out = join(folder, 'out');
  const incoming = join(folder, 'in');
  const aside = join(folder, 'aside');

  /** Writes a file under its name at once; what is left of an attempt is written over by the next. */
  async function writeWhole(directory: string, name: string, text: string): Promise<void> {
    const unfinished = join(directory, `${UNFINISHED}${name}`);
    await using(unfinished, 'w', async (file) => {
      await file.writeFile(text, 'utf8');
      await file.sync();
    });
    await rename(unfinished, join(directory, name));
    await syncDirectory(directory);
  }

  return {
    listOut: async () => (await readdir(out)).filter((name) => !name.startsWith('.')).toSorted(),
    write: (name, text) => writeWhole(out, name, text),

    async listIn() {
      const names = (await readdir(incoming)).filter((name) => /^[^.].*\.xml$/i.test(name)).toSorted();
      const files: IncomingFile[] = [];
      for (const name of names) {
        const found = await ifThere(lstat(join(incoming, name)));
        if (found?.isFile()) files.push({ name, size: found.size, changedMs: found.mtimeMs });
      }
      return files;
    },

    read: (name) =>
      ifThere(
        using(join(incoming, name), constants.O_RDONLY | constants.O_NOFOLLOW, (file) => file.readFile()),
      ),
    remove: (name) => rm(join(incoming, name), { force: true }),

    async setAside(name, { name: other, sentence }) {
      await mkdir(aside, { recursive: true, mode: 0o700 });
      await writeWhole(aside, `${other}.txt`, `${sentence}\n`);
      await ifThere(rename(join(incoming, name), join(aside, other)));
    },
  };
}

async function using<Result>(
  path: string,
  flags: string | number,
  use: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, flags, 0o660);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Has the names in a directory outlive a power cut, where the system offers that. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    await using(directory, 'r', (file) => file.sync());
  } catch (error) {
    // A share of another system may know this for files only.
    if (!isSystemError(error, 'EINVAL') && !isSystemError(error, 'ENOTSUP')) throw error;
  }
}

async function ifThere<Result>(found: Promise<Result>): Promise<Result | undefined> {
  try {
    return await found;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
