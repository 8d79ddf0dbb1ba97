import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Where a stand-in is, and what it notes when it is called. */
export interface StandIn {
  /** The folder for the PATH. */
  readonly bin: string;
  /** The file with the parameters, the environment and the configuration of its last call, as JSON. */
  readonly notes: string;
}

/** What a call of the stand-in was like. */
export interface NotedCall {
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly config: string;
  readonly configMode: number;
}

/**
 * Writes a program that takes the parameters of mongodump: it notes them, and writes what a real one writes for a
 * database, a compressed file of BSON for each collection. With `fails` it complains and ends instead. The tool itself
 * cannot be assumed on the machine of a test.
 */
export async function writeStandInForMongodump(
  folder: string,
  { fails }: { readonly fails?: string } = {},
): Promise<StandIn> {
  const bin = join(folder, 'mongodump-bin');
  const notes = join(folder, 'mongodump-call.json');
  const driver = createRequire(import.meta.url).resolve('mongodb');
  await mkdir(bin, { recursive: true });
  const path = join(bin, 'mongodump');
  await writeFile(
    path,
    `#!${process.execPath}
const { mkdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { gzipSync } = require('node:zlib');
const { parseArgs } = require('node:util');
const { BSON, MongoClient } = require(${JSON.stringify(driver)});
const text = { type: 'string' };
const options = { config: text, out: text, db: text, gzip: { type: 'boolean' } };
const { values } = parseArgs({ options });
const config = readFileSync(values.config, 'utf8');
const noted = { parameters: process.argv.slice(2), environment: process.env, config, configMode: statSync(values.config).mode & 0o777 };
writeFileSync(${JSON.stringify(notes)}, JSON.stringify(noted));
const fails = ${JSON.stringify(fails ?? null)};
if (fails !== null) {
  process.stderr.write(fails);
  process.exit(1);
}
void (async () => {
  const client = new MongoClient(JSON.parse(config.slice('uri: '.length)));
  const db = client.db(values.db);
  const folder = join(values.out, db.databaseName);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(values.out, 'prelude.json.gz'), gzipSync('{}'));
  for (const { name } of await db.listCollections().toArray()) {
    const raw = await db.collection(name).find({}, { promoteValues: false }).toArray();
    const bytes = raw.map((document) => BSON.serialize(document));
    writeFileSync(join(folder, encodeURIComponent(name) + '.bson.gz'), gzipSync(Buffer.concat(bytes)));
    writeFileSync(join(folder, encodeURIComponent(name) + '.metadata.json.gz'), gzipSync('{}'));
  }
  await client.close();
})();
`,
  );
  await chmod(path, 0o755);
  return { bin, notes };
}
