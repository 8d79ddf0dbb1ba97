import { fc } from '../../support/seeded.js';

/** What a person may do with the bot, drawn at random. Numbers choose among what there is at that moment. */
export type Deed =
  | { readonly does: 'writes'; readonly text: string; readonly repliesTo?: number }
  /** What the question that is open asks for. */
  | { readonly does: 'goesOn'; readonly choice: number }
  | { readonly does: 'sends'; readonly content: Content; readonly caption?: string; readonly album?: string }
  | { readonly does: 'edits'; readonly choice: number; readonly text: string }
  | { readonly does: 'presses'; readonly choice: number }
  /** What a button says. */
  | { readonly does: 'types'; readonly choice: number }
  /** A button that was on a message once. */
  | { readonly does: 'pressesOld'; readonly choice: number }
  | { readonly does: 'forges'; readonly data: string; readonly choice: number }
  | { readonly does: 'blocksAndReturns' }
  /** Lies down for a day, with whatever is unfinished. */
  | { readonly does: 'rests' }
  /** Somebody at the municipality does something with the person's newest request. */
  | { readonly does: 'isServed'; readonly by: 'answer' | 'promise' | 'question' }
  /** Somebody else withdraws a request that the person follows. */
  | { readonly does: 'isLeftOne' };

/** Kinds of messages by the field of the Bot API that carries them. */
const CONTENTS = [
  'photo',
  'voice',
  'video',
  'audio',
  'document',
  'bigFile',
  'here',
  'elsewhere',
  'venue',
  'liveLocation',
  'ownContact',
  'foreignContact',
  'contactWithoutUser',
  'forwardedContact',
  'sticker',
  'poll',
  'dice',
  'videoNote',
  'animation',
  'forwardedText',
  'richText',
  'checklist',
  'quote',
  'notice',
] as const;
export type Content = (typeof CONTENTS)[number];

/** Stands in a text or in data for the code of the person's newest request. */
export const OWN_CODE = '{own}';

const SPOKEN = ['لغو', 'انصراف', '/cancel', 'بازگشت', '/back', 'إلغاء', 'back', 'ثبت', 'نمی‌دانم', 'ادامه'];
const COMMANDS = [
  '/start',
  '/start abc',
  `/start ${'x'.repeat(64)}`,
  '/help',
  '/requests',
  '/language',
  '/settings',
  '/privacy',
  '/mydata',
  '/delete',
  '/nothing',
];
const LABELS = [
  'راهنما',
  'درخواست‌های من',
  'بدون نشانی',
  'تغییر متن',
  'همه موضوع‌ها',
  'شروع دوباره',
  'صحبت با کارشناس',
  'My requests',
  'English',
  'فارسی',
];
const WORDS = [
  'چاله بزرگی جلوی دبستان است',
  'زباله‌ها را نمی‌برند',
  'پیشنهادی دارم',
  'سلام',
  'ممنون',
  'ساعت کاری شما چیست؟',
  'کد من کجاست',
  'منطقه ۹',
  '۹',
  '۱',
  '۳',
  '99',
  'خیابان صیاد شیرازی، منطقه ۹',
  'خیابان صیاد',
  OWN_CODE,
  '1234567894',
  '1234567893',
  '👍',
  '\u200F.\u200F',
  '<b>بزرگ</b> & "https://example.com" \u202E',
  'و'.repeat(4_096),
  `${'آ'.repeat(4_000)} 👨‍👩‍👧`,
];
const FORGED = [
  'x'.repeat(64),
  'rate:1234567894:6',
  'show:1234567894',
  'answer:1234567894',
  `show:${OWN_CODE}`,
  `object:${OWN_CODE}`,
  `rate:${OWN_CODE}:1`,
  `accept:${OWN_CODE}`,
  `register:${OWN_CODE}`,
  `reply:${OWN_CODE}`,
  `add:${OWN_CODE}`,
  `withdraw:${OWN_CODE}`,
  `leaveWords:${OWN_CODE}:yes`,
  `carryOn:${OWN_CODE}`,
  `declineOffer:${OWN_CODE}`,
  'category:../../etc',
  'category:pothole',
  'goOn:1',
  'operator',
  'asRequest',
  'cancel',
  '',
];

const choice = fc.nat({ max: 99 });
const texts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.constantFrom(...SPOKEN) },
  { weight: 2, arbitrary: fc.constantFrom(...LABELS) },
  { weight: 1, arbitrary: fc.constantFrom(...COMMANDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) },
);

/** Everything that a person can do, what leads further more often than the rest. */
export const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ does: fc.constant('goesOn' as const), choice }) },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('presses' as const), choice }) },
  {
    weight: 6,
    arbitrary: fc.record(
      { does: fc.constant('writes' as const), text: texts, repliesTo: choice },
      { requiredKeys: ['does', 'text'] },
    ),
  },
  {
    weight: 5,
    arbitrary: fc.record(
      {
        does: fc.constant('sends' as const),
        content: fc.constantFrom(...CONTENTS),
        caption: fc.constantFrom('چاله', 'بلوار سجاد، منطقه ۱', '۱', ' ', 'د'.repeat(1_024)),
        album: fc.constantFrom('17', '18'),
      },
      { requiredKeys: ['does', 'content'] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('edits' as const), choice, text: texts }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('types' as const), choice }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pressesOld' as const), choice }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('forges' as const),
      data: fc.constantFrom(...FORGED),
      choice,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'blocksAndReturns' as const }) },
  { weight: 1, arbitrary: fc.constant({ does: 'rests' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('isServed' as const),
      by: fc.constantFrom('answer' as const, 'answer' as const, 'promise' as const, 'question' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ does: 'isLeftOne' as const }) },
);
