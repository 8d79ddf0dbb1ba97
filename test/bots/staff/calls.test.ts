import type { PhoneMessage } from '../../../src/story/city-client.js';
import { waitForQuiet } from '../../../src/story/stage.js';
import { parseTrackingCode, type TrackingCode } from '../../../src/text/tracking-code.js';
import { pressNewest } from '../../stories/filing.js';
import { OPERATOR, OTHER_OPERATOR } from '../../support/people.js';
import { buttonsOf, type Desk, HEAD, HEAD_TITLE, openDesk } from './staff-phones.js';

const CALLER = '۰۹۱۵ ۷۷۷ ۱۲۱۲';
const NUMBER = '+989157771212';
const WORDS = 'وسط خیابان چاله بزرگی است و دیشب یک موتور زمین خورد.';
const ADDRESS = 'منطقه ۹، خیابان صیاد شیرازی، روبه‌روی نانوایی';
const QUESTION = 'چاله جلوی کدام پلاک است؟';
const ANSWER = 'چاله امروز صبح پر شد و راه باز است.';

let desk: Desk;
let code: TrackingCode;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

/** The code that the operator reads out. */
async function readOut(): Promise<TrackingCode> {
  const { text = '' } = await desk.saying(OPERATOR, 'کد را بخوانید');
  const parsed = parseTrackingCode(/[۰-۹]{3} — [۰-۹]{3} — [۰-۹]{4}/.exec(text)?.[0] ?? '');
  if (!parsed.ok) throw new Error(`No code is read out in «${text}».`);
  return parsed.code;
}

/** Presses a button of the card of the first call at the head of civil works. */
async function atHead(action: 'ask' | 'answer'): Promise<void> {
  const { messageId } = await desk.saying(HEAD, 'موتور زمین خورد');
  await desk.pressOn(HEAD, messageId, { data: `${action}:${code}` });
}

/** The data of a button. */
function pressOf({ keyboard = [] }: PhoneMessage, button: string): string {
  return keyboard.flat().find(({ text }) => text === button)?.data ?? '';
}

it('takes a call in at most eight updates, each answered at once', async () => {
  let updates = 0;
  const answered = async (act: () => Promise<unknown>): Promise<string> => {
    const before = (await desk.fromBot(OPERATOR)).length;
    await act();
    updates += 1;
    const messages = await desk.fromBot(OPERATOR);
    expect(messages.length).toBeGreaterThan(before);
    return messages.at(-1)?.text ?? '';
  };
  expect(await answered(() => desk.send(OPERATOR, 'تماس تازه'))).toContain('شماره تماس‌گیرنده');
  const known = await answered(() => desk.send(OPERATOR, `${CALLER} رضایی`));
  expect(known).toContain('بار اول است');
  expect(known).toContain('۰۹۱۵ ۷۷۷ ۱۲۱۲');
  expect(await answered(() => desk.send(OPERATOR, WORDS))).toContain('موضوع کدام است؟');
  expect(await answered(() => desk.send(OPERATOR, 'چا'))).toMatch(/موضوع|کجاست/);
  if (!(await desk.last(OPERATOR)).includes('کجاست')) await answered(() => desk.send(OPERATOR, 'چاله'));
  const review = await answered(() => desk.send(OPERATOR, ADDRESS));
  expect(review).toContain(WORDS);
  expect(review).toMatch(/شماره رضایی: .*۰۹۱۵ ۷۷۷ ۱۲۱۲/);
  expect(review).toContain(`به ${HEAD_TITLE} می‌رسد`);
  const done = await answered(() => desk.press(OPERATOR, 'ثبت'));
  expect(done).toContain(HEAD_TITLE);
  expect(updates).toBeLessThanOrEqual(8);
  code = await readOut();
  expect((await desk.saying(HEAD, 'موتور زمین خورد')).text).toContain('خیابان صیاد شیرازی');
  expect(await desk.audited(OPERATOR)).toContain('callTaken');
});

