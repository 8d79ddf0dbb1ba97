import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { type Desk, openDesk } from '../bots/staff/staff-phones.js';
import { eventually } from '../support/eventually.js';
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
  scopes = ['دیدن درخواست‌ها', 'ثبت درخواست'] as readonly string[],
  end = 'یک سال',
} = {}): Promise<string> {
  await desk.send(ADMINISTRATOR, 'سامانه‌های متصل');
  await press('سامانه تازه');
  await desk.send(ADMINISTRATOR, name);
  for (const scope of scopes) await press(scope);
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

/** An address as the interface describes it. */
interface Address {
  readonly id: string;
  readonly secret: string;
  readonly state: string;
  readonly eventsBehind: number;
  readonly eventsGivenUp: number;
}

describe('the addresses of a system', () => {
  let receiver: Server;
  let got: { readonly type: string; readonly headers: IncomingHttpHeaders; readonly body: string }[];
  let status: number;
  let endpoint: Address;

  const types = () => got.map(({ type }) => type);
  const statusOf = async () => {
    const { state, eventsBehind } = await call('GET', `/webhooks/${endpoint.id}`);
    return `${state} ${eventsBehind}`;
  };
  let key: string;
  async function call(method: string, path: string, body?: object): Promise<Address> {
    const response = await fetch(`${desk.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(method === 'POST' ? { 'idempotency-key': path } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // The interface is ours and its tests hold it to this shape.
    return (await response.json()) as Address;
  }

  beforeAll(async () => {
    [got, status] = [[], 204];
    receiver = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      got.push({ type: JSON.parse(body).type, headers: request.headers, body });
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    key = await makeKey({ name: 'سامانه پیوند', scopes: ['دریافت رویدادها'] });
    const { port } = receiver.address() as AddressInfo;
    endpoint = await call('POST', '/webhooks', { url: `http://127.0.0.1:${port}/saja?token=s3cret` });
  });
  afterAll(() => {
    receiver.closeAllConnections();
    receiver.close();
  });

  async function open(): Promise<void> {
    await desk.send(ADMINISTRATOR, 'سامانه‌های متصل');
    await press('سامانه پیوند');
    await press('نشانی‌های رویداد');
    await press('127.0.0.1');
  }

  it('are shown with what has reached them and what waits, and nothing of what is secret', async () => {
    await open();
    expect(await last()).toContain('هنوز رویدادی نرسیده است');
    await desk.file();
    await eventually(() => types().includes('request.referred'));
    await eventually(async () => (await statusOf()) === 'active 0');
    await open();
    expect(await last()).toMatch(
      /127\.0\.0\.1:\d+\/saja[\s\S]*سامانه پیوند[\s\S]*آخرین رویداد رسیده[\s\S]*در انتظار نیست/,
    );
    expect(JSON.stringify(await desk.fromBot(ADMINISTRATOR))).not.toMatch(/s3cret|whsec_/);
  });

  it('that have gone are told of once, and go on from there when they are resumed', async () => {
    status = 410;
    await desk.file();
    await eventually(async () => (await last()).includes('متوقف شد'));
    await press('دیدن نشانی');
    expect(await last()).toMatch(/ارسال متوقف است[\s\S]*دیگر رویدادی نمی‌خواهد/);
    [got, status] = [[], 204];
    await press('ادامه ارسال');
    expect(await last()).toContain('ادامه می‌یابد');
    await eventually(() => types().includes('request.registered') && types().includes('request.referred'));
    await eventually(async () => (await statusOf()) === 'active 0');
    const told = { person: String(ADMINISTRATOR), 'bulletin.kind': 'webhookStopped' };
    expect(await desk.connection.collection('deliveries').countDocuments(told)).toBe(1);
    expect(await desk.audited(ADMINISTRATOR)).toContain('webhookResumed');
  });

  it('get what happened since a day again', async () => {
    got = [];
    await open();
    await press('ارسال از یک روز');
    await press('امروز');
    expect(await last()).toContain('دوباره فرستاده می‌شوند');
    // Each at least once: the ids tell what has come twice.
    const referred = () => got.filter(({ type }) => type === 'request.referred');
    await eventually(() => new Set(referred().map(({ headers }) => headers['webhook-id'])).size === 2);
    expect(await desk.audited(ADMINISTRATOR)).toContain('webhookReplayed');
  });

  it('get a new secret, shown once, beside which the old one is valid', async () => {
    await open();
    await press('رمز تازه');
    await press('رمز عوض شود');
    const secret = /whsec_[A-Za-z0-9+/=]+/.exec(await last())?.[0] ?? '';
    await press('رمز را برداشتم');
    expect(JSON.stringify(await desk.fromBot(ADMINISTRATOR))).not.toContain('whsec_');
    got = [];
    await desk.file();
    await eventually(() => got.length > 0);
    for (const one of [endpoint.secret, secret]) {
      const [{ body, headers } = { body: '', headers: {} }] = got;
      expect(new Webhook(one).verify(body, headers as Record<string, string>)).toBeDefined();
    }
    expect(await desk.audited(ADMINISTRATOR)).toContain('webhookSecretRenewed');
  });

  it('have what was given up sent again', async () => {
    const consumers = desk.connection.collection<{ _id: string; rev: number }>('feedConsumers');
    const [first] = await desk.connection.collection('feed').find().sort({ _id: 1 }).limit(1).toArray();
    const givenUp = [{ number: 1, code: first?.['code'], at: new Date(), because: 'http400' }];
    await eventually(async () => (await statusOf()) === 'active 0');
    // Another process has given it up: three days of attempts would be three days of the whole city.
    await consumers.updateOne({ _id: `webhook:${endpoint.id}` }, { $set: { givenUp }, $inc: { rev: 1 } });
    got = [];
    await open();
    expect(await last()).toMatch(/کنارگذاشته‌شده: ۱[\s\S]*نپذیرفت \(پاسخ ۴۰۰\)/);
    await press('دوباره');
    await eventually(() => types().includes('request.registered'));
    await eventually(async () => (await call('GET', `/webhooks/${endpoint.id}`)).eventsGivenUp === 0);
  });

  it('that were removed meanwhile are said to be gone', async () => {
    await open();
    await fetch(`${desk.url}/api/v1/webhooks/${endpoint.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${key}` },
    });
    await press('رمز تازه');
    expect(await last()).toContain('دیگر ثبت نیست');
  });
});

it('is for administrators', async () => {
  await desk.send(OPERATOR, '/systems');
  expect(await desk.last(OPERATOR)).not.toContain('سامانه‌های متصل');
  expect(await desk.audited(OPERATOR)).toContain('foreignWord');
});
