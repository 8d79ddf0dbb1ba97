import { searchable } from '../text/persian.js';

/** What a person says instead of pressing a button below what he is about to send. */
export type PreviewWord = 'send' | 'yes' | 'change';

const SPELLINGS: Readonly<Record<PreviewWord, readonly string[]>> = {
  send: ['ارسال', 'بفرست', 'send', 'إرسال'],
  yes: ['بله', 'yes', 'نعم'],
  change: ['تغییر', 'ویرایش', 'change', 'تغيير'],
};

const MEANINGS: ReadonlyMap<string, PreviewWord> = new Map(
  (['send', 'yes', 'change'] as const).flatMap((word) =>
    SPELLINGS[word].map((spelling) => [searchable(spelling), word] as const),
  ),
);

/** The word that a typed text is, or undefined for any other text. */
export function previewWord(text: string): PreviewWord | undefined {
  return MEANINGS.get(searchable(text));
}
