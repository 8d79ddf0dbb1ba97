import { CITIZEN } from '../../support/people.js';
import { buttonsOf, DEPUTY, DEPUTY_TITLE, type Desk, HEAD, HEAD_TITLE, openDesk } from './staff-phones.js';

/** The question as the citizen reads it. */
const ASKED = `${HEAD_TITLE} از شما می‌پرسد:\nکدام سمت خیابان است؟\n\nتا `;

let desk: Desk;
let waste: number;
let deputyMayor: number;

beforeAll(async () => {
  desk = await openDesk();
  const people = await desk.city.people();
  const holderOf = (position: string) => people.find((person) => person.position === position)?.id ?? 0;
  waste = holderOf('organisation-waste-operations');
  deputyMayor = holderOf('deputy-mayor');
});
afterAll(() => desk.stop());

async function heard(): Promise<string> {
  return (await desk.toCitizen()).at(-1) ?? '';
}

it('asks the citizen, as he reads it, and the clock stands still', async () => {
  await desk.file('آسفالت جلوی پلاک ۴۰ نشست کرده است و چاله دارد.');
  const card = await desk.saying(HEAD, 'نشست کرده');
  expect(buttonsOf(card)).toEqual([
    'نقشه',
    'سابقه',
    'شماره شهروند',
    'پرسش از شهروند',
    'پاسخ',
    'مهلت بیشتر',
    'مربوط به ما نیست',
  ]);
  await desk.press(HEAD, 'پرسش از شهروند');
  await desk.send(HEAD, { sticker: true });
  expect(await desk.last(HEAD)).toContain('فقط متن');
  await desk.send(HEAD, 'الف '.repeat(700));
  expect(await desk.last(HEAD)).toContain('کوتاه‌ترش');
  await desk.send(HEAD, 'کدام سمت خیابان است؟');
  expect(await desk.last(HEAD)).toContain(ASKED);
  await desk.press(HEAD, 'ارسال');
  expect(await heard()).toContain(ASKED);
  expect((await desk.saying(HEAD, 'نشست کرده')).text).toContain('منتظر پاسخ شهروند');
  await desk.city.advance({ advanceHours: 72 });
  await desk.press(HEAD, 'پرسش از شهروند');
  await desk.send(HEAD, 'نزدیک کدام کوچه است؟');
  await desk.send(HEAD, 'ارسال');
  await desk.city.advance({ advanceHours: 72 });
  const asked = await desk.saying(HEAD, 'نشست کرده');
  expect(buttonsOf(asked)).not.toContain('پرسش از شهروند');
  const code = asked.keyboard?.flat()[0]?.data?.split(':')[1] ?? '';
  expect(await desk.pressOn(HEAD, asked.messageId, { data: `ask:${code}` })).toContain('۲ بار');
  await desk.city.advance({ advanceHours: 23 });
});

it('gets more time from the position above, by one press', async () => {
  const code = await desk.file('کف کوچه پر از چاله است و آب جمع می‌شود.');
  await desk.press(HEAD, 'مهلت بیشتر');
  await desk.send(HEAD, 'هر وقت شد');
  expect(await desk.last(HEAD)).toContain('نشناختیم');
  await desk.send(HEAD, '۲ هفته');
  expect(await desk.last(HEAD)).toContain('۷ روز');
  await desk.send(HEAD, '۲ روز');
  await desk.send(HEAD, 'دستگاه آسفالت فردا می‌رسد.');
  expect(await desk.last(HEAD)).toContain(DEPUTY_TITLE);
  await desk.press(HEAD, 'ارسال');
  const wish = await desk.saying(DEPUTY, 'وقت بیشتری می‌خواهد');
  expect(wish.text).toContain('آب جمع می‌شود');
  expect(buttonsOf(wish)).toEqual(['نمی‌پذیرم', 'می‌پذیرم']);

  const grant = wish.keyboard?.flat()[1]?.data ?? '';
  const own = await desk.saying(HEAD, 'آب جمع می‌شود');
  expect(await desk.pressOn(HEAD, own.messageId, { data: grant })).toContain('پیش شما نیست');
  expect(await desk.audited(HEAD)).toContain('foreignRequest');

  await desk.press(DEPUTY, 'می‌پذیرم');
  const decided = await desk.saying(DEPUTY, 'وقت بیشتر را پذیرفتید');
  expect([decided.messageId, buttonsOf(decided)]).toEqual([wish.messageId, []]);
  expect((await desk.saying(HEAD, 'بیشتر شد')).text).toContain('به شهروند هم گفتیم');
  expect(await heard()).toContain('مهلت تازه');
  expect(buttonsOf(await desk.saying(HEAD, 'آب جمع می‌شود'))).not.toContain('مهلت بیشتر');
  expect(await desk.pressOn(DEPUTY, wish.messageId, { data: grant })).toContain('نخواسته است');
  expect(await desk.pressOn(HEAD, own.messageId, { data: `extend:${code}` })).toContain('یک بار');
});

