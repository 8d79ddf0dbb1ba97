import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/package-root.js';
import { pressNewest } from '../../stories/filing.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { holderOf, SUPERVISOR } from '../../support/people.js';
import { withAnswer } from './answered.js';
import { type CitizenPhone, control } from './phone.js';

const DEPUTY = { person: holderOf('district-9-civil-works-deputy'), bot: 'staff' } as const;
const OBJECT = 'نه، اعتراض دارم';
const HERE = { location: { latitude: 36.38, longitude: 59.48 } };
const POTHOLE = readFileSync(join(packageRoot, 'src/simulator/samples/pothole.jpg'));
const FOREIGN = { base64: Buffer.from('x').toString('base64'), fileName: 'IMG_1.MOV' };

let running: RunningCity;
beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

/** A citizen who is asked what is not right with the answer to their request. */
async function objecting(): Promise<CitizenPhone> {
  const phone = await withAnswer(running);
  await phone.press(OBJECT);
  return phone;
}

async function preview(phone: CitizenPhone): Promise<string> {
  return (await phone.withButton('ارسال')).text ?? '';
}

/** True once the bot has confirmed an objection to this person. */
async function hasObjected(phone: CitizenPhone): Promise<boolean> {
  return (await phone.chat()).some(({ text }) => text?.startsWith('اعتراض شما به درخواست'));
}

/** What the manager above was sent since this message: texts, and the kinds of files. */
async function sentAbove(
  after: number,
): Promise<{ readonly text: string; readonly media: readonly string[] }> {
  const sent = (await running.city.chat(DEPUTY.person, 'staff')).filter(
    ({ from, messageId }) => from === 'bot' && messageId > after,
  );
  return {
    text: sent.map(({ text = '' }) => text).join('\n'),
    media: sent.flatMap(({ media = [] }) => media),
  };
}

async function newestAbove(): Promise<number> {
  return (await running.city.chat(DEPUTY.person, 'staff')).at(-1)?.messageId ?? 0;
}

it('takes words, a photo, a voice and a place in several messages, and shows them before they go', async () => {
  const phone = await objecting();
  expect(await phone.last()).toContain('عکس، صدا، فیلم و مکان');
  await phone.send('فقط نصف چاله پر شده است');
  await phone.send({ photo: 'pothole', caption: 'این عکس امروز است' });
  await phone.send({ voice: 'voice' });
  await phone.send(HERE);
  expect(await preview(phone)).toContain('این را می‌بیند:');
  for (const part of ['فقط نصف چاله پر شده است\nاین عکس امروز است', 'عکس: ۱', 'صدا: ۱']) {
    expect(await preview(phone)).toContain(part);
  }
  expect(await hasObjected(phone)).toBe(false);

  const before = await newestAbove();
  await phone.press('ارسال');
  expect(await hasObjected(phone)).toBe(true);
  const { text, media } = await sentAbove(before);
  expect(text).toMatch(/اعتراض شهروند:[\s\S]*فقط نصف چاله پر شده است[\s\S]*همراه با ۲ پیوست/);
  expect([...media].sort()).toEqual(['photo', 'voice']);

  const told = await newestAbove();
  await pressNewest(running.city, DEPUTY, 'سابقه');
  await pressNewest(running.city, DEPUTY, 'پیوست‌ها');
  const again = await sentAbove(told);
  expect(again.text).toMatch(/شهروند اعتراض کرد، همراه با ۲ پیوست: \u2068فقط نصف چاله/);
  expect([...again.media].sort()).toEqual(['photo', 'voice']);

  await phone.send('درخواست‌های من');
  await phone.press('۱.');
  expect(await phone.last()).toContain('همراه با ۲ پیوست: \u2068فقط نصف چاله');
  await phone.press('پیوست‌ها');
  expect((await phone.chat()).flatMap(({ from, media = [] }) => (from === 'bot' ? media : []))).toHaveLength(
    2,
  );

  const supervisor = { person: SUPERVISOR, bot: 'staff' } as const;
  await running.city.send(SUPERVISOR, 'staff', { text: 'کیفیت' });
  await running.city.idle();
  await pressNewest(running.city, supervisor, '۱.');
  await pressNewest(running.city, supervisor, 'پاسخ‌ها');
  const seen = (await running.city.chat(SUPERVISOR, 'staff')).map(({ text: said = '' }) => said).join('\n');
  expect(seen).toMatch(/اعتراض شهروند به پاسخ[\s\S]*این عکس امروز است[\s\S]*همراه با ۲ پیوست/);
});

