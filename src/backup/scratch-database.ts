import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { connect } from '../database/connection.js';
import { embeddedServer } from '../database/embedded.js';
import type { Logger } from '../logger.js';

/**
 * Runs something with an embedded database in a folder: a copy of a file that is looked into, or a new one that is
 * thrown away. Resolves to `unavailable` where this machine has no embedded server.
 */
export async function withEmbedded<Result>(
  folder: string,
  logger: Logger,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result | 'unavailable'> {
  const program = await embeddedServer({
    folder,
    // What Java and Maven need of the environment, as everywhere that programs are started.
    environment: process.env,
    onProgress: () => undefined,
    password: randomBytes(24).toString('base64url'),
  });
  if ('unavailable' in program) return 'unavailable';
  const server = await program.start(0);
  try {
    const { connection, close } = await connect({ uri: program.address(server.port, 'pasokh'), logger });
    return await use(connection).finally(close);
  } finally {
    await server.stop();
  }
}
