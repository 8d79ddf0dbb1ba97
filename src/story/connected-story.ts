import type { Expected, Words } from './expectation.js';
import type { Phone } from './phones.js';
import type { Act, Stage, Story } from './stage.js';

/** The hours that the manager has to answer. */
const HOURS = 72;
const CITIZEN = 100_001;
const CITIZENS_PHONE = '۰۹۱۵۱۱۱۲۲۳۳';
const ADMINISTRATOR = 'administrator';
const PLACE = { latitude: 36.38, longitude: 59.48 };
const HEAD = { position: 'district-9-civil-works-head', title: 'رئیس اداره فنی و عمران منطقه ۹' };
const FIRST = 'چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.';
const SECOND = 'آسفالت کوچه یاس نشست کرده و آب در آن جمع می‌شود.';
const AT_THE_DESK = 'چاله امروز صبح با آسفالت گرم پر شد و محل بازدید شد.';
const ON_THE_PHONE = 'کوچه امروز لکه‌گیری شد و آب دیگر نمی‌ایستد.';

/**
 * A unit that is connected by phone and through the office automation Gam, and a registry of calls, Saja. A call is
 * registered in Saja and answered at the desk although Gam is away in the middle; whoever called rates it in the bot, which
 * comes back to Saja. The next request is filed in the bot, which Saja mirrors, and answered on the phone while its letter
 * lies on the desk.
 */
export function createConnectedStory(): Story {
  const citizen = (stage: Stage) => stage.phoneOf({ role: 'citizen' });
  const head = (stage: Stage) => stage.phoneOf(HEAD);
  const desk = (stage: Stage) => stage.deskOf(HEAD.position);
  const saja = (stage: Stage) => stage.registry();
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

  const opening: Act = {
    title: 'شهروند ربات را باز می‌کند',
    play: (stage) => stage.send(citizen(stage), { text: '/start' }),
    expected(stage) {
      const one = sees(citizen(stage));
      return [one('sent', ['/start']), one('received', ['سلام', 'بنویسید چه شده است'])];
    },
  };

  /** What comes of a new request: the card on the phone, the letter on the desk, and the line in the registry. */
  function arrivals(stage: Stage, words: string, inRegistry: readonly Words[]): readonly Expected[] {
    const deadline = stage.deadlineIn(HOURS);
    return [
      sees(head(stage))('received', [words, deadline], ['پاسخ', 'سابقه']),
      sees(desk(stage))('received', ['درخواست ۱۳۷', 'مهلت پاسخ: تا', deadline], ['پاسخ']),
      sees(saja(stage))('received', [...inRegistry, 'در کارتابل مدیر'], []),
    ];
  }

  const calling: Act = {
    title: 'شهروند به ۱۳۷ زنگ می‌زند و سجا ثبتش می‌کند: کارت به تلفن می‌رسد و نامه به گام',
    play: (stage) =>
      stage.city.registry.take({
        name: 'شهروند نخست',
        phone: CITIZENS_PHONE,
        text: FIRST,
        category: 'pothole',
        district: 'district-9',
      }),
    expected: (stage) => [
      sees(citizen(stage))('received', ['ثبت شد', stage.deadlineIn(HOURS)]),
      ...arrivals(stage, FIRST, ['تماس', FIRST]),
    ],
  };

  const filing: Act = {
    title: 'شهروند درخواست دیگری در ربات می‌فرستد',
    async play(stage) {
      await stage.send(citizen(stage), { text: SECOND });
      await stage.send(citizen(stage), { location: PLACE });
      await stage.press(citizen(stage), 'ثبت');
    },
    expected(stage) {
      const phone = citizen(stage);
      const one = sees(phone);
      const deadline = stage.deadlineIn(HOURS);
      return [
        one('sent', [SECOND]),
        one('received', ['چاله و خرابی آسفالت', 'کجاست']),
        { phone, kind: 'sent', says: [], media: ['location'] },
        one('received', ['درخواست شما آماده است']),
        one('received', ['چاله و خرابی آسفالت', SECOND, 'منطقه ۹'], ['ثبت']),
        one('pressed', ['ثبت']),
        one('edited', ['ثبت شد'], []),
        one('received', ['درخواست شما ثبت شد', `به ${HEAD.title} رسید`, deadline]),
        ...arrivals(stage, SECOND, ['از ربات']),
      ];
    },
  };

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
      sees(saja(stage))('edited', [FIRST, 'پاسخ داده شد', AT_THE_DESK], ['نمره']),
    ],
  };

  const rating: Act = {
    title: 'شهروند در ربات به پاسخ نمره می‌دهد و سجا آن را می‌شنود',
    play: (stage) => stage.press(citizen(stage), '۵'),
    expected(stage) {
      const one = sees(citizen(stage));
      return [
        one('pressed', ['۵']),
        one('edited', [AT_THE_DESK], ['۵']),
        sees(head(stage))('edited', ['بسته شد', 'نمره شهروند: ۵ از ۵'], []),
        sees(saja(stage))('edited', [FIRST, 'بسته شد', 'نمره: ۵ از ۵'], []),
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
        sees(saja(stage))('edited', ['از ربات', 'پاسخ داده شد', ON_THE_PHONE], []),
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
    screens: [
      { owner: `گام، میز ${HEAD.title}`, screen: { kind: 'desk', position: HEAD.position } },
      { owner: 'سجا', screen: { kind: 'registry' } },
    ],
    acts: [connecting, opening, calling, awayAtTheDesk, back, rating, filing, onThePhone],
  };
}
