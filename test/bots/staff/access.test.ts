import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { OPERATOR } from '../../support/people.js';
import {
  buttonsOf,
  COLLEAGUE,
  DEPUTY,
  DEPUTY_TITLE,
  type Desk,
  HEAD,
  HEAD_POSITION,
  HEAD_TITLE,
  openDesk,
} from './staff-phones.js';

const ANSWER = 'چاله امروز صبح پر شد و محل برای عبور آماده است.';
const CARD = 'چاله بزرگی';

let desk: Desk;
let code: TrackingCode;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());
beforeEach(async () => {
  code = await desk.file();
});

it('refuses forged presses and other people’s requests, changes nothing and notes each', async () => {
  await desk.send(COLLEAGUE, '/start');
  const { messageId } = (await desk.fromBot(COLLEAGUE)).at(-1) ?? { messageId: 0 };
  const press = (data: string) => desk.pressOn(COLLEAGUE, messageId, { data });
  expect(await press('drop table')).toContain('دیگر کار نمی‌کند');
  const otherDigit = (Number(code.at(-1)) + 1) % 10;
  expect(await press(`answer:${code.slice(0, 9)}${otherDigit}`)).toContain('دیگر کار نمی‌کند');
  expect(await press('x'.repeat(64))).toContain('دیگر کار نمی‌کند');
  for (const action of ['open', 'answer', 'map', 'files', 'history', 'send', 'promiseKept']) {
    expect(await press(`${action}:${code}`)).toBe('این درخواست پیش شما نیست.');
  }
  const noted = await desk.audited(COLLEAGUE);
  expect(noted.filter((act) => act === 'forgedPress')).toHaveLength(3);
  expect(noted.filter((act) => act === 'foreignRequest')).toHaveLength(7);
  expect((await desk.fromBot(COLLEAGUE)).at(-1)?.messageId).toBe(messageId);
});

it('tells a manager whose time has passed who has the request, and gives back their words', async () => {
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, ANSWER);
  await desk.city.advance({ advanceHours: 72 });
  await desk.press(HEAD, 'ارسال');
  const told = await desk.last(HEAD);
  expect(told).toContain('فرستاده نشد');
  expect(told).toContain(`حالا پیش ${DEPUTY_TITLE} است`);
  expect(told).toContain(ANSWER);
});

it('tells the second manager what the first has done, by the name of the position', async () => {
  const card = await desk.saying(HEAD, CARD);
  await desk.city.advance({ advanceHours: 72 });
  await desk.press(DEPUTY, 'پاسخ');
  await desk.press(DEPUTY, 'انجام شد');
  await desk.send(DEPUTY, ANSWER);
  await desk.press(DEPUTY, 'ارسال');
  const told = await desk.pressOn(HEAD, card.messageId, { data: `answer:${code}` });
  expect(told).toBe(`${DEPUTY_TITLE} به این درخواست پاسخ داده است.`);
  await desk.send(HEAD, { text: ANSWER, replyTo: card.messageId });
  expect(await desk.last(HEAD)).toBe(`${DEPUTY_TITLE} به این درخواست پاسخ داده است.`);
});

it('stops the buttons of somebody whose position was taken, at the next press', async () => {
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, ANSWER);
  await desk.takePosition(HEAD_POSITION, HEAD);
  await desk.press(HEAD, 'ارسال');
  expect(await desk.last(HEAD)).toContain(`با سمت ${HEAD_TITLE} است که دیگر به نام شما نیست`);
  const card = await desk.saying(HEAD, CARD);
  const told = await desk.pressOn(HEAD, card.messageId, { data: `answer:${code}` });
  expect(told).toContain('دیگر به نام شما نیست');
  expect(await desk.audited(HEAD)).toEqual(['foreignRequest']);
  await desk.givePosition(HEAD_POSITION, HEAD);
});

it('shows an operator the status of a request to read out, but no card', async () => {
  await desk.send(OPERATOR, `کد ${code}`);
  const answer = (await desk.fromBot(OPERATOR)).at(-1);
  expect(answer?.text).toContain(`درخواست پیش ${HEAD_TITLE} است. تا`);
  expect(buttonsOf(answer ?? { messageId: 0, from: 'bot', date: 0 })).toEqual([
    'سابقه',
    'نوشته شهروند',
    'یادداشت',
    'حرف تماس‌گیرنده',
    'بستن دسترسی',
    'چرا این دسته؟',
  ]);
  await desk.press(OPERATOR, 'سابقه');
  expect(await desk.last(OPERATOR)).toContain('درخواست ثبت شد');
  await desk.send(OPERATOR, '1234567894');
  expect(await desk.last(OPERATOR)).toContain('پیدا نشد');
  await desk.send(OPERATOR, '1234567893');
  expect(await desk.last(OPERATOR)).toContain('جابه‌جا یا اشتباه');
  await desk.send(OPERATOR, 'سلام');
  expect(await desk.last(OPERATOR)).toContain('کد پیگیری را بفرستید');
});

it('opens a request by its code for its present and former managers, and for nobody else', async () => {
  await desk.send(HEAD, code);
  expect(buttonsOf((await desk.fromBot(HEAD)).at(-1) ?? { messageId: 0, from: 'bot', date: 0 })).toContain(
    'پاسخ',
  );
  const before = (await desk.audited(COLLEAGUE)).length;
  await desk.send(COLLEAGUE, code);
  expect(await desk.last(COLLEAGUE)).toContain('پیش شما نیست و نبوده است');
  await desk.send(COLLEAGUE, '1234567894');
  expect(await desk.last(COLLEAGUE)).toContain('پیش شما نیست و نبوده است');
  expect((await desk.audited(COLLEAGUE)).length - before).toBe(1);
});

it('lets no operator act as a manager, whatever position they are still listed with', async () => {
  const card = await desk.saying(HEAD, CARD);
  await desk.giveRole(HEAD, 'operator');
  await desk.takeRole(HEAD, 'manager');
  const told = await desk.pressOn(HEAD, card.messageId, { data: `answer:${code}` });
  expect(told).toContain('دیگر به نام شما نیست');
  await desk.send(HEAD, 'کارتابل من');
  expect(await desk.last(HEAD)).toContain('این‌جا کارشناس دریافت ۱۳۷ هستید');
  await desk.giveRole(HEAD, 'manager');
  await desk.takeRole(HEAD, 'operator');
});

it('lets nobody in whose role was taken', async () => {
  const card = await desk.saying(HEAD, CARD);
  await desk.takeRole(HEAD, 'manager');
  expect(await desk.pressOn(HEAD, card.messageId, { data: `answer:${code}` })).toContain('دیگر کار نمی‌کند');
  await desk.send(HEAD, { text: ANSWER, replyTo: card.messageId });
  expect(await desk.last(HEAD)).toContain('برای مدیران و کارکنان شهرداری است');
});
