import { isDeepStrictEqual } from 'node:util';
import mongoose, { type Connection } from 'mongoose';

/** What the product asked of its database. */
export interface WatchedCommands {
  /** How often each command was sent, `find requests` and so on. */
  counts(): Readonly<Record<string, number>>;
  /** Commands whose filter no index serves, each once, with the fields of the filter. */
  unindexed(): Promise<readonly string[]>;
  /**
   * Commands on these collections that do not name the field by which each would be spread over several servers, so that
   * all of them would be asked, each once, with the fields of the filter.
   */
  scattered(shardKeys: Readonly<Record<string, string>>): readonly string[];
  /** Indexes that served no command, and whose uniqueness is no rule: they would only cost. */
  unusedIndexes(): Promise<readonly string[]>;
  /** How many documents the database has handed out. */
  documentsRead(): number;
}

type Filter = Readonly<Record<string, unknown>>;
interface SeenCommand {
  readonly name: string;
  readonly collection: string;
  readonly filters: readonly Filter[];
  /** The order that was asked for; empty for none. */
  readonly order: Filter;
}
interface Index {
  readonly name?: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly unique?: boolean;
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

/** Commands that may ask for an order, and where. */
const ORDERS: Readonly<Record<string, (command: Filter) => unknown>> = {
  find: ({ sort }) => sort,
  findAndModify: ({ sort }) => sort,
  aggregate: ({ pipeline }) => (pipeline as { $sort?: unknown }[]).find(({ $sort }) => $sort)?.$sort,
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
      const asked = ORDERS[commandName]?.(command as Filter) ?? {};
      // The driver keeps the order of a `find` in a map.
      const order: Filter = asked instanceof Map ? Object.fromEntries(asked) : (asked as Filter);
      seen.push({ name: commandName, collection, filters: filters as Filter[], order });
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
    scattered(shardKeys) {
      const wrong = seen.flatMap(({ name, collection, filters }) => {
        const key = Object.hasOwn(shardKeys, collection) ? shardKeys[collection] : undefined;
        if (key === undefined) return [];
        return filters
          .filter((filter) => !namesOne(filter[key]))
          .map((filter) => `${name} ${collection} {${Object.keys(filter).join(', ')}}`);
      });
      return [...new Set(wrong)].sort();
    },
    async unusedIndexes() {
      const models = connections.flatMap((one) => Object.values(one.models));
      const collections = new Set(models.map(({ collection }) => collection.name));
      const unused = await Promise.all(
        [...collections].map(async (collection) => {
          const indexes = await indexesOf(connection, collection);
          const used = seen
            .filter((command) => command.collection === collection)
            .flatMap(({ filters, order }) => filters.map((filter) => bestOf(indexes, filter, order)));
          return indexes
            .filter((index) => index.unique !== true && !('_id' in index.key) && !used.includes(index))
            .map(({ name }) => `${collection} ${name}`);
        }),
      );
      return unused.flat().sort();
    },
  };
}

async function indexesOf(connection: Connection, collection: string): Promise<readonly Index[]> {
  // The driver types an index by what a server may say of it; these two are all that counts here.
  const indexes = (await connection.collection(collection).listIndexes().toArray()) as unknown as Index[];
  // A collection into which nothing was written yet has none to list, and this one as soon as it is there.
  return [{ key: { _id: 1 } }, ...indexes];
}

/** The index that serves a query by the most fields, the smallest of those; undefined where none does. */
function bestOf(indexes: readonly Index[], filter: Filter, order: Filter): Index | undefined {
  const isOfOne = '_id' in filter && !isNegative(filter['_id']);
  const byFields = ({ key }: Index) => {
    const fields = Object.keys(key);
    const others = fields.findIndex((field) => !(field in filter) && !(field in order));
    return others === -1 ? fields.length : others;
  };
  return indexes
    .filter((index) => (isOfOne ? '_id' in index.key : serves(index, filter) || holds(index, filter, order)))
    .toSorted(
      (one, other) =>
        byFields(other) - byFields(one) || Object.keys(one.key).length - Object.keys(other.key).length,
    )[0];
}

/** True when an index has everything that is asked for in the order that is asked for. */
function holds({ key, partialFilterExpression }: Index, filter: Filter, order: Filter): boolean {
  const [first] = Object.keys(order);
  const isWhole = partialFilterExpression === undefined && Object.keys(filter).length === 0;
  return isWhole && first !== undefined && Object.keys(key)[0] === first;
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

/** True for a condition that names values, one or several. */
function namesOne(condition: unknown): boolean {
  if (condition === null || condition === undefined) return false;
  const isPlain = typeof condition !== 'object' || condition instanceof Date || '_bsontype' in condition;
  return isPlain || '$in' in condition || '$eq' in condition;
}

/** A condition that everything but something meets: no index helps to find that. */
function isNegative(condition: unknown): boolean {
  if (condition === null || condition === undefined) return true;
  return (
    typeof condition === 'object' && ('$ne' in condition || '$nin' in condition || '$exists' in condition)
  );
}
