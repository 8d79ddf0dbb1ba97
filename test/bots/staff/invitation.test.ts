import { ADMINISTRATOR, OPERATOR } from '../../support/people.js';
import { COLLEAGUE, DEPUTY, type Desk, HEAD, HEAD_POSITION, HEAD_TITLE, openDesk } from './staff-phones.js';

const NOT_USABLE = 'این پیوند دعوت کار نمی‌کند. پیوند تازه را از راهبر سامانه بگیرید.';

/** The number to which invitations are bound. */
const OWN = '+989151234567';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

function stranger(): Promise<number> {
  return desk.city.createPerson({ name: 'مریم احمدی' });
}

/** What the link of a message carries. */
function tokenIn(text: string): string {
  return /\?start=([\w-]+)/.exec(text)?.[1] ?? '';
}

it('tells a stranger where to turn', async () => {
  const person = await stranger();
  for (const message of ['/start', 'سلام', { sticker: true }] as const) {
    await desk.send(person, message);
    expect(await desk.last(person)).toContain('اگر همکار ما هستید، پیوند دعوت را');
  }
});

it('makes the person who uses it a manager, names the position and brings its open requests', async () => {
  await desk.file();
  const person = await stranger();
  await desk.send(person, await desk.invite({ role: 'manager', position: HEAD_POSITION }));
  expect((await desk.saying(person, 'خوش آمدید')).text).toContain(`این‌جا ${HEAD_TITLE} هستید`);
  expect((await desk.saying(person, 'چاله بزرگی')).text).toContain('مانده');
  expect(await desk.audited(person)).toEqual(['inviteUsed']);
  await desk.send(HEAD, 'کارتابل من');
  expect(await desk.last(HEAD)).toContain('اکنون سمتی به نام شما نیست');
});

