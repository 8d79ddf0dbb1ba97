import { createOnceStore } from '../../../jobs/once-store.js';
import { nextTimeOfDay } from '../../../src/calendar.js';
import { holderOf } from '../../support/people.js';
import {
  buttonsOf,
  DEPUTY,
  DEPUTY_TITLE,
  type Desk,
  HEAD,
  HEAD_POSITION,
  HEAD_TITLE,
  openDesk,
} from './staff-phones.js';

const TRAFFIC_HEAD = holderOf('district-9-traffic-head');
const TRAFFIC_HEAD_TITLE = 'رئیس اداره ترافیک منطقه ۹';
const AWAY_CARD = 'این سمت حالا با همکار دیگری است';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

async function messageOf(person: number, messageId: number) {
  const found = (await desk.fromBot(person)).find((message) => message.messageId === messageId);
  if (found === undefined) throw new Error('The message is gone.');
  return found;
}

async function saying(person: number, words: string): Promise<number> {
  return (await desk.fromBot(person)).filter(({ text = '' }) => text.includes(words)).length;
}

/** Moves the clock to the next moment at which it shows that hour. */
async function waitUntil(hour: number): Promise<void> {
  const now = await desk.city.now();
  const then = nextTimeOfDay(now, hour, 'Asia/Tehran');
  await desk.city.advance({ advanceSeconds: (then.getTime() - now.getTime()) / 1000 });
}

it('gives the cartable to a deputy, who answers in the name of the position, and takes it back with one press', async () => {
  await desk.file('چاله‌ای در میدان شهدا باز شده است.');
  const card = await desk.saying(HEAD, 'میدان شهدا');
  await desk.send(HEAD, 'جانشین');
  await desk.press(HEAD, 'همین حالا');
  await desk.send(HEAD, 'هفته آینده');
  await desk.press(HEAD, TRAFFIC_HEAD_TITLE);
  expect((await desk.saying(HEAD, `جانشین: ${TRAFFIC_HEAD_TITLE}`)).text).toContain('همان نام سمت');
  await desk.press(HEAD, 'ثبت');
  expect(await saying(TRAFFIC_HEAD, `جانشین ${HEAD_TITLE} شدید`)).toBe(1);
  expect((await messageOf(HEAD, card.messageId)).text).toContain(AWAY_CARD);
  const deputys = await desk.saying(TRAFFIC_HEAD, 'میدان شهدا');
  expect(buttonsOf(deputys)).toContain('پاسخ');
  await desk.send(TRAFFIC_HEAD, { text: 'چاله میدان امروز پر شد.', replyTo: deputys.messageId });
  await desk.press(TRAFFIC_HEAD, 'انجام شد');
  await desk.press(TRAFFIC_HEAD, 'ارسال');
  expect((await desk.toCitizen()).at(-1)).toContain(`پاسخ ${HEAD_TITLE}:`);

  await desk.file('چاله‌ای در خیابان راه‌آهن باز شده است.');
  expect(await saying(HEAD, 'خیابان راه‌آهن')).toBe(0);
  await desk.send(HEAD, 'جانشین');
  await desk.press(HEAD, 'برگشتم');
  expect(buttonsOf(await desk.saying(HEAD, 'خیابان راه‌آهن'))).toContain('پاسخ');
  expect(buttonsOf(await desk.saying(TRAFFIC_HEAD, 'خیابان راه‌آهن'))).toEqual([]);
  expect(await desk.audited(HEAD)).toEqual(expect.arrayContaining(['absenceNoted', 'absenceEnded']));
});

it('begins and ends by its dates, and moves the open requests there and back', async () => {
  await desk.send(HEAD, 'جانشین');
  await desk.send(HEAD, 'فردا');
  await desk.send(HEAD, 'فردا');
  await desk.send(HEAD, 'رئیس اداره ترافیک منطقه ۹');
  await desk.send(HEAD, 'ثبت');
  const card = await desk.saying(HEAD, 'خیابان راه‌آهن');
  expect(buttonsOf(card)).toContain('پاسخ');
  await waitUntil(0);
  await desk.city.advance({ advanceSeconds: 60 });
  expect((await messageOf(HEAD, card.messageId)).text).toContain(AWAY_CARD);
  expect(buttonsOf(await desk.saying(TRAFFIC_HEAD, 'خیابان راه‌آهن'))).toContain('پاسخ');
  await waitUntil(0);
  await desk.city.advance({ advanceSeconds: 60 });
  expect(buttonsOf(await messageOf(HEAD, card.messageId))).toContain('پاسخ');
  expect(buttonsOf(await desk.saying(TRAFFIC_HEAD, 'خیابان راه‌آهن'))).toEqual([]);
});

it('sends every manager one digest in the morning, and none to people without news', async () => {
  await waitUntil(8);
  await desk.city.advance({ advanceSeconds: 60 });
  await desk.city.advance({ advanceSeconds: 60 });
  const digest = await desk.saying(HEAD, 'صبح به خیر');
  expect(digest.text).toContain('منتظر شما: ۱');
  expect(await saying(HEAD, digest.text?.split('\n')[0] ?? '')).toBe(1);
  expect(await saying(holderOf('district-9-culture-head'), 'صبح به خیر')).toBe(0);
  const once = createOnceStore(desk.connection);
  const day = (await desk.city.now()).toISOString().slice(0, 10);
  expect(await once.isDone(`digest:${day}T08`)).toBe(true);
  await desk.send(HEAD, 'کارنامه من');
  expect(await desk.last(HEAD)).toContain('پاسخ‌ها: ۱، از آن‌ها ۱ پیش از مهلت');
});

it('moves up the requests of a position without holder and deputy, and tells the citizen', async () => {
  await desk.takePosition(HEAD_POSITION, HEAD);
  await desk.city.advance({ advanceSeconds: 60 });
  expect(await saying(DEPUTY, 'خیابان راه‌آهن')).toBe(0);
  await desk.city.advance({ advanceSeconds: 60 });
  expect((await desk.saying(DEPUTY, 'خیابان راه‌آهن')).text).toContain(`سمت ${HEAD_TITLE} خالی بود.`);
  expect((await desk.toCitizen()).at(-1)).toContain(DEPUTY_TITLE);
});

it('hears a button of the keyboard while an absence is noted, and reminds of the unfinished absence', async () => {
  await desk.send(TRAFFIC_HEAD, 'جانشین');
  await desk.send(TRAFFIC_HEAD, 'کارتابل');
  const [reply] = (await desk.fromBot(TRAFFIC_HEAD)).slice(-1);
  expect(reply?.text).toContain('ثبت جانشین هنوز تمام نشده است');
  await desk.send(TRAFFIC_HEAD, 'لغو');
});
