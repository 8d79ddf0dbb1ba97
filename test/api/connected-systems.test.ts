import { type Desk, openDesk } from '../bots/staff/staff-phones.js';
import { ADMINISTRATOR, OPERATOR } from '../support/people.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

const last = () => desk.last(ADMINISTRATOR);
const press = (button: string) => desk.press(ADMINISTRATOR, button);

/** Makes a key in the bot; resolves to it. */
async function makeKey({
  name = 'سجا',
  units = [] as readonly string[],
  end = 'یک سال',
} = {}): Promise<string> {
  await desk.send(ADMINISTRATOR, 'سامانه‌های متصل');
  await press('سامانه تازه');
  await desk.send(ADMINISTRATOR, name);
  await press('دیدن درخواست‌ها');
  await press('ثبت درخواست');
  await press('ادامه');
  for (const unit of units) await desk.send(ADMINISTRATOR, unit);
  await press(units.length === 0 ? 'همه واحدها' : 'ادامه');
  await press(end);
  const key = /pk_[0-9a-f_]+/.exec(await last())?.[0];
  if (key === undefined) throw new Error(`No key was shown: ${await last()}`);
  return key;
}

/** What a key opens: the status, and what the client is. */
async function whose(key: string) {
  const response = await fetch(`${desk.url}/api/v1/client`, { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('makes a key step by step, which opens what was chosen, and shows it once', async () => {
  const key = await makeKey({ units: ['منطقه ۹', 'منطقه ۱۰'] });
  const { status, body } = await whose(key);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    name: 'سجا',
    scopes: ['requests:read', 'requests:write'],
    units: ['district-9', 'district-10'],
  });
  expect(body['expiresAt']).toMatch(/\+03:30$/);
  await press('کلید را برداشتم');
  expect(JSON.stringify(await desk.fromBot(ADMINISTRATOR))).not.toContain(key);
  expect(await desk.audited(ADMINISTRATOR)).toContain('clientMade');
});

it('shows what a system may do and when it was last used, and revokes its key at once', async () => {
  const key = await makeKey({ name: 'اتوماسیون گام', end: 'بدون پایان' });
  expect((await whose(key)).status).toBe(200);
  await desk.send(ADMINISTRATOR, 'سامانه‌های متصل');
  await press('اتوماسیون گام');
  expect(await last()).toMatch(
    /اتوماسیون گام[\s\S]*تاریخ پایان ندارد[\s\S]*ثبت درخواست[\s\S]*همه واحدها[\s\S]*آخرین استفاده/,
  );
  await press('باطل کردن کلید');
  expect((await whose(key)).status).toBe(200);
  await press('نه، بماند');
  await press('باطل کردن کلید');
  await press('کلید باطل شود');
  expect((await whose(key)).status).toBe(401);
  expect(await last()).toContain('کلید باطل شد');
  expect(await desk.audited(ADMINISTRATOR)).toContain('clientRevoked');
  await press('بازگشت به فهرست');
  expect(JSON.stringify(await desk.fromBot(ADMINISTRATOR))).toContain('اتوماسیون گام · باطل‌شده');
  await desk.send(ADMINISTRATOR, '/trace');
  expect(await last()).toContain('اتوماسیون گام');
});

it('asks again for a name, a scope or a unit that is missing, and goes back a step', async () => {
  const before = await desk.connection.collection('clients').countDocuments();
  await desk.send(ADMINISTRATOR, '/systems');
  await press('سامانه تازه');
  await desk.send(ADMINISTRATOR, 'ا');
  expect(await last()).toContain('دو تا ۶۰ حرف');
  await desk.send(ADMINISTRATOR, 'سجا');
  expect(await press('ادامه')).toContain('دست‌کم یکی');
  await press('دیدن درخواست‌ها');
  await press('ادامه');
  await desk.send(ADMINISTRATOR, 'کره ماه');
  expect(await last()).toContain('پیدا نشد');
  await press('بازگشت');
  expect(JSON.stringify((await desk.fromBot(ADMINISTRATOR)).at(-1))).toContain('✅ دیدن درخواست‌ها');
  await desk.send(ADMINISTRATOR, 'لغو');
  expect(await last()).toContain('کلیدی ساخته نشد');
  expect(await desk.connection.collection('clients').countDocuments()).toBe(before);
});

it('is for administrators', async () => {
  await desk.send(OPERATOR, '/systems');
  expect(await desk.last(OPERATOR)).not.toContain('سامانه‌های متصل');
  expect(await desk.audited(OPERATOR)).toContain('foreignWord');
});
