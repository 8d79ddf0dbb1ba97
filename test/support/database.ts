import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { connectToDatabase } from '../../src/database/connection.js';
import { createLogger } from '../../src/logger.js';
import { SERVER_VARIABLE } from './database-server.js';

/** A database that nobody else uses, on the server of this run of the tests. */
export interface TestDatabase {
  readonly uri: string;
  readonly connection: Connection;
  /** Removes the database and closes the connection. */
  close(): Promise<void>;
}

/** Opens a new, empty database. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env[SERVER_VARIABLE];
  if (!server) throw new Error('No database server was started for the tests (jest.config.js).');
  const uri = onServer(server, `test-${randomBytes(8).toString('hex')}`);
  // Some tests look at what is sent to the database.
  const { connection, close } = await connectToDatabase({
    uri: withOption(uri, 'monitorCommands=true'),
    logger: createLogger({ level: 'silent' }),
  });
  return {
    uri,
    connection,
    async close() {
      await connection.dropDatabase();
      await close();
    },
  };
}

/** The address of a database on the server that another address names, with the options of that one. */
export function onServer(server: string, name: string): string {
  const [, hosts = server, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)[^?]*(\?.*)?$/.exec(server) ?? [];
  return `${hosts}/${name}${options}`;
}

/** An address with one option more. */
export function withOption(uri: string, option: string): string {
  return `${uri}${uri.includes('?') ? '&' : '?'}${option}`;
}
