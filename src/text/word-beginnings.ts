import { joinWords, spacedWords } from './folding.js';

/** A text in which words are looked for: its letters without any space, and where in them each word begins. */
export interface JoinedText {
  readonly letters: string;
  /** Places in `letters`, from 0. */
  readonly beginnings: ReadonlySet<number>;
}

/** Prepares a text for looking for words in it. */
export function joinText(text: string): JoinedText {
  const beginnings = new Set<number>();
  let length = 0;
  for (const word of spacedWords(text).split(' ')) {
    beginnings.add(length);
    length += word.length;
  }
  return { letters: joinWords(text), beginnings };
}

/**
 * Whether these letters (without spaces, not empty) begin a word of the text and may reach into the next ones:
 * «دستفروش» begins «دست‌فروش» and «دست فروش».
 */
export function beginsWord(letters: string, { letters: known, beginnings }: JoinedText): boolean {
  for (let at = known.indexOf(letters); at !== -1; at = known.indexOf(letters, at + 1)) {
    if (beginnings.has(at)) return true;
  }
  return false;
}
