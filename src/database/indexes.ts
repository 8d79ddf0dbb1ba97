import { isDeepStrictEqual } from 'node:util';
import mongoose, { type Connection } from 'mongoose';

/** An index as a schema wants it, or as a server describes it; the fields that decide what it serves. */
type IndexShape = Pick<
  mongoose.mongo.IndexDescriptionInfo,
  'key' | 'unique' | 'sparse' | 'partialFilterExpression' | 'expireAfterSeconds'
>;

/**
 * Lets the driver wait for one answer as long as it takes. The driver accepts the limit with each command,
 * but its types have it only for the whole connection.
 */
const PATIENTLY: mongoose.mongo.CommandOperationOptions & { readonly socketTimeoutMS: number } = {
  socketTimeoutMS: 0,
};

/** Codes of a server that keeps one index for each key, and refuses a second one with other options. */
const CONFLICTS: ReadonlySet<unknown> = new Set([
  85, // IndexOptionsConflict
  86, // IndexKeySpecsConflict
]);
/** Codes that say that what was to be removed or listed is not there. */
const ABSENT: ReadonlySet<unknown> = new Set([
  26, // NamespaceNotFound
  27, // IndexNotFound
]);

/**
 * Indexes of earlier versions that no schema has any longer, by collection: they only cost memory and time.
 * Indexes that an administrator added are left alone.
 */
const RETIRED: Readonly<Record<string, readonly string[]>> = {
  citizens: ['phone_1'],
  requests: ['changedAt_-1'],
};

/**
 * Brings the indexes of every model on the connection to what its schema says, one collection after another:
 * missing ones are created; one whose options have changed is built under another name before the old one is
 * dropped, so that queries never go without; retired ones are dropped. No answer counts as lost in the
 * meantime, however long that takes. Several processes may do it at once. The embedded server accepts indexes
 * and ignores them.
 */
export async function updateIndexes(
  connection: Connection,
  retired: Readonly<Record<string, readonly string[]>> = RETIRED,
): Promise<void> {
  for (const { collection, schema } of Object.values(connection.models)) {
    // mongoose types the keys and options of an index more loosely than the driver, which checks them.
    const wanted = schema.indexes().map(([key, options]) => ({ ...options, key }) as IndexShape);
    if (wanted.length > 0) await updateCollection(collection, wanted);
    await dropIndexes(connection, collection.name, retired[collection.name] ?? []);
  }
}

/** Drops indexes of a collection; one that is not there is no failure. */
export async function dropIndexes(
  connection: Connection,
  collection: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) await drop(connection.collection(collection), name);
}

async function updateCollection(
  collection: mongoose.Collection,
  wanted: readonly IndexShape[],
): Promise<void> {
  const existing = await list(collection);
  const missing = wanted.filter((index) => !existing.some((other) => isSame(index, other)));
  if (missing.length === 0) return;
  // What has the key of a missing index, and is none of the wanted ones itself, is its earlier form.
  const outdated = existing.filter(
    (index) =>
      missing.some(({ key }) => isSameKey(key, index.key)) && !wanted.some((other) => isSame(other, index)),
  );
  const names = new Set(existing.map(({ name }) => name));
  const described = missing.map((index) => ({ ...index, name: freeName(index.key, names) }));
  const dropOutdated = async () => {
    for (const { name } of outdated) await drop(collection, name);
  };
  try {
    await create(collection, described);
    await dropOutdated();
  } catch (error) {
    if (outdated.length === 0 || !hasCode(error, CONFLICTS)) throw error;
    await dropOutdated();
    await create(collection, described);
  }
}

async function create(
  collection: mongoose.Collection,
  indexes: readonly (IndexShape & { readonly name: string })[],
): Promise<void> {
  await collection.createIndexes(
    indexes.map((index) => ({ ...index })),
    PATIENTLY,
  );
}

async function drop(collection: mongoose.Collection, name: string): Promise<void> {
  try {
    await collection.dropIndex(name, PATIENTLY);
  } catch (error) {
    if (!hasCode(error, ABSENT)) throw error;
  }
}

async function list(
  collection: mongoose.Collection,
): Promise<readonly (IndexShape & { readonly name: string })[]> {
  try {
    return await collection.listIndexes(PATIENTLY).toArray();
  } catch (error) {
    if (hasCode(error, ABSENT)) return [];
    throw error;
  }
}

/** The name that MongoDB would give, with a number after it if another index has that name. */
function freeName(key: IndexShape['key'], taken: ReadonlySet<string>): string {
  const name = Object.entries(key).flat().join('_');
  for (let number = 2; taken.has(name); number += 1) {
    if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
  }
  return name;
}

function isSame(one: IndexShape, other: IndexShape): boolean {
  return (
    isSameKey(one.key, other.key) &&
    (one.unique ?? false) === (other.unique ?? false) &&
    (one.sparse ?? false) === (other.sparse ?? false) &&
    one.expireAfterSeconds === other.expireAfterSeconds &&
    isDeepStrictEqual(one.partialFilterExpression, other.partialFilterExpression)
  );
}

/** The order of the fields counts. */
function isSameKey(one: IndexShape['key'], other: IndexShape['key']): boolean {
  return isDeepStrictEqual(Object.entries(one), Object.entries(other));
}

function hasCode(error: unknown, codes: ReadonlySet<unknown>): boolean {
  return error instanceof mongoose.mongo.MongoServerError && codes.has(error.code);
}
