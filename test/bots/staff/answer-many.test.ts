import { pressAndCrash } from './crashed-press.js';
import { buttonsOf, COLLEAGUE, type Desk, HEAD, openDesk } from './staff-phones.js';

const ANSWER = 'گروه آسفالت امروز این خیابان را مرمت کرد.';
const STREETS = ['لاله', 'نرگس', 'یاس', 'میخک'];

let desk: Desk;
let codes: string[];

beforeAll(async () => {
  desk = await openDesk({ environment: { RECALL_SECONDS: '60' } });
  codes = [];
  for (const street of STREETS) {
    codes.push(await desk.file(`چاله بزرگی در خیابان ${street} است.`));
    await desk.city.advance({ advanceSeconds: 60 });
  }
});
afterAll(() => desk.stop());

const heard = async () => (await desk.toCitizen()).filter((text) => text.includes(ANSWER));
const shown = async () => (await desk.fromBot(HEAD)).at(-1);
const buttons = async () => buttonsOf((await shown()) ?? { messageId: 0, from: 'bot', date: 0 });

it('chooses from the list with check marks, and asks for the outcome and one text', async () => {
  await desk.send(HEAD, 'کارتابل');
  await desk.press(HEAD, 'پاسخ به چند درخواست');
  expect((await shown())?.text).toContain('حالا ۰ درخواست انتخاب شده است');
  expect(await buttons()).toEqual(['۴', '۳', '۲', '۱', 'همه این صفحه', 'لغو', 'بازگشت']);
  await desk.send(HEAD, ANSWER);
  expect((await desk.fromBot(HEAD)).map(({ text }) => text ?? '').join('\n')).toContain('اول درخواست‌ها را');
  await desk.press(HEAD, 'همه این صفحه');
  await desk.press(HEAD, '✓ ۴');
  expect(await buttons()).toContain('ادامه (۳)');
  expect(await buttons()).toContain('✓ ۱');
  await desk.press(HEAD, 'ادامه (۳)');
  expect((await shown())?.text).toContain('یک پاسخ به ۳ درخواست');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, 'گروه آسفالت آمد و رفت. '.repeat(140));
  expect((await shown())?.text).toContain('در یک پیام بخواند');
  const sent = await desk.send(HEAD, 'گروه آسفالت فردا می‌آید.');
  await desk.send(HEAD, { text: ANSWER, edit: sent });
});

it('shows what each citizen reads, page by page, before anything goes', async () => {
  const readings = [];
  for (let page = 1; page <= 3; page += 1) {
    const { text = '' } = (await shown()) ?? {};
    expect(text).toContain(ANSWER);
    expect(text).toContain('انجام شد');
    readings.push(text);
    if (page < 3) await desk.press(HEAD, 'بعدی');
  }
  expect(new Set(readings).size).toBe(3);
  expect(await buttons()).toContain('قبلی');
  expect(await heard()).toEqual([]);
});

it('sends all with one press, and takes all of it back with one', async () => {
  await desk.press(HEAD, 'ارسال به ۳ شهروند');
  const sent = await desk.saying(HEAD, 'به ۳ درخواست ثبت شد');
  expect(sent.text).toContain(ANSWER);
  expect(buttonsOf(sent)).toEqual(['پس‌گرفتن']);
  const data = sent.keyboard?.flat()[0]?.data ?? '';
  const foreign = await desk.send(COLLEAGUE, 'کارتابل');
  expect(await desk.pressOn(COLLEAGUE, foreign + 1, { data })).toContain('دیگر پس گرفته نمی‌شوند');
  await pressAndCrash(desk, HEAD, { messageId: sent.messageId, data });
  const told = await desk.saying(HEAD, 'را پس گرفتید');
  expect(told.text).toContain('پاسخ ۳ درخواست');
  // The next message takes up what the crash left: the same was done, and the same is said.
  await desk.city.send(HEAD, 'staff', { text: 'راهنما' });
  await desk.city.idle();
  const again = await desk.saying(HEAD, 'را پس گرفتید');
  expect([again.messageId === told.messageId, again.text]).toEqual([false, told.text]);
  await desk.city.advance({ advanceSeconds: 120 });
  expect(await heard()).toEqual([]);
  expect((await desk.saying(HEAD, ANSWER)).text).toContain(ANSWER);
});

it('names what has changed meanwhile and leaves it out, and sends the others, once each', async () => {
  await desk.connection
    .collection<{ _id: string }>('requests')
    .updateOne({ _id: codes[1] ?? '' }, { $set: { 'state.stage.referral.position': 'mayor' } });
  await desk.press(HEAD, 'ارسال به ۳ شهروند');
  const sent = await desk.saying(HEAD, 'به ۲ درخواست ثبت شد');
  expect(sent.text).toContain('کنار ماندند (۱)');
  expect(sent.text).toContain('این درخواست پیش شما نیست');
  await desk.city.advance({ advanceSeconds: 61 });
  expect(await heard()).toHaveLength(2);
  const data = sent.keyboard?.flat()[0]?.data ?? '';
  expect(await desk.pressOn(HEAD, sent.messageId, { data })).toContain('دیگر پس گرفته نمی‌شوند');
  await desk.city.advance({ advanceSeconds: 61 });
  expect(await heard()).toHaveLength(2);
});

it('says what became of each once none can be taken back, and has no button then', async () => {
  const recalled = await desk.saying(HEAD, 'برای شهروند نرفت');
  expect(recalled.text?.match(/برای شهروند نرفت/g)).toHaveLength(3);
  const given = await desk.saying(HEAD, 'به ۲ درخواست ثبت شد و برای شهروندان می‌رود');
  expect(given.text).toContain(ANSWER);
  expect([buttonsOf(recalled), buttonsOf(given)]).toEqual([[], []]);
});

it('is set aside with its words when something else begins', async () => {
  const code = await desk.file('چاله بزرگی در خیابان نسترن است.');
  await desk.send(HEAD, 'کارتابل');
  await desk.press(HEAD, 'پاسخ به چند درخواست');
  await desk.press(HEAD, 'همه این صفحه');
  await desk.press(HEAD, 'ادامه');
  await desk.press(HEAD, 'شدنی نیست');
  await desk.send(HEAD, ANSWER);
  await desk.send(HEAD, code);
  await desk.press(HEAD, 'پرسش از شهروند');
  const told = await desk.saying(HEAD, 'کنار رفت و فرستاده نشد');
  expect(told.text).toContain(ANSWER);
});
