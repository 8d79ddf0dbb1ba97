import { upgradeNamelessDeliveries } from '../../src/deliveries/nameless-upgrade.js';
import { openTestDatabase } from '../support/database.js';

it('removes what was planned for callers without a number, and nothing else', async () => {
  const { connection, close } = await openTestDatabase();
  const deliveries = connection.collection<{ _id: string; bot: string; status: string }>('deliveries');
  await deliveries.insertMany([
    { _id: 'nobody', bot: 'call:citizen', status: 'planned' },
    { _id: 'telegram', bot: 'citizen', status: 'planned' },
    { _id: 'bale', bot: 'bale:citizen', status: 'planned' },
  ]);
  expect(await upgradeNamelessDeliveries(connection).changeBatch(undefined)).toBeUndefined();
  expect(await deliveries.distinct('_id')).toEqual(['bale', 'telegram']);
  await close();
});
