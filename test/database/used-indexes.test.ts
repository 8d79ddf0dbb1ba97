import { updateIndexes } from '../../src/database/indexes.js';
import { openTestDatabase } from '../support/database.js';
import { watchCommands } from '../support/watched-commands.js';
import { askAll } from './indexed-queries.js';

it('has no index that serves no query of a store', async () => {
  const database = await openTestDatabase();
  const { connection } = database;
  try {
    // The stores bring their models.
    await askAll(connection);
    await updateIndexes(connection);
    const watched = watchCommands(connection.name);
    await askAll(connection);
    expect(Object.keys(connection.models).length).toBeGreaterThan(20);
    expect(await watched.unusedIndexes()).toEqual([]);
  } finally {
    await database.close();
  }
});
