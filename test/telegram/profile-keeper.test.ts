import { createManualClock } from '../../src/clock.js';
import { createProfileKeeper } from '../../src/telegram/profile-keeper.js';
import { SILENT } from '../simulator/harness.js';
import { eventually } from '../support/eventually.js';

/** Parts of a profile as Telegram has them, which refuses some for a while. */
function openProfile(held: Record<string, string>, refused: Set<string>) {
  const calls: string[] = [];
  const part = (name: string, wanted: string) => ({
    name,
    wanted,
    async read() {
      calls.push(`read ${name}`);
      return held[name];
    },
    async write() {
      calls.push(`write ${name}`);
      if (refused.has(name)) throw new Error('429');
      held[name] = wanted;
    },
  });
  const clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  const parts = [part('a', 'A'), part('b', 'B'), part('c', 'C')];
  return { calls, clock, keeper: createProfileKeeper({ bot: 'citizen', parts, clock, logger: SILENT }) };
}

it('sets what differs and only asks for the rest', async () => {
  const held = { a: 'A', b: 'former', c: 'C' };
  const { calls, keeper } = openProfile(held, new Set());
  await keeper.start();
  expect(held).toEqual({ a: 'A', b: 'B', c: 'C' });
  expect(calls.filter((call) => call.startsWith('write'))).toEqual(['write b']);
  await keeper.stop();
});

it('sets the others where one is refused, and that one later', async () => {
  const held: Record<string, string> = {};
  const refused = new Set(['a']);
  const { clock, keeper } = openProfile(held, refused);
  await keeper.start();
  expect(held).toEqual({ b: 'B', c: 'C' });
  refused.clear();
  await eventually(async () => {
    clock.advance(60_000);
    return held['a'] === 'A';
  });
  await keeper.stop();
});
