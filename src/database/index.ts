import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNever } from '../assert-never.js';
import { ConfigError } from '../config.js';
import { makeDataFolder } from '../data-folder.js';
import type { Logger } from '../logger.js';
import { removeAddress, writeAddress } from './address-file.js';
import type { Environment } from './child.js';
import { IncompleteDatabaseError } from './completeness.js';
import { defaultBackupFolder, describeCopies } from './copies.js';
import { embeddedServer } from './embedded.js';
import { lockFolder } from './folder-lock.js';
import { readMark } from './mark.js';
import { memoryServer } from './memory-server.js';
import { mongodOnPath } from './mongod.js';
import { CHOICE_FILE, type DatabaseKind, readChoice, rememberChoice } from './remembered-choice.js';
import {
  type KeptServer,
  keepRunning,
  type ServerEnd,
  type ServerProgram,
  ServerProgramError,
} from './server-program.js';

/** A database that can be connected to. */
export interface RunningDatabase {
  /** Its address; a secret, since it may contain a password. */
  readonly uri: string;
  readonly kind: DatabaseKind;
  /** The kind of database, in words, without credentials. */
  readonly description: string;
  /** The last unexpected end of its server; undefined if there was none, or if the server is not ours. */
  lastEnd(): ServerEnd | undefined;
  /** Stops what was started here; a configured database keeps running. */
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Absolute folder for the files of a database of this machine, and for what is remembered about it. */
  readonly dataDir: string;
  readonly logger: Logger;
  /** Is told, in words for a person, what takes a while and what was found. */
  readonly onProgress: (sentence: string) => void;
  readonly mongodbUri?: string;
  /** Where the backups of the database are. */
  readonly backupFolder?: string;
  /** The environment for the programs that are started, including the PATH on which they are found. */
  readonly environment?: Environment;
}

const DATABASE = 'pasokh';
const PASSWORD_BYTES = 24;

/** A database of this machine. */
type OwnKind = Exclude<DatabaseKind, 'configured'>;

const IN_ORDER: readonly OwnKind[] = ['mongod', 'memoryServer', 'embedded'];
const DESCRIPTIONS: Readonly<Record<DatabaseKind, string>> = {
  configured: 'the MongoDB of MONGODB_URI',
  mongod: 'mongod of this machine',
  memoryServer: 'mongod of mongodb-memory-server',
  embedded: 'the embedded database',
};