it('is refused more time, with a reason', async () => {
  await desk.file('جدول خیابان شکسته و کنارش چاله شده است.');
  await desk.press(HEAD, 'مهلت بیشتر');
  await desk.press(HEAD, '۷ روز');
  await desk.send(HEAD, 'پیمانکار هنوز نیامده است.');
  await desk.send(HEAD, 'بله');
  await desk.press(DEPUTY, 'نمی‌پذیرم');
  await desk.send(DEPUTY, 'پیمانکار دیگری هست.');
  expect(await desk.last(DEPUTY)).toContain('را نپذیرفتید');
  expect((await desk.saying(HEAD, 'نپذیرفت')).text).toContain('پیمانکار دیگری هست.');
  expect(buttonsOf(await desk.saying(DEPUTY, 'پیمانکار هنوز نیامده'))).toEqual([]);
});

it('passes on what is not its own once; the next time the common superior decides', async () => {
  await desk.file('وسط کوچه چاله بزرگی باز شده است.');
  await desk.press(HEAD, 'مربوط به ما نیست');
  await desk.send(HEAD, 'ناکجا');
  expect(await desk.last(HEAD)).toContain('پیدا نشد');
  await desk.send(HEAD, 'منطقه ۳');
  expect(await desk.last(HEAD)).toContain('هنوز به پاسخ ۱۳۷ وصل نیست');
  await desk.press(HEAD, 'سازمان‌ها');
  await desk.press(HEAD, 'پسماند');
  await desk.send(HEAD, 'جمع‌آوری نخاله با سازمان پسماند است.');
  expect(await desk.last(HEAD)).toContain('فقط یک بار');
  await desk.press(HEAD, 'ارسال');
  expect((await desk.saying(HEAD, 'چاله بزرگی باز شده')).text).toContain('دیگر پیش شما نیست');
  expect((await desk.saying(waste, 'چاله بزرگی باز شده')).text).toContain('جمع‌آوری نخاله با سازمان');

  await desk.press(waste, 'مربوط به ما نیست');
  await desk.send(waste, 'منطقه ۹');
  await desk.send(waste, 'این چاله است و نخاله نیست.');
  expect(await desk.last(waste)).toContain('پیش‌تر هم جابه‌جا شده است');
  await desk.press(waste, 'ارسال');
  const card = await desk.saying(deputyMayor, 'چاله بزرگی باز شده');
  expect(card.text).toContain('تصمیم با شماست');
  expect(buttonsOf(card)).toContain('تعیین پاسخ‌دهنده');

  await desk.press(deputyMayor, 'تعیین پاسخ‌دهنده');
  await desk.send(deputyMayor, 'منطقه ۹');
  await desk.send(deputyMayor, 'بازگشت');
  expect(await desk.last(deputyMayor)).toContain('کدام واحد');
  await desk.send(deputyMayor, 'منطقه ۹');
  await desk.send(deputyMayor, 'کار عمران منطقه است.');
  expect(await desk.last(deputyMayor)).toContain('می‌سپارید');
  await desk.press(deputyMayor, 'ارسال');
  const back = await desk.saying(HEAD, 'کار عمران منطقه است');
  expect(buttonsOf(back)).toContain('پاسخ');
  expect(buttonsOf(back)).not.toContain('مربوط به ما نیست');
  expect(await heard()).toContain(HEAD_TITLE);
});

it('drafts for the position above, which sends it in its own name', async () => {
  await desk.file('روکش آسفالت این کوچه کنده شده و چاله دارد.');
  await desk.city.advance({ advanceHours: 72 });
  const old = await desk.saying(HEAD, 'روکش آسفالت');
  expect(buttonsOf(old)).toEqual([]);
  await desk.send(HEAD, { text: 'روکش آسفالت کوچه دیروز تازه شد.', replyTo: old.messageId });
  expect(await desk.last(HEAD)).toContain(`حالا پیش ${DEPUTY_TITLE} است`);
  await desk.press(HEAD, 'پیش‌نویس پاسخ برای مدیر بالاتر');
  await desk.press(HEAD, 'انجام شد');
  await desk.send(HEAD, { photo: 'pothole' });
  expect(await desk.last(HEAD)).toContain('فقط متن دارد');
  await desk.send(HEAD, 'روکش آسفالت کوچه دیروز تازه شد.');
  expect(await desk.last(HEAD)).toContain(`پاسخ ${DEPUTY_TITLE}`);
  await desk.press(HEAD, 'ارسال');
  const message = await desk.saying(DEPUTY, 'پیش‌نویس پاسخ نوشته است');
  expect(buttonsOf(message)).toEqual(['پیش‌نمایش و ارسال به نام من']);
  await desk.press(DEPUTY, 'پیش‌نمایش و ارسال به نام من');
  const answered = `پاسخ ${DEPUTY_TITLE}:\nنتیجه: کار انجام شده است.\nروکش آسفالت کوچه دیروز تازه شد.`;
  expect(await desk.last(DEPUTY)).toContain(answered);
  expect(await heard()).not.toContain(answered);
  await desk.press(DEPUTY, 'ارسال');
  expect(await heard()).toContain(answered);
});

it('sees the number of a citizen who gave one, and that is noted', async () => {
  await desk.connection
    .collection('citizens')
    .updateOne({ _id: String(CITIZEN) as never }, { $set: { phone: '+989151112233' } });
  await desk.file('سر کوچه ما چاله‌ای باز شده است.');
  await desk.press(HEAD, 'شماره شهروند');
  expect(await desk.last(HEAD)).toContain('۰۹۱۵ ۱۱۱ ۲۲۳۳');
  expect(await desk.audited(HEAD)).toContain('phoneSeen');
});
