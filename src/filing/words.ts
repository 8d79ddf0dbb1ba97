import { searchable } from '../text/persian.js';

/** What a citizen types instead of pressing a button while he files. */
const WORDS = {
  register: ['ثبت', 'ثبت شود', 'ثبت کن', 'ثبت کنید', 'register', 'submit', 'تسجيل', 'سجل'],
  changeText: ['تغییر متن', 'change text', 'change the text', 'تغيير النص'],
  changeCategory: ['تغییر موضوع', 'change topic', 'change the topic', 'تغيير الموضوع'],
  changePlace: ['تغییر جا', 'تغییر مکان', 'تغییر نشانی', 'change place', 'change the place', 'تغيير المكان'],
  allTopics: ['همه موضوع‌ها', 'همه موضوعات', 'all topics', 'كل المواضيع', 'جميع المواضيع'],
  unknown: [
    'نمی‌دانم',
    'نمیدانم',
    'نمی‌دونم',
    'نمیدونم',
    'i do not know',
    'i dont know',
    'not sure',
    'لا أعرف',
  ],
  noPlace: ['بدون نشانی', 'نشانی ندارد', 'no address', 'without an address', 'بدون عنوان'],
  sendLocation: ['ارسال مکان من', 'ارسال مکان', 'send my location', 'إرسال موقعي'],
  operator: [
    'صحبت با کارشناس ۱۳۷',
    'صحبت با کارشناس',
    'کارشناس',
    'اپراتور',
    'صحبت با اپراتور',
    'talk to an operator of 137',
    'talk to an operator',
    'operator',
    'التحدث مع موظف ١٣٧',
    'موظف',
  ],
  meToo: [
    'من هم',
    'همین است',
    'همین',
    'منم',
    'من هم همین مشکل را دارم',
    'me too',
    'i have the same problem',
    'أنا أيضا',
    'لدي المشكلة نفسها',
  ],
  different: [
    'نه',
    'نه، درخواست من چیز دیگری است',
    'درخواست من چیز دیگری است',
    'no',
    'no, mine is another one',
    'لا',
    'لا، طلبي مختلف',
  ],
  goOn: ['ادامه', 'ادامه می‌دهم', 'go on', 'continue', 'متابعة'],
  beginAnew: ['شروع دوباره', 'از نو', 'begin anew', 'start over', 'البدء من جديد'],
} as const;

export type FilingWord = keyof typeof WORDS;

const MEANINGS: ReadonlyMap<string, FilingWord> = new Map(
  // Object.entries forgets that the names are those of the table.
  (Object.entries(WORDS) as [FilingWord, readonly string[]][]).flatMap(([word, spellings]) =>
    spellings.map((spelling) => [bare(spelling), word] as const),
  ),
);

/** The button that a typed text stands for, or undefined for any other text. */
export function filingWord(text: string): FilingWord | undefined {
  return MEANINGS.get(bare(text));
}

/** Letters, digits and single spaces: what is left of a text without emoji and punctuation. */
export function bare(text: string): string {
  return searchable(text)
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
