import { SCOPES } from '../../src/clients/client.js';
import { type ApiClient, createApiClients } from '../api/api-client.js';
import { type Desk, HEAD, HEAD_POSITION, HEAD_TITLE, openDesk } from '../bots/staff/staff-phones.js';
import { ADMINISTRATOR, CITIZEN, OPERATOR } from '../support/people.js';

const HEADER = 'شماره,شرح,تلفن,نام,موضوع,منطقه,نشانی,مهلت';
const DAY = 24 * 3_600_000;
/** The first citizen of the city, who uses the bot. */
const CITIZENS_PHONE = '09151112233';

let desk: Desk;
let saja: ApiClient;
beforeAll(async () => {
  desk = await openDesk();
  saja = await createApiClients(desk)({ scopes: SCOPES, name: 'سجا' });
  // From then on the bot may write to them.
  await desk.city.send(CITIZEN, 'citizen', { text: '/start' });
  await desk.city.passMoment(5);
});
afterAll(() => desk.stop());

const press = (button: string) => desk.press(ADMINISTRATOR, button);
const last = () => desk.last(ADMINISTRATOR);

/** Opens the page of the system and sends a file with these rows; resolves to what is said to it. */
async function sendFile(...rows: readonly string[]): Promise<string> {
  await desk.send(ADMINISTRATOR, 'سامانه‌های متصل');
  await press('سجا');
  await press('واردکردن درخواست‌های باز');
  const before = (await desk.fromBot(ADMINISTRATOR)).at(-1)?.messageId ?? 0;
  const base64 = Buffer.from([HEADER, ...rows].join('\r\n')).toString('base64');
  await desk.send(ADMINISTRATOR, { document: { base64, fileName: 'saja.csv' } });
  return (await desk.fromBot(ADMINISTRATOR, before)).map(({ text = '' }) => text).join('\n');
}

/** A moment as a CSV file of the city has it. */
const written = (moment: Date) => moment.toISOString();
const requests = () => desk.connection.collection('requests').countDocuments();

it('says first what would become of each row, and registers nothing before it is told to', async () => {
  const now = (await desk.city.now()).getTime();
  const before = await requests();
  const said = await sendFile(
    `1,چاله جلوی دبستان است,09151234567,مریم رضایی,چاله و خرابی آسفالت,منطقه ۹,امامت ۱۲,${written(new Date(now + 5 * DAY))}`,
    `2,چاله جلوی درمانگاه است,${CITIZENS_PHONE},,چاله و خرابی آسفالت,9,,${written(new Date(now - DAY))}`,
    '3,نمی‌دانم چه کسی رسیدگی می‌کند,,,موضوع ناشناس,,,',
    '4,چاله,0815,,,,,',
    '1,چاله,,,,,,',
    ',چاله,,,,,,',
    '7,چاله,,,,,,دیروز',
  );
  expect(said).toContain('۳ درخواست وارد می‌شود');
  expect(said).toContain(`${HEAD_TITLE}: ۲`);
  expect(said).toContain('صف کارشناسان ۱۳۷: ۱');
  expect(said).toContain('مهلت ۱ درخواست گذشته یا نزدیک است');
  expect(said).toContain('موضوع یا منطقه ۱ درخواست شناخته نشد');
  expect(said).toContain('۴ ردیف وارد نمی‌شود');
  // One falls due tomorrow, one in five days.
  expect(said.match(/• .* آذر.*: ۱/g)).toHaveLength(2);
  expect(await requests()).toBe(before);
});

it('registers them with their deadlines, tells managers, and leaves callers in peace', async () => {
  const toCitizen = (await desk.toCitizen()).length;
  await press('وارد شود');
  expect(await last()).toContain('۳ درخواست وارد شد');
  const now = (await desk.city.now()).getTime();
  const dueIn = async (number: string) => {
    const { body } = await saja.get(`/requests/saja:${number}`);
    const { dueAt } = body as { dueAt: string | null };
    return dueAt === null ? undefined : Math.round((Date.parse(dueAt) - now) / DAY);
  };
  expect([await dueIn('1'), await dueIn('2'), await dueIn('3')]).toEqual([5, 1, undefined]);
  expect((await saja.get('/requests/saja:3')).body).toMatchObject({
    status: 'intake',
    externalIds: { saja: '3' },
  });
  expect(await desk.last(HEAD)).toContain('چاله جلوی');
  expect(await desk.toCitizen()).toHaveLength(toCitizen);
  expect(await desk.audited(ADMINISTRATOR)).toContain('requestsImported');
});

