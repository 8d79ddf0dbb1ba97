import { MORNING_HOUR, nextTimeOfDay } from '../calendar.js';
import type { Expected, Words } from './expectation.js';
import type { Phone } from './phones.js';
import type { Act, CastMember, Stage, Story } from './stage.js';

/** The hours that every position has to answer. */
const HOURS = 72;
/** At noon before the deadline, in hours: the owner is told then what falls due in the afternoon. */
const DIGEST_BEFORE = 0.5;
/** Hours until the next time at which managers are told. */
const UNTIL_NEXT_DIGEST = 3;
const TIME_ZONE = 'Asia/Tehran';
const CITIZEN = 100_001;
const PLACE = { latitude: 36.38, longitude: 59.48 };
const WORDS = 'چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.';
const FIRST_ANSWER = 'چاله امروز صبح با شن پر شد و محل برای عبور آماده است.';
const OBJECTION = 'فقط شن ریختند و با اولین باران دوباره باز شد.';
const BETTER_ANSWER = 'امشب همان‌جا با آسفالت گرم روکش شد و کار را بازدید کردیم.';

/** The chain that the request climbs, from below; `above` appears in the notice of each step. */
const CHAIN = [
  { position: 'district-9-civil-works-head', title: 'رئیس اداره فنی و عمران منطقه ۹' },
  { position: 'district-9-civil-works-deputy', title: 'معاون فنی و عمران منطقه ۹' },
  { position: 'district-9-mayor', title: 'شهردار منطقه ۹' },
  { position: 'deputy-mayor', title: 'قائم‌مقام شهردار مشهد' },
  { position: 'mayor', title: 'شهردار مشهد' },
] as const;
type Post = (typeof CHAIN)[number];
const [HEAD, DEPUTY, DISTRICT_MAYOR, DEPUTY_MAYOR, MAYOR] = CHAIN;

const citizen: CastMember = { owner: 'شهروند', bot: 'citizen', find: ({ id }) => id === CITIZEN };
const managers: readonly CastMember[] = CHAIN.map(({ position, title }) => ({
  owner: title,
  bot: 'staff',
  find: (person) => person.position === position,
}));

/** The report of the week in which the request was filed, and its workbook. */
function weeklyReport(phone: Phone): readonly Expected[] {
  return [
    { phone, kind: 'received', says: ['گزارش پاسخ‌گویی', 'درخواست‌ها: ۱'] },
    { phone, kind: 'received', says: [], media: ['document'] },
  ];
}

/** The first Saturday at eight, in the city, after a week that has the moment in it. */
function firstSaturdayMorning(moment: Date): Date {
  const weekday = new Intl.DateTimeFormat('en', { timeZone: TIME_ZONE, weekday: 'long' });
  let at = nextTimeOfDay(moment, MORNING_HOUR, TIME_ZONE);
  while (weekday.format(at) !== 'Saturday') at = nextTimeOfDay(at, MORNING_HOUR, TIME_ZONE);
  return at;
}

/**
 * The whole story: filed with a photo and a place; five positions, each with its own 72 hours; the mayor is
 * late too, answers, is objected to, answers better, and gets a five.
 */
