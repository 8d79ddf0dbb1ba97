import type { Expected, Words } from './expectation.js';
import type { Phone } from './phones.js';
import type { Act, Stage, Story } from './stage.js';

/** The hours that the manager has to answer. */
const HOURS = 72;
const CITIZEN = 100_001;
const ADMINISTRATOR = 'administrator';
const PLACE = { latitude: 36.38, longitude: 59.48 };
const HEAD = { position: 'district-9-civil-works-head', title: 'رئیس اداره فنی و عمران منطقه ۹' };
const FIRST = 'چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.';
const SECOND = 'آسفالت کوچه یاس نشست کرده و آب در آن جمع می‌شود.';
const AT_THE_DESK = 'چاله امروز صبح با آسفالت گرم پر شد و محل بازدید شد.';
const ON_THE_PHONE = 'کوچه امروز لکه‌گیری شد و آب دیگر نمی‌ایستد.';

/**
 * A unit that is connected by phone and through the office automation Gam: one request is answered at the desk although
 * Gam is away in the middle, the next one on the phone while its letter lies on the desk.
 */
export function createConnectedStory(): Story {
  const citizen = (stage: Stage) => stage.phoneOf({ role: 'citizen' });
  const head = (stage: Stage) => stage.phoneOf(HEAD);
  const desk = (stage: Stage) => stage.deskOf(HEAD.position);
  const sees =
    (phone: Phone) =>
    (kind: Expected['kind'], says: readonly Words[], buttons?: readonly string[]): Expected => ({
      phone,
      kind,
      says,
      ...(buttons === undefined ? {} : { buttons }),
    });

  const connecting: Act = {
    title: 'راهبر منطقه ۹ را هم از تلفن و هم از گام وصل می‌کند',
    async play(stage) {
      const phone = stage.phoneOf({ role: ADMINISTRATOR });
      await stage.send(phone, { text: 'اتصال واحدها' });
      await stage.send(phone, { text: 'منطقه ۹' });
      await stage.press(phone, 'تلفن و گام');
    },
    expected(stage) {
      const one = sees(stage.phoneOf({ role: ADMINISTRATOR }));
      return [
        one('sent', ['اتصال واحدها']),
        one('received', ['نام واحد را بنویسید'], ['چه آماده نیست']),
        one('sent', ['منطقه ۹']),
        one('received', ['منطقه ۹', 'وصل است', 'در تلفن می‌گیرند'], ['فقط گام', 'تلفن و گام']),
        one('pressed', ['تلفن و گام']),
        one('edited', ['منطقه ۹', 'هم در تلفن می‌گیرند و هم در کارتابل گام'], ['فقط تلفن', 'فقط گام']),
      ];
    },
  };

  /** Filed in the usual way: the card comes to the phone, and the letter to the desk. */
  const filing = (title: string, words: string): Act => ({
    title,
    async play(stage) {
      await stage.send(citizen(stage), { text: words });
      await stage.send(citizen(stage), { location: PLACE });
      await stage.press(citizen(stage), 'ثبت');
    },
    expected(stage) {
      const phone = citizen(stage);
      const one = sees(phone);
      const deadline = stage.deadlineIn(HOURS);
      return [
        one('sent', [words]),
        one('received', ['چاله و خرابی آسفالت', 'کجاست']),
        { phone, kind: 'sent', says: [], media: ['location'] },
        one('received', ['درخواست شما آماده است']),
        one('received', ['چاله و خرابی آسفالت', words, 'منطقه ۹'], ['ثبت']),
        one('pressed', ['ثبت']),
        one('edited', ['ثبت شد'], []),
        one('received', ['درخواست شما ثبت شد', `به ${HEAD.title} رسید`, deadline]),
        sees(head(stage))('received', [words, deadline], ['پاسخ', 'نقشه', 'سابقه']),
        sees(desk(stage))('received', ['درخواست ۱۳۷', 'مهلت پاسخ: تا', deadline], ['پاسخ']),
      ];
    },
  });

  const awayAtTheDesk: Act = {
    title: 'گام قطع است؛ رئیس اداره پشت میزش پاسخ می‌نویسد',
    async play(stage) {
      await stage.city.office.setAway(true);
      await stage.city.office.answer(HEAD.position, AT_THE_DESK);
      await stage.wait(1);
    },
    expected: (stage) => [sees(desk(stage))('edited', [`در راه: ${AT_THE_DESK}`], ['پاسخ'])],
  };

  const back: Act = {
    title: 'گام برمی‌گردد و پاسخ به شهروند می‌رسد',
    play: (stage) => stage.city.office.setAway(false),
    expected: (stage) => [
      sees(citizen(stage))('received', [`پاسخ ${HEAD.title}`, AT_THE_DESK, 'مشکل شما را حل کرد'], ['۵']),
      sees(head(stage))('edited', ['پاسخ داده شد', AT_THE_DESK], []),
      sees(desk(stage))('edited', ['پاسخ داده شد', `ثبت شد: ${AT_THE_DESK}`], []),
    ],
  };

  const rating: Act = {
    title: 'شهروند به پاسخ نمره می‌دهد',
    play: (stage) => stage.press(citizen(stage), '۵'),
    expected(stage) {
      const one = sees(citizen(stage));
      return [
        one('pressed', ['۵']),
        one('edited', [AT_THE_DESK], ['۵']),
        sees(head(stage))('edited', ['بسته شد', 'نمره شهروند: ۵ از ۵'], []),
      ];
    },
  };

  const onThePhone: Act = {
    title: 'رئیس اداره از تلفن پاسخ می‌دهد و نامه از میزش برداشته می‌شود',
    async play(stage) {
      const phone = head(stage);
      const card = await stage.newest(phone, SECOND);
      await stage.send(phone, { text: ON_THE_PHONE, replyTo: card.messageId });
      await stage.press(phone, 'انجام شد');
      await stage.press(phone, 'ارسال');
    },
    expected(stage) {
      const one = sees(head(stage));
      return [
        one('sent', [ON_THE_PHONE]),
        one('received', ['نتیجه کار چیست'], ['انجام شد', 'شدنی نیست']),
        one('pressed', ['انجام شد']),
        one('edited', ['نتیجه: انجام شد'], []),
        one('received', ['شهروند این را می‌خواند', ON_THE_PHONE], ['ارسال', 'تغییر']),
        one('pressed', ['ارسال']),
        one('edited', ['پاسخ شما', 'ثبت شد', ON_THE_PHONE], []),
        one('edited', ['پاسخ داده شد', 'پاسخ شما برای شهروند فرستاده شد'], []),
        sees(citizen(stage))('received', [`پاسخ ${HEAD.title}`, ON_THE_PHONE], ['۵']),
        sees(desk(stage))('edited', ['پاسخ داده شد'], []),
      ];
    },
  };

  return {
    name: 'connected',
    cast: [
      { owner: 'شهروند', bot: 'citizen', find: ({ id }) => id === CITIZEN },
      { owner: HEAD.title, bot: 'staff', find: ({ position }) => position === HEAD.position },
      { owner: 'راهبر سامانه', bot: 'staff', find: ({ roles }) => roles.includes(ADMINISTRATOR) },
    ],
    desks: [{ owner: `میز ${HEAD.title} در گام`, position: HEAD.position }],
    acts: [
      connecting,
      filing('شهروند درخواستش را می‌فرستد: کارت به تلفن می‌رسد و نامه به گام', FIRST),
      awayAtTheDesk,
      back,
      rating,
      filing('شهروند درخواست دیگری می‌فرستد', SECOND),
      onThePhone,
    ],
  };
}