it('answers «همین است» of a caller with the status of their request, and registers nothing', async () => {
  await desk.send(OPERATOR, '/call');
  await desk.send(OPERATOR, CALLER);
  const known = await desk.saying(OPERATOR, 'همین است» را بزنید');
  expect(known.text).toContain('رضایی');
  expect(known.text).toContain(HEAD_TITLE);
  await desk.press(OPERATOR, 'همین است');
  expect(await desk.last(OPERATOR)).toContain('درخواست تازه‌ای ثبت نشد');
  expect(await desk.last(OPERATOR)).toContain('فرصت پاسخ دارد');
});

it('begins a call with forwarded words, and lets another caller follow a request nearby', async () => {
  await desk.send(OPERATOR, { text: 'لغو', forwarded: true });
  expect(await desk.last(OPERATOR)).toContain('شماره تماس‌گیرنده');
  await desk.send(OPERATOR, { photo: 'pothole', mediaGroup: 'a', forwarded: true });
  await desk.send(OPERATOR, { photo: 'pothole', mediaGroup: 'a', forwarded: true });
  await desk.send(OPERATOR, 'شماره را درست نشنیدم');
  expect(await desk.last(OPERATOR)).toContain('شماره کاملی پیدا نشد');
  await desk.send(OPERATOR, 'خانم کریمی ۰۵۱-۳۸۰۰ ۰۰۰۰');
  await desk.send(OPERATOR, 'چاله');
  await desk.send(OPERATOR, ADDRESS);
  expect(await desk.last(OPERATOR)).toContain('همین نزدیکی گزارش شده است');
  await desk.press(OPERATOR, 'همین است');
  expect(await desk.last(OPERATOR)).toContain('خبرهای این درخواست به تماس‌گیرنده هم می‌رسد');
  expect(await desk.audited(OPERATOR)).toContain('callerJoined');
});

it('registers without a number, with the files of an album, which reach the manager', async () => {
  await desk.send(OPERATOR, { photo: 'pothole', caption: WORDS, mediaGroup: 'b', forwarded: true });
  await desk.send(OPERATOR, { photo: 'street-light', mediaGroup: 'b', forwarded: true });
  await desk.press(OPERATOR, 'بدون شماره');
  await desk.send(OPERATOR, 'چاله');
  await desk.press(OPERATOR, 'منطقه ۹');
  expect(await desk.last(OPERATOR)).toContain('۲');
  await desk.press(OPERATOR, 'ثبت');
  expect(await desk.last(OPERATOR)).toContain('شماره‌ای نداد');
  const namelessly = await readOut();
  const request = await desk.connection.collection('requests').findOne({ _id: namelessly as never });
  expect(request?.['state']).toMatchObject({ citizen: `call:${namelessly}`, channel: 'phone' });
  expect(request?.['state']['attachments']).toHaveLength(2);
  const photos = (await desk.fromBot(HEAD)).filter(({ media = [] }) => media.length > 0);
  expect(photos).toHaveLength(2);
  // Whoever cannot be told is not waited for: no bot but these sends anything.
  const deliveries = desk.connection.collection('deliveries');
  expect((await deliveries.distinct('bot')).sort()).toEqual(['citizen', 'staff']);
});

