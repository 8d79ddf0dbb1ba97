import type { PhoneMessage } from '../../../src/story/city-client.js';
import { IN_DISTRICT_9, pressNewest } from '../../stories/filing.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { type CitizenPhone, control, newCitizen } from './phone.js';

const HEAD = 'district-9-civil-works-head';
const SECRET = 'چاله بزرگی جلوی خانه ما است';
const ME_TOO = 'من هم همین مشکل را دارم';
const ASK = 'پرسش از شهروند';
const DIFFERENT = 'نه، درخواست من چیز دیگری است';

/** One request from its filing to its end: each test goes on where the one before it stopped. */
let running: RunningCity;
let filer: CitizenPhone;
let neighbour: CitizenPhone;
let other: CitizenPhone;
let head: { readonly person: number; readonly bot: 'staff' };

beforeAll(async () => {
  running = await startCity();
  filer = await newCitizen(running);
  neighbour = await newCitizen(running);
  other = await newCitizen(running);
  const found = (await running.city.people()).find(({ position }) => position === HEAD);
  if (found === undefined) throw new Error('Nobody is the head of civil works in district 9.');
  head = { person: found.id, bot: 'staff' };
});
afterAll(() => running?.stop());

/** Sends a pothole at the place up to where it is either shown for registering or found to be there already. */
async function fileHere(phone: CitizenPhone, text: string): Promise<void> {
  await phone.send(text);
  await phone.send({ location: IN_DISTRICT_9 });
}

async function fromStaffBot(): Promise<readonly PhoneMessage[]> {
  return (await running.city.chat(head.person, 'staff')).filter(({ from }) => from === 'bot');
}

/** The head of civil works asks the citizen something. */
async function ask(question: string): Promise<void> {
  const card = (await fromStaffBot()).find(({ text, keyboard = [] }) => {
    const canAsk = keyboard.flat().some((button) => button.text === ASK);
    return canAsk && text?.includes('خانه ما') === true;
  });
  await running.city.press(head.person, 'staff', card?.messageId ?? 0, ASK);
  await running.city.idle();
  await running.city.send(head.person, 'staff', { text: question });
  await running.city.idle();
  await pressNewest(running.city, head, 'ارسال');
  await running.city.passMoment(10);
}

it('offers nothing where nobody has filed the same', async () => {
  await fileHere(filer, SECRET);
  await filer.press('ثبت');
  expect((await filer.withButton('وضعیت درخواست')).text).toContain('به رئیس اداره فنی و عمران منطقه ۹ رسید');
});

it('offers a neighbour the existing request, without anything personal, and lets them follow it', async () => {
  await fileHere(neighbour, 'چاله وسط خیابان');
  const offer = await neighbour.withButton(ME_TOO);
  expect(offer.text).toContain('این مشکل پیش از شما گزارش شده است');
  expect(offer.text).toContain('همین‌جا');
  expect(offer.text).toContain('رئیس اداره فنی و عمران منطقه ۹');
  expect(offer.text).not.toContain('خانه ما');
  await neighbour.press(ME_TOO);
  expect(await neighbour.last()).toContain('را دنبال می‌کنید');
  await neighbour.send('درخواست‌های من');
  expect(await neighbour.last()).toContain('دنبال می‌کنید');
});

it('goes on to the review for a person who means something else', async () => {
  await fileHere(other, 'چاله دیگری است');
  await other.press(DIFFERENT);
  await other.press('ثبت');
  expect((await other.withButton('وضعیت درخواست')).text).toContain('به رئیس اداره');
});

it('adds words and a photo, which the manager reads', async () => {
  await filer.send('درخواست‌های من');
  await filer.press('۱.');
  await filer.press('افزودن توضیح یا عکس');
  await filer.send('بعد از باران بزرگ‌تر شد.');
  await filer.send({ photo: 'pothole' });
  const shown = await filer.withButton('ارسال');
  expect(shown.text).toContain('بعد از باران بزرگ‌تر شد.');
  expect(shown.text).toContain('عکس: ۱');
  await filer.press('ارسال');
  expect((await filer.chat()).map(({ text }) => text).join()).toContain('اضافه شد');
  const told = await fromStaffBot();
  const index = told.findLastIndex(({ text }) => text?.includes('چیزی افزود') === true);
  expect(told[index]?.text).toContain('بعد از باران بزرگ‌تر شد.');
  expect(told[index - 1]?.media).toContain('photo');
});

it('replies to a question by simply writing, and is asked once whether that is the reply', async () => {
  await ask('کدام پلاک است؟');
  expect(await filer.last()).toContain('کدام پلاک است؟');
  await filer.send('پلاک ۱۲');
  expect(await filer.last()).toContain('پاسخ پرسش مدیر');
  await filer.press('بله، پاسخ همین پرسش است');
  await filer.press('ارسال');
  expect((await filer.chat()).map(({ text }) => text).join()).toContain('پاسخ شما به رئیس اداره');
  expect((await fromStaffBot()).map(({ text }) => text).join()).toContain('پلاک ۱۲');
  const asked = (await filer.chat()).findLast(({ text }) => text?.includes('از شما می‌پرسد') === true);
  expect(asked?.keyboard?.flat().map(({ text }) => text)).toEqual(['وضعیت درخواست']);
});

it('replies by replying to the question, and files something else by saying so', async () => {
  await ask('کدام سمت خیابان؟');
  const question = (await filer.chat()).findLast(({ text }) => text?.includes('کدام سمت خیابان؟') === true);
  await filer.send('چراغ کوچه خاموش است');
  await filer.press('نه، درخواست تازه است');
  expect(await filer.last()).toContain('موضوع: روشنایی معبر');
  await filer.send('لغو');
  await filer.send({ text: 'سمت راست', replyTo: question?.messageId });
  await filer.press('ارسال');
  expect((await fromStaffBot()).map(({ text }) => text).join()).toContain('سمت راست');
});

it('is withdrawn with a reason, asked once, and former followers hear nothing', async () => {
  await neighbour.send('درخواست‌های من');
  await neighbour.press('۱.');
  await neighbour.press('دیگر دنبال نمی‌کنم');
  const before = (await neighbour.chat()).length;
  await filer.send('درخواست‌های من');
  await filer.press('۱.');
  await filer.press('پس گرفتن درخواست');
  expect(await filer.last()).toContain('را پس می‌گیرید؟');
  await filer.press('مشکل حل شد');
  expect(await filer.last()).toContain('درخواست را پس گرفتید');
  expect(await neighbour.chat()).toHaveLength(before);
  const card = (await fromStaffBot()).find(({ text }) => text?.includes('خانه ما') === true);
  expect(card?.text).toContain('پس گرفت');
  expect(card?.text).toContain('مشکل حل شد');
});

it('tells a person who had blocked the bot how everything stands, once', async () => {
  const before = (await other.chat()).length;
  await control(running, `/people/${other.person}/block`, { bot: 'citizen' });
  await running.city.advance({ advanceHours: 73 });
  await control(running, `/people/${other.person}/unblock`, { bot: 'citizen' });
  await running.city.passMoment(10);
  await other.send('سلام');
  const news = (await other.chat()).slice(before).filter(({ from }) => from === 'bot');
  expect(news.filter(({ text }) => text?.includes('وقتی نبودید'))).toHaveLength(1);
  expect(news[0]?.text).toContain('معاون فنی و عمران منطقه ۹');
  expect(news).toHaveLength(2);
});
