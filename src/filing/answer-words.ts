import { bare } from './words.js';

/** What a person types instead of pressing a button that agrees, declines or leaves out the number. */
const WORDS = {
  agree: [
    'می‌پذیرم',
    'میپذیرم',
    'می‌پذیرم و ادامه',
    'قبول',
    'قبول دارم',
    'موافقم',
    'i agree',
    'agree',
    'أوافق',
    'موافق',
  ],
  withoutPhone: ['بدون شماره', 'without a number', 'no number', 'بدون رقم'],
  yes: ['بله', 'بله پاک کنید', 'ادامه', 'yes', 'yes delete', 'continue', 'نعم', 'متابعة'],
  no: ['نه', 'خیر', 'نه پاک نکنید', 'no', 'لا'],
} as const;

export type AnswerWord = keyof typeof WORDS;

const MEANINGS: ReadonlyMap<string, AnswerWord> = new Map(
  // Object.entries forgets that the names are those of the table.
  (Object.entries(WORDS) as [AnswerWord, readonly string[]][]).flatMap(([word, spellings]) =>
    spellings.map((spelling) => [bare(spelling), word] as const),
  ),
);

/** The button that a typed text stands for, or undefined for any other text. */
export function answerWord(text: string): AnswerWord | undefined {
  return MEANINGS.get(bare(text));
}
