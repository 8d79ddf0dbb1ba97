import { eventually } from '../../support/eventually.js';
import { ADMINISTRATOR, CITIZEN, OPERATOR, SUPERVISOR } from '../../support/people.js';
import {
  buttonsOf,
  COLLEAGUE,
  DEPUTY_TITLE,
  type Desk,
  HEAD,
  HEAD_POSITION,
  HEAD_TITLE,
  openDesk,
} from './staff-phones.js';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

async function press(...buttons: readonly string[]): Promise<string> {
  for (const button of buttons) await desk.press(ADMINISTRATOR, button);
  return shown();
}

/** What the message says whose button was pressed last, or the newest one. */
async function shown(): Promise<string> {
  return (await desk.fromBot(ADMINISTRATOR)).at(-1)?.text ?? '';
}

/** The positions with which requests lie. */
async function ownersOf(): Promise<readonly unknown[]> {
  return desk.connection.collection('requests').distinct('owner');
}

async function openPerson(name: string): Promise<string> {
  await desk.send(ADMINISTRATOR, 'همکاران');
  await desk.send(ADMINISTRATOR, name);
  return press(name);
}

it('finds a colleague by their position, and hands it over with its open cards', async () => {
  const code = await desk.file();
  const card = (await desk.fromBot(HEAD)).findLast((message) => buttonsOf(message).includes('پاسخ'));
  await desk.send(ADMINISTRATOR, '/people');
  expect(await shown()).toContain('همکاران');
  await press('مدیر (');
  expect(await shown()).toContain('صفحه');
  const page = await openPerson(HEAD_TITLE);
  expect(page).toContain(`سمت: ${HEAD_TITLE}`);
  await press(HEAD_TITLE, 'سپردن به دیگری');
  await desk.send(ADMINISTRATOR, 'منطقه');
  expect(await shown()).toContain('کدام یک');
  expect(await press('بعدی')).toContain('کدام یک');
  await desk.send(ADMINISTRATOR, 'رئیس اداره فنی و عمران منطقه ۱۰');
  expect(await press('رئیس اداره فنی و عمران منطقه ۱۰')).toMatch(/درخواست باز: ۱\. همه به .* می‌رسند/);
  expect(await press('انجام شود')).toContain('انجام شد');

  expect((await desk.saying(HEAD, 'دیگر با شما نیست')).text).toContain(HEAD_TITLE);
  expect((await desk.saying(COLLEAGUE, 'از حالا سمت')).text).toContain(HEAD_TITLE);
  expect(await desk.pressOn(HEAD, card?.messageId ?? 0, { data: `answer:${code}` })).toContain(HEAD_TITLE);
  await desk.press(COLLEAGUE, 'مهلت بیشتر');
  await desk.press(COLLEAGUE, '۷ روز');
  await desk.send(COLLEAGUE, 'دستگاه آسفالت فردا می‌رسد.');
  await desk.press(COLLEAGUE, 'ارسال');
  expect(await desk.audited(ADMINISTRATOR)).toContain('positionHandedOver');
});

it('gives a further role, and takes it so that rights end with the next press', async () => {
  await openPerson(HEAD_TITLE);
  expect(await press('+ کارشناس دریافت', 'انجام شود')).toContain('انجام شد');
  expect(await desk.menuOf(HEAD)).toContain('queue');
  await desk.send(HEAD, 'صف');
  const queue = (await desk.fromBot(HEAD)).at(-1);
  await press('صفحه همکار', 'گرفتن نقش کارشناس', 'انجام شود');
  expect((await desk.saying(HEAD, 'دیگر با شما نیست')).text).toContain('کارشناس');
  expect(await desk.menuOf(HEAD)).not.toContain('queue');
  expect(await desk.pressOn(HEAD, queue?.messageId ?? 0, { data: 'queue:0' })).not.toBeUndefined();
});

it('tells every other administrator whom one has made administrator, once', async () => {
  const second = await desk.city.createPerson({ name: 'نادر کاظمی' });
  await desk.send(second, await desk.invite({ role: 'administrator' }));
  await openPerson(HEAD_TITLE);
  await press('+ راهبر', 'انجام شود');
  await desk.saying(second, 'اکنون راهبر سامانه است');
  const heard = (await desk.fromBot(second)).filter(({ text = '' }) => text.includes('راهبر سامانه است'));
  expect(heard).toHaveLength(1);
  await desk.takeRole(HEAD, 'administrator');
  await desk.takeRole(second, 'administrator');
});

