import { createCityFiguresStore } from '../../../src/reports/city/city-figures-store.js';
import { speechIn } from '../../messages/samples.js';
import { IN_DISTRICT_9 } from '../../stories/filing.js';
import { eventually } from '../../support/eventually.js';
import { buttonsOf, DEPUTY, type Desk, HEAD, openDesk } from './staff-phones.js';

const STREETS = 'یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم'.split(' ');

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

it('is empty at first, and says what it will show', async () => {
  await desk.send(DEPUTY, 'کارتابل من');
  expect(await desk.last(DEPUTY)).toContain('چیزی منتظر شما نیست');
});

describe('with eleven requests', () => {
  beforeAll(async () => {
    for (const street of STREETS) {
      await desk.file(`چاله بزرگی در خیابان ${street} است.`);
      await desk.city.advance({ advanceHours: 1 });
    }
  });

  it('shows ten a page, the most urgent first, and turns the page in place', async () => {
    await desk.send(HEAD, 'کارتابل من');
    const list = await desk.saying(HEAD, 'درخواست منتظر شماست');
    expect(list.text).toContain('۱۱ درخواست منتظر شماست\nصفحه ۱ از ۲');
    const left = [...(list.text ?? '').matchAll(/(\d|[۰-۹])+ روز و ([۰-۹]+) ساعت مانده/g)].map(
      ([, , hours]) => hours,
    );
    expect(left).toEqual([...left].sort());
    expect(left).toHaveLength(10);
    await desk.press(HEAD, 'بعدی');
    const turned = (await desk.fromBot(HEAD)).find(({ messageId }) => messageId === list.messageId);
    expect(turned?.text).toContain('صفحه ۲ از ۲');
    expect(buttonsOf(turned ?? list)).toEqual(['۱۱', 'قبلی', 'موضوع‌ها', 'جست‌وجو', 'پاسخ به چند درخواست']);
  });

  it('is read in a browser in the same order, by a link that its manager gets once', async () => {
    await desk.send(HEAD, 'کارنامه من');
    await desk.press(HEAD, 'باز کردن در مرورگر');
    const path = /\/record\/[\w-]+/.exec(await desk.last(HEAD))?.[0] ?? '';
    const opened = await fetch(`${desk.url}${path}`, { method: 'POST', redirect: 'manual' });
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const text = await (await fetch(`${desk.url}/record`, { headers: { cookie } })).text();
    const streets = [...text.matchAll(/در خیابان (\S+) است/g)].map(([, street]) => street);
    expect(streets).toEqual(STREETS);
    expect(text).toContain('کارنامه ۳۰ روز گذشته');
    expect(await desk.audited(HEAD)).toEqual(expect.arrayContaining(['recordLinked', 'recordOpened']));
  });

  it('opens a card that lives: it can be replied to and is edited', async () => {
    await desk.send(HEAD, '/cartable');
    await desk.pressOn(HEAD, (await desk.saying(HEAD, 'درخواست منتظر شماست')).messageId, { button: '۱' });
    const card = (await desk.fromBot(HEAD)).at(-1);
    expect(card?.text).toContain('خیابان یکم');
    await desk.send(HEAD, { text: 'چاله خیابان یکم پر شد.', replyTo: card?.messageId ?? 0 });
    await desk.press(HEAD, 'انجام شد');
    await desk.press(HEAD, 'ارسال');
    const after = (await desk.fromBot(HEAD)).find(({ messageId }) => messageId === card?.messageId);
    expect(after?.text).toContain('پاسخ داده شد');
    expect(buttonsOf(after ?? { messageId: 0, from: 'bot', date: 0 })).toEqual([]);
  });

  it('gives the place, the history, and takes a reply to the history as one to the card', async () => {
    await desk.press(HEAD, 'نقشه');
    expect((await desk.fromBot(HEAD)).at(-1)?.location).toEqual(IN_DISTRICT_9);
    await desk.press(HEAD, 'سابقه');
    const history = await desk.saying(HEAD, 'سابقه درخواست');
    expect(history.text).toContain('به رئیس اداره فنی و عمران منطقه ۹ رسید');
    await desk.send(HEAD, { text: 'چاله پر شد و بازدید کردیم.', replyTo: history.messageId });
    expect(await desk.last(HEAD)).toContain('متن را نگه داشتیم');
    await desk.send(HEAD, 'انصراف');
  });

  it('says that nothing comes to somebody without a button that has gone', async () => {
    await desk.send(HEAD, 'کارتابل');
    const { messageId } = await desk.saying(HEAD, 'درخواست منتظر شماست');
    expect(await desk.pressOn(HEAD, messageId, { data: 'cartable:99' })).toBeUndefined();
    expect((await desk.saying(HEAD, 'درخواست منتظر شماست')).text).toContain('۱۰ درخواست');
  });

  it('finds one of them with words typed below the list, in three updates', async () => {
    await desk.send(HEAD, 'کارتابل');
    await desk.send(HEAD, 'خیابان نهم');
    const found = await desk.saying(HEAD, 'در کارتابل پیدا شد');
    expect(found.text).toContain('۱ درخواست در کارتابل پیدا شد');
    await desk.pressOn(HEAD, found.messageId, { button: '۱' });
    expect(await desk.last(HEAD)).toContain('خیابان نهم');
    expect(buttonsOf((await desk.fromBot(HEAD)).at(-1) ?? found)).toContain('پاسخ');
  });

  it('takes words for the opened request from then on, and says where they belong', async () => {
    await desk.send(HEAD, 'فردا می‌آییم و آن را پر می‌کنیم.');
    expect(await desk.last(HEAD)).toContain('به درخواستی وصل نیست');
  });

  it('asks for words with a button, and says what to do where nothing is found', async () => {
    await desk.send(HEAD, 'کارتابل');
    await desk.press(HEAD, 'جست‌وجو');
    expect(await desk.last(HEAD)).toContain('شماره یا نام شهروند');
    await desk.send(HEAD, 'فانوس دریایی');
    expect(await desk.last(HEAD)).toContain('«فانوس دریایی» پیدا نشد');
    await desk.send(HEAD, 'و');
    expect(await desk.last(HEAD)).toContain('چیزی پیدا نمی‌شود');
    await desk.send(HEAD, 'چاله و خرابی آسفالت دهم');
    expect(await desk.last(HEAD)).toContain('خیابان دهم');
  });

  it('finds by the name and the number of a citizen, and notes who looked', async () => {
    const citizens = desk.connection.collection<{ _id: string; requests?: string[] }>('citizens');
    const filer = await citizens.findOne({ 'requests.0': { $exists: true } });
    await citizens.updateOne({ _id: filer?._id ?? '' }, { $set: { name: 'پروانه شکوهی' } });
    await desk.send(HEAD, 'شکوهی');
    expect(await desk.last(HEAD)).toContain('۱۰ درخواست در کارتابل پیدا شد');
    await desk.send(HEAD, '۰۹۱۵۱۱۱۲۲۴۴');
    expect(await desk.last(HEAD)).toContain('با این شماره نیست');
    expect(await desk.audited(HEAD)).toEqual(expect.arrayContaining(['wordsSearched', 'callerLookedUp']));
  });

  it('leads to what is about one topic, and back to all of it', async () => {
    await desk.send(HEAD, 'کارتابل');
    await desk.press(HEAD, 'موضوع‌ها');
    await desk.press(HEAD, 'چاله و خرابی آسفالت (۱۰)');
    expect(await desk.last(HEAD)).toContain('چاله و خرابی آسفالت: ۱۰ درخواست');
    await desk.press(HEAD, 'همه (۱۰)');
    expect(await desk.last(HEAD)).toContain('۱۰ درخواست منتظر شماست');
  });

  it('moves the public figures once 72 hours are over and all of it has climbed', async () => {
    const { texts } = speechIn('fa');
    const figures = createCityFiguresStore(desk.connection);
    /** How much climbed in each week, as its page says. */
    const climbed = async () => {
      const weeks = (await figures.ids()).filter((id) => id.startsWith('week')).sort();
      const pages = weeks.map(async (id) => (await fetch(`${desk.url}/city?period=${id}`)).text());
      const row = new RegExp(`${texts.plain('fa', 'city.count.climbed')}</th><td>([^<]*)`);
      return (await Promise.all(pages)).map((page) => row.exec(page)?.[1]);
    };
    expect((await climbed()).filter((count) => count !== '۰')).toEqual([]);
    await desk.city.advance({ advanceHours: 72 });
    await eventually(async () => {
      await desk.city.advance({ advanceSeconds: 1 });
      return (await climbed()).some((count) => count !== undefined && count !== '۰');
    });
  });
});
