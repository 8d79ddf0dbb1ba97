import type { PhoneMessage } from '../../../src/story/city-client.js';
import { parseTrackingCode, type TrackingCode } from '../../../src/text/tracking-code.js';
import { OPERATOR, OTHER_OPERATOR } from '../../support/people.js';
import { buttonsOf, DEPUTY, DEPUTY_TITLE, type Desk, HEAD, HEAD_TITLE, openDesk } from './staff-phones.js';

const WORDS = 'وسط خیابان چاله بزرگی است.';
const ANSWER = 'چاله امروز صبح پر شد و راه باز است.';
const REASON = 'چاله هنوز هست و کسی نیامده است.';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

/** Somebody calls about a pothole; whoever gives no number is nobody. */
async function call(number: string | undefined, address: string): Promise<void> {
  await desk.send(OPERATOR, 'تماس تازه');
  if (number === undefined) await desk.press(OPERATOR, 'بدون شماره');
  else await desk.send(OPERATOR, number);
  for (const said of [WORDS, 'چاله', `منطقه ۹، ${address}`]) await desk.send(OPERATOR, said);
}

/** Somebody calls, his request is registered, and its manager answers. */
async function answered(number: string | undefined, address: string): Promise<TrackingCode> {
  await call(number, address);
  await desk.press(OPERATOR, 'ثبت');
  const { text = '' } = await desk.saying(OPERATOR, 'کد را بخوانید');
  const parsed = parseTrackingCode(/[۰-۹]{3} — [۰-۹]{3} — [۰-۹]{4}/.exec(text)?.[0] ?? '');
  if (!parsed.ok) throw new Error(`No code is read out in «${text}».`);
  await answer(HEAD);
  return parsed.code;
}

/** Answers what has come last to a manager. */
async function answer(person: number): Promise<void> {
  await desk.press(person, 'پاسخ');
  await desk.press(person, 'انجام شد');
  await desk.send(person, ANSWER);
  await desk.press(person, 'ارسال');
}

/** Opens the oldest of what is to be told by phone. */
async function phoneBack(): Promise<PhoneMessage> {
  await desk.send(OPERATOR, 'برای تماس');
  await desk.press(OPERATOR, '۱.');
  return desk.saying(OPERATOR, 'برای او بخوانید');
}

/** Looks a request up; resolves to what is shown of it. */
async function lookUp(person: number, code: TrackingCode): Promise<PhoneMessage> {
  await desk.send(person, code);
  return desk.saying(person, 'برای تماس‌گیرنده بخوانید');
}

const waitsForCall = async (): Promise<boolean> => {
  await desk.send(OPERATOR, 'برای تماس');
  return !(await desk.last(OPERATOR)).includes('کسی منتظر تماس ما نیست');
};

it('lets the operator hear an answer that was only spoken', async () => {
  await call('۰۹۱۵ ۷۷۷ ۱۲۱۳', 'خیابان صیاد شیرازی ۲');
  await desk.press(OPERATOR, 'ثبت');
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, { voice: 'voice' });
  await desk.press(HEAD, 'ارسال');
  const card = await phoneBack();
  expect(card.text).toContain('🎤 صدا');
  await desk.pressOn(OPERATOR, card.messageId, { button: 'پیوست‌ها (۱)' });
  expect((await desk.fromBot(OPERATOR)).at(-1)?.media).toEqual(['voice']);
  await desk.pressOn(OPERATOR, card.messageId, { button: 'گفته شد' });
});

it('rates with 5 the answer that was read out, which closes the request and empties the call list', async () => {
  const code = await answered('۰۹۱۵ ۷۷۷ ۱۲۱۲', 'خیابان صیاد شیرازی ۱');
  const card = await phoneBack();
  expect(card.text).toContain('نمره یا اعتراضش را همین‌جا ثبت کنید');
  expect(card.keyboard?.map((row) => row.length)).toContain(5);
  expect(buttonsOf(card)).toContain('اعتراض دارد');
  await desk.pressOn(OPERATOR, card.messageId, { button: 'گفته شد' });
  const told = await desk.saying(OPERATOR, 'گفته شد');
  expect(told.messageId).toBe(card.messageId);
  await desk.pressOn(OPERATOR, told.messageId, { data: `callerRates:${code}:5` });
  expect(await desk.last(OPERATOR)).toContain('به تماس‌گیرنده بگویید: ممنون');
  expect(await desk.audited(OPERATOR)).toContain('callerRated');
  expect(await waitsForCall()).toBe(false);

  const shown = await lookUp(OPERATOR, code);
  expect(shown.text).toContain('درخواست بسته شد');
  expect(buttonsOf(shown)).not.toContain('اعتراض دارد');
  await desk.pressOn(OPERATOR, shown.messageId, { button: 'سابقه' });
  expect(await desk.last(OPERATOR)).toContain('نمره شهروند: ۵ از ۵ (تلفنی، کارشناس ۱۳۷ ثبت کرد)');
});

