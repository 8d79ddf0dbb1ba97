import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { connectToDatabase } from '../database/connection.js';
import { embeddedServer } from '../database/embedded.js';
import type { Logger } from '../logger.js';

/**
 * Runs something with an embedded database in a folder: a copy of a file to read, or a temporary new one.
 * Resolves to `unavailable` if this machine has no embedded server.
 */
export async function withEmbedded<Result>(
  folder: string,
  logger: Logger,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result | 'unavailable'> {
  const program = await embeddedServer({
    folder,
    // The variables that Java and Maven need, as for every program that is started.
    environment: process.env,
    onProgress: () => undefined,
    password: randomBytes(24).toString('base64url'),
  });
  if ('unavailable' in program) return 'unavailable';
  const server = await program.start(0);
  try {
    const { connection, close } = await connectToDatabase({
      uri: program.address(server.port, 'pasokh'),
      logger,
      isPatient: true,
    });
    return await use(connection).finally(close);
  } finally {
    await server.stop();
  }
}
