import mongoose, { type Connection, Schema, type SchemaDefinition } from 'mongoose';
import { updateIndexes } from '../../src/database/indexes.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let connection: Connection;
/** Commands on indexes that were sent to the server, with the names they concern. */
let sent: string[];

beforeEach(async () => {
  database = await openTestDatabase();
  connection = database.connection;
  sent = [];
  connection.getClient().on('commandStarted', ({ commandName, command }) => {
    const names = (command['indexes'] ?? [{ name: command['index'] }]).map(
      ({ name }: { name: string }) => name,
    );
    if (/^(create|drop)Indexes$/.test(commandName)) sent.push(`${commandName} ${names.join(' ')}`);
  });
});
afterEach(() => database.close());

const FIELDS: SchemaDefinition = { code: String, at: Date };
const AFTER_1970 = { at: { $gt: new Date(0) } };

/** The model of a version of the program, with its indexes. */
function useVersion(...indexes: readonly [Record<string, 1 | -1>, object?][]): void {
  for (const name of connection.modelNames()) connection.deleteModel(name);
  const schema = new Schema(FIELDS, { autoIndex: false, collection: 'things' });
  for (const [key, options] of indexes) schema.index(key, options);
  connection.model('Thing', schema);
}

async function indexNames(): Promise<readonly string[]> {
  const indexes = await connection.collection('things').listIndexes().toArray();
  return indexes.map(({ name }) => name).sort();
}

it('creates the indexes of every model, and asks for none that is there', async () => {
  useVersion([{ code: 1 }, { unique: true }], [{ at: 1 }, { partialFilterExpression: AFTER_1970 }]);

  await updateIndexes(connection);
  await updateIndexes(connection);

  expect(sent).toEqual(['createIndexes code_1 at_1']);
  expect(await indexNames()).toEqual(['_id_', 'at_1', 'code_1']);
});

it.each<[string, object]>([
  ['partial', { partialFilterExpression: AFTER_1970 }],
  ['unique', { unique: true }],
  ['sparse', { sparse: true }],
])('builds an index that has become %s before it drops the earlier one', async (_, options) => {
  useVersion([{ at: 1 }], [{ code: 1 }]);
  await updateIndexes(connection);
  sent.length = 0;

  useVersion([{ at: 1 }, options], [{ code: 1 }]);
  await updateIndexes(connection);
  await updateIndexes(connection);

  expect(sent).toEqual(['createIndexes at_1_2', 'dropIndexes at_1']);
  expect(await indexNames()).toEqual(['_id_', 'at_1_2', 'code_1']);
});

it('changes an index again, and back', async () => {
  useVersion([{ at: 1 }]);
  await updateIndexes(connection);
  useVersion([{ at: 1 }, { sparse: true }]);
  await updateIndexes(connection);
  useVersion([{ at: 1 }]);
  await updateIndexes(connection);

  expect(await indexNames()).toEqual(['_id_', 'at_1']);
  const [, index] = await connection.collection('things').listIndexes().toArray();
  expect(index).not.toHaveProperty('sparse');
});

it('drops the earlier form first on a server that has one index for each key', async () => {
  useVersion([{ at: 1 }]);
  await updateIndexes(connection);
  useVersion([{ at: 1 }, { sparse: true }]);
  refuseSecondIndex();
  sent.length = 0;

  await updateIndexes(connection);

  expect(sent).toEqual(['dropIndexes at_1', 'createIndexes at_1_2']);
});

/** Makes the collection refuse a key that has an index already, as MongoDB before 5.0 does. */
function refuseSecondIndex(): void {
  const { collection } = connection.model('Thing');
  const createIndexes = collection.createIndexes.bind(collection);
  collection.createIndexes = async (wanted, options) => {
    const existing = await collection.listIndexes().toArray();
    const isThere = wanted.some(({ key }) =>
      existing.some((other) => Object.keys(key)[0] === Object.keys(other.key)[0]),
    );
    if (isThere) throw new mongoose.mongo.MongoServerError({ message: 'conflict', code: 85 });
    return createIndexes(wanted, options);
  };
}

it('passes on what the server says against an index that is wanted for the first time', async () => {
  useVersion([{ code: 1 }, { unique: true }]);
  await connection.collection('things').insertMany([{ code: 'a' }, { code: 'a' }]);

  await expect(updateIndexes(connection)).rejects.toMatchObject({ code: 11000 });
});

it('drops the indexes that no version needs now, and leaves those of an administrator', async () => {
  useVersion([{ at: 1 }], [{ code: 1 }]);
  await updateIndexes(connection);
  await connection.collection('things').createIndex({ code: 1, at: 1 }, { name: 'ours' });
  useVersion([{ at: 1 }]);

  await updateIndexes(connection, { things: ['code_1', 'gone_1'] });
  await updateIndexes(connection, { things: ['code_1', 'gone_1'] });

  expect(await indexNames()).toEqual(['_id_', 'at_1', 'ours']);
});

it('ends in the same indexes when several processes begin at once', async () => {
  useVersion([{ at: 1 }]);
  await updateIndexes(connection);
  useVersion([{ at: 1 }, { sparse: true }], [{ code: 1 }]);

  await Promise.all([updateIndexes(connection), updateIndexes(connection), updateIndexes(connection)]);

  expect(await indexNames()).toEqual(['_id_', 'at_1_2', 'code_1']);
});
