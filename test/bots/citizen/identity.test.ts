import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import type { PhoneMessage } from '../../../src/story/city-client.js';
import { IN_DISTRICT_9 } from '../../stories/filing.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { type CitizenPhone, newCitizen, newcomer } from './phone.js';

const POTHOLE = 'چاله بزرگی جلوی دبستان است';
/** Words in which several topics are possible. */
const UNCLEAR = 'جلوی دبستان ما خراب است';
const OWN = '+989151234567';
const HEAD = 'district-9-civil-works-head';

let running: RunningCity;

beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

const known = (phone: CitizenPhone) => createCitizenStore(running.connection).find(String(phone.person));

/** Texts of the bot that say something. */
async function saying(phone: CitizenPhone, words: string): Promise<readonly PhoneMessage[]> {
  return (await phone.chat()).filter(({ from, text }) => from === 'bot' && text?.includes(words));
}

async function countRegistered(phone: CitizenPhone): Promise<number> {
  return (await saying(phone, '✅ ثبت شد')).length;
}

/** A newcomer who has pressed «ثبت» below his first request. */
async function registered(): Promise<CitizenPhone> {
  const phone = await newcomer(running);
  await phone.send(POTHOLE);
  await phone.press('می‌پذیرم و ادامه');
  await phone.send('منطقه ۹');
  await phone.press('ثبت');
  return phone;
}

