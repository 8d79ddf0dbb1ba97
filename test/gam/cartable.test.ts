import type { OfficeLetter } from '../../src/simulator/gam/office.js';
import {
  buttonsOf,
  DEPUTY,
  DEPUTY_TITLE,
  type Desk,
  HEAD,
  HEAD_POSITION,
  HEAD_TITLE,
  openDesk,
} from '../bots/staff/staff-phones.js';
import { IN_DISTRICT_9, pressNewest, sayItIsAnother, sayItIsNew } from '../stories/filing.js';
import { eventually } from '../support/eventually.js';
import { ADMINISTRATOR, CITIZEN, holderOf, OPERATOR } from '../support/people.js';
import { type GamDesks, gamDesksAt } from './gam-desks.js';

const DEPUTY_POSITION = 'district-9-civil-works-deputy';
const DONE = 'چاله امروز صبح با آسفالت گرم پر شد و محل باز است.';

let desk: Desk;
let gam: GamDesks;
beforeAll(async () => {
  desk = await openDesk({ environment: { RECALL_SECONDS: '0' } });
  gam = gamDesksAt(() => desk.url);
  await connectDistrict('تلفن و گام');
});
afterAll(() => desk.stop());
afterEach(() => gam.mend());

/** An administrator chooses how the managers of district 9 get requests. */
async function connectDistrict(way: string): Promise<void> {
  await desk.send(ADMINISTRATOR, 'اتصال واحدها');
  await desk.send(ADMINISTRATOR, 'منطقه ۹');
  await desk.press(ADMINISTRATOR, way);
}

/** The newest letter of a position. */
async function newest(position = HEAD_POSITION): Promise<OfficeLetter> {
  const letter = (await gam.letters(position)).at(-1);
  if (letter === undefined) throw new Error(`${position} has no letter.`);
  return letter;
}

const settled = () => desk.city.passMoment(5);

it('puts a letter into the cartable beside the card, with the words, the deadline and margin notes', async () => {
  const code = await desk.file('چاله بزرگی جلوی درمانگاه است.');
  const letter = await newest();
  expect(letter).toMatchObject({
    trackingCode: code,
    receiverTitle: HEAD_TITLE,
    kind: 'داخلی',
    priority: 'عادی',
  });
  expect(letter.subject).toContain('چاله و خرابی آسفالت');
  expect(letter.text).toContain('چاله بزرگی جلوی درمانگاه است.');
  expect(letter.standing).toContain('مهلت پاسخ: تا');
  expect(letter.marginNotes.join('\n')).toContain(`به ${HEAD_TITLE} رسید`);
  expect(new Date(letter.deadline ?? 0).getTime() - (await desk.city.now()).getTime()).toBeGreaterThan(
    71 * 3_600_000,
  );
  expect(buttonsOf(await desk.saying(HEAD, 'درمانگاه'))).toContain('پاسخ');
});

