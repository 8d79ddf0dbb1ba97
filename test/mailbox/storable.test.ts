import mongoose from 'mongoose';
import { isNeverStorable, isStorable } from '../../src/mailbox/storable.js';
import { createBot, message, useMailboxes } from './mailboxes.js';

const mail = useMailboxes();

/** An object that is nested so deep. */
function nested(levels: number): object {
  let inner: object = {};
  for (let level = 0; level < levels; level += 1) inner = level % 2 === 0 ? { inner } : [inner];
  return inner;
}

const BAD: readonly (readonly [string, object])[] = [
  ['nested 200 levels deep', nested(200)],
  ['nested so deep that writing it down takes no end', nested(50_000)],
  ['a name with a zero in it', { 'a\u0000b': 1 }],
  ['a name that is an operator', { $set: { x: 1 } }],
  ['a name with a dot', { 'a.b': 1 }],
  ['a name that is none', { '': 1 }],
  ['such a name within a list', { entities: [{ ok: [{ $where: 'x' }] }] }],
];

it.each(BAD)('sets an update aside that no database stores, and goes on: %s', async (_, extra) => {
  const bot = createBot();
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', bot);
  const bad = { ...message(1), extra };
  expect(isStorable(bad)).toBe(false);
  // Telegram brings it again until it is told that it has arrived.
  expect(await mailbox.receive('citizen', bad)).toBe('setAside');
  expect(await mailbox.receive('citizen', message(2))).toBe('stored');
  await mailbox.stop();
  expect(bot.handled).toEqual([2]);
  expect(bot.apologies).toEqual([42]);
  expect(await mail.store.letters(10)).toMatchObject([{ update: { update_id: 1 } }]);
});

it.each([
  ['half a pair of surrogates', 'a\ud800b'],
  ['a zero', 'a\u0000b'],
  ['1,300 marks', `a${'\u0301'.repeat(1_300)}`],
])('stores any text, also with %s', async (_, text) => {
  const bot = createBot();
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', bot);
  expect(await mailbox.receive('citizen', message(1, text))).toBe('stored');
  await mailbox.stop();
  expect(bot.handled).toEqual([1]);
});

it('knows what a database will never take from what it does not take now', () => {
  const refusal = (code: number) => new mongoose.mongo.MongoServerError({ code, message: 'x' });
  for (const code of [15, 52, 121]) expect(isNeverStorable(refusal(code))).toBe(true);
  for (const code of [11600, 13, 14031, 10334]) expect(isNeverStorable(refusal(code))).toBe(false);
  expect(isNeverStorable(new RangeError('Maximum call stack size exceeded'))).toBe(true);
  expect(isNeverStorable(new mongoose.mongo.MongoNetworkError('gone'))).toBe(false);
});
