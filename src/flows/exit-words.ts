import { readTypedMeanings } from '../text/typed-words.js';

const EXIT_WORDS = ['cancel', 'back'] as const;

/** What people say instead of pressing a button, at any step of any conversation. */
export type ExitWord = (typeof EXIT_WORDS)[number];

const words = readTypedMeanings('exits', EXIT_WORDS);
/** The command of a word; it may name the bot it is for. */
const COMMAND = /^\/(\w+)(?:@\w+)?$/;

/** The word that a typed text is, or undefined for any other text. */
export function exitWord(text: string): ExitWord | undefined {
  const command = COMMAND.exec(text.trim())?.[1]?.toLowerCase();
  return command === undefined ? words.meaningOf(text) : EXIT_WORDS.find((word) => word === command);
}