/**
 * Finds a database in the order of docs/design.md, 6: MONGODB_URI; else the one that was used with this
 * folder before; else `mongod`, mongodb-memory-server, or the embedded server, whichever is available first.
 * The choice is remembered in the folder. A database of this machine is kept running until `stop`, and
 * belongs to this process alone. Rejects with a `ConfigError` or another error whose message is one sentence.
 */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const { dataDir, mongodbUri } = options;
  if (mongodbUri !== undefined) return useConfigured(options, mongodbUri);

  await makeDataFolder(dataDir);
  // A folder whose choice was lost is not a new one: its mark names the kind as well.
  const remembered = (await readChoice(dataDir)) ?? (await readMark(dataDir))?.kind;
  if (remembered === 'configured') {
    throw new ConfigError(
      'MONGODB_URI',
      `The data is in the database that MONGODB_URI named the last time: set MONGODB_URI again, or remove ${join(dataDir, CHOICE_FILE)} to use a database of this machine.`,
    );
  }
  const lock = await lockFolder(dataDir);
  try {
    const { kind, server, program } = await (remembered === undefined
      ? startFirst(options)
      : startRemembered(remembered, options));
    if (remembered === undefined) await rememberChoice(dataDir, kind);
    const uri = program.address(server.port, DATABASE);
    await writeAddress(dataDir, { uri, kind });
    return {
      uri,
      kind,
      description: DESCRIPTIONS[kind],
      lastEnd: () => server.lastEnd,
      async stop() {
        await removeAddress(dataDir);
        await server.stop().finally(() => lock.release());
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function useConfigured(
  { dataDir, logger, onProgress }: DatabaseOptions,
  uri: string,
): Promise<RunningDatabase> {
  // The remembered choice decides nothing here, so an unreadable file is no obstacle.
  const remembered = await readChoice(dataDir).catch(() => undefined);
  if (remembered !== undefined && remembered !== 'configured') {
    onProgress(
      `MONGODB_URI is used from now on; the earlier data stays in ${dataDir} (${DESCRIPTIONS[remembered]}) and is not seen.`,
    );
  }
  if (remembered !== 'configured') {
    // Such a server may have a read-only folder; then it simply does not remember.
    await mkdir(dataDir, { recursive: true })
      .then(() => rememberChoice(dataDir, 'configured'))
      .catch((error) => logger.warn({ event: 'databaseChoiceNotRemembered', error }));
  }
  return {
    uri,
    kind: 'configured',
    description: DESCRIPTIONS.configured,
    lastEnd: () => undefined,
    stop: async () => undefined,
  };
}

/** A running database of this machine. */
interface StartedServer {
  readonly kind: OwnKind;
  readonly program: ServerProgram;
  readonly server: KeptServer;
}

async function startFirst(options: DatabaseOptions): Promise<StartedServer> {
  for (const kind of IN_ORDER) {
    const result = await startOwn(kind, options);
    if (!('unavailable' in result)) return result;
    options.logger.info({ event: 'databaseUnavailable', kind, because: result.unavailable });
  }
  throw new ConfigError(
    'MONGODB_URI',
    'No database was found: set MONGODB_URI to a MongoDB, or put mongod on the PATH, or let mongodb-memory-server download one, or install Java 17 (a JDK) or later and Maven for the embedded database.',
  );
}

async function startRemembered(kind: OwnKind, options: DatabaseOptions): Promise<StartedServer> {
  const result = await startOwn(kind, options);
  if (!('unavailable' in result)) return result;
  throw new Error(
    `The data in ${options.dataDir} belongs to ${DESCRIPTIONS[kind]}, which cannot be had now (${result.unavailable}): make it available again, or set DATA_DIR to another folder.`,
  );
}

/**
 * Starts a database of this machine. Resolves to why it is not available; rejects if its files are in use.
 */
async function startOwn(
  kind: OwnKind,
  options: DatabaseOptions,
): Promise<StartedServer | { readonly unavailable: string }> {
  const { dataDir, logger, onProgress } = options;
  const program = await findProgram(kind, options);
  if ('unavailable' in program) return program;
  try {
    const server = await keepRunning(program, logger);
    onProgress(`The database is ${DESCRIPTIONS[kind]}; its files are in ${join(dataDir, 'database')}.`);
    return { kind, program, server };
  } catch (error) {
    if (!(error instanceof ServerProgramError)) throw error;
    if (error.reason === 'locked') {
      throw new Error(
        `Another database server has the files in ${dataDir}: stop it first, or set DATA_DIR to another folder.`,
      );
    }
    if (error.reason === 'damaged') {
      throw new IncompleteDatabaseError(
        `The database in ${join(dataDir, 'database')} is not complete: ${error.message}. Nothing was changed in it. ${await describeCopies(options.backupFolder ?? defaultBackupFolder(dataDir))}`,
      );
    }
    logger.error({ event: 'databaseFailed', kind, error });
    return { unavailable: error.message.replace(/\.$/, '') };
  }
}

async function findProgram(
  kind: OwnKind,
  // The programs run in this process's own environment, unless another one is given.
  { dataDir, onProgress, environment = process.env }: DatabaseOptions,
): Promise<ServerProgram | { readonly unavailable: string }> {
  const files = join(dataDir, 'database');
  switch (kind) {
    case 'mongod':
      return mongodOnPath({ folder: join(files, 'mongod'), environment, onProgress });
    case 'memoryServer':
      return memoryServer({
        folder: join(files, 'memory-server'),
        downloads: join(files, 'downloads'),
        environment,
        onProgress,
      });
    case 'embedded':
      return embeddedServer({
        folder: join(files, 'embedded'),
        environment,
        onProgress,
        hasRecord: (await readMark(dataDir))?.kind === 'embedded',
        password: randomBytes(PASSWORD_BYTES).toString('base64url'),
      });
    default:
      return assertNever(kind);
  }
}
