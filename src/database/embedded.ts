import { mkdir } from 'node:fs/promises';
import { type Environment, startChild } from './child.js';
import { type EmbeddedProgram, prepareEmbeddedProgram } from './embedded-program.js';
import { type ServerProgram, ServerProgramError } from './server-program.js';

/** Relative on purpose: Java then reads no path that the machine's settings may not let it spell. */
const FILE = 'embedded.mv';
const STOP_MS = 3_000;

/**
 * The embedded server with its file in `folder` (docs/design.md, 6), or why it cannot be had here. It ends by
 * itself when this process ends, however that happens.
 */
export async function embeddedServer(options: {
  readonly folder: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}): Promise<ServerProgram | { readonly unavailable: string }> {
  const program = await prepareEmbeddedProgram(options);
  if ('unavailable' in program) return program;
  await mkdir(options.folder, { recursive: true });
  return { start: (port) => start(program, port, options) };
}

async function start(
  { java, classPath }: EmbeddedProgram,
  port: number,
  { folder, environment }: { folder: string; environment: Environment },
) {
  const child = await startChild(
    java,
    [
      '-XX:+UseSerialGC',
      '-XX:+ExitOnOutOfMemoryError',
      '-Dslf4j.internal.verbosity=ERROR',
      '-cp',
      classPath,
      'EmbeddedMongo',
      FILE,
      String(port),
    ],
    { folder, environment: { ...environment, LC_ALL: 'C.UTF-8' } },
  );
  const line = await child.nextLine();
  const ready = /^ready (\d+)$/.exec(line ?? '');
  if (ready === null) {
    await child.close(STOP_MS);
    throw line === 'locked'
      ? new ServerProgramError('locked', 'Another server has the file of the embedded database.')
      : new ServerProgramError(
          'failed',
          `The embedded database did not start: ${firstLine(child.complaints())}`,
        );
  }
  return {
    port: Number(ready[1]),
    pid: child.pid,
    ended: child.ended.then(() => undefined),
    stop: () => child.close(STOP_MS),
  };
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? 'it ended without a word';
}
