import type { City } from '../../../src/organization/city.js';
import { writeJson } from '../../../src/organization/setup/read-json.js';
import { setCell, workbook, writeCity } from '../../organization/setup/workbooks.js';
import { ADMINISTRATOR, OPERATOR } from '../../support/people.js';
import { buttonsOf, COLLEAGUE, type Desk, HEAD, HEAD_POSITION, openDesk } from './staff-phones.js';

const NEW_TITLE = 'رئیس تازه فنی و عمران منطقه ۹';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

interface Stored {
  readonly city: City;
  readonly holdings: Readonly<Record<string, { readonly holder?: string }>>;
}

async function stored(): Promise<Stored> {
  const document = await desk.connection.collection('organization').findOne({});
  // The store's own tests hold the document to this shape.
  return document as unknown as Stored;
}

async function sendDocument(bytes: Buffer, fileName: string): Promise<string> {
  await desk.send(ADMINISTRATOR, { document: { base64: bytes.toString('base64'), fileName } });
  return desk.last(ADMINISTRATOR);
}

async function press(...buttons: readonly string[]): Promise<string> {
  for (const button of buttons) await desk.press(ADMINISTRATOR, button);
  return desk.last(ADMINISTRATOR);
}

async function statusOf(code: string): Promise<unknown> {
  const request = await desk.connection.collection('requests').findOne({ _id: code as never });
  return request?.['state'].stage.status;
}

it('offers a template and the present city, and refuses any other file', async () => {
  await desk.send(ADMINISTRATOR, 'راه‌اندازی شهر');
  expect(await desk.last(ADMINISTRATOR)).toContain('به شکل سند بفرستید');
  await press('قالب اکسل', 'شهر کنونی، اکسل', 'شهر کنونی، JSON');
  expect((await desk.fromBot(ADMINISTRATOR)).filter(({ media }) => media?.includes('document'))).toHaveLength(
    3,
  );
  await desk.send(ADMINISTRATOR, { document: { size: 50 * 1024 * 1024, fileName: 'city.xlsx' } });
  expect(await desk.last(ADMINISTRATOR)).toContain('بزرگ‌تر از ۲۰ مگابایت');
  await desk.send(ADMINISTRATOR, { photo: 'pothole' });
  expect(await desk.last(ADMINISTRATOR)).toContain('به شکل سند بفرستید');
  expect(await desk.audited(ADMINISTRATOR)).toContain('cityExported');
});

it('lists what is wrong with a workbook by sheet, row and column, and changes nothing', async () => {
  const before = await stored();
  const broken = await workbook((book) => {
    setCell(book, 'سمت‌ها', 'G3', 'خیلی زود');
    for (let row = 5; row < 45; row += 1) setCell(book, 'سمت‌ها', `A${row}`, 'the mayor');
  });
  await sendDocument(broken, 'city.xlsx');
  const report = await desk.saying(ADMINISTRATOR, 'اشکال پیدا شد');
  expect(report.text).toContain(
    'برگه «سمت‌ها»، ردیف ۳، ستون \u2068G\u2069: «\u2068خیلی زود\u2069» ساعت پاسخ نیست',
  );
  expect(report.text).toContain('۴ اشکال پیدا شد');
  expect(report.text).toContain('همین در ۳۹ ردیف دیگر هست: ۶، ۷، ۸،');
  expect((await desk.fromBot(ADMINISTRATOR)).at(-1)?.media).toContain('document');
  expect(await stored()).toEqual(before);
});

it('shows what would change, and changes it in one write that keeps the holders', async () => {
  const { city, holdings } = await stored();
  const positions = city.positions
    .filter(({ code }) => code !== 'organisation-parks-operations')
    .map((position) =>
      position.code === HEAD_POSITION ? { ...position, title: { fa: NEW_TITLE } } : position,
    );
  const units = city.units.map((unit) =>
    unit.code === 'organisation-parks' ? { ...unit, intake: { any: 'organisation-parks-director' } } : unit,
  );
  const changed = { ...city, units, positions };
  const preview = await sendDocument(await writeCity(changed), 'شهر.xlsx');
  expect(preview).toContain('سمت‌ها: ۰ تازه، ۱ تغییر، ۱ حذف');
  expect(preview).toContain(`• ${NEW_TITLE}`);
  expect(preview).toMatch(
    /نام: از «.*رئیس اداره فنی و عمران منطقه ۹.*» به «.*رئیس تازه فنی و عمران منطقه ۹.*»/,
  );
  expect(preview).toMatch(/ورودی‌ها: از «.*معاون اجرایی.*» به «.*مدیرعامل.*»/);

  const { messageId } = (await desk.fromBot(ADMINISTRATOR)).at(-1) ?? { messageId: 0 };
  await desk.givePosition('district-9-urban-services-deputy', COLLEAGUE);
  await desk.press(ADMINISTRATOR, 'اعمال شود');
  expect((await desk.saying(ADMINISTRATOR, 'عوض شده است')).text).toContain('پیش‌نمایش تازه');
  expect(await desk.pressOn(ADMINISTRATOR, messageId, { data: 'applyCity' })).toContain('تازه‌تر');
  expect((await stored()).city).toEqual(city);

  await press('اعمال شود');
  expect(await desk.last(ADMINISTRATOR)).toContain('اعمال شد');
  const after = await stored();
  expect(after.city).toEqual(changed);
  expect(after.holdings[HEAD_POSITION]).toEqual(holdings[HEAD_POSITION]);
  expect(await desk.audited(ADMINISTRATOR)).toContain('cityImported');
  expect(await sendDocument(writeJson(changed), 'city.json')).toContain('شهر همین حالا هم همین است');
  await desk.send(ADMINISTRATOR, 'لغو');
  await desk.send(HEAD, '/start');
  expect(await desk.last(HEAD)).toContain(NEW_TITLE);
});