it('registers nothing again, however often the file comes', async () => {
  const before = await requests();
  const said = await sendFile(
    '1,چاله جلوی دبستان است,,,,,,',
    '2,چاله جلوی درمانگاه است,,,,,,',
    '8,چاله تازه,,,چاله و خرابی آسفالت,منطقه ۹,,',
  );
  expect(said).toContain('۱ درخواست وارد می‌شود');
  expect(said).toContain('۲ درخواست پیش‌تر وارد شده است');
  await press('وارد شود');
  await sendFile('8,چاله تازه,,,چاله و خرابی آسفالت,منطقه ۹,,');
  expect(await last()).toContain('درخواست تازه‌ای برای واردکردن نیست');
  expect(await requests()).toBe(before + 1);
});

it('tells a caller who uses the bot once there is something to tell', async () => {
  const before = (await desk.toCitizen()).length;
  await desk.city.advance({ advanceHours: 25 });
  expect((await saja.get('/requests/saja:2')).body).toMatchObject({ status: 'referred', level: 2 });
  const told = (await desk.toCitizen()).slice(before);
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(`مهلت ${HEAD_TITLE}`);
});

it('says of a file what is wrong with it, and waits for the next one', async () => {
  await desk.send(ADMINISTRATOR, 'سامانه‌های متصل');
  await press('سجا');
  await press('واردکردن درخواست‌های باز');
  await press('فایل نمونه');
  const document = (text: string) => ({
    document: { base64: Buffer.from(text).toString('base64'), fileName: 'saja.csv' },
  });
  await desk.send(ADMINISTRATOR, 'این فایل است');
  expect(await last()).toContain('به شکل سند بفرستید');
  await desk.send(ADMINISTRATOR, document('شماره,تلفن\n1,2'));
  expect(await last()).toContain('ستون «شرح» نیست');
  await desk.send(ADMINISTRATOR, document(`${HEADER}\n9,چاله‌ای دیگر,,,,,,`));
  expect(await last()).toContain('۱ درخواست وارد می‌شود');
  await press('لغو');
  expect(await last()).toContain('کنار گذاشتیم');
});

it('is for administrators alone', async () => {
  const { id } = (await saja.get('/client')).body as { id: string };
  const [message] = (await desk.fromBot(OPERATOR)).slice(-1);
  const { messageId } = message ?? { messageId: await desk.send(OPERATOR, 'صف ۱۳۷') };
  await desk.pressOn(OPERATOR, messageId, { data: `importRequests:${id}` }).catch(() => undefined);
  expect((await desk.fromBot(OPERATOR)).some(({ text = '' }) => text.includes('درخواست‌های باز'))).toBe(false);
});

describe('over the interface', () => {
  const send = (dryRun: boolean, ...rows: readonly string[]) =>
    saja.send(`/requests/import?dryRun=${dryRun}`, Buffer.from([HEADER, ...rows].join('\r\n')));

  it('says what would become of each row, brings them in, and knows them afterwards', async () => {
    const now = (await desk.city.now()).getTime();
    const before = await requests();
    const rows = [
      `api-1,چاله جلوی کتابخانه است,09151234571,مریم رضایی,pothole,district-9,,${written(new Date(now - DAY))}`,
      'api-2,نمی‌دانم چه کسی رسیدگی می‌کند,,,موضوع ناشناس,,,',
      'api-3,چاله,0815,,,,,',
    ] as const;
    const planned = await send(true, ...rows);
    expect(planned).toMatchObject({
      status: 200,
      body: {
        broughtIn: 0,
        left: 2,
        counts: { new: 2, known: 0, refused: 1, moved: 1 },
        climbs: [{ requests: 1 }],
        rows: [
          { row: 2, number: 'api-1', becomes: 'new', position: HEAD_POSITION, isMoved: true },
          { row: 3, becomes: 'new', position: null, unknown: ['category'] },
          { row: 4, becomes: 'refused', because: 'badPhone' },
        ],
      },
    });
    expect(await requests()).toBe(before);
    expect((await send(false, ...rows)).body).toMatchObject({ broughtIn: 2, left: 0 });
    expect(await requests()).toBe(before + 2);
    expect((await saja.get('/requests/saja:api-1')).body).toMatchObject({ status: 'referred' });
    expect((await send(false, ...rows)).body).toMatchObject({
      broughtIn: 0,
      counts: { new: 0, known: 2, refused: 1 },
    });
    const audit = desk.connection.collection('audit');
    expect(await audit.countDocuments({ person: `client:${saja.id}`, act: 'requestsImported' })).toBe(1);
  });

  it.each([
    ['شرح\r\nچاله', 'number'],
    ['\u0000\u0001', ''],
  ])('refuses %j as a whole, and says which column it lacks', async (content, path) => {
    const { status, body } = await saja.send('/requests/import?dryRun=true', Buffer.from(content));
    expect([status, body['errors']]).toEqual([400, [{ path, message: expect.any(String) }]]);
  });

  it('wants to be told whether it is a dry run', async () => {
    const { body } = await saja.send('/requests/import', Buffer.from(HEADER));
    expect(body).toMatchObject({ errors: [{ path: 'dryRun' }] });
  });
});
