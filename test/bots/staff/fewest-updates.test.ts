import type { City } from '../../../src/organization/city.js';
import { writeJson } from '../../../src/organization/setup/read-json.js';
import { ADMINISTRATOR, OPERATOR } from '../../support/people.js';
import { DEPUTY, type Desk, HEAD, HEAD_TITLE, openDesk } from './staff-phones.js';

let desk: Desk;
/** Taps and texts, counted as Telegram counts updates. */
let updates: number;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());
beforeEach(() => {
  updates = 0;
});

async function send(person: number, message: Parameters<Desk['send']>[1]): Promise<string> {
  updates += 1;
  await desk.send(person, message);
  return desk.last(person);
}

async function press(person: number, button: string): Promise<string> {
  updates += 1;
  await desk.press(person, button);
  return desk.last(person);
}

it('answers from the card with 3', async () => {
  await desk.file();
  const { messageId } = await desk.saying(HEAD, 'چاله بزرگی');
  await send(HEAD, { text: 'چاله امروز صبح پر شد و محل باز است.', replyTo: messageId });
  expect(await press(HEAD, 'انجام شد')).toContain('شهروند این را می‌خواند');
  await press(HEAD, 'ارسال');
  expect((await desk.toCitizen()).at(-1)).toContain('چاله امروز صبح پر شد');
  expect(updates).toBeLessThanOrEqual(3);
});

it('sends a draft of a position below from the card with 2', async () => {
  const code = await desk.file('چاله دیگری سر همین کوچه است و بزرگ‌تر می‌شود.');
  await desk.city.advance({ advanceHours: 73 });
  const old = await desk.saying(HEAD, 'چاله دیگری');
  await desk.pressOn(HEAD, old.messageId, { data: `draft:${code}` });
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, 'چاله دوم هم امروز صبح پر شد.');
  await desk.press(HEAD, 'ارسال');
  const button = `پیش‌نویس ${HEAD_TITLE}`;
  expect(await press(DEPUTY, button)).toContain('چاله دوم هم امروز صبح پر شد.');
  await press(DEPUTY, 'ارسال');
  expect((await desk.toCitizen()).some((text) => text.includes('چاله دوم هم'))).toBe(true);
  expect(updates).toBeLessThanOrEqual(2);
});

it('takes a call from «تماس تازه» to the code with 6', async () => {
  await send(OPERATOR, 'تماس تازه');
  await send(OPERATOR, '۰۹۱۵ ۷۷۷ ۱۲۱۲ رضایی');
  await send(OPERATOR, 'چراغ تیر برق این کوچه دو شب است که خاموش است.');
  const asked = await desk.last(OPERATOR);
  if (asked.includes('موضوع')) await press(OPERATOR, '۱.');
  await send(OPERATOR, 'منطقه ۹، خیابان صیاد شیرازی، روبه‌روی نانوایی');
  expect(await press(OPERATOR, 'ثبت')).toContain('کد را بخوانید');
  expect(updates).toBeLessThanOrEqual(6);
});

it('imports the city from the file to «اعمال شد» with 3', async () => {
  const stored = await desk.connection.collection('organization').findOne({});
  // The store's own tests hold the document to this shape.
  const { city } = stored as unknown as { readonly city: City };
  const units = city.units.map((unit) =>
    unit.code === 'district-9' ? { ...unit, title: { ...unit.title, fa: 'منطقه نه' } } : unit,
  );
  const base64 = writeJson({ ...city, units }).toString('base64');
  await send(ADMINISTRATOR, { document: { base64, fileName: 'organization.json' } });
  expect(await press(ADMINISTRATOR, 'اعمال شود')).toContain('اعمال شد');
  expect(updates).toBeLessThanOrEqual(3);
});

it('changes the hours of a topic from «ساختار» with 5', async () => {
  await send(ADMINISTRATOR, 'ساختار');
  expect(await send(ADMINISTRATOR, 'چاله و خرابی آسفالت')).toContain('ساعت پاسخ: معمول شهر');
  await press(ADMINISTRATOR, 'ساعت پاسخ');
  expect(await send(ADMINISTRATOR, '۴۸')).toContain('۴۸ ساعت');
  expect(await press(ADMINISTRATOR, 'اعمال شود')).toContain('اعمال شد');
  expect(updates).toBeLessThanOrEqual(5);
});

it('finds units, positions and topics in «ساختار» by their names, a page of them where there are several', async () => {
  await desk.send(ADMINISTRATOR, 'ساختار');
  expect(await send(ADMINISTRATOR, 'رئیس اداره')).toContain('کدام یک');
  const list = await desk.saying(ADMINISTRATOR, 'کدام یک');
  await press(ADMINISTRATOR, 'بعدی');
  const turned = await desk.saying(ADMINISTRATOR, 'کدام یک');
  expect(turned.messageId).toBe(list.messageId);
  expect(turned.keyboard).not.toEqual(list.keyboard);
  expect(await send(ADMINISTRATOR, 'هزارپای قرمز')).toContain('پیدا نشد');
  expect(await send(ADMINISTRATOR, 'منطقه ۱۰')).toContain('منطقه ۱۰');
});