it('works once: the second person becomes nothing', async () => {
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

it('says the same of an invitation that is over, unknown or mangled', async () => {
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

it('lets a stranger try five times an hour, whatever they try then', async () => {
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

it('shows everybody the menu that fits, and takes it from whose role was taken', async () => {
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
  const VACANT = 'معاون خدمات شهری منطقه ۹';

  it('invites a manager to a position with a few presses, and a link that works', async () => {
    await desk.send(ADMINISTRATOR, 'دعوت همکار');
    for (const button of ['مدیر', 'منطقه‌ها', 'منطقه ۹', VACANT]) await desk.press(ADMINISTRATOR, button);
    const link = await desk.last(ADMINISTRATOR);
    expect(link).toContain(`پیوند دعوت ${VACANT}`);
    expect(link).not.toContain('حالا به نام کسی است');
    const person = await stranger();
    await desk.send(person, `/start ${tokenIn(link)}`);
    expect(await desk.last(person)).toContain(`این‌جا ${VACANT} هستید`);
    expect(await desk.audited(ADMINISTRATOR)).toEqual(['inviteMade']);
  });

  it('types the unit or the position in place of pressing, and sends nothing that was not pressed', async () => {
    await desk.send(ADMINISTRATOR, 'دعوت همکار');
    await desk.send(ADMINISTRATOR, 'هزارپا');
    expect(await desk.last(ADMINISTRATOR)).toContain('پیدا نشد');
    await desk.send(ADMINISTRATOR, 'منطقه ۹');
    expect(await desk.last(ADMINISTRATOR)).toContain('کدام سمت؟');
    await desk.send(ADMINISTRATOR, 'رئیس اداره');
    expect(await desk.last(ADMINISTRATOR)).toBe('کدام یک؟');
    await desk.press(ADMINISTRATOR, 'بعدی');
    await desk.send(ADMINISTRATOR, 'منطقه ۹ معاون خدمات شهری');
    expect(await desk.last(ADMINISTRATOR)).toBe('کدام یک؟');
    await desk.press(ADMINISTRATOR, VACANT);
    expect(await desk.last(ADMINISTRATOR)).toContain(`پیوند دعوت ${VACANT}`);
    await desk.send(ADMINISTRATOR, 'هزارپا');
    expect(await desk.last(ADMINISTRATOR)).not.toContain('پیدا نشد');
  });

  it('is told that somebody has the position already', async () => {
    await desk.send(ADMINISTRATOR, '/invite');
    for (const button of ['مدیر', 'شهردار و قائم‌مقام', 'شهرداری مشهد', 'شهردار مشهد']) {
      await desk.press(ADMINISTRATOR, button);
    }
    expect(await desk.last(ADMINISTRATOR)).toContain('این سمت حالا به نام کسی است');
  });

  it('binds an invitation to a number: the first link is dead, and only the person who proves the number can use the second', async () => {
    await desk.send(ADMINISTRATOR, '/invite');
    await desk.press(ADMINISTRATOR, 'ناظر');
    const first = tokenIn(await desk.last(ADMINISTRATOR));
    await desk.press(ADMINISTRATOR, 'فقط برای یک شماره');
    expect(await desk.last(ADMINISTRATOR)).toContain('برای کدام شماره');
    await desk.send(ADMINISTRATOR, 'نمی‌دانم');
    expect(await desk.last(ADMINISTRATOR)).toContain('این شماره خوانده نشد');
    await desk.send(ADMINISTRATOR, '۰۹۱۵۱۲۳');
    expect(await desk.last(ADMINISTRATOR)).toContain('رقم کم دارد');
    await desk.send(ADMINISTRATOR, 'شماره‌اش ۰۹۱۵ ۱۲۳ ۴۵۶۷ است');
    const bound = await desk.last(ADMINISTRATOR);
    expect(bound).toContain('فقط برای \u2068۰۹۱۵ ۱۲۳ ۴۵۶۷\u2069');
    const shown = await desk.fromBot(ADMINISTRATOR);
    expect(shown.some(({ text = '' }) => text.includes(first))).toBe(false);

    const [other, right, late] = [await stranger(), await stranger(), await stranger()];
    await desk.send(other, `/start ${first}`);
    expect(await desk.last(other)).toBe(NOT_USABLE);

    await desk.send(other, `/start ${tokenIn(bound)}`);
    expect(await desk.last(other)).toContain('این دعوت فقط برای یک شماره است');
    for (const [message, says] of [
      [OWN, 'شماره را ننویسید'],
      [{ sticker: true }, 'دکمه «ارسال شماره من» را بزنید تا دعوت را باز کنیم'],
      [{ contact: { phoneNumber: OWN, userId: 42 } }, 'شماره خودتان نیست'],
      [{ contact: { phoneNumber: OWN, userId: other }, forwarded: true }, 'شماره خودتان نیست'],
      [{ contact: { phoneNumber: '+989157654321', userId: other } }, 'برای شماره دیگری است'],
    ] as const) {
      await desk.send(other, message);
      expect(await desk.last(other)).toContain(says);
    }
    expect(await desk.audited(other)).toEqual(Array(4).fill('inviteRefused'));
    await desk.send(other, 'لغو');
    expect(await desk.last(other)).toContain('دعوت کنار رفت');
    await desk.send(other, { contact: { phoneNumber: OWN, userId: other } });
    expect(await desk.last(other)).toContain('پیوند دعوت را از راهبر');

    await desk.send(right, `/start ${tokenIn(bound)}`);
    await desk.send(late, `/start ${tokenIn(bound)}`);
    await desk.send(right, { contact: { phoneNumber: '989151234567', userId: right } });
    expect(await desk.last(right)).toContain('این‌جا ناظر کیفیت هستید');
    await desk.send(late, { contact: { phoneNumber: OWN, userId: late } });
    expect(await desk.last(late)).toBe(NOT_USABLE);
    expect(await desk.audited(right)).toEqual(['inviteUsed']);
    expect(await desk.audited(late)).toEqual(['inviteRefused']);
    const conversations = await desk.connection
      .collection('chats')
      .find({ chatId: { $in: [other, right, late] } })
      .toArray();
    expect(JSON.stringify(conversations)).not.toContain('9151234567');
  });

  it('counts numbers that do not fit with the links that do not work', async () => {
    await desk.send(ADMINISTRATOR, '/invite');
    await desk.press(ADMINISTRATOR, 'ناظر');
    await desk.press(ADMINISTRATOR, 'فقط برای یک شماره');
    await desk.send(ADMINISTRATOR, { contact: { phoneNumber: OWN, userId: 42 } });
    const person = await stranger();
    await desk.send(person, '/start nothing-of-ours');
    await desk.send(person, `/start ${tokenIn(await desk.last(ADMINISTRATOR))}`);
    for (let tried = 0; tried < 4; tried += 1) {
      await desk.send(person, { contact: { phoneNumber: '+989157654321', userId: person } });
    }
    const own = { contact: { phoneNumber: OWN, userId: person } };
    await desk.send(person, own);
    expect(await desk.last(person)).toContain('یک ساعت دیگر');
    await desk.city.advance({ advanceHours: 1 });
    await desk.send(person, own);
    expect(await desk.last(person)).toContain('خوش آمدید');
  });

  it('does not hold a colleague up: other words are answered meanwhile, and the link opens again', async () => {
    await desk.send(ADMINISTRATOR, '/invite');
    await desk.press(ADMINISTRATOR, 'ناظر');
    await desk.press(ADMINISTRATOR, 'فقط برای یک شماره');
    await desk.send(ADMINISTRATOR, OWN);
    const start = `/start ${tokenIn(await desk.last(ADMINISTRATOR))}`;
    await desk.send(COLLEAGUE, start);
    const asked = (await desk.fromBot(COLLEAGUE)).at(-1);
    expect(asked?.replyKeyboard?.flat().map(({ text }) => text)).toEqual(['📱 ارسال شماره من', 'لغو']);
    await desk.send(COLLEAGUE, 'کارتابل من');
    const aside = await desk.saying(COLLEAGUE, 'دعوتی که باز کرده بودید کنار رفت');
    expect(aside.replyKeyboard?.flat().map(({ text }) => text)).toContain('کارتابل من');
    expect(await desk.last(COLLEAGUE)).not.toContain('شماره');
    await desk.send(COLLEAGUE, start);
    await desk.send(COLLEAGUE, { contact: { phoneNumber: OWN, userId: COLLEAGUE } });
    expect(await desk.last(COLLEAGUE)).toContain('این‌جا ناظر کیفیت هستید');
  });

  it('leaves an invitation as it was by «بازگشت», and may not bind one that was used', async () => {
    await desk.send(ADMINISTRATOR, '/invite');
    await desk.press(ADMINISTRATOR, 'ناظر');
    const { messageId, text = '' } = await desk.saying(ADMINISTRATOR, '?start=');
    await desk.press(ADMINISTRATOR, 'فقط برای یک شماره');
    await desk.send(ADMINISTRATOR, 'بازگشت');
    expect(await desk.last(ADMINISTRATOR)).toBe('دعوت همان‌طور که بود ماند.');
    const person = await stranger();
    await desk.send(person, `/start ${tokenIn(text)}`);
    expect(await desk.last(person)).toContain('خوش آمدید');
    const answer = await desk.pressOn(ADMINISTRATOR, messageId, { button: 'فقط برای یک شماره' });
    expect(answer).toContain('این پیوند دیگر کار نمی‌کند');
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

it('tells every other administrator of a new one, and nobody else', async () => {
  const invited = await stranger();
  const before = (await desk.city.chat(ADMINISTRATOR, 'staff')).length;
  await desk.send(invited, await desk.invite({ role: 'administrator' }));
  const news = (await desk.city.chat(ADMINISTRATOR, 'staff')).slice(before);
  expect(news.map(({ text }) => text).join()).toMatch(/مریم احمدی\S* اکنون راهبر سامانه است/);
  for (const other of [invited, OPERATOR, HEAD]) {
    expect((await desk.fromBot(other)).map(({ text }) => text).join()).not.toContain('اکنون راهبر');
  }
});