it('offers an objection after a low rating, and sends it one level above, with the reason and a new clock', async () => {
  const code = await answered('۰۹۱۵ ۷۷۷ ۱۲۱۳', 'خیابان صیاد شیرازی ۲');
  const card = await phoneBack();
  await desk.pressOn(OPERATOR, card.messageId, { data: `callerRates:${code}:2` });
  const low = await desk.saying(OPERATOR, 'متأسفیم که مشکل حل نشده است');
  expect(buttonsOf(low)).not.toContain('⭐ ۲');
  expect(await waitsForCall()).toBe(false);

  await desk.pressOn(OPERATOR, low.messageId, { button: 'اعتراض دارد' });
  expect(await desk.last(OPERATOR)).toContain('تماس‌گیرنده به چه چیزی اعتراض دارد؟');
  await desk.send(OPERATOR, REASON);
  const preview = await desk.saying(OPERATOR, `پیش ${DEPUTY_TITLE} می‌رود`);
  expect(preview.text).toContain(HEAD_TITLE);
  expect(preview.text).toContain(REASON);
  await desk.press(OPERATOR, 'ارسال');
  const done = await desk.saying(OPERATOR, `اعتراض شما به ${DEPUTY_TITLE} رسید؛ تا`);
  expect(done.messageId).toBe(preview.messageId);
  expect(await desk.audited(OPERATOR)).toContain('callerObjected');

  const above = await desk.saying(DEPUTY, REASON);
  expect(above.text).toContain('۳ روز مانده');
  await desk.pressOn(DEPUTY, above.messageId, { button: 'سابقه' });
  expect(await desk.last(DEPUTY)).toContain('شهروند تلفنی اعتراض کرد و کارشناس ۱۳۷ نوشت');

  await answer(DEPUTY);
  const next = await phoneBack();
  expect(next.text).toContain(DEPUTY_TITLE);
  await desk.pressOn(OPERATOR, next.messageId, { button: 'گفته شد' });
});

it('tells a second operator what the first has noted', async () => {
  const code = await answered(undefined, 'خیابان صیاد شیرازی ۳');
  const first = await lookUp(OPERATOR, code);
  const second = await lookUp(OTHER_OPERATOR, code);
  const rate = { data: `callerRates:${code}:1` } as const;
  const object = { button: 'اعتراض دارد' } as const;
  await desk.pressOn(OPERATOR, first.messageId, rate);
  expect(await desk.pressOn(OTHER_OPERATOR, second.messageId, rate)).toContain('نمره ۱ تماس‌گیرنده');

  await desk.press(OPERATOR, 'اعتراض دارد');
  expect(await desk.pressOn(OTHER_OPERATOR, second.messageId, object)).toContain('یک کارشناس دیگر ۱۳۷');
  await desk.send(OPERATOR, REASON);
  await desk.press(OPERATOR, 'ارسال');
  const said = await desk.pressOn(OTHER_OPERATOR, second.messageId, object);
  expect(said).toContain(`اعتراض تماس‌گیرنده را ثبت کرده است. درخواست حالا پیش ${DEPUTY_TITLE} است`);
});

it('lets only the caller who filed it judge, and still tells the one who follows it', async () => {
  const address = 'خیابان صیاد شیرازی ۴';
  await call('۰۹۱۵ ۷۷۷ ۱۲۱۴', address);
  await desk.press(OPERATOR, 'ثبت');
  await call('۰۹۱۵ ۷۷۷ ۱۲۱۵', address);
  await desk.press(OPERATOR, 'همین است');
  await answer(HEAD);

  await desk.send(OPERATOR, 'برای تماس');
  const list = await desk.saying(OPERATOR, '۲ مورد');
  for (const button of buttonsOf(list)) await desk.pressOn(OPERATOR, list.messageId, { button });
  expect(buttonsOf(await desk.saying(OPERATOR, '۰۹۱۵ ۷۷۷ ۱۲۱۵'))).not.toContain('اعتراض دارد');
  const filer = await desk.saying(OPERATOR, '۰۹۱۵ ۷۷۷ ۱۲۱۴');
  await desk.pressOn(OPERATOR, filer.messageId, { button: '⭐ ۵' });
  await desk.send(OPERATOR, 'برای تماس');
  expect(await desk.last(OPERATOR)).toContain('۱ مورد');
});

it('leaves it to a citizen with the bot to judge there', async () => {
  const code = await desk.file();
  await answer(HEAD);
  const shown = await lookUp(OPERATOR, code);
  expect(shown.text).toContain('خود شهروند در ربات');
  expect(buttonsOf(shown)).not.toContain('اعتراض دارد');
  for (const data of [`callerRates:${code}:5`, `callerObjects:${code}`]) {
    expect(await desk.pressOn(OPERATOR, shown.messageId, { data })).toContain('خودش از ربات استفاده می‌کند');
  }
});
