import { createNeighbourhoods, type Neighbourhoods } from '../../src/requests/neighbourhoods.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let neighbourhoods: Neighbourhoods;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  neighbourhoods = createNeighbourhoods(database.connection);
});
afterAll(() => database.close());

const code = (number: number): TrackingCode => createTrackingCode(() => number / 1_000);

it('finds a request once under any of its keys, however often it was put there', async () => {
  await neighbourhoods.add(['here', 'there'], code(1));
  await neighbourhoods.add(['here', 'there'], code(1));
  await neighbourhoods.add(['there'], code(2));
  expect(await neighbourhoods.codesAt(['here'])).toEqual([code(1)]);
  expect(await neighbourhoods.codesAt(['here', 'there', 'elsewhere'])).toEqual([code(1), code(2)]);
});

it('does not find what was taken away', async () => {
  await neighbourhoods.add(['here', 'there'], code(1));
  await neighbourhoods.remove(['here', 'there'], code(1));
  expect(await neighbourhoods.codesAt(['here', 'there'])).toEqual([]);
});

it('remembers the latest thirty under a key', async () => {
  for (let number = 1; number <= 32; number += 1) await neighbourhoods.add(['here'], code(number));
  const codes = await neighbourhoods.codesAt(['here']);
  expect(codes).toHaveLength(30);
  expect(codes).not.toContain(code(2));
  expect(codes.at(-1)).toBe(code(32));
});

it('forgets no later request for one that is added behind', async () => {
  for (let number = 1; number <= 29; number += 1) await neighbourhoods.add(['here'], code(number));
  await neighbourhoods.addBehind(['here'], code(30));
  await neighbourhoods.addBehind(['here'], code(31));
  await neighbourhoods.addBehind(['here'], code(5));
  const codes = await neighbourhoods.codesAt(['here']);
  expect(codes).toHaveLength(30);
  expect(codes[0]).toBe(code(30));
  expect(codes.at(-1)).toBe(code(29));
});

it('keeps both of two that are put under a new key at the same time', async () => {
  await Promise.all([neighbourhoods.add(['here'], code(1)), neighbourhoods.add(['here'], code(2))]);
  expect([...(await neighbourhoods.codesAt(['here']))].sort()).toEqual([code(1), code(2)].sort());
});
