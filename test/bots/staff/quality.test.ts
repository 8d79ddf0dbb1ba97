import type { PhoneMessage } from '../../../src/story/city-client.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { pressNewest } from '../../stories/filing.js';
import { CITIZEN, holderOf, SUPERVISOR } from '../../support/people.js';
import { buttonsOf, DEPUTY, DEPUTY_TITLE, type Desk, HEAD, HEAD_TITLE, openDesk } from './staff-phones.js';

const MAYOR = holderOf('mayor');
const ANSWER = 'چاله را دیدیم و در برنامه گذاشتیم.';
const OBJECTION = 'هیچ کاری نکرده‌اند و چاله بزرگ‌تر شده است.';
const REASON = 'پاسخ نمی‌گوید چه روزی کار انجام می‌شود.';
const FILER = { person: CITIZEN, bot: 'citizen' } as const;

let desk: Desk;
let code: TrackingCode;

beforeAll(async () => {
  desk = await openDesk();
  code = await desk.file();
});
afterAll(() => desk.stop());

async function answer(person: number): Promise<void> {
  await desk.press(person, 'پاسخ');
  await desk.send(person, ANSWER);
  await desk.press(person, 'انجام شد');
  await desk.press(person, 'ارسال');
}

async function reported(person: number): Promise<readonly PhoneMessage[]> {
  return (await desk.fromBot(person)).filter(
    ({ text = '', media = [] }) => text.includes('گزارش پاسخ‌گویی') || media.includes('document'),
  );
}

it('is for supervisors, who see nothing while nobody complains', async () => {
  await desk.send(HEAD, 'کیفیت');
  expect(await desk.last(HEAD)).toContain('برای ناظران کیفیت است');
  await desk.send(SUPERVISOR, '/quality');
  expect(await desk.last(SUPERVISOR)).toContain('پاسخی نیست که شهروندی آن را نپسندیده باشد');
});

it('lists an answer with a low rating, and opens the whole case', async () => {
  await answer(HEAD);
  await pressNewest(desk.city, FILER, '۱');
  await desk.send(SUPERVISOR, 'کیفیت');
  const list = await desk.saying(SUPERVISOR, 'نپسندیدند');
  expect(list.text).toContain('نمره شهروند: ۱ از ۵');
  await desk.press(SUPERVISOR, '۱.');
  const shown = await desk.saying(SUPERVISOR, 'نوشته شهروند');
  expect(shown.text).toContain('چاله بزرگی جلوی دبستان');
  expect(shown.text).toContain(ANSWER);
  const pages = [];
  for (const page of ['سابقه', 'پاسخ‌ها', 'وضعیت']) {
    await desk.pressOn(SUPERVISOR, shown.messageId, { button: page });
    const turned = (await desk.fromBot(SUPERVISOR)).at(-1);
    expect(turned?.messageId).toBe(shown.messageId);
    pages.push(turned?.text ?? '');
  }
  expect(pages[0]).toContain('آنچه گذشت');
  expect(pages[1]).toContain(`پاسخ ${HEAD_TITLE}`);
  expect(pages[1]).toContain(ANSWER);
  expect(pages[1]).toContain('نمره شهروند: ۱ از ۵');
});

it('sends an answer that is none one level up, with a reason that citizen and managers read', async () => {
  await desk.press(SUPERVISOR, 'پاسخ پذیرفتنی نیست');
  await desk.send(SUPERVISOR, 'بد است');
  expect(await desk.last(SUPERVISOR)).toContain('چند کلمه بیشتر');
  await desk.send(SUPERVISOR, REASON);
  expect(await desk.last(SUPERVISOR)).toContain(REASON);
  expect((await desk.toCitizen()).at(-1)).not.toContain(REASON);
  await desk.press(SUPERVISOR, 'ارسال');
  expect(await desk.last(SUPERVISOR)).toContain(`پیش ${DEPUTY_TITLE} رفت`);
  const told = (await desk.toCitizen()).at(-1);
  expect(told).toContain(`ناظر کیفیت شهرداری پاسخ ${HEAD_TITLE} را پذیرفتنی ندید`);
  expect(told).toContain(REASON);
  expect((await desk.saying(HEAD, 'ناظر کیفیت پاسخ شما به درخواست')).text).toContain(REASON);
  expect((await desk.saying(DEPUTY, 'دلیل ناظر کیفیت')).text).toContain(REASON);
});

