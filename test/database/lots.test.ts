import { inLots } from '../../src/database/lots.js';

/** Something that doubles numbers in lots once it is let go, and the lots that it was given. */
function doubling({ refused = [] as readonly number[], most = 100 } = {}) {
  const lots: (readonly number[])[] = [];
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const double = inLots<number, number>(async (numbers) => {
    lots.push(numbers);
    await held;
    if (numbers.some((one) => refused.includes(one))) throw new RangeError(`${numbers} are refused.`);
    return numbers.map((one) => 2 * one);
  }, most);
  return { double, lots, letGo };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

it('carries out together what is asked for at once, each with its own result', async () => {
  const { double, lots, letGo } = doubling();
  letGo();
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(await double(4)).toBe(8);
  expect(lots).toEqual([[1, 2, 3], [4]]);
});

it('gathers what comes while a lot is under way', async () => {
  const { double, lots, letGo } = doubling();
  const first = double(1);
  await nextTurn();
  const others = [double(2), double(3)];
  await nextTurn();
  expect(lots).toEqual([[1]]);
  letGo();
  expect(await Promise.all([first, ...others])).toEqual([2, 4, 6]);
  expect(lots).toEqual([[1], [2, 3]]);
});

it('makes no lot longer than it may be', async () => {
  const { double, lots, letGo } = doubling({ most: 2 });
  letGo();
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(lots).toEqual([[1, 2], [3, 4], [5]]);
});

it('lets nothing fail because of something else, and goes on afterwards', async () => {
  const { double, lots, letGo } = doubling({ refused: [2] });
  letGo();
  const outcomes = await Promise.allSettled([1, 2, 3].map(double));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(double(2)).rejects.toThrow('2 are refused.');
  expect(await double(3)).toBe(6);
  expect(lots).toEqual([[1, 2, 3], [1], [2], [3], [2], [3]]);
});
