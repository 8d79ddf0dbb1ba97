import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { isSystemError } from './system-error.js';

/** A folder that only this process uses. */
export interface FolderLock {
  release(): Promise<void>;
}

const holderSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string(), id: z.string() });
/** The holder of a lock. The start time distinguishes a process from a later one with the same number. */
type Holder = z.infer<typeof holderSchema>;

const FILE = 'database.lock';
const MOST_TRIES = 5;

/**
 * Takes the lock of a folder. Rejects with a sentence if a living process holds it; the lock of a process
 * that has ended in any way is taken over. In addition, every database server locks its own files.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, FILE);
  const own: Holder = { pid: process.pid, startedAt: await startOf(process.pid), id: randomUUID() };
  const draft = `${path}.${own.id}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (await appears(draft, path)) return { release: () => release(path, own) };
      const holder = await readHolder(path);
      if (holder !== undefined && (await isAlive(holder))) break;
      await remove(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new Error(
    `Pasokh 137 is already running on the folder ${folder}: stop it first, or set DATA_DIR to another folder.`,
  );
}

/** Gives the file its name, unless the name is taken. A link, unlike a rename, replaces nothing. */
async function appears(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the lock of a holder that has ended, unless another process has taken it over in the meantime. */
async function remove(path: string, holder: Holder | undefined): Promise<void> {
  const moved = `${path}.${randomUUID()}`;
  try {
    await rename(path, moved);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return;
    throw error;
  }
  const found = await readHolder(moved);
  if (found?.id !== holder?.id) await appears(moved, path);
  await rm(moved, { force: true });
}

async function release(path: string, own: Holder): Promise<void> {
  const holder = await readHolder(path);
  if (holder?.id === own.id) await rm(path, { force: true });
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // A process of another user exists all the same.
    if (!isSystemError(error, 'EPERM')) return false;
  }
  return (await startOf(holder.pid)) === holder.startedAt;
}

/** When a process started, in the format of its system, or an empty text if the system does not report it. */
async function startOf(pid: number): Promise<string> {
  if (process.platform === 'win32') return '';
  try {
    if (process.platform !== 'linux') {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
      return stdout.trim();
    }
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The second field is the program's name in parentheses, which may contain spaces; the start is the 22nd.
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot.trim()} ${afterName[19] ?? ''}`;
  } catch {
    return '';
  }
}
