import { type RunningCity, startCity } from '../../support/city.js';
import { type AnyMessage, type CitizenPhone, newCitizen } from './phone.js';

const TOO_BIG = 21 * 1024 * 1024;

let running: RunningCity;

beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

/** What no request can hold, and a part of the sentence that says so. */
const BAD: readonly (readonly [string, AnyMessage, string])[] = [
  ['a sticker', { sticker: true }, 'این نوع پیام در درخواست جا نمی‌گیرد'],
  ['a die', { dice: true }, 'این نوع پیام در درخواست جا نمی‌گیرد'],
  ['a contact', { contact: { phoneNumber: '+989151234567' } }, 'شماره تماس لازم نیست'],
  [
    'a forwarded contact',
    { contact: { phoneNumber: '+989151234567', userId: 42 }, forwarded: true },
    'شماره تماس لازم نیست',
  ],
  ['a file that nobody could open', { document: { size: 1_000, fileName: 'IMG_1.MOV' } }, 'باز نمی‌شود'],
  ['a file of 21 MB', { document: { size: TOO_BIG, fileName: 'film.mkv' } }, '۲۰ مگابایت'],
  ['a point outside the city', { location: { latitude: 35.7, longitude: 51.4 } }, 'بیرون از شهر'],
  ['direction marks alone', { text: '\u200F.\u200F' }, ''],
];

const STEPS: Readonly<Record<string, readonly string[]>> = {
  category: ['جلوی دبستان ما خراب است'],
  place: ['چاله بزرگی جلوی دبستان است'],
  district: ['چاله بزرگی جلوی دبستان است', 'خیابان نمونه'],
  review: ['چاله بزرگی جلوی دبستان است', 'منطقه ۹'],
};

async function at(step: string): Promise<CitizenPhone> {
  const phone = await newCitizen(running);
  for (const text of STEPS[step] ?? []) await phone.send(text);
  return phone;
}

describe.each(Object.keys(STEPS))('at the step %s', (step) => {
  it('answers everything that it cannot take with a sentence, and goes on', async () => {
    const phone = await at(step);
    for (const [name, message, sentence] of BAD) {
      await phone.send(message);
      const replies = await phone.replies();
      expect([name, replies.length > 0]).toEqual([name, true]);
      expect([name, replies.join('\n')]).toEqual([name, expect.stringContaining(sentence)]);
    }
    const left = ['۱', 'منطقه ۹', 'ثبت'].slice(
      ['category', 'place', 'review'].indexOf(step === 'district' ? 'place' : step),
    );
    for (const text of left) await phone.send(text);
    const registered = (await phone.chat()).filter(({ text }) => text?.startsWith('✅ ثبت شد'));
    expect(registered).toHaveLength(1);
    expect(registered[0]?.text).toContain('جلوی دبستان');
  });
});

describe('while nothing is going on', () => {
  it('answers everything that begins no request, and begins none', async () => {
    const phone = await newCitizen(running);
    for (const [name, message] of BAD) {
      await phone.send(message);
      expect([name, (await phone.replies()).length]).toEqual([name, 1]);
    }
    await phone.send('لغو');
    expect(await phone.last()).toContain('کار نیمه‌تمامی ندارید');
  });

  it.each([
    ['سلام', 'سلام. بنویسید چه شده است'],
    ['ممنون', 'خواهش می‌کنیم'],
    ['👍', 'نوشته‌ای ندارد'],
    ['/nothing', 'این فرمان را نمی‌شناسیم'],
    ['بازگشت', 'کار نیمه‌تمامی ندارید'],
  ])('answers «%s» and begins no request', async (text, sentence) => {
    const phone = await newCitizen(running);
    await phone.send(text);
    expect(await phone.last()).toContain(sentence);
    expect(await phone.replies()).toHaveLength(1);
  });
});

it.each([
  ['bytes of nobody', 'x'.repeat(64)],
  ['a press of the staff bot', 'answer:1234567894'],
  ['a category that is none', 'category:../../etc'],
  ['a rating of six', 'rate:1234567894:6'],
  ['a district from nowhere', '{"action":"register"}'],
])('says of %s that the button does not work, and changes nothing', async (_, data) => {
  const phone = await at('review');
  const before = await phone.chat();
  expect((await phone.pressData(data)).text).toContain('این دکمه دیگر کار نمی‌کند.');
  expect(await phone.chat()).toEqual(before);
});

it('tells no difference between the code of another person and one that nobody has', async () => {
  const owner = await at('review');
  await owner.press('ثبت');
  const stranger = await at('review');
  const code = /\d{10}/.exec((await owner.withButton('وضعیت')).keyboard?.[0]?.[0]?.data ?? '')?.[0] ?? '';
  for (const action of ['show', 'files', 'object', 'accept', 'register']) {
    expect((await stranger.pressData(`${action}:${code}`)).text).toContain('این دکمه دیگر کار نمی‌کند.');
  }
  expect((await stranger.pressData(`rate:${code}:1`)).text).toContain('این دکمه دیگر کار نمی‌کند.');
  expect((await stranger.pressData('show:1234567894')).text).toContain('این دکمه دیگر کار نمی‌کند.');
});