it('shows an objection in full, and no button for what nobody has answered since', async () => {
  await answer(DEPUTY);
  await pressNewest(desk.city, FILER, 'اعتراض');
  await desk.city.send(CITIZEN, 'citizen', { text: OBJECTION });
  await desk.city.idle();
  await pressNewest(desk.city, FILER, 'ارسال');
  await desk.send(SUPERVISOR, 'کیفیت');
  await desk.press(SUPERVISOR, '۱.');
  await desk.press(SUPERVISOR, 'پاسخ‌ها');
  const last = await desk.saying(SUPERVISOR, 'اعتراض شهروند به پاسخ');
  expect(last.text).toContain(OBJECTION);
  // One case in a chat: the one that was opened first has gone.
  const cases = (await desk.fromBot(SUPERVISOR)).filter(({ text = '' }) => text.startsWith('پرونده'));
  expect(cases.filter(({ deleted }) => deleted !== true)).toHaveLength(1);
  expect(buttonsOf(last)).not.toContain('پاسخ پذیرفتنی نیست');
});

it('takes forged presses from nobody else, and tells a supervisor what has changed', async () => {
  const { messageId } = await desk.saying(HEAD, 'ناظر کیفیت پاسخ شما');
  for (const data of ['quality:0', `qualityCase:${code}`, `disapprove:${code}`, 'report:lastWeek']) {
    expect(await desk.pressOn(HEAD, messageId, { data })).toBeTruthy();
  }
  expect((await desk.audited(HEAD)).filter((act) => /forgedPress|foreignRequest/.test(act))).toHaveLength(4);
  const list = await desk.saying(SUPERVISOR, 'نپسندیدند');
  expect(await desk.pressOn(SUPERVISOR, list.messageId, { data: `disapprove:${code}` })).toBeTruthy();
  expect(await desk.audited(SUPERVISOR)).toContain('caseRead');
});

it('reports on any days that a supervisor or the mayor asks for, and to nobody else', async () => {
  await desk.send(SUPERVISOR, 'گزارش');
  await desk.press(SUPERVISOR, 'این ماه');
  const [message, workbook] = await reported(SUPERVISOR);
  expect(message?.text).toContain('درخواست‌ها: ۱');
  expect(message?.text).toContain('رفته به مدیر بالاتر: ۲');
  expect(workbook?.media).toEqual(['document']);
  await desk.send(MAYOR, '۱ مهر ۱۴۰۴ تا ۳۰ مهر ۱۴۰۴');
  expect((await reported(MAYOR))[0]?.text).toContain('درخواستی ثبت نشده است');
  await desk.send(MAYOR, 'آبان ۱۴۰۴');
  expect((await reported(MAYOR)).at(-2)?.text).toContain('۱ آبان ۱۴۰۴');
  await desk.send(MAYOR, '۱ مهر ۱۴۰۰ تا ۳۰ مهر ۱۴۰۴');
  expect(await desk.last(MAYOR)).toContain('۳۶۶ روز');
  await desk.send(HEAD, 'گزارش');
  expect(await desk.last(HEAD)).toContain('برای ناظران کیفیت، شهردار و معاونان');
});

it('comes by itself on Saturday at eight, once, to supervisors, the mayor and his deputies', async () => {
  const before = (await reported(SUPERVISOR)).length;
  await desk.city.advance({ advanceHours: 7 * 24 });
  // As in another process, or after a crash, that does not know yet that it was sent.
  await desk.connection.collection('once').deleteMany({});
  await desk.city.advance({ advanceHours: 1 });
  expect(await reported(SUPERVISOR)).toHaveLength(before + 2);
  expect(await reported(MAYOR)).not.toHaveLength(0);
  expect(await reported(HEAD)).toHaveLength(0);
});
