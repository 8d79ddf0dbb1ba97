import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Connection, mongo } from 'mongoose';
import { connectToDatabase } from '../../src/database/connection.js';
import { embeddedServer } from '../../src/database/embedded.js';
import { rememberChoice } from '../../src/database/remembered-choice.js';
import { SILENT } from '../simulator/harness.js';

/** The data folder of a program that has the embedded database to itself. */
export interface EmbeddedFolder {
  readonly dataDir: string;
  /** Opens the database while no program has it, and closes it again. */
  look<Value>(act: (connection: Connection) => Promise<Value>): Promise<Value>;
  /** Bytes of its file, compacted as the last one who had it left it. */
  size(): Promise<number>;
}

/** Makes such a folder of an empty one, so that the program need not look for another database first. */
export async function createEmbeddedFolder(dataDir: string): Promise<EmbeddedFolder> {
  const folder = join(dataDir, 'database', 'embedded');
  await rememberChoice(dataDir, 'embedded');
  return {
    dataDir,
    async look(act) {
      const program = await embeddedServer({
        folder,
        environment: process.env,
        onProgress: () => undefined,
      });
      if ('unavailable' in program) throw new Error(`There is no embedded database: ${program.unavailable}.`);
      const server = await program.start(0);
      const uri = `mongodb://127.0.0.1:${server.port}/pasokh?directConnection=true`;
      const { connection, close } = await connectToDatabase({ uri, logger: SILENT });
      try {
        return await act(connection);
      } finally {
        await close();
        await server.stop();
      }
    },
    size: async () => (await stat(join(folder, 'embedded.mv'))).size,
  };
}

/** Bytes of all documents, as BSON, by collection. */
export async function bytesIn({ db }: Connection): Promise<ReadonlyMap<string, number>> {
  const bytes = new Map<string, number>();
  for (const collection of (await db?.collections()) ?? []) {
    let sum = 0;
    for await (const document of collection.find()) sum += mongo.BSON.calculateObjectSize(document);
    bytes.set(collection.collectionName, sum);
  }
  return bytes;
}
