import { type SpokenWord, spokenWord } from '../../src/conversations/spoken-words.js';
import { searchable } from '../../src/text/persian.js';
import type { Texts } from '../../src/text/texts.js';

/** What staff ask for at any step: by a command, by a button of the keyboard, or in their own words. */
export type Word = SpokenWord | 'start' | 'cartable' | 'help';

const COMMAND = /^\/(start|cartable|help)(?:@\w+)?$/i;
/** Shorter ways of saying what the keyboard says. */
const OTHER_WORDS: Readonly<Record<'cartable' | 'help', readonly string[]>> = {
  cartable: ['کارتابل', 'cartable'],
  help: ['کمک', 'help'],
};

/** The word that a text is, in any of the languages; undefined for any other text. */
export function wordIn(text: string, texts: Texts): Word | undefined {
  const command = COMMAND.exec(text.trim())?.[1]?.toLowerCase();
  if (command === 'start' || command === 'cartable' || command === 'help') return command;
  const typed = searchable(text);
  const isOn = (button: string) =>
    texts.locales.some((locale) => searchable(texts.plain(locale, `staff.button.${button}`)) === typed);
  for (const word of ['cartable', 'help'] as const) {
    if (isOn(word) || OTHER_WORDS[word].includes(typed)) return word;
  }
  return spokenWord(text);
}

/** What follows `/start`, as in an invitation; undefined for any other text. */
export function startPayload(text: string): string | undefined {
  return /^\/start(?:@\w+)?\s+(\S.*)$/is.exec(text.trim())?.[1]?.trim();
}
