import type { Outgoing } from '../../../src/story/city-client.js';
import { pressNewest } from '../../stories/filing.js';
import { CITIZEN, OPERATOR, OTHER_OPERATOR, SUPERVISOR } from '../../support/people.js';
import { type Desk, HEAD, openDesk } from './staff-phones.js';

const FIRE = 'آتش‌سوزی شده و دود همه کوچه را گرفته';
const GAS = 'بوی گاز در کوچه می‌آید، خطرناک است';
const NIGHT_SECONDS = 14 * 3_600;

let desk: Desk;
let neighbour: number;

beforeAll(async () => {
  desk = await openDesk();
  neighbour = await desk.city.createPerson({ name: 'همسایه' });
  await desk.city.send(neighbour, 'citizen', { text: '/start' });
  await desk.city.passMoment(2);
  await pressNewest(desk.city, { person: neighbour, bot: 'citizen' }, 'می‌پذیرم');
});
afterAll(() => desk?.stop());

/** Files what tells of danger. */
async function fileDanger(person: number, text: string): Promise<void> {
  await desk.city.send(person, 'citizen', { text });
  await desk.city.passMoment(2);
  await pressNewest(desk.city, { person, bot: 'citizen' }, 'برای شهرداری هم بفرست');
  await desk.city.passMoment(2);
  await file(person, []);
}

/** Files a request about which nothing but the district is known, as quickly as people do. */
async function file(person: number, first: readonly Outgoing[]): Promise<void> {
  const filer = { person, bot: 'citizen' } as const;
  for (const message of [...first, { text: 'نمی‌دانم' }, { text: 'منطقه ۹' }]) {
    await desk.city.send(person, 'citizen', message);
    await desk.city.passMoment(2);
  }
  await pressNewest(desk.city, filer, 'ثبت');
  await desk.city.passMoment(2);
  const newest = (await desk.city.chat(person, 'citizen')).at(-1);
  const isAsked = newest?.replyKeyboard?.flat().some(({ text: key }) => key === 'بدون شماره') ?? false;
  if (!isAsked) return;
  await desk.city.send(person, 'citizen', { text: 'بدون شماره' });
  await desk.city.passMoment(2);
}

async function urgentMessages(person: number) {
  return (await desk.fromBot(person)).filter(({ text = '' }) => text.includes('🚨'));
}

it('tells every operator of urgent requests in one message, also at night, and lists them first', async () => {
  await desk.city.advance({ advanceSeconds: NIGHT_SECONDS });
  await file(CITIZEN, [{ voice: 'voice' }]);
  await fileDanger(CITIZEN, FIRE);
  await fileDanger(neighbour, GAS);

  for (const operator of [OPERATOR, OTHER_OPERATOR]) {
    const [message, ...more] = await urgentMessages(operator);
    expect(more).toEqual([]);
    expect(message?.text).toContain('۲ درخواست فوری');
    expect(message?.text).toContain(FIRE);
    expect(message?.text).toContain(GAS);
  }
  await desk.send(OPERATOR, 'صف');
  const list = await desk.saying(OPERATOR, 'در صف');
  expect(list.text).toContain('۳ درخواست');
  expect(list.text?.match(/🚨/g)).toHaveLength(2);
  const marked = (list.keyboard ?? []).map((row) => row[0]?.text.includes('🚨') ?? false);
  expect(marked.slice(0, 3)).toEqual([true, true, false]);
});

it('takes the mark away with one press, for all operators, and notes who did it', async () => {
  expect(await desk.press(OPERATOR, '۲. فوری نیست')).toContain('برداشته شد');
  for (const operator of [OPERATOR, OTHER_OPERATOR]) {
    const [message] = await urgentMessages(operator);
    expect(message?.text).toContain('۱ درخواست فوری');
    expect(message?.text).toContain('دیگر فوری نیست');
    expect((message?.keyboard ?? []).flat().map(({ text }) => text)).toEqual(['۱. فوری نیست', '۱. دیدن']);
  }
  expect(await desk.audited(OPERATOR)).toContain('urgencyDismissed');
});

it('alarms the supervisor about one that nobody has touched, and refuses a manager', async () => {
  await desk.city.advance({ advanceSeconds: 31 * 60 });
  await desk.city.passMoment(5);
  const [alarm, ...more] = (await desk.fromBot(SUPERVISOR)).filter(({ text = '' }) =>
    text.includes('دست نزده'),
  );
  expect(more).toEqual([]);
  expect(alarm?.text).toContain(FIRE);
  const data = alarm?.keyboard?.flat().find(({ text }) => text === 'فوری نیست')?.data ?? '';
  await desk.send(HEAD, '/start');
  const { messageId } = (await desk.fromBot(HEAD)).at(-1) ?? { messageId: 0 };
  expect(await desk.pressOn(HEAD, messageId, { data })).not.toContain('برداشته شد');
  expect(await desk.press(SUPERVISOR, 'فوری نیست')).toContain('برداشته شد');
  expect(await desk.audited(SUPERVISOR)).toContain('urgencyDismissed');
});

it('tells an operator what to read out to a caller, and marks the request of the call', async () => {
  for (const text of ['تماس تازه', '۰۹۱۵ ۷۷۷ ۱۳۱۳', FIRE]) await desk.send(OPERATOR, text);
  expect((await desk.saying(OPERATOR, 'به تماس‌گیرنده بگویید')).text).toMatch(/^125$/m);
  for (const text of ['نمی‌دانم', 'منطقه ۹', 'ثبت']) await desk.send(OPERATOR, text);
  expect((await urgentMessages(OTHER_OPERATOR)).at(-1)?.text).toContain('۱ درخواست فوری');
});

it('puts nothing first of a person whose last three marks were taken away, and still shows the mark', async () => {
  const heard = async () =>
    (await desk.fromBot(OTHER_OPERATOR)).filter(({ text = '' }) => text.includes('دیگر فوری نیست')).length;
  const before = await heard();
  for (const words of [FIRE, GAS, FIRE]) {
    await desk.city.advance({ advanceSeconds: 3_600 });
    await fileDanger(neighbour, words);
    await desk.press(OPERATOR, '۱. فوری نیست');
  }
  expect(await heard()).toBe(before + 3);
  const told = (await desk.fromBot(OTHER_OPERATOR)).length;
  await desk.city.advance({ advanceSeconds: 3_600 });
  await fileDanger(neighbour, GAS);
  expect((await desk.fromBot(OTHER_OPERATOR)).length).toBe(told);
  const newest = await desk.connection.collection('requests').findOne({}, { sort: { 'state.filedAt': -1 } });
  expect(newest?.['state'].urgentMarks).toMatchObject([{ isPutFirst: false }]);
});

it('marks nothing whose words only sound like danger', async () => {
  await file(CITIZEN, [{ text: 'شیر آتش‌نشانی چکه می‌کند' }]);
  const newest = await desk.connection.collection('requests').findOne({}, { sort: { 'state.filedAt': -1 } });
  expect(newest?.['state'].text).toContain('چکه می‌کند');
  expect(newest?.['state'].urgentMarks).toBeUndefined();
});
