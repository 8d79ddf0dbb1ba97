import { createMemory } from '../../src/database/memory.js';

/** A memory, and what is read where it remembers nothing; `hold` makes the next reading wait until it is let go. */
function open({ most = 2 } = {}) {
  let period: number | undefined = 1;
  const memory = createMemory<string>({ alonePeriod: () => period, most });
  const stored = new Map([
    ['a', 'first'],
    ['b', 'first'],
    ['c', 'first'],
  ]);
  let reads = 0;
  let held: Promise<void> | undefined;
  return {
    ...memory,
    stored,
    reads: () => reads,
    setPeriod(next: number | undefined) {
      period = next;
    },
    find: (id: string) =>
      memory.find(id, async (one) => {
        reads += 1;
        const found = stored.get(one);
        await held;
        return found;
      }),
    hold() {
      let letGo: () => void = () => undefined;
      held = new Promise((resolve) => {
        letGo = resolve;
      });
      return letGo;
    },
  };
}

it('reads once what does not change, and again what has', async () => {
  const { find, forget, stored, reads } = open();
  expect([await find('a'), await find('a'), reads()]).toEqual(['first', 'first', 1]);
  stored.set('a', 'second');
  forget('a');
  expect([await find('a'), await find('a'), reads()]).toEqual(['second', 'second', 2]);
  forget();
  await find('a');
  expect(reads()).toBe(3);
});

it.each([['a'], [undefined]])('does not remember what was read while it was changed', async (changed) => {
  const { find, forget, stored, hold } = open();
  const letGo = hold();
  const before = find('a');
  stored.set('a', 'second');
  forget(changed);
  letGo();
  expect(await before).toBe('first');
  expect(await find('a')).toBe('second');
});

it('remembers what is there, the latest used of it', async () => {
  const { find, stored, reads } = open();
  await find('nobody');
  stored.set('nobody', 'somebody');
  expect(await find('nobody')).toBe('somebody');
  for (const id of ['a', 'b', 'a', 'c', 'a']) await find(id);
  expect(reads()).toBe(5);
  await find('b');
  expect(reads()).toBe(6);
});

it('remembers nothing where others can change what it has read', async () => {
  const { find, reads, setPeriod } = open();
  await find('a');
  setPeriod(undefined);
  await find('a');
  await find('a');
  expect(reads()).toBe(3);
});

it('remembers nothing of an earlier period, in which others came', async () => {
  const { find, stored, setPeriod, hold } = open();
  await find('a');
  setPeriod(2);
  stored.set('a', 'second');
  expect(await find('a')).toBe('second');
  const letGo = hold();
  const early = find('b');
  setPeriod(3);
  stored.set('b', 'second');
  letGo();
  expect(await early).toBe('first');
  expect(await find('b')).toBe('second');
});

it('reads together what is not remembered of several', async () => {
  const memory = createMemory<string>({ alonePeriod: () => 1 });
  const asked: (readonly string[])[] = [];
  const find = (ids: readonly string[]) =>
    memory.findMany(ids, async (unknown) => {
      asked.push(unknown);
      return new Map(unknown.filter((id) => id !== 'nobody').map((id) => [id, id.toUpperCase()]));
    });
  await find(['a']);
  expect([...(await find(['c', 'a', 'nobody', 'b', 'c'])).entries()].sort()).toEqual([
    ['a', 'A'],
    ['b', 'B'],
    ['c', 'C'],
  ]);
  expect([...(await find([])).keys()]).toEqual([]);
  await find(['a', 'b', 'c']);
  expect(asked).toEqual([['a'], ['c', 'nobody', 'b']]);
});
