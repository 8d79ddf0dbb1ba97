import { countParts } from '../../../src/sms/parts.js';
import { writeDigits } from '../../../src/text/numbers.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { eventually } from '../../support/eventually.js';
import { type MessagesOptions, openTelephoneLine } from './telephone-line.js';
import { DANGER } from './world.js';

const MINUTE = 60_000;

const line = openTelephoneLine();
const { number, citizen, goTo, openMessages, send, file, onPhone, becomes } = line;
const toDigits = (code: string) => writeDigits(code, 'fa');
const write = (text: string, from = number()) =>
  line.telephones.network.write(from.replace('+98', '0'), text);
const replies = () => onPhone().slice(1);
/** Starts a process that reads what has been written, and waits until that is handled and answered. */
async function read(options: MessagesOptions = {}): Promise<void> {
  const messages = openMessages({ ...options, reads: true });
  messages.start();
  const inbox = line.world.connection.collection('shortMessageInbox');
  await eventually(
    async () => (await inbox.countDocuments({ isHandled: false })) === 0 && messages.isQuiet(),
  );
}
async function told(): Promise<TrackingCode> {
  const code = await file();
  await becomes(code, 'accepted');
  return code;
}

it('hears by a code how the request stands, by night too, and once however often it is given', async () => {
  send();
  const code = await told();
  await line.stopAll();
  goTo(23);
  write(`کد ${code} چه شد`);
  await read();
  await eventually(() => replies().length === 1);
  expect(replies()[0]).toMatch(new RegExp(`درخواست ${toDigits(code)}\\nموضوع: [^]*پیش مدیر مسئول[^]*مهلت: `));
  line.telephones.faults.set({ kind: 'twice', times: 1 });
  await line.stopAll();
  await read();
  expect(replies()).toHaveLength(1);
  const [kept] = await line.world.connection.collection('shortMessageInbox').find().toArray();
  expect(kept).not.toHaveProperty('text');
  expect(kept).not.toHaveProperty('from');
});

/** How the message about an answer ends. */
const JUDGE_BY = /اگر حل شد ۷ یا «تأیید» و اگر نه ۹ یا «اعتراض» پیامک کنید؛ تا /;

/** What comes back to a message, beside news that follow from it. */
async function asks(text: string): Promise<string> {
  await line.stopAll();
  line.world.clock.advance(MINUTE);
  const before = onPhone().length;
  write(text);
  await read();
  return onPhone().slice(before).join('\n');
}
async function answered(): Promise<TrackingCode> {
  const code = await file();
  await line.world.citizens.addRequest(citizen(), code);
  await line.world.answer(code);
  await eventually(() => onPhone().some((text) => text.includes(toDigits(code)) && JUDGE_BY.test(text)));
  return code;
}
const stageOf = async (code: TrackingCode) => (await line.world.requests.find(code))?.request.stage;

it('accepts an answer by what its message says, once they know which one', async () => {
  send();
  const code = await answered();
  expect(await asks('تاييد')).toContain(`درخواست ${toDigits(code)} (چاله و خرابی آسفالت): پاسخ را می‌پذیرید`);
  expect((await stageOf(code))?.status).toBe('answered');
  expect(await asks('۵')).toContain('اگر حل شد ۷ و اگر نه ۹');
  expect(await asks('۸')).toContain('بسته شد. ممنون');
  expect(await stageOf(code)).toMatchObject({ status: 'closed', because: 'accepted' });
  expect(await asks('بله')).toContain('منتظر نظر شما نیست');
});

it('objects to one of several answers with what they have written, which is forgotten then', async () => {
  send();
  const [first, code] = [await answered(), await answered()];
  expect(await asks('9 چاله هنوز پر نشده')).toMatch(
    new RegExp(`۶۱: چاله و خرابی آسفالت، ${toDigits(first)}\n۶۲: .*${toDigits(code)}`),
  );
  expect(await asks('۶۲')).toContain('با همین نوشته ثبت شود؟');
  expect(await asks('بله')).toContain(`اعتراض شما به درخواست ${toDigits(code)} ثبت شد`);
  expect(await stageOf(code)).toMatchObject({ status: 'referred', referral: { because: 'objection' } });
  const events = (await line.world.requests.find(code))?.events ?? [];
  expect(events.find(({ type }) => type === 'objected')).toMatchObject({ reason: 'چاله هنوز پر نشده' });
  expect((await stageOf(first))?.status).toBe('answered');
  const inbox = line.world.connection.collection('shortMessageInbox');
  expect(await inbox.countDocuments({ text: { $exists: true } })).toBe(0);
});

it('is told that a code leads nowhere, until that looks like guessing', async () => {
  for (const text of ['1234567894', '۵۷۲۵۷۲۵۷۲۱', '0000000014']) write(text);
  await read();
  await eventually(() => onPhone().length === 2);
  expect(onPhone()).toEqual(Array(2).fill(expect.stringContaining('پیدا نشد')));
});

it('is told once what can be sent, and a stranger nothing', async () => {
  write('سلام');
  write('چرا جواب نمی‌دهید');
  write('تخفیف ویژه', '+989350000000');
  await read({ provider: 'smsir' });
  await eventually(() => onPhone().length === 1);
  expect(onPhone()).toEqual([expect.stringContaining('ده رقم کد پیگیری را بفرستید')]);
  expect(line.telephones.on('09350000000')).toEqual([]);
});

describe('of danger', () => {
  const GAS = 'بوی گاز شدید توی ساختمان پیچیده';
  const STRANGER = '+989350000001';
  const told = (phone = number()) => line.telephones.on(phone.replace('+98', '0'));

  it('is told at once whom to call, in one part, by night and beyond the budget too', async () => {
    goTo(23);
    write(GAS);
    await read({ partsPerDay: 0 });
    await eventually(() => told().length === 1);
    expect(told()).toEqual(['الان زنگ بزنید:\nامداد گاز: 194\nآتش‌نشانی و نجات: 125']);
    expect(countParts(told()[0] ?? '')).toBe(1);
    const kept = await line.world.connection.collection('shortMessages').find().toArray();
    expect(kept.map(({ call }) => call)).toEqual([undefined]);
  });

  it('is told it also where nobody knows the number', async () => {
    write(GAS, STRANGER);
    await read();
    await eventually(() => told(STRANGER).length === 1);
    expect(told(STRANGER)[0]).toContain('194');
  });

  it('is told it three times a day and then nothing that misses the point', async () => {
    for (let time = 0; time < 5; time += 1) write(`${GAS} ${time}`);
    await read();
    await eventually(() => told().length === 3);
    expect(new Set(told()).size).toBe(1);
  });

  it('is told it beside what else the message does', async () => {
    send();
    const code = await answered();
    const news = await asks(`۹ ${DANGER}`);
    expect(news).toContain('الان زنگ بزنید:');
    expect(news).toContain('با همین نوشته ثبت شود؟');
    expect((await stageOf(code))?.status).toBe('answered');
  });

  it('of themselves or at home gets the numbers, and nothing else comes of the words', async () => {
    write('می‌خواهم خودم را بکشم');
    await read();
    await eventually(() => told().length === 1);
    expect(told()[0]).toContain('123');
    const inbox = await line.world.connection.collection('shortMessageInbox').find().toArray();
    expect(inbox.map(({ text }) => text)).toEqual([undefined]);
  });

  it('gets no such answer where words only sound like it', async () => {
    write('این تابلو خیلی آتشین است و قیمت‌ها آتش گرفته');
    await read();
    await eventually(() => told().length === 1);
    expect(told()[0]).not.toContain('زنگ بزنید');
  });
});
