import { COLLEAGUE, DEPUTY, type Desk, HEAD, HEAD_POSITION, HEAD_TITLE, OPERATOR, openDesk } from './desk.js';

const NOT_USABLE = 'این پیوند دعوت کار نمی‌کند. پیوند تازه را از راهبر سامانه بگیرید.';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

function stranger(): Promise<number> {
  return desk.city.createPerson({ name: 'مریم احمدی' });
}

it('tells a stranger where to turn', async () => {
  const person = await stranger();
  for (const message of ['/start', 'سلام', { sticker: true }] as const) {
    await desk.send(person, message);
    expect(await desk.last(person)).toContain('اگر همکار ما هستید، پیوند دعوت را');
  }
});

it('makes a manager of whoever uses it, names the position and brings what waits there', async () => {
  await desk.file();
  const person = await stranger();
  await desk.send(person, await desk.invite({ role: 'manager', position: HEAD_POSITION }));
  expect((await desk.saying(person, 'خوش آمدید')).text).toContain(`این‌جا ${HEAD_TITLE} هستید`);
  expect((await desk.saying(person, 'چاله بزرگی')).text).toContain('مانده');
  expect(await desk.audited(person)).toEqual(['inviteUsed']);
  await desk.send(HEAD, 'کارتابل من');
  expect(await desk.last(HEAD)).toContain('اکنون سمتی به نام شما نیست');
});

it('G24 works once: the second person becomes nothing', async () => {
  const start = await desk.invite({ role: 'operator' });
  const [first, second] = [await stranger(), await stranger()];
  await desk.send(first, start);
  expect(await desk.last(first)).toContain('از حالا این‌جا کارشناس دریافت ۱۳۷ هستید');
  await desk.send(second, start);
  expect(await desk.last(second)).toBe(NOT_USABLE);
  expect(await desk.audited(second)).toEqual(['inviteRefused']);
  await desk.send(second, '1234567894');
  expect(await desk.last(second)).toContain('برای مدیران و کارکنان شهرداری است');
});

it('G24 says the same of an invitation that is over, unknown or mangled', async () => {
  const start = await desk.invite({ role: 'administrator' });
  const person = await stranger();
  await desk.send(person, '/start nothing-of-ours');
  expect(await desk.last(person)).toBe(NOT_USABLE);
  await desk.send(person, `${start.slice(0, -1)} x`);
  expect(await desk.last(person)).toBe(NOT_USABLE);
  await desk.city.advance({ advanceHours: 49 });
  await desk.send(person, start);
  expect(await desk.last(person)).toBe(NOT_USABLE);
});

it('lets a stranger try five times an hour, whatever he tries then', async () => {
  const person = await stranger();
  const good = await desk.invite({ role: 'operator' });
  for (let tried = 0; tried < 5; tried += 1) await desk.send(person, `/start wrong-${tried}`);
  await desk.send(person, good);
  expect(await desk.last(person)).toContain('یک ساعت دیگر');
  await desk.city.advance({ advanceHours: 1 });
  await desk.send(person, good);
  expect(await desk.last(person)).toContain('خوش آمدید');
});

it('does not disturb a manager who uses a wrong one', async () => {
  await desk.send(COLLEAGUE, '/start nothing-of-ours');
  expect(await desk.last(COLLEAGUE)).toBe(NOT_USABLE);
  await desk.send(COLLEAGUE, '/start');
  expect(await desk.last(COLLEAGUE)).toContain('رئیس اداره فنی و عمران منطقه ۱۰');
});

it('speaks the language of the person', async () => {
  const person = await desk.city.createPerson({ name: 'Mary', languageCode: 'en-GB' });
  await desk.send(person, '/start');
  expect(await desk.last(person)).toContain('This bot is for managers');
  const arab = await desk.city.createPerson({ name: 'مريم', languageCode: 'ar' });
  await desk.send(arab, '/start');
  expect(await desk.last(arab)).toContain('هذا الروبوت لمديري البلدية');
});

it('shows managers their keyboard and strangers none', async () => {
  await desk.send(DEPUTY, '/start');
  const [mine] = (await desk.fromBot(DEPUTY)).slice(-1);
  expect(mine?.replyKeyboard?.flat().map(({ text }) => text)).toEqual([
    'راهنما',
    'کارتابل من',
    'جانشین',
    'جمله‌های آماده',
    'کارنامه من',
  ]);
  const person = await stranger();
  await desk.send(person, '/start');
  expect((await desk.fromBot(person)).at(-1)?.replyKeyboard).toBeUndefined();
});

it('G23 shows everybody the menu that fits, and takes it from whose role was taken', async () => {
  await desk.send(DEPUTY, '/start');
  expect(await desk.menuOf(DEPUTY)).toEqual([
    'start',
    'cartable',
    'record',
    'phrases',
    'absence',
    'help',
    'cancel',
  ]);
  expect(await desk.menuOf(await stranger())).toEqual(['start', 'help']);
  await desk.takeRole(DEPUTY, 'manager');
  await desk.send(DEPUTY, 'سلام');
  expect(await desk.menuOf(DEPUTY)).toEqual(['start', 'help']);
});

describe('an administrator', () => {
  const ADMINISTRATOR = 400_004;
  const VACANT = 'معاون خدمات شهری منطقه ۹';

  it('invites a manager to a position with a few presses, and a link that works', async () => {
    await desk.send(ADMINISTRATOR, 'دعوت همکار');
    for (const button of ['مدیر', 'منطقه‌ها', 'منطقه ۹', VACANT]) await desk.press(ADMINISTRATOR, button);
    const link = await desk.last(ADMINISTRATOR);
    expect(link).toContain(`پیوند دعوت ${VACANT}`);
    expect(link).not.toContain('حالا به نام کسی است');
    const [, token] = /\?start=([\w-]+)/.exec(link) ?? [];
    const person = await stranger();
    await desk.send(person, `/start ${token}`);
    expect(await desk.last(person)).toContain(`این‌جا ${VACANT} هستید`);
    expect(await desk.audited(ADMINISTRATOR)).toEqual(['inviteMade']);
  });

  it('is told that somebody has the position already', async () => {
    await desk.send(ADMINISTRATOR, '/invite');
    for (const button of ['مدیر', 'شهردار و قائم‌مقام', 'شهرداری مشهد', 'شهردار مشهد']) {
      await desk.press(ADMINISTRATOR, button);
    }
    expect(await desk.last(ADMINISTRATOR)).toContain('این سمت حالا به نام کسی است');
  });

  it('alone may do so: a forged press of somebody else makes nothing and is noted', async () => {
    await desk.send(OPERATOR, '/invite');
    const message = (await desk.fromBot(OPERATOR)).at(-1);
    expect(message?.text).toBe('دعوت همکار با راهبر سامانه است.');
    const answer = await desk.pressOn(OPERATOR, message?.messageId ?? 0, { data: 'inviteAs:administrator' });
    expect(answer).toBe('دعوت همکار با راهبر سامانه است.');
    expect(await desk.audited(OPERATOR)).toEqual(['foreignWord', 'forgedPress']);
    expect(await desk.connection.collection('invites').countDocuments({ createdBy: String(OPERATOR) })).toBe(
      0,
    );
  });
});
