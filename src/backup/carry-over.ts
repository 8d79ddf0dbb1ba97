import mongoose, { type Connection } from 'mongoose';
import { type Backoff, pauseAfterFailures } from '../backoff.js';
import { type Clock, systemClock } from '../clock.js';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { MARK_COLLECTION } from '../database/mark.js';
import { isOutage } from '../outage.js';
import type { Frame } from './archive.js';

/** How many documents each collection has. */
export type Counts = Readonly<Record<string, number>>;

/** How many documents are read or written at a time. */
const BATCH = 200;
/** How often a batch is tried again, and how long the pauses are: a minute in all. */
const MOST_FAILURES = 6;
const BACKOFF: Backoff = { firstMs: 1_000 };
/** Types stay as they are in the database, even though JavaScript has only one kind of number. */
const AS_THEY_ARE = { promoteValues: false, promoteLongs: false, promoteBuffers: false } as const;
const { BSON } = mongoose.mongo;

/**
 * Reads a whole database, collection by collection. A replica set gives a consistent snapshot; elsewhere the
 * caller makes sure that nothing is written in the meantime, or accepts inconsistencies.
 */
export async function* exportDatabase(connection: Connection): AsyncGenerator<Frame> {
  const db = databaseOf(connection);
  // The older name of `hello`, which the embedded server knows as well.
  const hello = await db.command({ isMaster: 1 });
  const hasSnapshots = hello['setName'] !== undefined || hello['msg'] === 'isdbgrid';
  const session = hasSnapshots ? connection.getClient().startSession({ snapshot: true }) : undefined;
  try {
    const counts: Record<string, number> = {};
    for (const name of await collectionNames(connection)) {
      yield { kind: 'collection', name };
      let count = 0;
      const options = { ...AS_THEY_ARE, batchSize: BATCH, ...(session === undefined ? {} : { session }) };
      for await (const document of db.collection(name).find({}, options)) {
        count += 1;
        yield { kind: 'document', bson: Buffer.from(BSON.serialize(document)) };
      }
      counts[name] = count;
    }
    yield { kind: 'end', counts };
  } finally {
    await session?.endSession();
  }
}

/**
 * Writes everything into an empty database. Resolves to how many documents of each collection were written. A server that
 * does not answer for a while, as a small one while it writes much, is waited for.
 */
export async function importDatabase(
  connection: Connection,
  frames: AsyncIterable<Frame>,
  clock: Pick<Clock, 'sleep'> = systemClock,
): Promise<Counts> {
  const db = databaseOf(connection);
  const counts: Record<string, number> = {};
  let name = '';
  let batch: mongoose.mongo.Document[] = [];
  const flush = async () => {
    if (batch.length > 0) await insertPatiently(db.collection(name), batch, clock);
    counts[name] = (counts[name] ?? 0) + batch.length;
    batch = [];
  };
  for await (const frame of frames) {
    if (frame.kind === 'document') {
      batch.push(BSON.deserialize(frame.bson, AS_THEY_ARE));
      if (batch.length >= BATCH) await flush();
    } else if (frame.kind === 'collection') {
      if (name !== '') await flush();
      name = frame.name;
    } else if (name !== '') await flush();
  }
  return counts;
}

/** Inserts documents; what an attempt that an outage ended has already written is no obstacle to the next one. */
async function insertPatiently(
  collection: mongoose.mongo.Collection,
  batch: readonly mongoose.mongo.Document[],
  clock: Pick<Clock, 'sleep'>,
): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    try {
      await collection.insertMany([...batch], { ordered: false });
      return;
    } catch (error) {
      if (failures > 0 && isDuplicateKey(error)) return;
      if (failures >= MOST_FAILURES || !isOutage(error)) throw error;
      await clock.sleep(pauseAfterFailures(failures + 1, BACKOFF));
    }
  }
}

/** Reads everything without storing it. Resolves to how many documents each collection has. */
export async function countFrames(frames: AsyncIterable<Frame>): Promise<Counts> {
  const counts: Record<string, number> = {};
  let name = '';
  let claimed: Counts = {};
  for await (const frame of frames) {
    if (frame.kind === 'collection') {
      name = frame.name;
      counts[name] = 0;
    } else if (frame.kind === 'document') {
      BSON.deserialize(frame.bson);
      counts[name] = (counts[name] ?? 0) + 1;
    } else claimed = frame.counts;
  }
  const problem = firstDifference(claimed, counts);
  if (problem !== undefined) throw new Error(problem);
  return counts;
}

/** Names the first collection with a wrong count, in a sentence. */
export function firstDifference(expected: Counts, found: Counts): string | undefined {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const [should = 0, is = 0] = [expected[name], found[name]];
    if (should !== is) return `«${name}» has ${is} documents and should have ${should}.`;
  }
  return undefined;
}

/** How many documents each collection has now, not counting the mark of the database. */
export async function countCollections(connection: Connection): Promise<Counts> {
  const db = databaseOf(connection);
  const counts: Record<string, number> = {};
  for (const name of await collectionNames(connection)) {
    counts[name] = await db.collection(name).countDocuments();
  }
  return counts;
}

/** The collections, sorted by name. The mark belongs to one database and is not copied. */
async function collectionNames(connection: Connection): Promise<readonly string[]> {
  const found = await databaseOf(connection).listCollections({}, { nameOnly: true }).toArray();
  return found
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.') && name !== MARK_COLLECTION)
    .sort();
}

function databaseOf(connection: Connection) {
  const { db } = connection;
  if (db === undefined) throw new Error('The database is not connected.');
  return db;
}
