import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Milliseconds of processor time that a process has taken so far, to a second, as the system counts them. */
export async function processorMsOf(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'cputimes=', '-p', String(pid)]);
  return Number(stdout.trim()) * 1_000;
}
