import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { packageRoot } from '../../src/package-root.js';

/** The whole program as a process of its own, as `npm start` runs it. */
export interface RunningProgram {
  /** The address that it printed. */
  readonly url: string;
  readonly pid: number;
  /** Everything that it has printed so far. */
  output(): string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does; resolves to its exit code. */
  interrupt(): Promise<number | null>;
}

/** Programs that were started and have not ended. */
const running = new Set<ChildProcess>();

/** The last line that it prints on the simulator, after the one with its address. */
const READY = /is ready at (http:\/\/\S+)[\s\S]*Ctrl-C stops everything/;

/** What `npm start` runs. */
const SCRIPT = 'scripts/start.mjs';

/**
 * Starts the program on a folder and waits until it says that it is ready. Rejects with its output when it ends.
 * `script` may be a bundle of the program (bundle.ts), which needs half the time to start.
 */
export async function startProgram(
  environment: Readonly<Record<string, string>>,
  script = SCRIPT,
): Promise<RunningProgram> {
  const child = spawnProgram(environment, script);
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk.toString();
      const [, address] = READY.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`The program ended before it was ready: ${printed}`)));
  });
  const exit = once(child, 'exit');
  return {
    url,
    pid: child.pid ?? 0,
    output: () => printed,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
    async interrupt() {
      child.kill('SIGINT');
      await exit;
      return child.exitCode;
    },
  };
}

/** Runs the program where it is expected to stop by itself; resolves to what it printed and its exit code. */
export async function runProgramToItsEnd(
  environment: Readonly<Record<string, string>>,
  script = SCRIPT,
): Promise<{ readonly output: string; readonly code: number | null }> {
  const child = spawnProgram(environment, script);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'exit');
  return { output, code: child.exitCode };
}

/** Ends, as a power cut does, what a test that failed has left running. */
export async function killPrograms(): Promise<void> {
  for (const child of running) {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
}

function spawnProgram(environment: Readonly<Record<string, string>>, script: string): ChildProcess {
  const { PATH = '', HOME = '', JDK_JAVA_OPTIONS = '' } = process.env;
  const child = spawn(process.execPath, [script], {
    cwd: packageRoot,
    env: { PATH, HOME, JDK_JAVA_OPTIONS, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}
