import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LOOK_EVERY_MS = 500;

/** Megabytes of memory that a process has, as the system counts them (resident set). */
export async function memoryOf(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim()) / 1_024;
}

/** Looks at the memory of a process until it is told to stop; then resolves to all that it saw, in megabytes. */
export function sampleMemory(pid: number): () => Promise<readonly number[]> {
  const seen: number[] = [];
  const timer = setInterval(async () => {
    // A process that has just ended has no memory.
    seen.push(await memoryOf(pid).catch(() => 0));
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    return [...seen, await memoryOf(pid)];
  };
}
