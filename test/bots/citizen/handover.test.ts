import type { PhoneMessage } from '../../../src/story/city-client.js';
import { formatTrackingCode, type TrackingCode } from '../../../src/text/tracking-code.js';
import { fileRequest, pressNewest } from '../../stories/filing.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { type CitizenPhone, newCitizen } from './phone.js';

const HEAD = 'district-9-civil-works-head';
const SECRET = 'چاله جلوی خانه ما، پلاک ۱۲، است';
const CARRY_ON = 'بله، ادامه می‌دهم';
const DECLINE = 'نه، ادامه نمی‌دهم';
const WITHOUT_REASON = 'بدون دلیل پس می‌گیرم';

let running: RunningCity;
let filer: CitizenPhone;
let oldest: CitizenPhone;
let second: CitizenPhone;
let head: { readonly person: number; readonly bot: 'staff' };

beforeAll(async () => {
  running = await startCity();
  filer = await newCitizen(running);
  oldest = await newCitizen(running);
  second = await newCitizen(running);
  const found = (await running.city.people()).find(({ position }) => position === HEAD);
  if (found === undefined) throw new Error('Nobody is the head of civil works in district 9.');
  head = { person: found.id, bot: 'staff' };
});
afterAll(() => running?.stop());

const inDatabase = async (code: TrackingCode) =>
  JSON.stringify(await running.connection.collection<{ _id: string }>('requests').findOne({ _id: code }));

async function cardOf(code: TrackingCode): Promise<PhoneMessage> {
  const shown = formatTrackingCode(code, 'fa');
  const cards = (await running.city.chat(head.person, 'staff')).filter(
    ({ from, text }) => from === 'bot' && text?.includes(shown) === true,
  );
  const card = cards[0];
  if (card === undefined) throw new Error('There is no card.');
  return card;
}

/** The filer registers a request, and these begin to follow it by its code. */
async function filedAndFollowed(...followers: readonly CitizenPhone[]): Promise<TrackingCode> {
  const code = await fileRequest(
    running.city,
    { person: filer.person, bot: 'citizen', owner: 'filer' },
    SECRET,
  );
  for (const follower of followers) {
    await follower.send(code);
    await follower.press('من هم همین مشکل را دارم');
  }
  return code;
}

async function beginWithdrawing(code: TrackingCode): Promise<void> {
  await filer.send(code);
  await filer.press('پس گرفتن درخواست');
}

const newsOf = async (phone: CitizenPhone) => (await phone.chat()).length;

describe('a withdrawn request that two follow', () => {
  let code: TrackingCode;

  it('is withdrawn with a word about who follows it, and its words are gone at once', async () => {
    code = await filedAndFollowed(oldest, second);
    expect((await cardOf(code)).text).toContain('خانه ما');
    await beginWithdrawing(code);
    const question = await filer.last();
    expect(question).toContain('۲ نفر دیگر');
    expect(question).toContain('همین حالا پاک می‌شود');
    await filer.press('مشکل حل شد');
    expect(await filer.last()).toContain('۱ روز دیگر از دنبال‌کنندگان می‌پرسیم');
    expect(await inDatabase(code)).not.toMatch(/خانه ما|36\.38|59\.48/);
    const card = await cardOf(code);
    expect(card.text).toContain('شهروند این درخواست را پس گرفت');
    expect(card.text).not.toContain('خانه ما');
    expect(card.keyboard?.flat().map(({ text }) => text)).toContain('پاسخ');
    expect(card.keyboard?.flat().map(({ text }) => text)).not.toContain('پرسش از شهروند');
  });

  it('is offered to the oldest follower alone, with topic, district and status, and nothing personal', async () => {
    const offer = await oldest.withButton(CARRY_ON);
    expect(offer.text).toContain('این درخواست را شما ادامه می‌دهید؟');
    expect(offer.text).toContain('چاله و خرابی آسفالت');
    expect(offer.text).toContain('منطقه: منطقه ۹');
    expect(offer.text).not.toMatch(/خانه ما|پلاک/);
    await expect(second.withButton(CARRY_ON)).rejects.toThrow('No message');
  });

  it('is withdrawn in the list of whoever withdrew it, who can do nothing more with it', async () => {
    await filer.send(code);
    expect(await filer.last()).toContain('این درخواست را پس گرفته‌اید');
    expect(await filer.last()).not.toContain('دنبال‌کنندگان');
    await filer.send('درخواست‌های من');
    expect(await filer.last()).toContain('این درخواست را پس گرفته‌اید');
  });

  it('goes to the next when the first types «نه», and is theirs who presses', async () => {
    await oldest.send('نه');
    expect(await oldest.last()).toContain('همچنان دنبال می‌کنید');
    const before = await newsOf(filer);
    await second.press(CARRY_ON);
    expect(await second.last()).toContain('حالا به نام شماست');
    expect(await oldest.last()).toContain('یکی از دنبال‌کنندگان آن را ادامه می‌دهد');
    expect(await newsOf(filer)).toBe(before);
    await expect(second.withButton(CARRY_ON)).rejects.toThrow('No message');
    await expect(oldest.withButton(CARRY_ON)).rejects.toThrow('No message');
    await second.send('درخواست‌های من');
    expect(await second.last()).not.toContain('دنبال می‌کنید');
    await second.press('۱.');
    expect(await second.last()).toContain('شهروند درخواست را پس گرفت');
    expect(await second.last()).not.toContain('خانه ما');
  });

  it('is answered to whoever carries it on, and rated by them; the first one hears nothing', async () => {
    const before = await newsOf(filer);
    await second.press('افزودن توضیح');
    await second.send('روبه‌روی داروخانه است.');
    await second.press('ارسال');
    await running.city.press(head.person, 'staff', (await cardOf(code)).messageId, 'پاسخ');
    await running.city.idle();
    await pressNewest(running.city, head, 'انجام شد');
    await running.city.send(head.person, 'staff', { text: 'چاله امروز پر شد.' });
    await running.city.idle();
    await pressNewest(running.city, head, 'ارسال');
    await running.city.advance({ advanceSeconds: 90 });
    expect((await second.withButton('⭐ ۵')).text).toContain('چاله امروز پر شد.');
    await second.press('⭐ ۵');
    expect(await newsOf(filer)).toBe(before);
    expect(await inDatabase(code)).toContain('روبه‌روی داروخانه');
    expect(await inDatabase(code)).not.toContain('خانه ما');
  });
});

