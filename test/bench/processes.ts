import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

/** A program that runs as a process of its own while it is measured. */
export interface Running {
  readonly pid: number;
  /** The address that it printed when it was ready. */
  readonly address: string;
  /** Milliseconds from its start until it was ready. */
  readonly startMs: number;
  /** False once it has ended. */
  isAlive(): boolean;
  /** The end of what it has printed. */
  output(): string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does. */
  interrupt(): Promise<void>;
}

const READY = /ready at (http:\/\/[^\s/]+)/;
const START_MS = 90_000;
const OUTPUT_KEPT = 3_000;
/** As the product is started (package.json), and the same for everything that is compared. */
const MEMORY = ['--max-semi-space-size=32', '--heap-growing-percent=50'];
const PROGRAMS = join(packageRoot, 'test', 'bench', 'programs');

/**
 * Starts a script and resolves when it says that it is ready; a relative path is one of `programs`. TypeScript is
 * translated while it loads, the same way for everything that is compared; `engine` are options of Node. Rejects with what it printed when it
 * ends before that, or after a minute and a half.
 */
export async function startProcess(
  script: string,
  environment: Readonly<Record<string, string>>,
  engine: readonly string[] = [],
): Promise<Running> {
  const { PATH = '', HOME = '' } = process.env;
  const started = performance.now();
  const isCompiled = script.endsWith('.js');
  const child = spawn(
    process.execPath,
    [
      ...MEMORY,
      ...engine,
      '--import',
      join(PROGRAMS, 'leash.mjs'),
      ...(isCompiled ? [] : ['--import', 'tsx']),
      isCompiled ? script : join(PROGRAMS, script),
    ],
    {
      cwd: packageRoot,
      env: { PATH, HOME, PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let printed = '';
  const exit = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-OUTPUT_KEPT);
      const [, found] = READY.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`${script} ended before it was ready: ${printed}`)));
  }).finally(() => clearTimeout(late));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exit;
  };
  return {
    pid: child.pid ?? 0,
    address,
    startMs: performance.now() - started,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    output: () => printed,
    kill: () => end('SIGKILL'),
    interrupt: () => end('SIGINT'),
  };
}

/** A port of this machine that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No free port.');
  return address.port;
}