it('makes one description of what one person wrote, and asks about what somebody else wrote', async () => {
  const before = (await desk.fromBot(OPERATOR)).length;
  await desk.send(OPERATOR, { text: 'درخت کوچه ما شکسته است.', forwarded: 'سارا' });
  await desk.send(OPERATOR, { photo: 'pothole', caption: 'این عکس آن است.', forwarded: 'سارا' });
  await desk.send(OPERATOR, { text: 'چراغ کوچه ما خاموش است.', forwarded: 'مینا' });
  expect(await desk.last(OPERATOR)).toContain('از کس دیگری است');
  expect((await desk.fromBot(OPERATOR)).length).toBeLessThanOrEqual(before + 3);
  await desk.press(OPERATOR, 'تماس دیگری است');
  const aside = await desk.saying(OPERATOR, 'تماس نیمه‌تمام کنار رفت');
  expect(aside.text).toContain('درخت کوچه ما شکسته است.\nاین عکس آن است.');
  expect(await desk.last(OPERATOR)).toContain('شماره تماس‌گیرنده');
  await desk.press(OPERATOR, 'بدون شماره');
  await desk.send(OPERATOR, { text: 'سر کوچه هشتم است.', forwarded: 'رضا' });
  await desk.send(OPERATOR, 'بخشی از همین تماس');
  await desk.send(OPERATOR, 'چراغ');
  if ((await desk.last(OPERATOR)).includes('موضوع')) await desk.press(OPERATOR, '۱.');
  await desk.send(OPERATOR, ADDRESS);
  if ((await desk.last(OPERATOR)).includes('همین نزدیکی')) await desk.press(OPERATOR, 'نه، چیز دیگری');
  expect(await desk.last(OPERATOR)).toContain('چراغ کوچه ما خاموش است.\nسر کوچه هشتم است.');
  await desk.send(OPERATOR, 'لغو');
});

it('finds a request by code, number and words, for operators only', async () => {
  await desk.send(OPERATOR, 'جست‌وجو');
  await desk.send(OPERATOR, '۰۹۱۵۳۳');
  expect(await desk.last(OPERATOR)).toContain('این شماره کامل نیست');
  await desk.send(OPERATOR, '۰۹۱۵۷۷۷۱۲۱۲۰۹۱۵۷۷۷');
  expect(await desk.last(OPERATOR)).toContain('رقم اضافه دارد');
  await desk.send(OPERATOR, 'موتور صیاد');
  const found = await desk.saying(OPERATOR, 'درخواست‌های باز با این واژه‌ها');
  expect(found.text).toContain('موتور زمین خورد');
  await desk.send(OPERATOR, 'هزارپا');
  expect(await desk.last(OPERATOR)).toContain('پیدا نشد');
  await desk.send(OPERATOR, CALLER);
  expect(await desk.last(OPERATOR)).toContain('درخواست‌های رضایی');
  await desk.press(OPERATOR, '۱.');
  expect(await desk.last(OPERATOR)).toContain('برای تماس‌گیرنده بخوانید');
  await desk.send(OPERATOR, code);
  expect(await desk.last(OPERATOR)).toContain('برای تماس‌گیرنده بخوانید');

  const { messageId } = await desk.saying(HEAD, 'موتور زمین خورد');
  for (const data of [`case:${code}`, 'callRegister:1234567894', 'found:0']) {
    expect(await desk.pressOn(HEAD, messageId, { data })).toContain('دیگر کار نمی‌کند');
  }
  expect(await desk.pressOn(HEAD, messageId, { data: `addWords:${code}` })).not.toBe('');
  await desk.send(HEAD, 'تماس تازه');
  expect(await desk.last(HEAD)).toContain('به درخواستی وصل نیست');
});

it('phones a question back, one operator at a time, and sends the caller’s reply to the manager', async () => {
  await atHead('ask');
  await desk.send(HEAD, QUESTION);
  await desk.press(HEAD, 'ارسال');
  await desk.send(OPERATOR, 'برای تماس');
  expect(await desk.last(OPERATOR)).toMatch(/۱ مورد[\s\S]*رضایی[\s\S]*چاله[\s\S]*جلوی کدام پلاک/);
  await desk.send(OTHER_OPERATOR, 'برای تماس');
  await desk.press(OPERATOR, '۱.');
  const card = await desk.saying(OPERATOR, 'برای او بخوانید');
  expect(card.text).toContain(QUESTION);
  expect(card.text).toContain('۰۹۱۵ ۷۷۷ ۱۲۱۲');
  expect(await desk.audited(OPERATOR)).toContain('phoneSeen');
  expect(await desk.press(OTHER_OPERATOR, '۱.')).toContain('یک کارشناس دیگر ۱۳۷');
  await desk.press(OPERATOR, 'حرف تماس‌گیرنده');
  await desk.send(OPERATOR, 'جلوی پلاک ۴۰ است.');
  await desk.press(OPERATOR, 'ارسال');
  expect(await desk.last(OPERATOR)).toContain('اضافه شد');
  expect((await desk.saying(HEAD, 'پلاک ۴۰')).text).toContain('پلاک ۴۰');
  expect(await desk.pressOn(OPERATOR, card.messageId, { button: 'گفته شد' })).toBeUndefined();
  await desk.send(OPERATOR, 'برای تماس');
  expect(await desk.last(OPERATOR)).toContain('کسی منتظر تماس ما نیست');
});