it('removes a colleague with all roles: their positions fall vacant and the requests there move up', async () => {
  await openPerson('رئیس اداره فنی و عمران منطقه ۱۰');
  expect(await press('برداشتن همکار')).toContain('خالی می‌شود');
  expect(await shown()).toContain(`به ${DEPUTY_TITLE} می‌رسند`);
  await press('انجام شود');
  await desk.send(COLLEAGUE, 'کارتابل');
  expect(await desk.last(COLLEAGUE)).toContain('برای مدیران و کارکنان');
  expect(await desk.menuOf(COLLEAGUE)).toEqual(['start', 'help']);
  await desk.city.advance({ advanceSeconds: 60 });
  await desk.city.advance({ advanceSeconds: 60 });
  expect(await ownersOf()).toEqual(['district-9-civil-works-deputy']);
  await openPerson(HEAD_TITLE);
  await press('سمت تازه');
  await desk.send(ADMINISTRATOR, 'لغو');
  await openPerson(HEAD_TITLE);
  await press('سمت تازه');
  await desk.send(ADMINISTRATOR, HEAD_TITLE);
  await press(HEAD_TITLE, 'انجام شود');
  const stored = await desk.connection.collection('organization').findOne({});
  expect(stored?.['holdings'][HEAD_POSITION].holder).toBe(String(HEAD));
});

it('does not let the last administrator go, and lets nobody else in', async () => {
  await openPerson('راهبر سامانه');
  expect(await press('برداشتن همکار')).toContain('تنها راهبر');
  await desk.send(OPERATOR, '/people');
  expect(await desk.last(OPERATOR)).toContain('راهبر سامانه');
  const { messageId } = (await desk.fromBot(OPERATOR)).at(-1) ?? { messageId: 0 };
  for (const data of ['people:manager:0', `person:${HEAD}`, 'system', `traceOf:${HEAD}`, 'letters']) {
    expect(await desk.pressOn(OPERATOR, messageId, { data })).toContain('راهبر سامانه');
  }
});

it('blocks a citizen from the bot for a while, with a reason that they read, and unblocks them', async () => {
  const code = await desk.file('این چاله سر کوچه هم خطرناک است.');
  await desk.send(SUPERVISOR, code);
  await desk.press(SUPERVISOR, 'بستن دسترسی');
  await desk.send(SUPERVISOR, 'بد');
  expect(await desk.last(SUPERVISOR)).toContain('کامل‌تر');
  await desk.send(SUPERVISOR, 'پیام‌های توهین‌آمیز پی‌درپی');
  await desk.press(SUPERVISOR, 'هفت روز');
  await desk.press(SUPERVISOR, 'بسته شود');
  await desk.city.send(CITIZEN, 'citizen', { text: 'سلام' });
  await desk.city.idle();
  expect((await desk.toCitizen()).at(-1)).toContain('پیام‌های توهین‌آمیز پی‌درپی');
  await desk.send(SUPERVISOR, code);
  await desk.press(SUPERVISOR, 'بستن دسترسی');
  await desk.press(SUPERVISOR, 'باز کردن دسترسی');
  await desk.city.send(CITIZEN, 'citizen', { text: 'سلام' });
  await desk.city.idle();
  expect((await desk.toCitizen()).at(-1)).not.toContain('توهین‌آمیز');
  expect(await desk.audited(SUPERVISOR)).toEqual(
    expect.arrayContaining(['citizenBlocked', 'citizenUnblocked']),
  );
});