/** How often the bots have called each method, but for those that wait for updates. */
async function calls(): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${running.url}/simulator/api/stats`);
  const {
    calls: { getUpdates, ...counted },
  } = (await response.json()) as {
    readonly calls: Readonly<Record<string, number>>;
  };
  return counted;
}

const contact = (phone: CitizenPhone, phoneNumber = OWN) => ({
  contact: { phoneNumber, userId: phone.person },
});

describe('the first time', () => {
  it('asks whether the person agrees, keeps their words, and registers nothing before', async () => {
    const phone = await newcomer(running);
    await phone.send(POTHOLE);
    expect(await phone.last()).toContain('آنچه فرستادید نگه داشته شد');
    expect(await phone.last()).toContain('/privacy');
    await phone.sendAll([
      { photo: 'pothole', mediaGroup: 'one' },
      { photo: 'garbage', mediaGroup: 'one' },
    ]);
    for (const text of ['منطقه ۹', 'ثبت']) await phone.send(text);
    expect(await countRegistered(phone)).toBe(0);
    await phone.send('قبول');
    const review = await phone.withButton('ثبت');
    expect(review.text).toContain(POTHOLE);
    expect(review.text).toContain('عکس: ۲');
    expect(
      (await phone.chat()).filter(({ keyboard }) => JSON.stringify(keyboard ?? '').includes('agree')),
    ).toEqual([]);
  });

  it('asks the next question in the place of the first one', async () => {
    const phone = await newcomer(running);
    await phone.send(UNCLEAR);
    await phone.press('می‌پذیرم و ادامه');
    const [first, ...others] = (await phone.chat()).filter(({ from }) => from === 'bot');
    expect(others).toEqual([]);
    expect(first?.text).toMatch(/^موافقت شما ثبت شد.*\/privacy\n\nموضوع کدام است؟/);
    expect(first?.keyboard?.flat().map(({ text }) => text)).toContain('همه موضوع‌ها');
    await phone.press('چاله');
    expect(await phone.last()).toContain('کجاست؟');
  });

  it('takes twelve calls of Telegram for a first request and its card', async () => {
    const phone = await newcomer(running);
    const before = await calls();
    await phone.send(UNCLEAR);
    await phone.press('می‌پذیرم و ادامه');
    await phone.press('چاله');
    await phone.send({ location: IN_DISTRICT_9 });
    await phone.press('ثبت');
    const after = await calls();
    // The photos of whoever filed before may be fetched only now.
    const methods = Object.keys(after).filter((method) => method !== 'getFile');
    const made = methods.map((method) => [method, (after[method] ?? 0) - (before[method] ?? 0)]);
    expect(Object.fromEntries(made.filter(([, count]) => count !== 0))).toEqual({
      // The consent, the place, the end of the place, the review, the notice and the card.
      sendMessage: 6,
      answerCallbackQuery: 3,
      // The question of the topic, the topic that was chosen, and what was registered.
      editMessageText: 3,
    });
  });

  it('greets with the same question, and then goes on as ever', async () => {
    const phone = await newcomer(running);
    await phone.send('/start');
    expect(await phone.last()).toContain('مثلاً');
    await phone.press('می‌پذیرم و ادامه');
    expect(await phone.keyboard()).toEqual(['تنظیمات', 'راهنما', 'درخواست‌های من']);
    await phone.send(POTHOLE);
    expect(await phone.last()).toContain('کجاست؟');
  });

  it('takes four updates where the words say the topic, and ends with one message that says what it must', async () => {
    const phone = await registered();
    const sent = (await phone.chat()).filter(({ from }) => from === 'person');
    expect(sent).toHaveLength(2);
    const [last, ...others] = await phone.replies();
    expect(others).toEqual([]);
    for (const says of [
      'درخواست شما ثبت شد',
      'کد پیگیری',
      'رئیس اداره فنی و عمران منطقه ۹ رسید. تا',
      'مدیر بالاتر',
    ]) {
      expect(last).toContain(says);
    }
    const closing = await phone.withButton('وضعیت درخواست');
    expect(closing.keyboard?.flat().map(({ text }) => text)).toEqual([
      '📱 شماره تماس می‌گذارم',
      'وضعیت درخواست',
      'افزودن توضیح',
    ]);
    expect(await countRegistered(phone)).toBe(1);
    expect(await phone.keyboard()).toEqual(['تنظیمات', 'راهنما', 'درخواست‌های من']);
  });

  it('takes nobody else’s number, and one’s own after the request is registered', async () => {
    const phone = await registered();
    await phone.press('شماره تماس می‌گذارم');
    const refused = [
      { contact: { phoneNumber: OWN } },
      { contact: { phoneNumber: OWN, userId: 42 } },
      { ...contact(phone), forwarded: true },
    ];
    for (const message of refused) {
      await phone.send(message);
      expect(await phone.last()).toContain('شماره خودتان نیست');
    }
    await phone.send('۰۹۱۵۱۲۳۴۵۶۷');
    expect(await phone.last()).toContain('شماره را ننویسید');
    expect((await known(phone))?.phone).toBeUndefined();

    await phone.send(contact(phone));
    expect((await known(phone))?.phone).toBe(OWN);
    expect(await phone.keyboard()).toEqual(['تنظیمات', 'راهنما', 'درخواست‌های من']);
  });

  it('goes without a number where that is wished, and never offers it again', async () => {
    const phone = await registered();
    await phone.press('شماره تماس می‌گذارم');
    await phone.send('بدون شماره');
    expect(await phone.last()).toContain('بدون شماره ادامه می‌دهیم');
    for (const text of [POTHOLE, 'درخواست تازه', 'منطقه ۱۰', 'ثبت']) await phone.send(text);
    expect(await countRegistered(phone)).toBe(2);
    expect(await saying(phone, 'شماره تماس هم بگذارید')).toHaveLength(1);
  });
});

describe('the settings', () => {
  it('let one be called by a name, in the middle of a request', async () => {
    const phone = await newCitizen(running);
    await phone.send(POTHOLE);
    await phone.send('/settings');
    await phone.press('نام');
    await phone.send('👍');
    expect(await phone.last()).toContain('نامی ندارد');
    await phone.send('زهرا');
    expect((await known(phone))?.name).toBe('زهرا');
    expect(await phone.last()).toContain('کجاست؟');
    await phone.send('لغو');
    await phone.send('/start');
    expect(await phone.last()).toContain('زهرا');
    await phone.send('تنظیمات');
    await phone.press('نام را بردار');
    expect((await known(phone))?.name).toBeUndefined();
  });

  it('give a number, and take it away again', async () => {
    const phone = await newCitizen(running);
    await phone.send('تنظیمات');
    await phone.press('ثبت شماره من');
    await phone.send(contact(phone, '989157654321'));
    expect((await known(phone))?.phone).toBe('+989157654321');
    await phone.send('تنظیمات');
    await phone.press('شماره را بردار');
    expect((await known(phone))?.phone).toBeUndefined();
    expect((await phone.withButton('ثبت شماره من')).text).toContain('شماره: نداده‌اید');
  });

  it('bring questions and answers only, where that is wished', async () => {
    const phone = await newCitizen(running);
    await phone.send('تنظیمات');
    await phone.press('فقط پرسش‌ها و پاسخ‌ها');
    expect((await phone.withButton('همه گام‌ها را خبر بده')).text).toContain('فقط پرسش‌ها و پاسخ‌ها');
    for (const text of [POTHOLE, 'منطقه ۹', 'ثبت']) await phone.send(text);
    expect(await saying(phone, 'کد پیگیری')).toHaveLength(1);
    expect(await saying(phone, 'رسید. تا')).toHaveLength(1);

    const head = (await running.city.people()).find(({ position }) => position === HEAD)?.id ?? 0;
    const card = (await running.city.chat(head, 'staff')).at(-1)?.messageId ?? 0;
    await running.city.send(head, 'staff', { text: 'چاله امروز با آسفالت گرم پر شد.', replyTo: card });
    await running.city.idle();
    for (const button of ['انجام شد', 'ارسال']) {
      const messages = await running.city.chat(head, 'staff');
      const target = messages.findLast(({ keyboard }) =>
        keyboard?.flat().some(({ text }) => text === button),
      );
      await running.city.press(head, 'staff', target?.messageId ?? 0, button);
      await running.city.idle();
    }
    expect(await saying(phone, 'چاله امروز با آسفالت گرم پر شد.')).toHaveLength(1);
  });
});

describe('one’s own data', () => {
  it('are explained, and come as a page and for programs', async () => {
    const phone = await newCitizen(running);
    for (const text of [POTHOLE, 'منطقه ۹', 'ثبت']) await phone.send(text);
    await phone.send('/privacy');
    expect(await phone.last()).toContain('تلگرام');
    await phone.send('/mydata');
    const files = (await phone.chat()).filter(({ media }) => media?.includes('document'));
    expect(files).toHaveLength(2);
    expect(await phone.last()).toContain('دو فایل');
  });

  it('are deleted after two questions, and a person who comes back begins anew', async () => {
    const phone = await registered();
    await phone.press('شماره تماس می‌گذارم');
    await phone.send(contact(phone, '+989150000001'));
    await phone.send('زباله‌ها را نمی‌برند');
    await phone.send('درخواست تازه');
    await phone.send('/delete');
    expect(await phone.last()).toContain('بدون نام شما برای کار شهر می‌ماند');
    await phone.press('نه، پاک نکنید');
    expect(await known(phone)).toBeDefined();

    await phone.send('/delete');
    await phone.press('بله، ادامه');
    await phone.send('شاید');
    expect(await phone.last()).toContain('«بله» یا «نه»');
    await phone.press('بله، پاک کنید');
    expect(await phone.last()).toContain('پاک شد');
    expect(await known(phone)).toBeUndefined();
    const id = String(phone.person);
    for (const name of ['requests', 'deliveries', 'citizens', 'audit', 'citizenNotices']) {
      const kept = await running.connection.collection(name).find().toArray();
      expect([name, JSON.stringify(kept).includes(id)]).toEqual([name, false]);
    }
    const requests = await running.connection.collection('requests').find().toArray();
    expect(requests.filter(({ state }) => String(state.citizen).startsWith('gone:'))).toHaveLength(1);

    await phone.send('/requests');
    expect(await phone.last()).toContain('هنوز درخواستی ندارید');
    await phone.send('/start');
    expect((await phone.withButton('می‌پذیرم و ادامه')).text).toContain('پیش از شروع');
  });
});
