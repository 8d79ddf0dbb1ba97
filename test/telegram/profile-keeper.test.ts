import { GrammyError } from 'grammy';
import { createManualClock } from '../../src/clock.js';
import { createProfileKeeper, type RefusedProfile } from '../../src/telegram/profile-keeper.js';
import { SILENT } from '../simulator/harness.js';
import { eventually } from '../support/eventually.js';

const START = new Date('2026-11-24T10:40:00Z');
const BLOCKED = new GrammyError(
  'Call failed!',
  { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  'setMyCommands',
  {},
);

/** Parts of a profile as Telegram has them, which refuses some for a while. */
function openProfile(held: Record<string, string>, refused: Set<string>, refusal = new Error('429')) {
  const calls: string[] = [];
  const told: (RefusedProfile | undefined)[] = [];
  const part = (name: string, wanted: string, chatId?: number) => ({
    name,
    ...(chatId === undefined ? {} : { chatId }),
    wanted,
    async read() {
      calls.push(`read ${name}`);
      return held[name];
    },
    async write() {
      calls.push(`write ${name}`);
      if (refused.has(name)) throw refusal;
      held[name] = wanted;
    },
  });
  const clock = createManualClock(START);
  const parts = [part('a', 'A'), part('b', 'B'), part('c', 'C')];
  const onRefused = async (what: RefusedProfile | undefined) => {
    told.push(what);
  };
  const keeper = createProfileKeeper({ bot: 'citizen', parts, onRefused, clock, logger: SILENT });
  return { calls, told, clock, part, keeper };
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

it('shows somebody the latest menu that was refused, later', async () => {
  const held: Record<string, string> = { a: 'A', b: 'B', c: 'C' };
  const refused = new Set(['menu']);
  const { clock, keeper, part, calls } = openProfile(held, refused);
  await keeper.start();
  await keeper.keep(part('menu', 'as operator', 5));
  await keeper.keep(part('menu', 'as manager', 5));
  expect(held['menu']).toBeUndefined();
  refused.clear();
  calls.length = 0;
  await eventually(async () => {
    clock.advance(60_000);
    return held['menu'] !== undefined;
  });
  expect(held['menu']).toBe('as manager');
  expect(calls).toEqual(['read menu', 'write menu']);
  await keeper.stop();
});

it('leaves alone whoever cannot be reached', async () => {
  const { clock, keeper, part, calls, told } = openProfile({}, new Set(['menu']), BLOCKED);
  await keeper.start();
  await keeper.keep(part('menu', 'as operator', 5));
  calls.length = 0;
  clock.advance(24 * 3_600_000);
  await keeper.stop();
  expect(calls).toEqual([]);
  expect(told).toEqual([undefined]);
});

it('tells since when something is refused, and when nothing is any more', async () => {
  const refused = new Set(['a', 'b']);
  const { clock, keeper, told } = openProfile({}, refused);
  await keeper.start();
  expect(told).toEqual([undefined, { since: START, count: 2 }]);
  refused.delete('a');
  await eventually(async () => {
    clock.advance(60_000);
    return told.length > 2;
  });
  expect(told.at(-1)).toEqual({ since: START, count: 1 });
  refused.clear();
  await eventually(async () => {
    clock.advance(60_000);
    return told.at(-1) === undefined;
  });
  await keeper.stop();
});
