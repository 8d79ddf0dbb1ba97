import type { Chat } from '../../../src/mailbox/chat-store.js';
import { ADMINISTRATOR, OPERATOR, SUPERVISOR } from '../../support/people.js';
import { type Desk, HEAD, openDesk } from './staff-phones.js';

let desk: Desk;
let code: string;
/** The code of a request with a promise whose day has come. */
let promised: string;

beforeAll(async () => {
  desk = await openDesk();
  promised = await desk.file('آسفالت جلوی مدرسه کنده شده است.');
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام می‌شود');
  await desk.press(HEAD, 'فردا');
  await desk.send(HEAD, 'مصالح سفارش داده شد و آسفالت می‌کنیم.');
  await desk.press(HEAD, 'ارسال');
  await desk.city.advance({ advanceHours: 48 });
  code = await desk.file();
});
afterAll(() => desk.stop());

/** A question of a flow: how it is come to, and words that do not answer it. */
interface Asked {
  readonly flow: string;
  readonly open: () => Promise<unknown>;
  readonly unknown: Parameters<Desk['send']>[1];
}

/** The questions of each person, by the menus and buttons with which they begin. */
const QUESTIONS: readonly { readonly who: number; readonly asked: readonly Asked[] }[] = [
  {
    who: HEAD,
    asked: [
      { flow: 'answer', open: () => onCard('پاسخ'), unknown: 'هزارپا' },
      { flow: 'absence', open: () => desk.send(HEAD, 'جانشین'), unknown: 'هزارپا' },
      { flow: 'proposal', open: () => onCard('مهلت بیشتر'), unknown: 'هزارپا' },
      {
        flow: 'promise',
        open: () => desk.press(HEAD, 'نه، روز تازه می‌دهم'),
        unknown: 'هزارپا',
      },
      { flow: 'phrase', open: () => then(HEAD, 'جمله‌های آماده', 'افزودن جمله'), unknown: 'ا' },
    ],
  },
  {
    who: OPERATOR,
    asked: [
      { flow: 'call', open: () => desk.send(OPERATOR, 'تماس تازه'), unknown: 'هزارپا' },
      { flow: 'finding', open: () => desk.send(OPERATOR, 'جست‌وجو'), unknown: 'هزارپا' },
      { flow: 'blocking', open: () => then(OPERATOR, code, 'بستن دسترسی'), unknown: 'ا' },
      {
        flow: 'supplying',
        open: () => then(OPERATOR, code, 'حرف تماس‌گیرنده'),
        unknown: { sticker: true },
      },
      { flow: 'noting', open: () => then(OPERATOR, code, 'یادداشت'), unknown: { sticker: true } },
    ],
  },
  {
    who: SUPERVISOR,
    asked: [
      {
        flow: 'proposal',
        open: () => then(SUPERVISOR, promised, 'پاسخ پذیرفتنی نیست'),
        unknown: 'بد است',
      },
      {
        flow: 'blocking',
        open: () => then(SUPERVISOR, promised, 'بستن دسترسی'),
        unknown: 'ا',
      },
    ],
  },
  {
    who: ADMINISTRATOR,
    asked: [
      { flow: 'citySetup', open: () => desk.send(ADMINISTRATOR, 'راه‌اندازی شهر'), unknown: 'هزارپا' },
      { flow: 'staffing', open: () => desk.send(ADMINISTRATOR, 'همکاران'), unknown: 'هزارپا' },
      { flow: 'tracing', open: () => desk.send(ADMINISTRATOR, 'سابقه کارها'), unknown: 'هزارپا' },
      { flow: 'structure', open: () => desk.send(ADMINISTRATOR, 'ساختار'), unknown: 'هزارپا' },
      { flow: 'rollout', open: () => desk.send(ADMINISTRATOR, 'اتصال واحدها'), unknown: 'هزارپا' },
      { flow: 'inviting', open: () => desk.send(ADMINISTRATOR, 'دعوت همکار'), unknown: 'هزارپا' },
      { flow: 'bindingInvite', open: invite, unknown: 'هزارپا' },
    ],
  },
];

async function onCard(button: string): Promise<void> {
  const { messageId } = await desk.saying(HEAD, 'چاله بزرگی');
  await desk.pressOn(HEAD, messageId, { button });
}

async function then(who: number, text: string, button: string): Promise<void> {
  await desk.send(who, text);
  await desk.press(who, button);
}

async function invite(): Promise<void> {
  await then(ADMINISTRATOR, 'دعوت همکار', 'ناظر کیفیت');
  await desk.press(ADMINISTRATOR, 'فقط برای یک شماره');
}

async function conversationOf(who: number) {
  const chats = desk.connection.collection<Pick<Chat, '_id' | 'conversation'>>('chats');
  return (await chats.findOne({ _id: `staff:${who}` }))?.conversation ?? undefined;
}

const EACH = QUESTIONS.flatMap(({ who, asked }) =>
  asked.map((one, index) => ({ who, one, before: asked.at(index - 1) ?? one })),
);

it.each(EACH)(
  'asks the question of $one.flow alone when $before.flow was open',
  async ({ who, one, before }) => {
    await before.open();
    expect((await conversationOf(who))?.flow).toBe(before.flow);
    await one.open();
    expect((await conversationOf(who))?.flow).toBe(one.flow);
    const asked = await conversationOf(who);
    const messages = (await desk.fromBot(who)).length;
    await desk.send(who, one.unknown);
    const now = await conversationOf(who);
    expect([now?.flow, now?.step]).toEqual([asked?.flow, asked?.step]);
    const said = (await desk.fromBot(who)).slice(messages).map(({ text = '' }) => text);
    expect(said).toHaveLength(1);
    expect(said.join()).not.toMatch(/به درخواستی وصل نیست|کد پیگیری را بفرستید: ده رقم/);
    await desk.send(who, 'لغو');
  },
);