it('is taken with a photo alone on the page of the secret link, and reaches the manager above as from the bot', async () => {
  const phone = await withAnswer(running);
  await phone.send('درخواست‌های من');
  await phone.press('۱.');
  await phone.press('پیوند پیگیری');
  const link = /\/r\/[\w-]+/.exec((await phone.last()) ?? '')?.[0] ?? '';
  const form = new FormData();
  form.append('act', 'object');
  form.append('photos', new Blob([POTHOLE]), 'IMG_20261201.jpg');
  const before = await newestAbove();
  const response = await fetch(`${running.url}${link}`, { method: 'POST', body: form, redirect: 'manual' });
  expect(response.headers.get('location')).toBe(`${link}?done=object`);
  await running.city.idle();
  const { text, media } = await sentAbove(before);
  expect(text).toMatch(/اعتراض شهروند[\s\S]*همراه با ۱ پیوست/);
  expect(media).toEqual(['photo']);
});

it('takes an album, shown once, and a voice alone', async () => {
  const phone = await objecting();
  await phone.sendAll([
    { photo: 'pothole', mediaGroup: 'a', caption: 'از دو طرف' },
    { photo: 'garbage', mediaGroup: 'a' },
  ]);
  expect(await phone.replies()).toHaveLength(1);
  expect(await preview(phone)).toMatch(/از دو طرف[\s\S]*عکس: ۲/);
  await phone.press('ارسال');
  expect(await hasObjected(phone)).toBe(true);

  const other = await objecting();
  await other.send({ voice: 'voice' });
  const before = await newestAbove();
  await other.press('ارسال');
  expect(await hasObjected(other)).toBe(true);
  expect((await sentAbove(before)).media).toEqual(['voice']);
});

it('follows edits and replaced files until it is sent, and says afterwards that it stays as it was', async () => {
  const phone = await objecting();
  const words = await phone.send('نصف چاله پر شده');
  const photo = await phone.send({ photo: 'garbage', caption: 'عکس اشتباه' });
  await phone.send({ edit: words, text: 'هیچ چاله‌ای پر نشده' });
  await phone.send({ edit: photo, photo: 'pothole', caption: 'عکس درست' });
  expect(await preview(phone)).toMatch(/هیچ چاله‌ای پر نشده\nعکس درست[\s\S]*عکس: ۱/);
  await phone.press('ارسال');
  expect(await hasObjected(phone)).toBe(true);
  await phone.send({ edit: words, text: 'و چیز دیگر' });
  expect(await phone.last()).toContain('همان‌طور که ثبت شد می‌ماند');
});

it('refuses at once what nobody can open, keeps its caption, and needs more than a place', async () => {
  const phone = await objecting();
  await phone.send({ document: FOREIGN });
  expect(await phone.last()).toMatch(/این نوع فایل باز نمی‌شود[\s\S]*چه چیزی درست نشده است/);
  await phone.send(HERE);
  expect(await phone.last()).toContain('مکان به‌تنهایی کافی نیست');
  await phone.send('ارسال');
  expect(await hasObjected(phone)).toBe(false);
  await phone.send({ document: FOREIGN, caption: 'فیلم چاله' });
  expect(await preview(phone)).toMatch(/این نوع فایل باز نمی‌شود[\s\S]*فیلم چاله/);
  await phone.send({ sticker: true });
  expect(await phone.last()).toContain('این نوع پیام این‌جا جا نمی‌گیرد');
  await phone.press('ارسال');
  expect(await hasObjected(phone)).toBe(true);
});