it('finds acts by person, request, kind and period, and gives them as a table', async () => {
  await desk.send(ADMINISTRATOR, 'سابقه کارها');
  const list = (await desk.fromBot(ADMINISTRATOR)).at(-1);
  expect(list?.text).toContain('شهروند را باز کرد');
  expect(buttonsOf(list ?? { messageId: 0, from: 'bot', date: 0 })).toContain('بعدی');
  await desk.send(ADMINISTRATOR, 'شهروند را بست');
  expect(await shown()).toContain('ناظر کیفیت پاسخ‌ها');
  expect(await shown()).not.toContain('سمت داد');
  await press('همه');
  await desk.send(ADMINISTRATOR, 'ناظر کیفیت');
  await press('یک روز');
  const narrowed = await shown();
  expect(narrowed).toContain('جست‌وجو: \u2068ناظر کیفیت پاسخ‌ها\u2069، از');
  expect(narrowed).not.toContain('راهبر سامانه');
  await desk.send(ADMINISTRATOR, '۱ فروردین ۱۴۰۰ تا ۲ فروردین ۱۴۰۰');
  expect(await shown()).toContain('ثبت نشده است');
  await press('همه');
  await desk.send(ADMINISTRATOR, 'مهلت خواست');
  expect(await shown()).toMatch(new RegExp(`مهلت خواست · .*\\nبه‌عنوان ${HEAD_TITLE}`));
  await press('همه', 'همکاران', 'فایل CSV');
  expect((await desk.fromBot(ADMINISTRATOR)).at(-1)?.media).toContain('document');
  expect(await desk.audited(ADMINISTRATOR)).toEqual(
    expect.arrayContaining(['traceSearched', 'traceExported', 'personRemoved']),
  );
  expect(await desk.audited(COLLEAGUE)).not.toContain('positionGiven');
});

it('shows how the system runs, alarms once for a dead letter, and handles it again once', async () => {
  const update = {
    update_id: 987_654_321,
    message: {
      message_id: 987_654,
      date: 1_700_000_000,
      text: '/help',
      from: { id: OPERATOR, is_bot: false, first_name: 'کارشناس' },
      chat: { id: OPERATOR, type: 'private' },
    },
  };
  const letter = { chat: `staff:${OPERATOR}`, update, at: new Date(), error: 'TypeError' };
  const _id = `staff:${OPERATOR}:${update.update_id}`;
  await desk.connection.collection('deadLetters').insertOne({ _id: _id as never, ...letter });
  const alarms = async (words: string) => {
    await desk.city.advance({ advanceSeconds: 1 });
    return (await desk.fromBot(ADMINISTRATOR)).filter(({ text = '' }) => text.includes(words)).length;
  };
  await eventually(async () => (await alarms('به نتیجه نرسید')) > 0);

  await desk.send(ADMINISTRATOR, 'وضعیت سامانه');
  expect(await shown()).toMatch(/پیام بی‌نتیجه: ۱[\s\S]*پیش مدیران: [۱-۹][\s\S]*در دسترس/);
  await press('پیام‌های بی‌نتیجه');
  const page = (await desk.fromBot(ADMINISTRATOR)).at(-1);
  const before = (await desk.fromBot(OPERATOR)).length;
  await press('دوباره');
  await desk.city.idle();
  expect(await desk.fromBot(OPERATOR)).toHaveLength(before + 1);
  const data = `retryLetter:${_id.replaceAll(':', '/')}`;
  await desk.pressOn(ADMINISTRATOR, page?.messageId ?? 0, { data });
  expect(await shown()).toContain('دیگر در فهرست نیست');
  expect(await desk.fromBot(OPERATOR)).toHaveLength(before + 1);
  await eventually(async () => (await alarms('✅ دیگر پیام بی‌نتیجه‌ای نیست')) > 0);
  expect(await alarms('به نتیجه نرسید')).toBe(1);
});

it('shows its numbers to this machine, and to nobody who comes through a proxy without the token', async () => {
  const metrics = await fetch(`${desk.url}/metrics`);
  expect(metrics.status).toBe(200);
  const text = await metrics.text();
  expect(text).toMatch(/pasokh_updates_handled_total\{bot="staff",result="done"\} [1-9]/);
  expect(text).toMatch(/pasokh_sends_total\{bot="staff",result="sent"\} [1-9]/);
  expect(text).toMatch(/pasokh_open_requests\{status="referred"\} \d/);
  expect(text).toMatch(/pasokh_database_command_seconds_count [1-9]/);
  const fromElsewhere = await fetch(`${desk.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(fromElsewhere.status).toBe(401);
});
