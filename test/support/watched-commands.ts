import { isDeepStrictEqual } from 'node:util';
import mongoose, { type Connection } from 'mongoose';

/** What the product asked of its database. */
export interface WatchedCommands {
  /** How often each command was sent, `find requests` and so on. */
  counts(): Readonly<Record<string, number>>;
  /** Commands whose filter no index serves, each once, with the fields of the filter. */
  unindexed(): Promise<readonly string[]>;
  /** How many documents the database has handed out. */
  documentsRead(): number;
}

type Filter = Readonly<Record<string, unknown>>;
interface SeenCommand {
  readonly name: string;
  readonly collection: string;
  readonly filters: readonly Filter[];
}
interface Index {
  readonly key: Readonly<Record<string, unknown>>;
  readonly partialFilterExpression?: Filter;
}

/** Commands that carry filters, and where. */
const FILTERS: Readonly<Record<string, (command: Filter) => readonly unknown[]>> = {
  find: ({ filter }) => [filter],
  findAndModify: ({ query }) => [query],
  update: ({ updates }) => (updates as { q: unknown }[]).map(({ q }) => q),
  delete: ({ deletes }) => (deletes as { q: unknown }[]).map(({ q }) => q),
  // What an index serves of a pipeline is its first stage.
  aggregate: ({ pipeline }) => [(pipeline as { $match?: unknown }[])[0]?.$match ?? {}],
};

/**
 * Begins to watch what goes to a database on the connections that are open now. Their address has to say
 * `monitorCommands=true`, which makes the driver tell of each command.
 */
export function watchCommands(database: string): WatchedCommands {
  const seen: SeenCommand[] = [];
  let read = 0;
  const connections = mongoose.connections.filter(({ name }) => name === database);
  const [connection] = connections;
  if (connection === undefined) throw new Error('Nothing is connected to that database.');
  for (const one of connections) {
    one.getClient().on('commandStarted', ({ commandName, command }) => {
      const filters = FILTERS[commandName]?.(command as Filter);
      if (filters === undefined || isLookAtOne(command as Filter)) return;
      const collection = String((command as Filter)[commandName]);
      seen.push({ name: commandName, collection, filters: filters as Filter[] });
    });
    one.getClient().on('commandSucceeded', ({ reply }) => {
      // The driver does not type what a server answers.
      const { cursor } = reply as { readonly cursor?: Readonly<Record<string, readonly unknown[]>> };
      read += (cursor?.['firstBatch'] ?? cursor?.['nextBatch'] ?? []).length;
    });
  }

  return {
    documentsRead: () => read,
    counts() {
      const counts: Record<string, number> = {};
      for (const { name, collection } of seen) {
        const key = `${name} ${collection}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
      return counts;
    },
    async unindexed() {
      const indexes = new Map<string, readonly Index[]>();
      for (const { collection } of seen) {
        if (!indexes.has(collection)) indexes.set(collection, await indexesOf(connection, collection));
      }
      const wrong = seen.flatMap(({ name, collection, filters }) =>
        filters
          .filter((filter) => !(indexes.get(collection) ?? []).some((index) => serves(index, filter)))
          .map((filter) => `${name} ${collection} {${Object.keys(filter).join(', ')}}`),
      );
      return [...new Set(wrong)].sort();
    },
  };
}

async function indexesOf(connection: Connection, collection: string): Promise<readonly Index[]> {
  // The driver types an index by what a server may say of it; these two are all that counts here.
  const indexes = (await connection.collection(collection).listIndexes().toArray()) as unknown as Index[];
  // A collection into which nothing was written yet has none to list, and this one as soon as it is there.
  return [{ key: { _id: 1 } }, ...indexes];
}

/** True when the first field of an index is in the filter, and a partial index holds all that the filter finds. */
function serves({ key, partialFilterExpression = {} }: Index, filter: Filter): boolean {
  const [first = ''] = Object.keys(key);
  if (!(first in filter) || isNegative(filter[first])) return false;
  return Object.entries(partialFilterExpression).every(([field, condition]) => {
    const isExistence = JSON.stringify(condition) === '{"$exists":true}';
    return field in filter && (isExistence ? !isNegative(filter[field]) : demands(filter[field], condition));
  });
}

/** True when a condition of a query is the one of a partial index, or has all its comparisons among others. */
function demands(condition: unknown, part: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return condition === part;
  return Object.entries(part ?? {}).every(([operator, value]) =>
    isDeepStrictEqual(Object.entries(condition).find(([other]) => other === operator)?.[1], value),
  );
}

/** Any one document, as GridFS asks whether its collection is new: that needs no index. */
function isLookAtOne({ filter, limit }: Filter): boolean {
  return limit === 1 && typeof filter === 'object' && filter !== null && Object.keys(filter).length === 0;
}

/** A condition that everything but something meets: no index helps to find that. */
function isNegative(condition: unknown): boolean {
  if (condition === null || condition === undefined) return true;
  return (
    typeof condition === 'object' && ('$ne' in condition || '$nin' in condition || '$exists' in condition)
  );
}