it('answers a text that is too long once, and gives the manager all that was kept', async () => {
  const phone = await objecting();
  await phone.send('و'.repeat(4_200));
  expect(await phone.replies()).toEqual([expect.stringContaining('از ۴۰۰۰ حرف بلندتر بود')]);
  const before = await newestAbove();
  await phone.press('ارسال');
  const { text } = await sentAbove(before);
  expect(text).toContain('متن کامل اعتراض');
  expect(text.match(/و{100}/g)?.length).toBeGreaterThan(38);
});

it('is given up by «لغو», «بازگشت» and a day, each with a sentence about what to do', async () => {
  const phone = await objecting();
  await phone.send({ photo: 'pothole' });
  await phone.press('لغو');
  expect(await phone.last()).toContain('اعتراضی ثبت نشد');
  await phone.press(OBJECT);
  await phone.send('هنوز هست');
  await phone.send('بازگشت');
  expect(await phone.last()).toContain('اعتراضی ثبت نشد');
  await phone.press(OBJECT);
  await phone.send('هنوز هست');
  await running.city.advance({ advanceHours: 25 });
  expect(await phone.last()).toMatch(/اعتراض نیمه‌تمام شما ۲۴ ساعت ماند[\s\S]*اعتراض دارم/);
  expect(await hasObjected(phone)).toBe(false);
  await phone.press(OBJECT);
  await phone.send('هنوز هست');
  await phone.press('ارسال');
  expect(await hasObjected(phone)).toBe(true);
});

it('is made once by two presses and a press that comes twice, and refused afterwards', async () => {
  const phone = await objecting();
  const notice = await phone.withButton(OBJECT);
  const data = notice.keyboard?.flat().find(({ text }) => text === OBJECT)?.data ?? '';
  await phone.send('هنوز هست');
  const shown = await phone.withButton('ارسال');
  await control(running, '/faults', { kind: 'duplicateUpdate', bot: 'citizen', times: 1 });
  await phone.press('ارسال');
  expect((await phone.pressData('send', shown.messageId)).text).toContain('این دکمه دیگر کار نمی‌کند');
  expect((await phone.chat()).filter(({ text }) => text?.startsWith('اعتراض شما به درخواست'))).toHaveLength(
    1,
  );
  expect((await phone.pressData(data, notice.messageId)).text).toContain('هنوز پاسخ تازه‌ای ندارد');
});

it('is refused in place of its preview where the request was closed meanwhile', async () => {
  const phone = await withAnswer(running);
  await phone.press('⭐ ۲');
  await phone.press('بله، اعتراض دارم');
  await phone.send('هنوز هست');
  const shown = await phone.withButton('ارسال');
  await phone.press('نه، همین بس است');
  await phone.press('ارسال');
  const text = (await phone.chat()).find(({ messageId }) => messageId === shown.messageId)?.text;
  expect(text).toContain('این درخواست بسته شده است');
});

it.each([
  ['fa', OBJECT, '۱', 'انصراف', 'بفرست'],
  ['en', 'No, I object', '1', 'cancel', 'Send'],
  ['ar', 'لا، أعترض', '١', 'إلغاء', 'إرسال'],
])('is chosen, given up and sent in typed words in %s', async (language, button, first, cancel, send) => {
  const phone = await withAnswer(running, language);
  const notice = await phone.withButton(button);
  await phone.press(button);
  await phone.send('چاله');
  await phone.send(cancel);
  await phone.press(button);
  await phone.send(first);
  expect(await phone.last()).toContain('کار انجام نشده است');
  await phone.send(send);
  const label = (await phone.chat()).find(({ messageId }) => messageId === notice.messageId);
  expect(label?.keyboard?.flat()).toHaveLength(1);
});