export function createWholeStory(): Story {
  /** The deadline of the current referral, as the messages of an earlier act named it. */
  let deadline: readonly string[] = [];

  const seenByCitizen = (stage: Stage, kind: Expected['kind'], ...says: readonly Words[]): Expected => ({
    phone: stage.phoneOf({ role: 'citizen' }),
    kind,
    says,
  });
  const on = (stage: Stage, { position }: Post): Phone => stage.phoneOf({ position });
  const remember = (stage: Stage, hours = HOURS): Words => {
    deadline = stage.deadlineIn(hours);
    return deadline;
  };
  /** The cards of the previous owners: they follow what happens, and have no buttons. */
  const olderCards = (stage: Stage, before: Post, ...says: readonly Words[]): Expected[] =>
    CHAIN.slice(0, CHAIN.indexOf(before)).map((post) => ({
      phone: on(stage, post),
      kind: 'edited',
      says,
      buttons: [],
    }));
  /** A new card: the photo, then the card itself, which can be answered. */
  const newCard = (phone: Phone, ...says: readonly Words[]): Expected[] => [
    { phone, kind: 'received', says: [], media: ['photo'], buttons: [] },
    { phone, kind: 'received', says: [WORDS, ...says], media: [], buttons: ['پاسخ', 'نقشه', 'سابقه'] },
  ];

  const filing: Act = {
    title: 'شهروند درخواستش را می‌فرستد',
    async play(stage) {
      const phone = stage.phoneOf({ role: 'citizen' });
      await stage.send(phone, { photo: 'pothole', caption: WORDS });
      await stage.send(phone, { location: PLACE });
      await stage.press(phone, 'ثبت');
    },
    expected(stage) {
      const phone = stage.phoneOf({ role: 'citizen' });
      return [
        { phone, kind: 'sent', says: [WORDS], media: ['photo'] },
        { phone, kind: 'received', says: ['چاله و خرابی آسفالت', 'کجاست'] },
        { phone, kind: 'sent', says: [], media: ['location'] },
        { phone, kind: 'received', says: ['درخواست شما آماده است'] },
        { phone, kind: 'received', says: ['چاله و خرابی آسفالت', WORDS, 'منطقه ۹'], buttons: ['ثبت'] },
        { phone, kind: 'pressed', says: ['ثبت'] },
        { phone, kind: 'edited', says: ['ثبت شد'], buttons: [] },
        {
          phone,
          kind: 'received',
          says: ['درخواست شما ثبت شد', 'کد پیگیری', `به ${HEAD.title} رسید`, remember(stage)],
          buttons: ['وضعیت درخواست', 'افزودن توضیح'],
        },
        ...newCard(on(stage, HEAD), 'نفر اول زنجیره', '۳ روز مانده', deadline),
      ];
    },
  };

  const reminder: Act = {
    title: 'نیم ساعت تا پایان مهلت مانده است: در پیام ظهر آمده است',
    play: (stage) => stage.wait(HOURS - DIGEST_BEFORE),
    expected: (stage) => [
      {
        phone: on(stage, HEAD),
        kind: 'received',
        says: ['مهلتش تا', 'تمام می‌شود: ۱', WORDS.slice(0, 20)],
        buttons: ['۱'],
      },
    ],
  };

  /** Nobody answers: the request climbs, everybody sees it, and the old card loses its buttons. */
  const silence = (from: Post, to: Post, hours: number, where: string): Act => ({
    title: `${from.title} پاسخ نمی‌دهد`,
    play: (stage) => stage.wait(hours),
    expected: (stage) => [
      {
        phone: on(stage, from),
        kind: 'edited',
        says: ['دیگر پیش شما نیست', `پیش ${to.title} است`, remember(stage)],
        buttons: [],
      },
      ...olderCards(stage, from, 'دیگر پیش شما نیست', `پیش ${to.title} است`, deadline),
      seenByCitizen(stage, 'received', `مهلت ${from.title} تمام شد`, `${where} ${to.title}`, deadline),
      ...newCard(on(stage, to), deadline),
    ],
  });

  const overdue: Act = {
    title: 'مهلت شهردار هم می‌گذرد',
    async play(stage) {
      await stage.wait(HOURS);
      await stage.wait(UNTIL_NEXT_DIGEST);
    },
    expected: (stage) => [
      seenByCitizen(stage, 'received', `مهلت ${MAYOR.title} هم تمام شد`, 'همان‌جا می‌ماند'),
      { phone: on(stage, MAYOR), kind: 'edited', says: ['مهلت پاسخ گذشته است'], buttons: ['پاسخ'] },
      { phone: on(stage, MAYOR), kind: 'received', says: ['مهلتش گذشته و پیش شماست: ۱'] },
    ],
  };

  /** The mayor answers by replying to the card, and previews what the citizen will read. */
  const answers = (title: string, text: string): Act => ({
    title,
    async play(stage) {
      const phone = on(stage, MAYOR);
      const card = await stage.newest(phone, WORDS);
      await stage.send(phone, { text, replyTo: card.messageId });
      await stage.press(phone, 'انجام شد');
      await stage.press(phone, 'ارسال');
    },
    expected(stage) {
      const phone = on(stage, MAYOR);
      return [
        { phone, kind: 'sent', says: [text] },
        { phone, kind: 'received', says: ['نتیجه کار چیست'], buttons: ['انجام شد', 'شدنی نیست'] },
        { phone, kind: 'pressed', says: ['انجام شد'] },
        { phone, kind: 'edited', says: ['نتیجه: انجام شد'], buttons: [] },
        { phone, kind: 'received', says: ['شهروند این را می‌خواند', text], buttons: ['ارسال', 'تغییر'] },
        { phone, kind: 'pressed', says: ['ارسال'] },
        { phone, kind: 'edited', says: ['پاسخ شما', 'ثبت شد', text], buttons: [] },
        {
          phone,
          kind: 'edited',
          says: ['پاسخ داده شد', 'پاسخ شما برای شهروند فرستاده شد'],
          buttons: [],
        },
        ...olderCards(stage, MAYOR, 'پاسخ داده شد', `${MAYOR.title} پاسخ داد`, text),
        {
          ...seenByCitizen(stage, 'received', `پاسخ ${MAYOR.title}`, text, 'مشکل شما را حل کرد'),
          buttons: ['۵', '۱', 'اعتراض'],
        },
      ];
    },
  });

  const objection: Act = {
    title: 'شهروند اعتراض می‌کند',
    async play(stage) {
      const phone = stage.phoneOf({ role: 'citizen' });
      await stage.press(phone, 'اعتراض');
      await stage.send(phone, { text: OBJECTION });
      await stage.press(phone, 'ارسال');
    },
    expected(stage) {
      const phone = stage.phoneOf({ role: 'citizen' });
      return [
        { phone, kind: 'pressed', says: ['اعتراض'] },
        { phone, kind: 'received', says: ['چه چیزی درست نشده است'], buttons: ['کار انجام نشده است'] },
        { phone, kind: 'sent', says: [OBJECTION] },
        {
          phone,
          kind: 'received',
          says: ['این را می‌بیند', OBJECTION],
          buttons: ['ارسال', 'لغو'],
        },
        { phone, kind: 'edited', says: ['چه چیزی درست نشده است'], buttons: [] },
        { phone, kind: 'pressed', says: ['ارسال'] },
        { phone, kind: 'edited', says: ['اعتراض شما', 'ثبت شد'], buttons: [] },
        { phone, kind: 'edited', says: [FIRST_ANSWER], buttons: ['اعتراض کردید'] },
        // It is too old to be deleted, and points to the new one.
        { phone: on(stage, MAYOR), kind: 'edited', says: ['پایین‌تر آمده است'], buttons: [] },
        {
          phone,
          kind: 'received',
          says: [`اعتراض شما به پاسخ ${MAYOR.title} ثبت شد`, 'دوباره روی میز', remember(stage)],
        },
        ...newCard(on(stage, MAYOR), OBJECTION, deadline),
        ...olderCards(stage, MAYOR, 'دیگر پیش شما نیست', `پیش ${MAYOR.title} است`, deadline),
      ];
    },
  };

  const rating: Act = {
    title: 'شهروند به پاسخ تازه نمره می‌دهد',
    async play(stage) {
      await stage.press(stage.phoneOf({ role: 'citizen' }), '۵');
    },
    expected(stage) {
      const phone = stage.phoneOf({ role: 'citizen' });
      return [
        { phone, kind: 'pressed', says: ['۵'] },
        { phone, kind: 'edited', says: [BETTER_ANSWER], buttons: ['۵'] },
        ...CHAIN.map((post) => ({
          phone: on(stage, post),
          kind: 'edited' as const,
          says: ['بسته شد', 'نمره شهروند: ۵ از ۵'],
          buttons: [],
        })),
      ];
    },
  };

  return {
    name: 'whole',
    cast: [citizen, ...managers],
    byCalendar: (stage, { storyFrom, from, to }) => {
      const at = firstSaturdayMorning(storyFrom);
      const isNow = from < at && at <= to;
      return isNow ? [DEPUTY_MAYOR, MAYOR].flatMap((post) => weeklyReport(on(stage, post))) : [];
    },
    acts: [
      filing,
      reminder,
      silence(HEAD, DEPUTY, DIGEST_BEFORE, 'حالا پیش'),
      silence(DEPUTY, DISTRICT_MAYOR, HOURS, 'حالا پیش'),
      silence(DISTRICT_MAYOR, DEPUTY_MAYOR, HOURS, 'حالا پیش'),
      silence(DEPUTY_MAYOR, MAYOR, HOURS, 'اکنون روی میز'),
      overdue,
      answers('شهردار با پاسخ دادن به همان پیام جواب می‌دهد', FIRST_ANSWER),
      objection,
      answers('شهردار دوباره و بهتر پاسخ می‌دهد', BETTER_ANSWER),
      rating,
    ],
  };
}
