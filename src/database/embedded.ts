import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, startChild } from './child.js';
import { type EmbeddedProgram, prepareEmbeddedProgram } from './embedded-program.js';
import { type ServerProgram, ServerProgramError } from './server-program.js';

/**
 * Relative on purpose: Java then never reads a path that the machine's locale may not be able to represent.
 */
const FILE = 'embedded.mv';
/** The expected state of the file at the next start (StoreRecord.java). */
const RECORD = `${FILE}.record`;
const STOP_MS = 3_000;
const USER = 'pasokh';

/** The options of a server with its file in a folder. */
export interface EmbeddedOptions {
  readonly folder: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
  /** The password of every connection; if absent, every program of this machine may connect. */
  readonly password?: string;
  /** True for a folder that was used before and left a record; data of version 0.1.0 has none. */
  readonly hasRecord?: boolean;
}

/**
 * The embedded server with its file in `folder` (docs/design.md, 6), or why it is not available. It ends by
 * itself when this process ends in any way.
 */
export async function embeddedServer(
  options: EmbeddedOptions,
): Promise<ServerProgram | { readonly unavailable: string }> {
  const program = await prepareEmbeddedProgram(options);
  if ('unavailable' in program) return program;
  await mkdir(options.folder, { recursive: true });
  return {
    start: (port) => start(program, port, options),
    address: (port, database) => addressOf(port, database, options.password),
  };
}

function addressOf(port: number, database: string, password: string | undefined): string {
  const server = `127.0.0.1:${port}/${database}?directConnection=true`;
  if (password === undefined) return `mongodb://${server}`;
  const user = `${USER}:${encodeURIComponent(password)}`;
  return `mongodb://${user}@${server}&authMechanism=PLAIN&authSource=%24external`;
}

async function start(
  { java, classPath, options }: EmbeddedProgram,
  port: number,
  { folder, environment, password, hasRecord = false }: EmbeddedOptions,
) {
  if (hasRecord && !existsSync(join(folder, RECORD))) throw errorOf('damaged unrecorded', '');
  const child = await startChild(
    java,
    [
      ...options,
      '-XX:+UseSerialGC',
      '-XX:+ExitOnOutOfMemoryError',
      '-Dslf4j.internal.verbosity=ERROR',
      '-cp',
      classPath,
      'EmbeddedMongo',
      FILE,
      String(port),
    ],
    {
      folder,
      environment: {
        ...environment,
        LC_ALL: 'C.UTF-8',
        ...(password === undefined ? {} : { EMBEDDED_PASSWORD: password }),
      },
    },
  );
  const line = (await child.nextLine()) ?? '';
  const [, ready] = /^ready (\d+)$/.exec(line) ?? [];
  if (ready === undefined) {
    await child.close(STOP_MS);
    throw errorOf(line, reasonIn(child.complaints()));
  }
  return {
    port: Number(ready),
    pid: child.pid,
    ended: child.ended.then(() => reasonIn(child.complaints())),
    stop: () => child.close(STOP_MS),
  };
}

/** The launcher's codes for a damaged file (DamagedFileException.java), in sentences for a person. */
const DAMAGES: Readonly<Record<string, string>> = {
  missing: `the file ${FILE} is not there any longer`,
  changed: `the file ${FILE} is not the one that was closed last: it was cut, overwritten or replaced`,
  older: `the file ${FILE} lacks what was written last`,
  unrecorded: `the file ${RECORD}, which says what ${FILE} must be, is not there or cannot be read`,
  unreadable: `a part of the file ${FILE} cannot be read`,
};

function errorOf(line: string, reason: string): ServerProgramError {
  if (line === 'locked') {
    return new ServerProgramError('locked', 'Another server has the file of the embedded database.');
  }
  const [, kind = ''] = /^damaged (\w+)$/.exec(line) ?? [];
  const damage = DAMAGES[kind];
  if (damage !== undefined) return new ServerProgramError('damaged', damage);
  return new ServerProgramError(
    'failed',
    `The embedded database did not start: ${reason === '' ? 'it ended without a word' : reason}`,
  );
}

const LONGEST_REASON = 300;

/** The error output of a Java program without its stack trace: the first line and the root cause. */
function reasonIn(complaints: string): string {
  const lines = complaints.split('\n').filter((line) => line.trim() !== '');
  const cause = lines.findLast((line) => line.startsWith('Caused by: '));
  const [first = ''] = lines;
  return [first, cause]
    .filter((line) => line !== undefined)
    .join('; ')
    .slice(0, LONGEST_REASON);
}
