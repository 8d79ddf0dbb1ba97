import { holderOf } from '../../support/people.js';
import { buttonsOf, DEPUTY_TITLE, type Desk, HEAD, HEAD_TITLE, openDesk } from './staff-phones.js';

const DISTRICT_MAYOR = holderOf('district-9-mayor');
const DISTRICT_MAYOR_TITLE = 'شهردار منطقه ۹';
const TRAFFIC_HEAD = holderOf('district-9-traffic-head');
const TRAFFIC_HEAD_TITLE = 'رئیس اداره ترافیک منطقه ۹';
const PHRASE = 'همکاران ما محل را دیدند و کار امروز انجام شد.';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

async function heard(): Promise<string> {
  return (await desk.toCitizen()).at(-1) ?? '';
}

/** The newest card of a person whose words are these. */
async function cardOf(person: number, words: string) {
  return desk.saying(person, words);
}

it('answers with three presses and one text, and with one sentence of the unit even without', async () => {
  await desk.send(HEAD, 'جمله‌های آماده');
  await desk.press(HEAD, 'افزودن جمله');
  await desk.send(HEAD, 'شد');
  expect(await desk.last(HEAD)).toContain('دست‌کم دو کلمه');
  await desk.send(HEAD, PHRASE);
  expect(await desk.last(HEAD)).toContain('نگه داشته شد');

  await desk.file('وسط خیابان چاله عمیقی باز شده است.');
  const updates = [
    () => desk.press(HEAD, 'پاسخ'),
    () => desk.press(HEAD, 'انجام شد'),
    () => desk.send(HEAD, 'چاله امروز صبح با آسفالت پر شد.'),
    () => desk.press(HEAD, 'ارسال'),
  ];
  for (const update of updates) await update();
  expect(updates.length).toBeLessThanOrEqual(4);
  expect(await heard()).toContain(
    `پاسخ ${HEAD_TITLE}:\nنتیجه: کار انجام شده است.\nچاله امروز صبح با آسفالت پر شد.`,
  );

  await desk.file('کنار پارک چاله بزرگی در آسفالت باز شده است.');
  await desk.press(HEAD, 'پاسخ');
  await desk.press(HEAD, 'انجام شد');
  await desk.press(HEAD, 'جمله‌های آماده');
  await desk.send(HEAD, '۱');
  expect(await desk.last(HEAD)).toContain(PHRASE);
  await desk.press(HEAD, 'ارسال');
  expect(await heard()).toContain(PHRASE);

  await desk.send(HEAD, 'جمله‌های آماده');
  await desk.press(HEAD, 'حذف ۱');
  expect(await desk.last(HEAD)).toContain('هنوز جمله‌ای ندارید');
});

it('keeps an answer that was set aside for another request, and goes on with it', async () => {
  await desk.file('جلوی خانه ما چاله‌ای مانده است.');
  const first = await cardOf(HEAD, 'جلوی خانه ما');
  await desk.file('سر کوچه دوم چاله‌ای مانده است.');
  const second = await cardOf(HEAD, 'سر کوچه دوم');
  await desk.send(HEAD, { text: 'این چاله فردا صبح پر می‌شود.', replyTo: first.messageId });
  await desk.pressOn(HEAD, second.messageId, { button: 'پاسخ' });
  expect((await cardOf(HEAD, 'نگه داشتیم')).text).toContain('ادامه دهید');
  await desk.pressOn(HEAD, first.messageId, { button: 'پاسخ' });
  await desk.press(HEAD, 'انجام شد');
  expect(await desk.last(HEAD)).toContain('این چاله فردا صبح پر می‌شود.');
  await desk.send(HEAD, 'لغو');
  await desk.pressOn(HEAD, first.messageId, { button: 'پاسخ' });
  expect(await desk.last(HEAD)).toContain('نتیجه کار چیست');
  await desk.send(HEAD, 'لغو');
});

it('shows the one above why a request climbed, who drafts what he asks for, and hears in the next digest, once, if nobody does', async () => {
  await desk.file('این چاله بزرگ هر روز ماشین‌ها را خراب می‌کند.');
  await desk.city.advance({ advanceHours: 72 });
  await desk.city.advance({ advanceHours: 72 });
  const card = await cardOf(DISTRICT_MAYOR, 'این چاله بزرگ');
  expect(card.text).toContain(`${HEAD_TITLE} به مدت ۳ روز وقت داشت و پاسخی نداد.`);
  expect(card.text).toContain(`${DEPUTY_TITLE} به مدت ۳ روز وقت داشت و پاسخی نداد.`);
  const before = await desk.toCitizen();

  await desk.pressOn(DISTRICT_MAYOR, card.messageId, { button: 'دستور پیش‌نویس' });
  await desk.send(DISTRICT_MAYOR, 'رئیس اداره ترافیک');
  await desk.send(DISTRICT_MAYOR, '۴ ساعت');
  await desk.press(DISTRICT_MAYOR, 'بدون توضیح');
  await desk.press(DISTRICT_MAYOR, 'ارسال');
  expect(await desk.last(DISTRICT_MAYOR)).toContain(`از ${TRAFFIC_HEAD_TITLE}`);
  await desk.city.advance({ advanceHours: 7 });
  await desk.city.advance({ advanceHours: 4 });
  const late = (await desk.fromBot(DISTRICT_MAYOR)).filter(({ text = '' }) =>
    text.includes('پیش‌نویسی که خواسته بودید نرسید: ۱'),
  );
  expect(late).toHaveLength(1);

  const order = await cardOf(TRAFFIC_HEAD, 'از شما پیش‌نویس پاسخ خواسته‌اند');
  expect(buttonsOf(order)).not.toContain('شماره شهروند');
  await desk.send(TRAFFIC_HEAD, { text: 'چاله با آسفالت گرم پر شد.', replyTo: order.messageId });
  await desk.press(TRAFFIC_HEAD, 'انجام شد');
  await desk.press(TRAFFIC_HEAD, 'ارسال');
  expect(await desk.toCitizen()).toEqual(before);
  const owners = (await desk.fromBot(DISTRICT_MAYOR)).find(({ messageId }) => messageId === card.messageId);
  expect(owners?.text).toContain(`پیش‌نویس ${TRAFFIC_HEAD_TITLE}:`);
  await desk.pressOn(DISTRICT_MAYOR, card.messageId, { button: `ارسال پیش‌نویس ${TRAFFIC_HEAD_TITLE}` });
  expect(await desk.last(DISTRICT_MAYOR)).toContain('چاله با آسفالت گرم پر شد.');
  expect(await heard()).not.toContain('چاله با آسفالت گرم پر شد.');
  await desk.press(DISTRICT_MAYOR, 'ارسال');
  expect(await heard()).toContain(
    `پاسخ ${DISTRICT_MAYOR_TITLE}:\nنتیجه: کار انجام شده است.\nچاله با آسفالت گرم پر شد.`,
  );
  const done = (await desk.fromBot(TRAFFIC_HEAD)).find(({ messageId }) => messageId === order.messageId);
  expect(done === undefined ? ['?'] : buttonsOf(done)).toEqual([]);
});
