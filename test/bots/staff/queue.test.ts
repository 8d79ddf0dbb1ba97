import { pressNewest, sayItIsNew } from '../../stories/filing.js';
import { CITIZEN, OPERATOR, OTHER_OPERATOR } from '../../support/people.js';
import { buttonsOf, type Desk, HEAD, HEAD_TITLE, openDesk } from './staff-phones.js';

const FILER = { person: CITIZEN, bot: 'citizen' } as const;
const UNCLEAR = 'در کوچه ما مشکلی هست و نمی‌دانیم از چیست.';
const SENT_ON = `کارشناسان ۱۳۷ درخواست شما را به ${HEAD_TITLE} رساندند.`;

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

/** People take a while between one thing and the next, which is also what Telegram's limits ask for. */
async function moment(): Promise<void> {
  await desk.city.passMoment(10);
}

/** Files something whose topic the citizen does not know. */
async function fileUnclear(text = UNCLEAR): Promise<void> {
  await desk.city.send(CITIZEN, 'citizen', { text });
  await moment();
  await sayItIsNew(desk.city, FILER);
  await desk.city.send(CITIZEN, 'citizen', { text: 'صحبت با کارشناس' });
  await moment();
  await desk.city.send(CITIZEN, 'citizen', { location: { latitude: 36.38, longitude: 59.48 } });
  await moment();
  await pressNewest(desk.city, FILER, 'ثبت');
  await moment();
}

async function heard(): Promise<string> {
  return (await desk.toCitizen()).at(-1) ?? '';
}

it('is empty, and for operators only', async () => {
  await desk.send(OPERATOR, 'صف');
  expect(await desk.last(OPERATOR)).toContain('در صف چیزی نیست');
  await desk.send(HEAD, 'صف');
  expect(await desk.last(HEAD)).toContain('به درخواستی وصل نیست');
});

it('gives a request to one operator at a time, who sends it to whom it concerns', async () => {
  await fileUnclear();
  await desk.send(OPERATOR, '/queue');
  const list = await desk.saying(OPERATOR, 'در صف');
  expect(list.text).toContain('۱ درخواست');
  expect(list.text).toContain('موضوع آن روشن نیست');
  await desk.send(OTHER_OPERATOR, 'صف');
  await desk.press(OPERATOR, '۱.');
  const card = await desk.saying(OPERATOR, 'ده دقیقه');
  expect(card.text).toContain(UNCLEAR);
  expect(buttonsOf(card)).toEqual([
    'نقشه',
    'سابقه',
    'رد کردن',
    'رساندن به مدیر',
    'رها کردن',
    'یکی کردن با دیگری',
  ]);
  expect(await desk.press(OTHER_OPERATOR, '۱.')).toContain('یک کارشناس دیگر ۱۳۷');
  await desk.press(OTHER_OPERATOR, 'تازه کردن');
  expect(await desk.last(OTHER_OPERATOR)).toContain('دست همکار دیگری است');

  const take = list.keyboard?.flat()[0]?.data ?? '';
  const { messageId } = await desk.saying(HEAD, 'به درخواستی وصل نیست');
  expect(await desk.pressOn(HEAD, messageId, { data: take })).toContain('باز نیست');
  expect(await desk.audited(HEAD)).toContain('foreignRequest');

  await desk.press(OPERATOR, 'سابقه');
  expect(await desk.last(OPERATOR)).toContain('به کارشناسان ۱۳۷ رسید');
  await desk.press(OPERATOR, 'رساندن به مدیر');
  await desk.send(OPERATOR, 'قق');
  expect(await desk.last(OPERATOR)).toContain('پیدا نشد');
  await desk.send(OPERATOR, 'چا');
  expect(await desk.last(OPERATOR)).toMatch(/کدام یک|شهروند این را می‌خواند/);
  await desk.send(OPERATOR, 'بازگشت');
  await desk.send(OPERATOR, 'چاله');
  expect(await desk.last(OPERATOR)).toContain(SENT_ON);
  await desk.press(OPERATOR, 'ارسال');
  expect(await heard()).toContain(SENT_ON);
  expect((await desk.saying(HEAD, 'مشکلی هست')).text).toContain('چاله');
  expect(buttonsOf(await desk.saying(OPERATOR, 'ده دقیقه'))).toEqual([]);
  await desk.send(OPERATOR, 'صف');
  expect(await desk.last(OPERATOR)).toContain('در صف چیزی نیست');
});

