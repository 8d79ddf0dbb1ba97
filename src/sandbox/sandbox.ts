import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../package-root.js';
import type { JobAnswer, JobCall, JobTable } from './job.js';

/** The result of a job. `failed`: it threw, or its process ended for another reason than a limit. */
export type Ran<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly because: 'tooSlow' | 'tooMuchMemory' | 'failed' };

/** A separate process that does one job at a time within limits, and may be killed by one. */
export interface Sandbox<Jobs extends JobTable> {
  /** Does a job. Never rejects: a file crafted to crash its reader crashes only the process. */
  run<Name extends keyof Jobs & string>(
    name: Name,
    input: Parameters<Jobs[Name]>[0],
  ): Promise<Ran<Awaited<ReturnType<Jobs[Name]>>>>;
  /** Ends the process; a job in progress ends as `failed`. */
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** The module that serves the jobs, from the root of the package, as TypeScript: `src/…/jobs.ts`. */
  readonly module: string;
  /** Time limit of a job, including the start of the process. */
  readonly mostMs: number;
  /** Limit of JavaScript's own memory, in MiB. */
  readonly mostHeapMiB: number;
  /** Limit of all memory of the process, in MiB; enforced on systems that report it, as Linux does. */
  readonly mostMemoryMiB: number;
  /** After this long without a job the process ends; the next job starts another. */
  readonly idleMs?: number;
}

/** Where this file lies in the folder into which everything is compiled. */
const COMPILED_HERE = join(sep, 'src', 'sandbox', 'sandbox.js');
const LOOK_AT_MEMORY_MS = 100;
const IDLE_MS = 60_000;

/** How a process that is no longer wanted ended a job. */
type Ending = Extract<Ran<never>, { ok: false }>['because'];

/**
 * Opens a sandbox; its process starts with the first job. The process has neither the environment, and so no
 * token, nor the database; it runs in UTC, so that the machine's time zone does not affect what it reads.
 */
export function createSandbox<Jobs extends JobTable>(options: SandboxOptions): Sandbox<Jobs> {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  let lastId = 0;

  function startedChild(): ChildProcess {
    if (child !== undefined) return child;
    const started = spawn(process.execPath, parametersOf(options), {
      cwd: packageRoot,
      env: { TZ: 'UTC', ...systemVariables() },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      detached: true,
      windowsHide: true,
    });
    const forget = () => {
      if (child === started) child = undefined;
    };
    started.on('error', forget);
    started.on('exit', forget);
    child = started;
    return started;
  }

  async function doJob(name: string, input: unknown): Promise<Ran<unknown>> {
    if (isStopped) return { ok: false, because: 'failed' };
    clearTimeout(idle);
    const worker = startedChild();
    setHeld(worker, true);
    lastId += 1;
    const ran = await answerOf(worker, { id: lastId, name, input }, options);
    if (!ran.ok && ran.because !== 'failed') await end(worker);
    setHeld(worker, false);
    idle = setTimeout(() => void end(worker), options.idleMs ?? IDLE_MS).unref();
    return ran;
  }

  return {
    run(name, input) {
      const ran = queue.then(() => doJob(name, input));
      // One that could not even begin stops none behind it.
      queue = ran.catch(() => undefined);
      // A job's result has the type it declares: both ends belong to the same program.
      return ran as ReturnType<Sandbox<Jobs>['run']> as never;
    },
    async stop() {
      isStopped = true;
      clearTimeout(idle);
      if (child !== undefined) await end(child);
      await queue;
    },
  };
}

/** Whether this program waits for the process before it can end by itself. */
function setHeld(worker: ChildProcess, isHeld: boolean): void {
  const verb = isHeld ? 'ref' : 'unref';
  worker[verb]();
  worker.channel?.[verb]();
}

async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null || worker.pid === undefined) return;
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.ref();
  worker.kill('SIGKILL');
  await ended;
}

function answerOf(worker: ChildProcess, call: JobCall, options: SandboxOptions): Promise<Ran<unknown>> {
  return new Promise((resolve) => {
    const finish = (ran: Ran<unknown>) => {
      clearTimeout(late);
      clearInterval(looks);
      worker.off('message', onMessage);
      worker.off('exit', onExit);
      worker.off('error', onError);
      resolve(ran);
    };
    const fail = (because: Ending) => finish({ ok: false, because });
    const onMessage = (message: unknown) => {
      // Only `serveJobs` writes into this channel.
      const answer = message as JobAnswer;
      if (answer.id !== call.id) return;
      if (answer.ok) finish({ ok: true, value: answer.value });
      else fail('failed');
    };
    // V8 aborts when it gets no more memory.
    const onExit = (_code: number | null, signal: string | null) =>
      fail(signal === 'SIGABRT' ? 'tooMuchMemory' : 'failed');
    const onError = () => fail('failed');
    const late = setTimeout(() => fail('tooSlow'), options.mostMs);
    const looks = setInterval(async () => {
      const used = await memoryOf(worker.pid);
      if (used !== undefined && used > options.mostMemoryMiB) fail('tooMuchMemory');
    }, LOOK_AT_MEMORY_MS);
    worker.on('message', onMessage);
    worker.once('exit', onExit);
    worker.once('error', onError);
    try {
      worker.send(call, (error) => {
        if (error !== null) fail('failed');
      });
    } catch {
      // What cannot be copied is said at once.
      fail('failed');
    }
  });
}

/** Memory of a process in MiB, or undefined if the system does not report it in a file. */
async function memoryOf(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const found = /^VmRSS:\s+(\d+) kB/m.exec(status);
  return found === null ? undefined : Number(found[1]) / 1024;
}

/** The module as it runs here: compiled, as this file is, or as TypeScript. */
function parametersOf({ module, mostHeapMiB }: SandboxOptions): readonly string[] {
  const limit = `--max-old-space-size=${mostHeapMiB}`;
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith(COMPILED_HERE)) {
    return [limit, join(here.slice(0, -COMPILED_HERE.length), module.replace(/ts$/, 'js'))];
  }
  return [limit, '--import', 'tsx', join(packageRoot, module)];
}

/** The variables without which Windows cannot start a program. */
function systemVariables(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env;
  return SystemRoot === undefined ? {} : { SystemRoot };
}
