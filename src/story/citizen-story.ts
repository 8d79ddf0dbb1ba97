import type { Expected, Words } from './expectation.js';
import type { Phone } from './phones.js';
import type { Act, Stage, Story } from './stage.js';

/** Most updates that a citizen who is known sends to file a request: by voice, and in writing. */
const MOST_BY_VOICE = 4;
const MOST_IN_WRITING = 5;
/** Hours that the manager has to answer. */
const HOURS = 72;
const CITIZEN = 100_001;
const PLACE = { latitude: 36.38, longitude: 59.48 };
const WORDS = 'چراغ‌های کوچه ما یک هفته است خاموش است و شب‌ها تاریک می‌شود.';
const NEW_ONE = 'نه، درخواست تازه است';
const TOPIC = 'روشنایی معبر و زیرگذر';
const ADDRESS = 'خیابان صیاد شیرازی ۱۲، روبه‌روی پلاک ۴۰';
const HEAD = { position: 'district-9-civil-works-head', title: 'رئیس اداره فنی و عمران منطقه ۹' };

/** How little it takes to file a request: a voice message and three more touches, or a text and as many. */
export function createCitizenStory(): Story {
  const citizen = (stage: Stage): Phone => stage.phoneOf({ role: 'citizen' });
  const sees =
    (phone: Phone) =>
    (kind: Expected['kind'], says: readonly Words[], buttons?: readonly string[]): Expected => ({
      phone,
      kind,
      says,
      ...(buttons === undefined ? {} : { buttons }),
    });

  const byVoice: Act = {
    title: 'شهروند درخواستش را می‌گوید',
    mostUpdates: MOST_BY_VOICE,
    async play(stage) {
      const phone = citizen(stage);
      await stage.send(phone, { voice: 'voice' });
      await stage.press(phone, 'درخواست است');
      await stage.send(phone, { location: PLACE });
      await stage.press(phone, 'ثبت');
    },
    expected(stage) {
      const phone = citizen(stage);
      const one = sees(phone);
      return [
        { phone, kind: 'sent', says: [], media: ['voice'] },
        one(
          'received',
          ['درخواست است، پرسش است، یا با کارشناس صحبت می‌کنید؟'],
          ['درخواست است', 'پرسش است', 'صحبت با کارشناس ۱۳۷'],
        ),
        one('pressed', ['درخواست است']),
        one('edited', ['موضوع را کارشناسان ۱۳۷ مشخص می‌کنند'], []),
        one('received', ['کجاست']),
        { phone, kind: 'sent', says: [], media: ['location'] },
        one('received', ['درخواست شما آماده است']),
        one('received', ['درخواست شما', 'صدا: ۱', 'منطقه ۹'], ['ثبت']),
        one('pressed', ['ثبت']),
        one('edited', ['ثبت شد'], []),
        one('received', ['درخواست شما ثبت شد', 'کد پیگیری', 'کارشناسان ۱۳۷']),
      ];
    },
  };

  const inWriting: Act = {
    title: 'شهروند درخواستش را می‌نویسد',
    mostUpdates: MOST_IN_WRITING,
    async play(stage) {
      const phone = citizen(stage);
      await stage.send(phone, { text: WORDS });
      await stage.press(phone, NEW_ONE);
      await stage.send(phone, { text: ADDRESS });
      await stage.press(phone, 'ثبت');
    },
    expected(stage) {
      const one = sees(citizen(stage));
      const manager = sees(stage.phoneOf(HEAD));
      const deadline = stage.deadlineIn(HOURS);
      return [
        one('sent', [WORDS]),
        one('received', ['اضافه شود؟', WORDS], [NEW_ONE]),
        one('pressed', [NEW_ONE]),
        one('edited', ['اضافه شود؟'], []),
        one('received', [`موضوع: ${TOPIC}`, 'کجاست']),
        one('sent', [ADDRESS]),
        one('received', ['درخواست شما آماده است']),
        one('received', [TOPIC, WORDS, ADDRESS, 'منطقه ۹'], ['ثبت']),
        one('pressed', ['ثبت']),
        one('edited', ['ثبت شد'], []),
        one('received', ['درخواست شما ثبت شد', 'کد پیگیری', `به ${HEAD.title} رسید`, deadline]),
        manager('received', [WORDS, deadline], ['پاسخ', 'سابقه']),
      ];
    },
  };

  return {
    name: 'citizen',
    cast: [
      { owner: 'شهروند', bot: 'citizen', find: ({ id }) => id === CITIZEN },
      { owner: HEAD.title, bot: 'staff', find: ({ position }) => position === HEAD.position },
    ],
    acts: [byVoice, inWriting],
  };
}
