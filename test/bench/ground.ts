import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, mongo } from 'mongoose';
import { connectToDatabase } from '../../src/database/connection.js';
import { embeddedServer } from '../../src/database/embedded.js';
import { createLogger } from '../../src/logger.js';
import { removeFolder } from '../support/remove-folder.js';

/** What everything is measured on: one database server for both sides of a comparison, and a folder. */
export interface Ground {
  /** What the database is, in words. */
  readonly database: string;
  /** True where the database looks up by any of the product's indexes, and not by `_id` alone. */
  readonly hasIndexes: boolean;
  /** A new folder, whose name begins so. */
  folder(name: string): Promise<string>;
  /** A database with nothing in it, and a connection to it that is not the measured program's. */
  newDatabase(): Promise<BenchDatabase>;
  close(): Promise<void>;
}

/** A database for one run of one program. */
export interface BenchDatabase {
  readonly uri: string;
  readonly connection: Connection;
  /** Removes everything in it. */
  drop(): Promise<void>;
}

const SILENT = createLogger({ level: 'silent' });

/** Opens the database that MONGODB_URI names, else the embedded server with its file on the disk. */
export async function openGround(options: { readonly mongodbUri: string | undefined }): Promise<Ground> {
  const root = await mkdtemp(join(tmpdir(), 'pasokh-bench-'));
  // What is broken off leaves no folder behind either; its processes end with the one that started them.
  const removeRoot = () => rmSync(root, { recursive: true, force: true });
  process.once('exit', removeRoot);
  const server = options.mongodbUri === undefined ? await startEmbedded(join(root, 'database')) : undefined;
  const address = options.mongodbUri ?? `mongodb://127.0.0.1:${server?.port}/?directConnection=true`;
  let databases = 0;

  return {
    database: server === undefined ? await nameOf(address) : 'the embedded server (mongo-java-server on H2)',
    hasIndexes: server === undefined,
    async folder(name) {
      // A port that was free again would lead to what another program has left.
      return mkdtemp(join(root, `${name}-`));
    },
    async newDatabase() {
      databases += 1;
      const url = new URL(address);
      url.pathname = `/pasokh_bench_${process.pid}_${databases}`;
      const uri = url.toString();
      const { connection, close } = await connectToDatabase({ uri: watched(uri), logger: SILENT });
      return {
        uri,
        connection,
        async drop() {
          await connection.dropDatabase();
          await close();
        },
      };
    },
    async close() {
      await server?.stop();
      await removeFolder(root);
      process.off('exit', removeRoot);
    },
  };
}

/** The address of a database whose connection tells of the commands that are sent. */
export function watched(uri: string): string {
  const url = new URL(uri);
  url.searchParams.set('monitorCommands', 'true');
  return url.toString();
}

async function startEmbedded(folder: string) {
  const program = await embeddedServer({ folder, environment: process.env, onProgress: () => undefined });
  if ('unavailable' in program) throw new Error(`There is no database: ${program.unavailable}.`);
  return program.start(0);
}

async function nameOf(address: string): Promise<string> {
  const client = await new mongo.MongoClient(address).connect();
  try {
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    return `MongoDB ${version}`;
  } finally {
    await client.close();
  }
}
