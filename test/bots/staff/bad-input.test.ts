import { buttonsOf, type Desk, HEAD, openDesk } from './staff-phones.js';

const ANSWER = 'چاله امروز صبح پر شد و محل برای عبور آماده است.';
const MEGABYTE = 1024 * 1024;

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await desk.file();
});
afterAll(() => desk.stop());
afterEach(async () => {
  await desk.send(HEAD, '/cancel');
});

const WRONG = [
  ['sticker', { sticker: true }],
  ['die', { dice: true }],
  ['place', { location: { latitude: 36.3, longitude: 59.6 } }],
] as const;

it.each(WRONG)('says kindly that an answer holds no %s, and the step stays', async (_name, message) => {
  await desk.press(HEAD, 'پاسخ');
  await desk.send(HEAD, message);
  expect(await desk.last(HEAD)).toContain('این نوع پیام در پاسخ جا نمی‌گیرد');
  await desk.send(HEAD, 'شدنی نیست');
  expect(await desk.last(HEAD)).toContain('چرا شدنی نیست');
});

it('takes no file over 20 MB and keeps the words', async () => {
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, ANSWER);
  await desk.send(HEAD, { document: { size: 21 * MEGABYTE } });
  expect(await desk.last(HEAD)).toContain('۲۰ مگابایت');
  await desk.send(HEAD, { photo: 'pothole' });
  expect(await desk.last(HEAD)).toContain(ANSWER);
  expect(await desk.last(HEAD)).toContain('همراه با ۱ پیوست');
});

it('asks again for a day that is none, has passed, or is too far', async () => {
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام می‌شود');
  await desk.send(HEAD, 'به زودی');
  expect(await desk.last(HEAD)).toContain('این روز را نشناختیم');
  await desk.send(HEAD, '۱۴۰۳/۱/۱');
  expect(await desk.last(HEAD)).toContain('گذشته است');
  await desk.send(HEAD, '۱۴۴۰/۱/۱');
  expect(await desk.last(HEAD)).toContain('بیش از یک سال');
  await desk.send(HEAD, { sticker: true });
  expect(buttonsOf(await desk.saying(HEAD, 'این نوع پیام'))).toContain('فردا');
});

it('asks for a sentence where one word was written', async () => {
  await desk.press(HEAD, 'پاسخ');
  await desk.send(HEAD, 'اقدام');
  expect(await desk.last(HEAD)).toContain('اول بگویید نتیجه کدام است');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, 'اقدام');
  expect(await desk.last(HEAD)).toContain('برای شهروند کافی نیست');
});

it('puts a text of 5,000 characters together again, in a preview of two messages', async () => {
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  const before = (await desk.fromBot(HEAD)).length;
  await desk.send(HEAD, 'کار تمام شد. '.repeat(385));
  const shown = (await desk.fromBot(HEAD)).slice(before);
  const whole = shown.findLastIndex(({ text = '' }) => text.includes('شهروند این را می‌خواند'));
  const words = shown
    .slice(whole)
    .map(({ text = '' }) => text.split('تمام').length - 1)
    .reduce((sum, count) => sum + count);
  expect(words).toBe(385);
  expect(buttonsOf(shown.at(-1) ?? { messageId: 0, from: 'bot', date: 0 })).toContain('ارسال');
});

it('shows markup that people typed as they wrote it', async () => {
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, 'کار <b>تمام</b> شد & "باز" است <a href="x">');
  expect(await desk.last(HEAD)).toContain('کار <b>تمام</b> شد & "باز" است <a href="x">');
});

it('says what to do with a message that belongs to no request', async () => {
  for (const message of [{ sticker: true }, { text: 'سلام' }, { photo: 'pothole' }] as const) {
    await desk.send(HEAD, message);
    expect(await desk.last(HEAD)).toContain('به درخواستی وصل نیست');
  }
  await desk.send(HEAD, 'لغو');
  expect(await desk.last(HEAD)).toContain('کار ناتمامی ندارید');
});