describe('a withdrawn request that nobody carries on', () => {
  it('is closed after a day, keeps its words where that was wished, and asks nobody any longer', async () => {
    const code = await filedAndFollowed(oldest);
    await beginWithdrawing(code);
    await filer.press('متن و عکس هم بماند');
    expect(await filer.last()).toContain('هم برای کسی که ادامه می‌دهد می‌ماند');
    await filer.press(WITHOUT_REASON);
    expect((await cardOf(code)).text).toContain('خانه ما');
    expect(await inDatabase(code)).not.toMatch(/36\.38|59\.48/);
    const { messageId } = await oldest.withButton(CARRY_ON);
    await running.city.advance({ advanceHours: 23 });
    await oldest.withButton(CARRY_ON);
    await running.city.advance({ advanceHours: 2 });
    expect(await oldest.last()).toContain('آن را پس گرفت');
    await expect(oldest.withButton(CARRY_ON)).rejects.toThrow('No message');
    const pressed = await oldest.pressData(`carryOn:${code}`, messageId);
    expect(pressed.text).toContain('بسته شده است');
    expect((await cardOf(code)).text).toContain('شهروند درخواست را پس گرفت');
  });

  it('is closed at once after the last who declines', async () => {
    const code = await filedAndFollowed(oldest);
    await beginWithdrawing(code);
    await filer.press(WITHOUT_REASON);
    await oldest.press(DECLINE);
    expect(await inDatabase(code)).toContain('"status":"closed"');
  });
});

it('of somebody who deletes their data goes to its followers without words, whatever they had wished', async () => {
  const leaving = await newCitizen(running);
  const bot = 'citizen';
  const wished = await fileRequest(running.city, { person: leaving.person, bot, owner: 'leaving' }, SECRET);
  await oldest.send(wished);
  await oldest.press('من هم همین مشکل را دارم');
  await leaving.send(wished);
  await leaving.press('پس گرفتن درخواست');
  await leaving.press('متن و عکس هم بماند');
  await leaving.press(WITHOUT_REASON);
  const open = await fileRequest(
    running.city,
    { person: leaving.person, bot, owner: 'leaving' },
    `${SECRET} و چاله دیگری`,
  );
  await oldest.send(open);
  await oldest.press('من هم همین مشکل را دارم');
  await leaving.send('/delete');
  await leaving.press('بله، ادامه');
  await leaving.press('بله، پاک کنید');
  for (const code of [wished, open]) {
    const kept = await inDatabase(code);
    expect(kept).not.toContain('خانه ما');
    expect(kept).not.toContain(String(leaving.person));
    expect(kept).toContain('leftToFollowers');
  }
  await oldest.send('بله');
  expect(await oldest.last()).toContain('چند درخواست');
  await oldest.press(CARRY_ON);
  expect(await oldest.last()).toContain('حالا به نام شماست');
});