it('frees a request after ten minutes without an act', async () => {
  await fileUnclear('سر کوچه پایینی هم مشکلی هست و نمی‌دانیم از چیست.');
  await desk.send(OPERATOR, 'صف');
  await desk.press(OPERATOR, '۱.');
  await desk.press(OPERATOR, 'رد کردن');
  await desk.send(OPERATOR, 'این کار با شرکت آب است. با ۱۲۲ تماس بگیرید.');
  await desk.city.advance({ advanceSeconds: 700 });
  await desk.send(OTHER_OPERATOR, 'صف');
  await desk.press(OTHER_OPERATOR, '۱.');
  await desk.press(OPERATOR, 'ارسال');
  expect(await desk.last(OPERATOR)).toContain('یک کارشناس دیگر ۱۳۷');
  expect(await desk.last(OPERATOR)).toContain('با ۱۲۲ تماس بگیرید');
  await desk.press(OTHER_OPERATOR, 'رد کردن');
  await desk.send(OTHER_OPERATOR, 'این کار با شرکت آب است.');
  await desk.press(OTHER_OPERATOR, 'ارسال');
  expect(await heard()).toContain('این کار با شرکت آب است.');
});

it('rejects what is the matter of another body for that reason alone, with its number', async () => {
  await fileUnclear('سر کوچه بالایی هم بوی بدی می‌آید و نمی‌دانیم از چیست.');
  await desk.send(OPERATOR, 'صف');
  await desk.press(OPERATOR, '۱.');
  await desk.press(OPERATOR, 'رد کردن');
  await desk.press(OPERATOR, 'آب و فاضلاب');
  expect(await desk.last(OPERATOR)).toContain('این کار با شهرداری نیست');
  await desk.press(OPERATOR, 'ارسال');
  expect(await heard()).toContain('این کار با شهرداری نیست');
  expect(await heard()).toMatch(/^122$/m);
  expect(await heard()).not.toContain('روشن نمی‌شود');
});

it('rejects what says too little for that reason alone', async () => {
  await fileUnclear('در محله ما مشکلی هست، لطفا رسیدگی کنید.');
  await desk.send(OPERATOR, 'صف');
  await desk.press(OPERATOR, '۱.');
  await desk.press(OPERATOR, 'رد کردن');
  await desk.press(OPERATOR, 'روشن نیست چه می‌خواهد');
  await desk.press(OPERATOR, 'ارسال');
  expect(await heard()).toContain('روشن نمی‌شود');
  expect(await heard()).not.toContain('شهرداری نیست');
});

it('merges into a request that exists', async () => {
  const other = await desk.file();
  await fileUnclear('همان را دوباره می‌گویم: در کوچه ما مشکلی هست.');
  await desk.send(OPERATOR, 'صف');
  await desk.press(OPERATOR, '۱.');
  await desk.press(OPERATOR, 'یکی کردن');
  await desk.send(OPERATOR, '1234567893');
  expect(await desk.last(OPERATOR)).toContain('جابه‌جا یا اشتباه');
  await desk.send(OPERATOR, '1234567894');
  expect(await desk.last(OPERATOR)).toContain('درخواست بازی با این کد پیدا نشد');
  await desk.send(OPERATOR, other);
  await desk.press(OPERATOR, 'ارسال');
  expect(await desk.last(OPERATOR)).toContain('یکی شد');
  expect((await desk.toCitizen()).some((text) => text.includes('با همان دنبال می‌شود'))).toBe(true);
});

it('leaves a request to the follow-up desk, and answers it in the name of the unit', async () => {
  await fileUnclear('در کوچه ما مشکلی هست و هر شب بدتر می‌شود.');
  await desk.send(OPERATOR, 'صف');
  await desk.press(OPERATOR, '۱.');
  await desk.press(OPERATOR, 'رساندن به مدیر');
  await desk.press(OPERATOR, 'سازمان‌ها');
  await desk.press(OPERATOR, 'سازمان ترافیک');
  await desk.press(OPERATOR, 'ارسال');
  expect(await desk.last(OPERATOR)).toContain('در صف پیگیری ماند');
  expect(await heard()).toContain('سازمان ترافیک هنوز به پاسخ ۱۳۷ وصل نیست');
  await desk.send(OPERATOR, 'صف');
  await desk.press(OPERATOR, '۱.');
  await desk.press(OPERATOR, 'پاسخ از طرف واحد');
  await desk.press(OPERATOR, 'انجام شد');
  await desk.send(OPERATOR, { photo: 'pothole', caption: 'نامه سازمان رسید: چراغ دیروز تعمیر شد.' });
  await desk.press(OPERATOR, 'ارسال');
  expect(await heard()).toContain('پاسخ سازمان ترافیک:');
  await desk.send(OPERATOR, 'صف');
  expect(await desk.last(OPERATOR)).toContain('در صف چیزی نیست');
});
