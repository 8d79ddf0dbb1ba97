import { createChance } from '../../src/month/chance.js';
import { drawDamages, type Folders, makeFolders, tryDamage } from './damage.js';

/** Many more are tried by `npm run test:crashes`. */
const PLACES = 8;
const SEED = 137;

let folders: Folders;

beforeAll(async () => {
  folders = await makeFolders();
});
afterAll(() => folders.remove());

it('starts with everything or says what is missing and how to go on, whatever befell its files', async () => {
  const wrong: string[] = [];
  for (const damage of drawDamages(PLACES, createChance(SEED))) {
    const outcome = await tryDamage(damage, folders);
    if (outcome === 'poorer' || outcome === 'stuck') wrong.push(`${damage.to}, ${damage.title}: ${outcome}`);
  }
  expect(wrong).toEqual([]);
});

it('starts as usual where nothing befell them', async () => {
  for (const to of ['closed', 'broken'] as const) {
    const result = await tryDamage({ title: 'nothing', to, apply: async () => undefined }, folders);
    expect(result).toBe('complete');
  }
});
