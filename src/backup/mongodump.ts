import { createReadStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Environment, findOnPath, startChild } from '../database/child.js';
import { DATABASE, namesDatabase } from '../database/connection.js';
import { MARK_COLLECTION } from '../database/mark.js';
import { RUN_WHILE_NEEDED } from '../database/mongod.js';
import type { Frame } from './archive.js';

/** Of which file of a dump the documents of a collection are, and which name it stands for. */
const ENDING = '.bson.gz';
const LENGTH_BYTES = 4;
const LONGEST_REASON = 200;

/** How reading a database with mongodump ended. */
export type Dump =
  | { readonly kind: 'dumped'; readonly frames: AsyncIterable<Frame> }
  /** There is no mongodump on the PATH. */
  | { readonly kind: 'absent' }
  /** It did not succeed; the end of what it said. */
  | { readonly kind: 'failed'; readonly because: string };

/**
 * Reads a whole database with MongoDB's own tool into a folder that does not exist yet. It asks for nothing that
 * expires while much is read, as the snapshot of a session does after five minutes; in return each collection is of its
 * own moment. The address, with its password, is handed over in a file for this user alone, not on the command line.
 */
export async function dumpDatabase(options: {
  readonly uri: string;
  readonly folder: string;
  /** Where the program is looked for, in its PATH. */
  readonly environment: Environment;
}): Promise<Dump> {
  const { uri, folder, environment } = options;
  const binary = await findOnPath('mongodump', environment);
  if (binary === undefined) return { kind: 'absent' };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const config = join(folder, 'mongodump.yaml');
  await writeFile(config, `uri: ${JSON.stringify(uri)}\n`, { mode: 0o600 });
  const target = join(folder, 'dump');
  const parameters = [
    ...['--config', config, '--out', target, '--gzip'],
    ...(namesDatabase(uri) ? [] : ['--db', DATABASE]),
  ];
  const child = await startChild(process.execPath, [RUN_WHILE_NEEDED, binary, ...parameters], {
    environment,
  });
  while ((await child.nextLine()) !== undefined);
  const code = await child.ended;
  if (code !== 0) return { kind: 'failed', because: child.complaints().trim().slice(-LONGEST_REASON) };
  return { kind: 'dumped', frames: readDump(target) };
}

/** Reads the files of a dump as the parts of a backup, without what belongs to this one database. */
async function* readDump(target: string): AsyncGenerator<Frame> {
  const counts: Record<string, number> = {};
  // An empty database leaves no folder; beside the one of a database there may be a file about the dump.
  const found = await readdir(target, { withFileTypes: true }).catch(() => []);
  const folder = join(target, found.find((entry) => entry.isDirectory())?.name ?? '');
  const files = found.length === 0 ? [] : await readdir(folder);
  for (const file of files.sort()) {
    const name = decodeURIComponent(file.slice(0, -ENDING.length));
    if (!file.endsWith(ENDING) || name.startsWith('system.') || name === MARK_COLLECTION) continue;
    yield { kind: 'collection', name };
    let count = 0;
    for await (const bson of documentsIn(join(folder, file))) {
      count += 1;
      yield { kind: 'document', bson };
    }
    counts[name] = count;
  }
  yield { kind: 'end', counts };
}

/** The documents of a file, one after the other; each begins with its length. Throws if the last one is cut off. */
async function* documentsIn(path: string): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  // A failure of the file ends the reading below with it.
  pipeline(createReadStream(path), unpacked, () => undefined);
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    let at = 0;
    while (waiting.length - at >= LENGTH_BYTES) {
      const end = at + waiting.readInt32LE(at);
      if (waiting.length < end) break;
      yield waiting.subarray(at, end);
      at = end;
    }
    waiting = waiting.subarray(at);
  }
  if (waiting.length > 0) throw new Error(`${path} ends within a document.`);
}
