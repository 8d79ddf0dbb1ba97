import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { packageRoot } from '../../../src/package-root.js';

/** The whole program as a process of its own, in the hands of an experiment. */
export interface Program {
  readonly pid: number;
  /** Where it listens, once it is ready. */
  readonly url: string;
  /** True until it has ended. */
  isAlive(): boolean;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** The end of what it has printed, without the ends of long lines. */
  output(): string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Ends it as whoever starts another version does, in order; resolves to its exit code, undefined if it has none. */
  stop(): Promise<number | undefined>;
  freeze(): void;
  wake(): void;
}

const READY = /is ready at (http:\/\/\S+)/;
const OUTPUT_KEPT = 50_000;
/** What is told of it: so many lines, of each so many characters. */
const TOLD = { lines: 25, characters: 300 } as const;
const START_MS = 60_000;

/** Starts the program in that file and resolves when it is ready, or when it has ended before that. */
export async function startProgram(
  path: string,
  environment: Readonly<Record<string, string>>,
): Promise<Program> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [path], {
    cwd: packageRoot,
    env: { PATH, HOME, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  let url = '';
  const ended = once(child, 'exit').then(() => undefined);
  const ready = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-OUTPUT_KEPT);
      [, url = url] = READY.exec(printed) ?? [];
      if (url !== '') resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
  });
  const output = () =>
    printed
      .trimEnd()
      .split('\n')
      .slice(-TOLD.lines)
      .map((line) => line.slice(0, TOLD.characters))
      .join('\n');
  await inTime(Promise.race([ready, ended]), child, output);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    url,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    ended,
    output,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      return child.exitCode ?? undefined;
    },
    freeze: () => child.kill('SIGSTOP'),
    wake: () => child.kill('SIGCONT'),
  };
}

async function inTime(start: Promise<void>, child: ChildProcess, printed: () => string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The program was not ready within a minute: ${printed()}`));
    }, START_MS);
  });
  await Promise.race([start, late]).finally(() => clearTimeout(timer));
}
