import { wishOf } from './filing-words.js';
import { FULL } from './sizes.js';

it('lets nobody file about what somebody else has filed at the same place', () => {
  const most = Math.max(FULL.requests, FULL.filers * FULL.repetitions);
  const wishes = Array.from({ length: most }, (_, index) => JSON.stringify(wishOf(index)));
  expect(new Set(wishes).size).toBe(most);
});