it('shows the desk the photo of the citizen, under an address that nobody can guess or change', async () => {
  await desk.city.send(CITIZEN, 'citizen', { photo: 'pothole', caption: 'چاله‌ای جلوی نانوایی قدیمی است.' });
  await settled();
  await sayItIsNew(desk.city, { person: CITIZEN, bot: 'citizen' });
  await desk.city.send(CITIZEN, 'citizen', { location: IN_DISTRICT_9 });
  await settled();
  await sayItIsAnother(desk.city, { person: CITIZEN, bot: 'citizen' });
  await pressNewest(desk.city, { person: CITIZEN, bot: 'citizen' }, 'ثبت');
  const [link = ''] = (await newest()).links;
  const photo = await fetch(link);
  expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect((await photo.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  const later = link.replace(/until=(\d+)/, (_all, until: string) => `until=${Number(until) + 1}`);
  expect((await fetch(later)).status).toBe(404);
  expect((await fetch(link.replace(/signature=.*/, ''))).status).toBe(404);
});

it('takes an answer given at the desk as the act of the manager: card, citizen and letter know it', async () => {
  await desk.file('چاله‌ای کنار مدرسه باز شده است.');
  const { id } = await newest();
  expect(await gam.act(id, { kind: 'answer', outcome: 'done', text: DONE })).toBe(201);
  await settled();
  expect((await desk.toCitizen()).at(-1)).toContain(DONE);
  const card = await desk.saying(HEAD, 'کنار مدرسه');
  expect(card.text).toContain('پاسخ داده شد');
  const letter = await newest();
  expect(letter).toMatchObject({
    id,
    withdrawnAt: expect.any(String),
    acts: [{ receipt: { accepted: true } }],
  });
  const stored = await desk.connection.collection('requests').findOne({ 'state.text': /کنار مدرسه/ });
  const answered = stored?.['events'].find(({ type }: { type: string }) => type === 'answered');
  expect(answered.actor).toEqual({
    kind: 'manager',
    position: HEAD_POSITION,
    person: `gam:${HEAD_POSITION}`,
    channel: 'gam',
  });
});

it('asks the citizen what was asked at the desk, and brings the reply into the letter with the new deadline', async () => {
  await desk.file('آسفالت کوچه یاس نشست کرده است.');
  const { id } = await newest();
  await gam.act(id, { kind: 'question', text: 'کدام سمت کوچه است؟' });
  await settled();
  expect((await desk.toCitizen()).at(-1)).toContain('کدام سمت کوچه است؟');
  const waiting = await newest();
  expect(waiting.standing).toContain('منتظر پاسخ شهروند');
  expect(waiting.deadline).toBeNull();
  await pressNewest(desk.city, { person: CITIZEN, bot: 'citizen' }, 'پاسخ');
  await desk.city.send(CITIZEN, 'citizen', { text: 'سمت راست، جلوی پلاک ۱۲' });
  await settled();
  await pressNewest(desk.city, { person: CITIZEN, bot: 'citizen' }, 'ارسال');
  const replied = await newest();
  expect(replied).toMatchObject({ id, text: expect.stringContaining('جلوی پلاک ۱۲') });
  expect(replied.deadline).not.toBeNull();
  await gam.act(id, { kind: 'answer', outcome: 'notPossible', text: 'این کوچه ملک خصوصی است.' });
  await settled();
  expect((await newest()).withdrawnAt).toBeDefined();
});

it('passes on what was referred at the desk, with the margin note as its reason', async () => {
  await desk.file('چاله‌ای سر چهارراه است.');
  const { id } = await newest();
  await gam.act(id, {
    kind: 'referral',
    target: 'district-2-civil-works-head',
    text: 'این نشانی در منطقه ۲ است.',
  });
  await settled();
  expect((await desk.saying(holderOf('district-2-civil-works-head'), 'سر چهارراه')).text).toContain(
    'این نشانی در منطقه ۲ است.',
  );
  expect(await newest()).toMatchObject({ id, withdrawnAt: expect.any(String) });
  // The other unit has its requests on the phone alone.
  expect(await gam.letters('district-2-civil-works-head')).toEqual([]);
});

it('withdraws the letter of a request that was answered on the phone, and says so at the desk', async () => {
  const code = await desk.file('چاله‌ای جلوی نانوایی است.');
  const { id } = await newest();
  await gam.fault('away');
  expect(await gam.act(id, { kind: 'answer', outcome: 'done', text: 'همکارم آن را پر کرده است.' })).toBe(201);
  await desk.send(HEAD, code);
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, DONE);
  await desk.press(HEAD, 'ارسال');
  const before = (await desk.toCitizen()).length;
  await gam.mend();
  await settled();
  const letter = await newest();
  expect(letter.standing).toContain('پاسخ داده شد');
  expect(letter.acts[0]?.receipt).toEqual({
    accepted: false,
    sentence: `${HEAD_TITLE} به این درخواست پاسخ داده است.`,
  });
  expect(await desk.toCitizen()).toHaveLength(before);
  // Both were the same position: nothing is left for the operators to decide.
  await expect(desk.saying(OPERATOR, 'همکارم آن را پر کرده است.')).rejects.toThrow();
  expect(await gam.act(id, { kind: 'answer', outcome: 'done', text: DONE })).toBe(409);
});

it('sets an answer aside that came after its position had lost the request, with both texts', async () => {
  await desk.file('چاله‌ای جلوی کتابخانه است.');
  const { id } = await newest();
  await gam.fault('away');
  await gam.act(id, { kind: 'answer', outcome: 'done', text: 'دیروز لکه‌گیری شد و تمام است.' });
  await desk.city.advance({ advanceHours: 73 });
  expect((await desk.saying(DEPUTY, 'کتابخانه')).text).toContain('چرا به شما رسید');
  await gam.mend();
  await settled();
  const told = await desk.saying(OPERATOR, 'دیروز لکه‌گیری شد');
  expect(told.text).toContain('جلوی کتابخانه');
  expect(told.text).toContain(`این درخواست حالا پیش ${DEPUTY_TITLE} است.`);
  await desk.press(OPERATOR, 'پرونده');
  expect((await desk.fromBot(OPERATOR)).at(-1)?.text).toContain('جلوی کتابخانه');
  const late = (await gam.letters(HEAD_POSITION)).find((letter) => letter.id === id);
  expect(late).toMatchObject({ withdrawnAt: expect.any(String), acts: [{ receipt: { accepted: false } }] });
  const above = (await gam.letters(DEPUTY_POSITION)).map(({ text }) => text);
  expect(above.filter((text) => text.includes('جلوی کتابخانه'))).toHaveLength(1);
  expect((await desk.toCitizen()).some((text) => text.includes('دیروز لکه‌گیری شد'))).toBe(false);
});

it('loses nothing, doubles nothing and keeps the order while Gam is away for a day', async () => {
  await gam.fault('away');
  const known = (await gam.letters(HEAD_POSITION)).length;
  const codes: string[] = [];
  for (const place of ['پل هوایی', 'ایستگاه', 'باغ ملی'])
    codes.push(await desk.file(`چاله‌ای کنار ${place} است.`));
  await desk.city.advance({ advanceHours: 24 });
  expect(await gam.letters(HEAD_POSITION)).toHaveLength(known);
  await gam.mend();
  await gam.fault('lostAnswer', 1);
  await settled();
  await eventually(async () => (await gam.letters(HEAD_POSITION)).length === known + 3);
  const arrived = (await gam.letters(HEAD_POSITION)).slice(known);
  expect(arrived.map(({ trackingCode }) => trackingCode)).toEqual(codes);
  // The clock has not waited for Gam.
  const left = new Date(arrived[0]?.deadline ?? 0).getTime() - (await desk.city.now()).getTime();
  expect(left).toBeLessThan(48 * 3_600_000);
});

it('carries each act out once, in its order, if Gam gives everything twice and the last first', async () => {
  await desk.file('چاله‌ای جلوی مسجد است.');
  const { id } = await newest();
  await gam.fault('twice');
  await gam.fault('outOfOrder');
  await gam.fault('away');
  await gam.act(id, { kind: 'question', text: 'جلوی در اصلی است؟' });
  await gam.act(id, { kind: 'answer', outcome: 'done', text: DONE });
  await gam.mend('away');
  await settled();
  const letter = await newest();
  expect(letter.acts.map(({ receipt }) => receipt?.accepted)).toEqual([true, false]);
  expect((await desk.toCitizen()).filter((text) => text.includes('جلوی در اصلی است؟'))).toHaveLength(1);
});

it('tells the administrators once of a letter that Gam does not take, and tries again', async () => {
  await gam.fault('refuses');
  const code = await desk.file('چاله‌ای جلوی داروخانه است.');
  const told = async () =>
    (await desk.fromBot(ADMINISTRATOR)).filter(({ text }) => text?.includes('گام یک نامه را نپذیرفت'));
  expect(await told()).toHaveLength(1);
  expect((await told())[0]?.text).toContain('دبیرخانه این نامه را نپذیرفت.');
  await desk.city.advance({ advanceHours: 1 });
  expect(await told()).toHaveLength(1);
  await gam.mend();
  await desk.city.advance({ advanceHours: 1 });
  expect((await newest()).trackingCode).toBe(code);
});

it('sends no card where a unit is connected through Gam alone, and passes over no desk', async () => {
  await connectDistrict('فقط گام');
  await desk.file('چاله‌ای جلوی کبابی است.');
  expect((await newest()).text).toContain('جلوی کبابی');
  await expect(desk.saying(HEAD, 'جلوی کبابی')).rejects.toThrow();
  await desk.takePosition(HEAD_POSITION, HEAD);
  await desk.file('چاله‌ای جلوی گلخانه است.');
  await desk.city.advance({ advanceHours: 1 });
  expect((await newest()).text).toContain('جلوی گلخانه');
  await gam.act((await newest()).id, { kind: 'answer', outcome: 'done', text: DONE });
  await settled();
  expect((await desk.toCitizen()).at(-1)).toContain(DONE);
});
