import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '../clock.js';

/** Environment variables for a program that is started. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A program that was started as a child. */
export interface Child {
  readonly pid: number;
  /** The next line of its standard output, or undefined if it has ended without one. */
  nextLine(): Promise<string | undefined>;
  /** Resolves when it has ended, to its exit code, or to null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** The end of what it wrote to its standard error, at most a few kilobytes. */
  complaints(): string;
  /** Closes its standard input, which asks our programs to end; kills it after `withinMs`. */
  close(withinMs: number): Promise<void>;
}

export interface ChildOptions {
  readonly environment: Environment;
  readonly folder?: string;
}

const COMPLAINTS_KEPT = 4_000;

/**
 * Starts a program. Its standard input is a pipe that closes when this process ends in any way, and it is not
 * in the terminal's group, so that a Ctrl-C reaches only this process, which then ends it in order. Rejects
 * if the program cannot be started at all.
 */
export async function startChild(
  command: string,
  parameters: readonly string[],
  { environment, folder }: ChildOptions,
): Promise<Child> {
  const child = spawn(command, parameters, {
    env: environment,
    stdio: 'pipe',
    detached: true,
    windowsHide: true,
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  const { pid } = child;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  // A child that has ended does not accept input; its end is noticed elsewhere.
  child.stdin.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.on('error', reject);
  });
  if (pid === undefined) throw new Error('The program was started without a process id.');

  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-COMPLAINTS_KEPT);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  return {
    pid,
    ended,
    complaints: () => complaints,
    async nextLine() {
      const { value, done } = await lines.next();
      return done ? undefined : value;
    },
    async close(withinMs) {
      const finished = new AbortController();
      child.stdin.end();
      const late = systemClock.sleep(withinMs, finished.signal).then(() => {
        if (!finished.signal.aborted) child.kill('SIGKILL');
      });
      await ended;
      finished.abort();
      await late;
    },
  };
}

/** Runs a program to its end. Resolves to its exit code, null if it was killed, and its error output. */
export async function runProgram(
  command: string,
  parameters: readonly string[],
  options: ChildOptions & { readonly withinMs: number },
): Promise<{ readonly code: number | null; readonly complaints: string }> {
  const child = await startChild(command, parameters, options);
  const finished = new AbortController();
  const late = systemClock.sleep(options.withinMs, finished.signal).then(async () => {
    if (!finished.signal.aborted) await child.close(0);
  });
  while ((await child.nextLine()) !== undefined);
  const code = await child.ended;
  finished.abort();
  await late;
  return { code, complaints: child.complaints() };
}

/** The absolute path of a program on the PATH of that environment, or undefined if there is none. */
export async function findOnPath(name: string, environment: Environment): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    for (const ending of endings) {
      const path = join(folder, `${name}${ending}`);
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
