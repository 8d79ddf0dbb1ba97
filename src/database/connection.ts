import mongoose, { type Connection } from 'mongoose';
import { systemClock } from '../clock.js';
import { ConfigError } from '../config.js';
import type { Logger } from '../logger.js';

/** An open connection to the database. */
export interface DatabaseConnection {
  readonly connection: Connection;
  /** True when the database answers now; false at the latest after a second and a half. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

/** Milliseconds after which a command fails when no server is there to take it. */
const SELECTION_MS = 5_000;
/** Milliseconds between looks at the server, and so until one that froze is noticed. */
const HEARTBEAT_MS = 2_000;
/** Milliseconds for which a server may be silent while it owes an answer. */
const SILENCE_MS = 30_000;
/** Milliseconds for which a command waits for a free connection of the pool. */
const FREE_CONNECTION_MS = 5_000;
/** Milliseconds for which a write waits for a majority; after that it counts as an outage and is tried again. */
const MAJORITY_MS = 10_000;
const PING_MS = 1_500;
const DATABASE = 'pasokh';

/**
 * Connects to the database. Rejects within ten seconds, with a `ConfigError` that names MONGODB_URI, when it
 * cannot be reached or refuses the user.
 *
 * While the database is away every command fails within five seconds, and mongoose keeps none for later: the
 * callers know what to try again, and when the database is back the same connection goes on. Where the address
 * says nothing else, a write is acknowledged when a majority has it on the disk. The driver repeats a read once
 * by itself, and a write where the server can recognise the repetition (a replica set).
 */
export async function connect(options: {
  readonly uri: string;
  readonly logger: Logger;
  /** Milliseconds of silence after which an answer counts as lost. */
  readonly silenceMs?: number;
}): Promise<DatabaseConnection> {
  const { uri, logger, silenceMs = SILENCE_MS } = options;
  const connection = mongoose.createConnection();
  // A filter goes to the database as it was written, also where it names what no schema does.
  connection.set('strictQuery', false);
  try {
    await connection.openUri(uri, {
      serverSelectionTimeoutMS: SELECTION_MS,
      connectTimeoutMS: SELECTION_MS,
      heartbeatFrequencyMS: HEARTBEAT_MS,
      socketTimeoutMS: silenceMs,
      waitQueueTimeoutMS: FREE_CONNECTION_MS,
      bufferCommands: false,
      autoIndex: false,
      autoCreate: false,
      ...(namesDatabase(uri) ? {} : { dbName: DATABASE }),
      ...(/[?&](w|journal|j)=/i.test(uri)
        ? {}
        : { writeConcern: { w: 'majority', journal: true, wtimeoutMS: MAJORITY_MS } }),
    });
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw explain(error);
  }
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
      await connection.close().catch((error) => logger.warn({ event: 'databaseNotClosed', error }));
    },
  };
}

/**
 * Lets the driver wait for one answer as long as it takes. It takes the socket's limit with each command, and only
 * types it for the whole connection.
 */
const PATIENTLY: mongoose.mongo.CreateIndexesOptions & { readonly socketTimeoutMS: number } = {
  socketTimeoutMS: 0,
};

/**
 * Creates the indexes of every model on the connection, those that are there already excepted, one collection
 * after another. However long that takes, no answer counts as lost meanwhile. The embedded server takes note of
 * them and ignores them.
 */
export async function createIndexes(connection: Connection): Promise<void> {
  for (const { collection, schema } of Object.values(connection.models)) {
    const indexes = schema.indexes().map(([key, options]) => ({ ...options, key }));
    if (indexes.length === 0) continue;
    // mongoose types keys and options of an index more loosely than the driver, which checks them.
    await collection.createIndexes(indexes as mongoose.mongo.IndexDescription[], PATIENTLY);
  }
}

function namesDatabase(uri: string): boolean {
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