it('lets no position go at which a request is open', async () => {
  await desk.file();
  const { city } = await stored();
  const positions = city.positions.filter(({ code }) => code !== HEAD_POSITION);
  const units = city.units.map((unit) =>
    unit.code === 'district-9'
      ? { ...unit, intake: { ...unit.intake, 'civil-works': 'district-9-mayor' } }
      : unit,
  );
  const answer = await sendDocument(writeJson({ ...city, units, positions }), 'organization.json');
  expect(answer).toContain(NEW_TITLE);
  expect(answer).toContain('۱ درخواست باز دارد');
  await desk.send(ADMINISTRATOR, 'لغو');
});

it('changes one property after showing it, and says what would be wrong', async () => {
  await desk.send(ADMINISTRATOR, '/structure');
  await press('منطقه‌ها', 'منطقه ۹', NEW_TITLE);
  expect((await desk.saying(ADMINISTRATOR, 'ساعت پاسخ: معمول شهر')).text).toContain('بالادست: معاون فنی');
  await press('ساعت پاسخ');
  await desk.send(ADMINISTRATOR, 'خیلی زود');
  expect(await desk.last(ADMINISTRATOR)).toContain('عددی بزرگ‌تر از صفر');
  await desk.send(ADMINISTRATOR, '۴۸');
  expect(await desk.last(ADMINISTRATOR)).toContain('ساعت پاسخ: از «معمول شهر» به «۴۸ ساعت»');
  await desk.send(ADMINISTRATOR, 'بازگشت');
  await desk.send(ADMINISTRATOR, '٣٦٫٥');
  await press('اعمال شود');
  const { city } = await stored();
  expect(city.positions.find(({ code }) => code === HEAD_POSITION)?.hours).toBe(36.5);

  await desk.send(ADMINISTRATOR, 'ساختار');
  await press('منطقه‌ها', 'منطقه ۹', 'شهردار منطقه ۹', 'بالادست');
  await desk.send(ADMINISTRATOR, NEW_TITLE);
  expect(await desk.last(ADMINISTRATOR)).toContain('به خود او برمی‌گردند');
  await desk.send(ADMINISTRATOR, 'سمتی که نیست');
  expect(await desk.last(ADMINISTRATOR)).toContain('پیدا نشد');
  await desk.send(ADMINISTRATOR, 'شهردار منطقه ۱۰');
  expect(await desk.last(ADMINISTRATOR)).toContain('به «شهردار منطقه ۱۰»');
  await desk.send(ADMINISTRATOR, 'لغو');

  await desk.send(ADMINISTRATOR, 'ساختار');
  await press('موضوع‌ها', 'معابر و آسفالت', 'چاله و خرابی آسفالت', 'مسیر');
  await desk.send(ADMINISTRATOR, 'مدیریت پسماند');
  await press('سازمان مدیریت پسماند');
  expect(await desk.last(ADMINISTRATOR)).toContain('به «سازمان مدیریت پسماند»');
  await press('اعمال شود');
  expect(await press('مسیر')).not.toContain('civil-works');
  await press('رئیس اداره فنی و عمران', 'اعمال شود');
  expect(await desk.saying(ADMINISTRATOR, 'منطقه محل')).toMatchObject({
    text: expect.stringContaining('منطقه محل: رئیس اداره فنی و عمران'),
  });
  expect((await stored()).city.groups[0]?.categories[0]?.route).toEqual({ district: 'civil-works' });
  await press('نام موضوع');
  await desk.send(ADMINISTRATOR, 'چاله و نشست\nPotholes');
  expect(await desk.last(ADMINISTRATOR)).toContain('به «چاله و نشست\nPotholes');
  await press('اعمال شود');
  expect((await stored()).city.groups[0]?.categories[0]?.title).toMatchObject({
    fa: 'چاله و نشست',
    en: 'Potholes',
  });
  expect(await desk.audited(ADMINISTRATOR)).toContain('cityEdited');
});

it('is for administrators only, by every way', async () => {
  await desk.send(OPERATOR, 'ساختار');
  const { messageId, text } = (await desk.fromBot(OPERATOR)).at(-1) ?? { messageId: 0 };
  expect(text).toBe('این کار با راهبر سامانه است.');
  for (const data of ['connect:district-9', 'edit:hours:mayor', 'cityFile:json', 'rolloutUnit:district-9']) {
    expect(await desk.pressOn(OPERATOR, messageId, { data })).toBe('این کار با راهبر سامانه است.');
  }
  expect(await desk.audited(OPERATOR)).toContain('forgedPress');
});