it('tells a person in the bot what they were to be told by phone, once they have proved the number', async () => {
  await atHead('answer');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, ANSWER);
  await desk.press(HEAD, 'ارسال');
  await desk.send(OPERATOR, 'برای تماس');
  expect(await desk.last(OPERATOR)).toMatch(
    /۲ مورد[\s\S]*نتیجه: انجام شده است\.\n[^\n]*چاله امروز صبح پر شد/,
  );

  const { city } = desk;
  const person = await city.createPerson({ name: 'رضایی', languageCode: 'fa' });
  const phone = { person, bot: 'citizen' } as const;
  await city.send(person, 'citizen', { text: '/start' });
  await waitForQuiet(city);
  await pressNewest(city, phone, 'می‌پذیرم و ادامه');
  await city.send(person, 'citizen', { text: 'تنظیمات' });
  await waitForQuiet(city);
  await pressNewest(city, phone, 'شماره');
  await city.send(person, 'citizen', { contact: { phoneNumber: NUMBER, userId: person } });
  await waitForQuiet(city);
  const heard = (await city.chat(person, 'citizen')).filter(({ text = '' }) => text.includes(ANSWER));
  expect(heard).toHaveLength(1);
  expect(heard.flatMap(buttonsOf)).toContain('نه، اعتراض دارم');
  await desk.send(OPERATOR, 'برای تماس');
  expect(await desk.last(OPERATOR)).toContain('۱ مورد');
});

it('tries three times, each two hours later, and then writes into the history that nobody picked up', async () => {
  for (const expected of ['دو ساعت دیگر', 'دو ساعت دیگر', 'سه بار پاسخ نداد']) {
    await desk.send(OPERATOR, 'برای تماس');
    await desk.press(OPERATOR, '۱.');
    const card = await desk.saying(OPERATOR, 'برای او بخوانید');
    expect(card.text).toContain('خانم کریمی');
    await desk.press(OPERATOR, 'پاسخ نداد');
    expect((await desk.saying(OPERATOR, expected)).messageId).toBe(card.messageId);
    expect(await desk.pressOn(OPERATOR, card.messageId, { data: pressOf(card, 'پاسخ نداد') })).toContain(
      'دیگر لازم نیست',
    );
    await desk.city.advance({ advanceHours: 2 });
  }
  await desk.send(OPERATOR, 'برای تماس');
  expect(await desk.last(OPERATOR)).toContain('کسی منتظر تماس ما نیست');
  await desk.send(OPERATOR, code);
  await desk.press(OPERATOR, 'سابقه');
  expect(await desk.last(OPERATOR)).toContain('سه بار با تماس‌گیرنده تماس گرفتیم');
});

it('stops a call at once when the role is taken away', async () => {
  await desk.send(OPERATOR, 'تماس تازه');
  const question = await desk.saying(OPERATOR, 'شماره تماس‌گیرنده');
  await desk.takeRole(OPERATOR, 'operator');
  expect(await desk.pressOn(OPERATOR, question.messageId, { button: 'بدون شماره' })).toContain(
    'دیگر کار نمی‌کند',
  );
  await desk.send(OPERATOR, CALLER);
  expect(await desk.last(OPERATOR)).not.toContain('درخواست‌های');
});
