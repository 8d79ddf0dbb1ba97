import mongoose, { type Connection } from 'mongoose';
import { systemClock } from '../clock.js';
import { ConfigError } from '../config.js';
import type { Logger } from '../logger.js';
import { watchMonitor } from './monitor-watch.js';

/** An open connection to the database. */
export interface DatabaseConnection {
  readonly connection: Connection;
  /** True if the database is available now; false after a second and a half at the latest. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

/** How long a command waits, in milliseconds; each is an outage afterwards, and what it was for is tried again. */
export const DATABASE_WAITS = {
  /** While no server is available. */
  selectionMs: 5_000,
  /** While the server is silent and an answer outstanding. */
  silenceMs: 30_000,
  /** For a free connection of the pool. */
  freeConnectionMs: 5_000,
  /** For a majority to have a write. */
  majorityMs: 10_000,
} as const;
/** Milliseconds between server checks, and so until a frozen server is noticed. */
const HEARTBEAT_MS = 2_000;
const PING_MS = 1_500;
/** Milliseconds of silence while a backup is made or restored. */
const PATIENCE_MS = 120_000;
/** The name of the database where the address names none. */
export const DATABASE = 'pasokh';

/**
 * Connects to the database. Rejects within ten seconds, with a `ConfigError` that names MONGODB_URI, when it
 * cannot be reached or refuses the user.
 *
 * While the database is away every command fails within five seconds, and mongoose keeps none for later: the
 * callers know what to try again, and when the database is back the same connection goes on. Where the address
 * says nothing else, a write is acknowledged when a majority has it on the disk. The driver repeats a read once
 * by itself, and a write where the server can recognise the repetition (a replica set).
 */
export async function connectToDatabase(options: {
  readonly uri: string;
  readonly logger: Logger;
  /** Milliseconds of silence after which an answer counts as lost. */
  readonly silenceMs?: number;
  /**
   * True for work on everything that is stored, which nobody waits for by the second: while a small server reads or
   * writes much, it may be silent for a minute.
   */
  readonly isPatient?: boolean;
}): Promise<DatabaseConnection> {
  const { uri, logger, isPatient = false } = options;
  const { silenceMs = isPatient ? PATIENCE_MS : DATABASE_WAITS.silenceMs } = options;
  const connection = mongoose.createConnection();
  // A filter reaches the database as written, even if it names fields that no schema has.
  connection.set('strictQuery', false);
  try {
    await connection.openUri(uri, {
      serverSelectionTimeoutMS: DATABASE_WAITS.selectionMs,
      // Also for each question of the driver's monitor.
      connectTimeoutMS: isPatient ? PATIENCE_MS : DATABASE_WAITS.selectionMs,
      heartbeatFrequencyMS: HEARTBEAT_MS,
      socketTimeoutMS: silenceMs,
      waitQueueTimeoutMS: DATABASE_WAITS.freeConnectionMs,
      bufferCommands: false,
      autoIndex: false,
      autoCreate: false,
      ...(namesDatabase(uri) ? {} : { dbName: DATABASE }),
      ...(/[?&](w|journal|j)=/i.test(uri)
        ? {}
        : { writeConcern: { w: 'majority', journal: true, wtimeoutMS: DATABASE_WAITS.majorityMs } }),
    });
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw explain(error);
  }
  // What takes a question for one without an end would end the work that a small server is busy with.
  const endWatch = isPatient
    ? async () => undefined
    : watchMonitor(connection.getClient(), { clock: systemClock, logger });
  let isClosing = false;
  connection.on('disconnected', () => {
    if (!isClosing) logger.warn({ event: 'databaseAway' });
  });
  connection.on('reconnected', () => logger.info({ event: 'databaseBack' }));

  return {
    connection,
    async isUp() {
      const { db } = connection;
      if (db === undefined) return false;
      const answered = new AbortController();
      const answer = db.command({ ping: 1 }).then(
        () => true,
        () => false,
      );
      const late = systemClock.sleep(PING_MS, answered.signal).then(() => false);
      return Promise.race([answer, late]).finally(() => answered.abort());
    },
    async close() {
      isClosing = true;
      await endWatch();
      await connection.close().catch((error) => logger.warn({ event: 'databaseNotClosed', error }));
    },
  };
}

/** True if an address names a database; elsewhere it is `pasokh`. */
export function namesDatabase(uri: string): boolean {
  return /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(uri);
}

function explain(error: unknown): ConfigError {
  const name = error instanceof Error ? error.name : '';
  if (name === 'MongoParseError' || name === 'MongoInvalidArgumentError' || name === 'MongoAPIError') {
    return new ConfigError('MONGODB_URI', 'MONGODB_URI is not an address that can be used: correct it.');
  }
  if (error instanceof Error && 'code' in error && (error.code === 18 || error.code === 8000)) {
    return new ConfigError('MONGODB_URI', 'The database refuses the user or the password in MONGODB_URI.');
  }
  return new ConfigError(
    'MONGODB_URI',
    'The database of MONGODB_URI does not answer: start it, or correct the address.',
  );
}
