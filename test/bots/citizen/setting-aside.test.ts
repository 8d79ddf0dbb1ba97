import type { Chat } from '../../../src/mailbox/chat-store.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { type AnyMessage, type CitizenPhone, newCitizen } from './phone.js';

let running: RunningCity;
let phone: CitizenPhone;

beforeAll(async () => {
  running = await startCity();
  phone = await newCitizen(running);
  for (const typed of ['خواسته', 'نمی‌دانم', 'منطقه ۹', 'ثبت']) await phone.send(typed);
});
afterAll(() => running?.stop());

/** A question: how it is come to, and what does not answer it. */
interface Asked {
  readonly flow: string;
  readonly open: () => Promise<unknown>;
  readonly unknown: string | AnyMessage;
}

const STICKER = { sticker: true };

const QUESTIONS: readonly Asked[] = [
  { flow: 'own-name', open: () => then('/settings', 'نام'), unknown: STICKER },
  { flow: 'withdrawal', open: () => onStatus('پس گرفتن درخواست'), unknown: STICKER },
  { flow: 'phone', open: () => then('/settings', 'ثبت شماره من'), unknown: 'هزارپا' },
  { flow: 'supplying', open: () => onStatus('افزودن توضیح'), unknown: STICKER },
  { flow: 'account-deletion', open: () => phone.send('/delete'), unknown: 'هزارپا' },
];

async function then(text: string, button: string): Promise<void> {
  await phone.send(text);
  await phone.press(button);
}

/** Shows the request by the button of the message that it was registered with, and presses a button of it. */
async function onStatus(button: string): Promise<void> {
  await phone.press('وضعیت درخواست');
  await phone.press(button);
}

async function opened() {
  const chats = running.connection.collection<Pick<Chat, '_id' | 'conversation'>>('chats');
  return (await chats.findOne({ _id: `citizen:${phone.person}` }))?.conversation;
}

const EACH = QUESTIONS.map((one, index) => ({ one, before: QUESTIONS.at(index - 1) ?? one }));

it.each(EACH)('asks the question of $one.flow first when $before.flow was open', async ({ one, before }) => {
  await before.open();
  expect((await opened())?.flow).toBe(before.flow);
  await one.open();
  const asked = await opened();
  expect(asked?.flow).toBe(one.flow);
  await phone.send(one.unknown);
  const said = await phone.replies();
  expect(said).toHaveLength(1);
  const now = await opened();
  expect([now?.flow, now?.step]).toEqual([asked?.flow, asked?.step]);
  for (let left = 0; left < 2; left += 1) await phone.send('لغو');
});
