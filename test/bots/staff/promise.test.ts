import { buttonsOf, type Desk, HEAD, HEAD_TITLE, openDesk, withoutHour } from './staff-phones.js';

/** What a card says on the promised day. */
const CARD = 'روز قولی که داده‌اید رسیده است';
const PROMISE = 'مصالح سفارش داده شد و آسفالت می‌کنیم.';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());
beforeEach(async () => {
  await desk.file();
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام می‌شود');
  await desk.press(HEAD, 'فردا');
  await desk.send(HEAD, PROMISE);
  await desk.press(HEAD, 'ارسال');
  await desk.city.advance({ advanceHours: 48 });
});

async function toldCitizen(): Promise<string> {
  return (await desk.toCitizen()).at(-1) ?? '';
}

it('asks in the morning of the day, and tells the citizen what the preview showed', async () => {
  const digest = await desk.saying(HEAD, 'صبح به خیر');
  expect(digest.text).toContain('روز قولش رسیده است: ۱');
  await desk.pressOn(HEAD, digest.messageId, { button: '۱' });
  await desk.press(HEAD, 'بله، انجام شد');
  await desk.send(HEAD, 'دیشب آسفالت شد و خط‌کشی هم می‌شود.');
  const preview = await desk.last(HEAD);
  await desk.press(HEAD, 'ارسال');
  expect(withoutHour(await toldCitizen())).toBe(
    withoutHour(preview.replace('به شهروند این را می‌گوییم:\n\n', '')),
  );
  expect(await toldCitizen()).toContain(`${HEAD_TITLE} می‌گوید به قولش عمل کرده است`);
});

it('takes a new day once, and then only the truth', async () => {
  await desk.press(HEAD, 'نه، روز تازه می‌دهم');
  expect(await desk.last(HEAD)).toContain('فقط یک بار');
  await desk.send(HEAD, 'دیروز نشد');
  expect(await desk.last(HEAD)).toContain('نشناختیم');
  await desk.send(HEAD, 'پس‌فردا');
  await desk.send(HEAD, 'ارسال');
  expect(await desk.last(HEAD)).toContain('دوباره از شما می‌پرسیم');
  expect(await toldCitizen()).toContain('روز تازه');
  await desk.city.advance({ advanceHours: 72 });
  const card = await desk.saying(HEAD, CARD);
  expect(buttonsOf(card)).toContain('بله، انجام شد');
  expect(buttonsOf(card)).not.toContain('نه، روز تازه می‌دهم');
});

it('sends nothing twice and leaves no button behind', async () => {
  const card = await desk.saying(HEAD, CARD);
  await desk.press(HEAD, 'بله، انجام شد');
  const preview = await desk.saying(HEAD, 'به شهروند این را می‌گوییم');
  const send = preview.keyboard?.flat().find(({ text }) => text === 'ارسال')?.data ?? '';
  await desk.pressOn(HEAD, preview.messageId, { data: send });
  const told = (await desk.toCitizen()).length;
  expect(await desk.pressOn(HEAD, preview.messageId, { data: send })).toContain('فرستاده شده است');
  const now = (await desk.fromBot(HEAD)).find(({ messageId }) => messageId === card.messageId);
  expect(now === undefined ? ['?'] : buttonsOf(now)).not.toContain('بله، انجام شد');
  const again = send.replace('send', 'promiseKept');
  expect(await desk.pressOn(HEAD, card.messageId, { data: again })).toContain('قولی نمانده است');
  expect((await desk.toCitizen()).length).toBe(told);
});

it('takes words only, and short ones', async () => {
  await desk.press(HEAD, 'بله، انجام شد');
  await desk.send(HEAD, { photo: 'pothole' });
  expect(await desk.last(HEAD)).toContain('فقط متن');
  await desk.send(HEAD, 'آسفالت شد. '.repeat(450));
  expect(await desk.last(HEAD)).toContain('کوتاه‌ترش را بفرستید');
  await desk.send(HEAD, 'بازگشت');
  expect(await desk.last(HEAD)).toContain('چیزی به شهروند نگفتیم');
});
