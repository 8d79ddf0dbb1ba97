import type { Collection } from 'mongoose';
import type { Chat } from '../../../src/mailbox/chat-store.js';
import { eventually } from '../../support/eventually.js';
import { pressAndCrash } from './crashed-press.js';
import { type Desk, HEAD, openDesk } from './staff-phones.js';

const ANSWER = 'چاله امروز صبح پر شد و محل برای عبور آماده است.';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

function chats(): Collection<Chat> {
  return desk.connection.collection<Chat>('chats');
}

async function chatOfHead(): Promise<Chat> {
  const chat = await chats().findOne({ bot: 'staff', chatId: HEAD });
  if (chat === null) throw new Error('The head has no chat.');
  return chat;
}

it('answers once when a crash came between the answer and its being noted', async () => {
  await desk.file();
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, ANSWER);
  const preview = await desk.saying(HEAD, 'شهروند این را می‌خواند');
  const send = preview.keyboard?.flat().find(({ text }) => text === 'ارسال')?.data ?? '';
  await pressAndCrash(desk, HEAD, { messageId: preview.messageId, data: send });
  const told = await desk.toCitizen();
  const shown = await desk.saying(HEAD, 'برای شهروند می‌رود');
  // The next message takes up what a crash left; until then nothing of the chat would come to rest.
  await desk.city.send(HEAD, 'staff', { text: 'راهنما' });
  await desk.city.idle();
  expect(await desk.toCitizen()).toEqual(told);
  expect((await desk.saying(HEAD, 'برای شهروند می‌رود')).text).toBe(shown.text);
  const complaints = (await desk.fromBot(HEAD)).filter(({ text = '' }) => text.includes('فرستاده نشد'));
  expect(complaints).toEqual([]);
  expect((await chatOfHead()).conversation).toBeNull();
});

it('remembers who blocked it and who came back', async () => {
  const reachable = async () =>
    (await desk.connection.collection('staff').findOne({ _id: String(HEAD) as never }))?.['reachable'];
  await desk.setBlocked(HEAD, true);
  expect(await reachable()).toBe('blocked');
  await desk.setBlocked(HEAD, false);
  expect(await reachable()).toBe('yes');
  await desk.send(HEAD, '/help');
  expect(await desk.last(HEAD)).toContain('برای کار با درخواست‌ها');
});

/** Sets what counts the forged presses of the head. */
async function setForgedPresses(times: unknown): Promise<void> {
  await desk.connection
    .collection('audit')
    .updateOne({ person: String(HEAD), act: 'forgedPress' }, { $set: { times } });
}

const FORGED = { data: 'forged' } as const;

it('answers a press with words even if handling it fails at first', async () => {
  const messageId = (await desk.fromBot(HEAD)).at(-1)?.messageId ?? 0;
  const words = await desk.pressOn(HEAD, messageId, FORGED);
  expect(words).toBeTruthy();
  await setForgedPresses('damaged');
  const pressed = desk.pressOn(HEAD, messageId, FORGED);
  await eventually(async () => ((await chatOfHead()).pending[0]?.attempts ?? 0) > 0);
  await setForgedPresses(1);
  expect(await pressed).toBe(words);
});

it('ends the turning of a button whose press is given up, and apologises', async () => {
  const messageId = (await desk.fromBot(HEAD)).at(-1)?.messageId ?? 0;
  await setForgedPresses('damaged');
  const pressed = desk.pressOn(HEAD, messageId, FORGED);
  await eventually(async () => ((await chatOfHead()).pending[0]?.attempts ?? 0) > 0);
  // The last attempt is next.
  await chats().updateOne({ bot: 'staff', chatId: HEAD }, { $set: { 'pending.0.attempts': 4 } });
  expect(await pressed).toBeUndefined();
  expect(await desk.connection.collection('deadLetters').countDocuments()).toBe(1);
  expect(await desk.last(HEAD)).toContain('این پیام به نتیجه نرسید');
});
