import { leaveGroup, localeOfApp, readArrival } from '../../src/telegram/arrival.js';
import { SILENT } from '../simulator/harness.js';

const person = { id: 1, is_bot: false };
const privately = { id: 1, type: 'private' };
const member = (status: string) => ({ new_chat_member: { status } });

it('receives a person in their private chat', () => {
  expect(readArrival({ chat: privately, from: person })).toEqual({ kind: 'person', from: person });
});

it.each([
  ['kicked', true],
  ['member', false],
])('notes a person for whom the bot is «%s»', (status, isGone) => {
  const arrival = readArrival({ chat: privately, from: person, myChatMember: member(status) });
  expect(arrival).toEqual({ kind: 'membership', from: person, isGone });
});

it.each(['group', 'supergroup', 'channel'])('does not stay in a %s', (type) => {
  const chat = { id: -5, type };
  expect(readArrival({ chat, from: person })).toEqual({ kind: 'group', chatId: -5 });
  expect(readArrival({ chat, from: person, myChatMember: member('left') })).toEqual({ kind: 'nobody' });
});

it('answers no bots and nobody unknown', () => {
  expect(readArrival({ chat: privately, from: { is_bot: true } })).toEqual({ kind: 'nobody' });
  expect(readArrival({})).toEqual({ kind: 'nobody' });
});

it('leaves a group quietly where it may not even speak', async () => {
  const refused = Object.assign(new Error('Forbidden: bot was kicked'), { error_code: 403 });
  const leaving = leaveGroup({
    say: () => Promise.reject(refused),
    leave: async () => undefined,
    logger: SILENT,
  });
  await expect(leaving).resolves.toBeUndefined();
});

it.each([
  ['fa-IR', 'fa'],
  ['AR', 'ar'],
  ['de', 'en'],
  [undefined, 'en'],
] as const)('speaks to an app in «%s»', (code, locale) => {
  expect(localeOfApp(code, 'en')).toBe(locale);
});
