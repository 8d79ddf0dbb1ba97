import { searchable } from '../text/persian.js';

/** What a person says instead of pressing a button, at any step of any conversation. */
export type SpokenWord = 'cancel' | 'back';

const WORDS: ReadonlyMap<string, SpokenWord> = new Map(
  [
    ['cancel', ['لغو', 'انصراف', '/cancel', 'cancel', 'إلغاء']],
    ['back', ['بازگشت', 'برگشت', '/back', 'back', 'رجوع']],
  ].flatMap(([word, spellings]) =>
    [...(spellings ?? [])].map((spelling) => [searchable(spelling), word as SpokenWord] as const),
  ),
);

/** The word that a typed text is, or undefined for any other text. A command may name the bot it is for. */
export function spokenWord(text: string): SpokenWord | undefined {
  return WORDS.get(searchable(text).replace(/^(\/\w+)@\w+$/, '$1'));
}