it('disconnects a unit now and connects it on a day, and says before what happens to its requests', async () => {
  await desk.send(ADMINISTRATOR, 'اتصال واحدها');
  await press('منطقه‌ها', 'منطقه ۹');
  const page = await desk.saying(ADMINISTRATOR, 'منطقه ۹\n✅ وصل است');
  expect(page.text).toContain('هنوز ربات را باز نکرده است');
  expect(buttonsOf(page)).toEqual(['جدا شود', 'فقط گام', 'تلفن و گام', 'بازگشت']);
  await press('جدا شود', 'همین حالا');
  expect(await desk.last(ADMINISTRATOR)).toContain('۱ درخواست باز. پیش همان‌ها');
  await press('اعمال شود');
  const inOperatorQueue = await desk.file('این چاله بعد از جدا شدن منطقه گزارش شد.');
  expect(await statusOf(inOperatorQueue)).toBe('followUp');

  await desk.send(ADMINISTRATOR, 'اتصال');
  await press('منطقه‌ها', 'منطقه ۹', 'وصل شود');
  await desk.send(ADMINISTRATOR, 'دیروز');
  expect(await desk.last(ADMINISTRATOR)).toContain('این روز گذشته است');
  await desk.send(ADMINISTRATOR, 'فردا');
  expect(await desk.last(ADMINISTRATOR)).toMatch(/منطقه ۹ از .* ساعت ۰۰:۰۰ وصل می‌شود/);
  expect(await desk.last(ADMINISTRATOR)).toContain('برای این واحد: ۱ درخواست');
  await press('اعمال شود');
  expect(await statusOf(await desk.file('این چاله هنوز پیش از وصل شدن است.'))).toBe('followUp');
  await desk.send(ADMINISTRATOR, '/rollout');
  await press('منطقه‌ها', 'منطقه ۹');
  expect((await desk.saying(ADMINISTRATOR, '⚪ وصل نیست')).text).toContain('ساعت ۰۰:۰۰ وصل می‌شود');

  await press('همین‌طور بماند');
  expect(await desk.last(ADMINISTRATOR)).toContain('لغو می‌شود');
  await desk.send(ADMINISTRATOR, 'لغو');

  await desk.city.advance({ advanceHours: 24 });
  expect(await statusOf(await desk.file('این چاله پس از وصل شدن گزارش شد.'))).toBe('referred');
  expect(await statusOf(inOperatorQueue)).toBe('followUp');
  await desk.send(ADMINISTRATOR, '/rollout');
  await desk.send(ADMINISTRATOR, 'هزارپا');
  expect(await desk.last(ADMINISTRATOR)).toContain('پیدا نشد');
  await desk.send(ADMINISTRATOR, 'منطقه');
  expect(await desk.last(ADMINISTRATOR)).toBe('کدام یک؟');
  await press('بعدی');
  await desk.send(ADMINISTRATOR, 'منطقه ۱۲');
  expect(await desk.last(ADMINISTRATOR)).toMatch(/^منطقه ۱۲\S*\n⚪ وصل نیست/);
  await desk.send(ADMINISTRATOR, '/rollout');
  await press('چه آماده نیست');
  expect((await desk.saying(ADMINISTRATOR, 'هنوز آماده نیست')).text).toContain('دارنده');
});

describe('areas that are formally right', () => {
  const geoJson = (areas: City['districts'], more: object = {}) =>
    Buffer.from(
      JSON.stringify({
        type: 'FeatureCollection',
        ...more,
        features: areas.map(({ unit, geometry }) => ({ type: 'Feature', properties: { unit }, geometry })),
      }),
    );

  it('and lie elsewhere are shown with a picture and numbers, and never applied in silence', async () => {
    await desk.file();
    const { city } = await stored();
    const swapped = city.districts.map(({ unit, geometry }) => ({
      unit,
      geometry: JSON.parse(
        JSON.stringify(geometry).replace(/\[(-?[\d.]+),(-?[\d.]+)\]/g, '[$2,$1]'),
      ) as typeof geometry,
    }));
    const preview = await sendDocument(geoJson(swapped), 'districts.geojson');
    expect(preview).toContain('طول و عرض جغرافیایی جابه‌جا آمده است');
    expect(preview).toMatch(/در هیچ منطقه‌ای نمی‌ماند: [۱-۹]/);
    expect((await desk.fromBot(ADMINISTRATOR)).at(-2)?.media).toContain('photo');
    expect((await stored()).city.districts).toEqual(city.districts);
    await desk.send(ADMINISTRATOR, 'لغو');
  });

  it('and name one district of thirteen, or another system, are warned of', async () => {
    const { city } = await stored();
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32640' } };
    const preview = await sendDocument(geoJson(city.districts.slice(0, 1), { crs }), 'one.geojson');
    expect(preview).toContain('این منطقه‌ها بی‌مرز می‌مانند (۱۲)');
    expect(preview).toContain('EPSG::32640');
    await desk.send(ADMINISTRATOR, 'لغو');
  });
});
