import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Milliseconds of a tick, in which Linux counts. */
const TICK_MS = 10;
/** The fields of `/proc/<pid>/stat` that are counted here, after the name in brackets: in user mode, in the kernel. */
const [USER, KERNEL] = [11, 12];

/** Milliseconds of processor time that a process has taken so far, as the system counts them: elsewhere to a second. */
export async function processorMsOf(pid: number): Promise<number> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-o', 'cputimes=', '-p', String(pid)]);
    return Number(stdout.trim()) * 1_000;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER]) + Number(fields[KERNEL])) * TICK_MS;
}
