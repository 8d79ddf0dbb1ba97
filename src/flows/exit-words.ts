import { searchable } from '../text/persian.js';

/** What a person says instead of pressing a button, at any step of any conversation. */
export type ExitWord = 'cancel' | 'back';

const WORDS: ReadonlyMap<string, ExitWord> = new Map(
  [
    ['cancel', ['لغو', 'انصراف', '/cancel', 'cancel', 'إلغاء']],
    ['back', ['بازگشت', 'برگشت', '/back', 'back', 'رجوع']],
  ].flatMap(([word, spellings]) =>
    [...(spellings ?? [])].map((spelling) => [searchable(spelling), word as ExitWord] as const),
  ),
);

/** The word that a typed text is, or undefined for any other text. A command may name the bot it is for. */
export function exitWord(text: string): ExitWord | undefined {
  return WORDS.get(searchable(text).replace(/^(\/\w+)@\w+$/, '$1'));
}
