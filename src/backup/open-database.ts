import type { Connection } from 'mongoose';
import { systemClock } from '../clock.js';
import type { Config } from '../config.js';
import { readAddress } from '../database/address-file.js';
import { markDatabase } from '../database/completeness.js';
import { connectToDatabase } from '../database/connection.js';
import { startDatabase } from '../database/index.js';
import type { DatabaseKind } from '../database/remembered-choice.js';
import type { Logger } from '../logger.js';

/** The database of a configuration, open for a command. */
export interface OpenDatabase {
  readonly connection: Connection;
  readonly kind: DatabaseKind;
  /** Its address; a secret, since it may contain a password. */
  readonly uri: string;
  /** True while the product, or another command, uses it. */
  readonly isInUse: boolean;
  close(): Promise<void>;
}

interface OpenOptions {
  readonly config: Pick<Config, 'dataDir' | 'mongodbUri'>;
  readonly logger: Logger;
  readonly onProgress: (sentence: string) => void;
}

/**
 * Opens the database of a configuration: the one of MONGODB_URI, the one that is running for the product, or
 * one that is started for the command and stopped with `close`. Rejects like the start of the product, also
 * if the database is incomplete.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { config, logger } = options;
  const running = config.mongodbUri === undefined ? await findRunning(config.dataDir, logger) : undefined;
  return running ?? start(options);
}

async function findRunning(dataDir: string, logger: Logger): Promise<OpenDatabase | undefined> {
  const address = await readAddress(dataDir);
  if (address === undefined) return undefined;
  const opened = await connectToDatabase({ uri: address.uri, logger, isPatient: true }).catch(
    () => undefined,
  );
  if (opened === undefined) return undefined;
  return { connection: opened.connection, ...address, isInUse: true, close: opened.close };
}

async function start({ config, logger, onProgress }: OpenOptions): Promise<OpenDatabase> {
  const { dataDir, mongodbUri } = config;
  const database = await startDatabase({
    dataDir,
    logger,
    onProgress,
    ...(mongodbUri === undefined ? {} : { mongodbUri }),
  });
  try {
    const { connection, close } = await connectToDatabase({ uri: database.uri, logger, isPatient: true });
    try {
      const { kind } = database;
      const markAsClosed = await markDatabase({ dataDir, connection, kind, logger, now: systemClock.now });
      return {
        connection,
        kind,
        uri: database.uri,
        isInUse: kind === 'configured',
        async close() {
          await markAsClosed().finally(close).finally(database.stop);
        },
      };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    await database.stop();
    throw error;
  }
}
