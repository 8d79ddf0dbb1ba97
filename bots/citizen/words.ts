import { answerWord } from '../../src/filing/answer-words.js';
import { type ExitWord, exitWord } from '../../src/flows/exit-words.js';
import type { HeardText } from '../../src/telegram/incoming-action.js';
import type { Texts } from '../../src/text/texts.js';
import { findTrackingCode, isMeantAsCode } from '../../src/text/tracking-code.js';

/** Commands of the citizen bot besides `/cancel` and `/back`. */
const COMMANDS = [
  'start',
  'requests',
  'help',
  'settings',
  'language',
  'privacy',
  'mydata',
  'delete',
] as const;
type Command = (typeof COMMANDS)[number];

/** The words on the keyboard, and the keys of their texts. */
const ON_THE_KEYBOARD = [
  ['help', 'citizen.button.help'],
  ['settings', 'settings.button.open'],
  ['requests', 'citizen.button.requests'],
] as const satisfies readonly (readonly [Command, string])[];

/**
 * What citizens can say at any step: a command, a keyboard button, or words that mean the same everywhere.
 */
export type CitizenWord =
  | ExitWord
  | Command
  /** The name of a language of the bot. */
  | 'languageName'
  /** A text that consents to storage; for a person who has consented already it is a text like any other. */
  | 'agree'
  /** A text meant as a tracking code, mistyped or not. */
  | 'trackingCode'
  | 'unknownCommand';

const COMMAND = /^\/(\w+)(?:@\w+)?(?:\s|$)/;

/** What a text means as a command or word. A forwarded text counts like a typed one. */
export function readCitizenText(text: string, texts: Texts): HeardText<CitizenWord> {
  const word = wordIn(text, texts);
  return word === undefined ? {} : { word };
}

function wordIn(text: string, texts: Texts): CitizenWord | undefined {
  const named = COMMAND.exec(text)?.[1];
  const command = COMMANDS.find((one) => one === named);
  if (command !== undefined) return command;
  const spoken = exitWord(text);
  if (spoken !== undefined) return spoken;
  if (text.startsWith('/')) return 'unknownCommand';
  const typed = text.trim();
  const isTextOf = (key: string) => texts.locales.some((locale) => texts.plain(locale, key) === typed);
  const onKeyboard = ON_THE_KEYBOARD.find(([, key]) => isTextOf(key));
  if (onKeyboard !== undefined) return onKeyboard[0];
  if (languageNamed(text, texts) !== undefined) return 'languageName';
  if (answerWord(text) === 'agree') return 'agree';
  return asksForCode(text) ? 'trackingCode' : undefined;
}

/** The language that a text names, in that language. */
export function languageNamed(text: string, texts: Texts): Texts['locales'][number] | undefined {
  const typed = text.trim().toLowerCase();
  return texts.locales.find(
    (locale) => texts.plain(locale, `citizen.language.${locale}`).toLowerCase() === typed,
  );
}

function asksForCode(text: string): boolean {
  const found = findTrackingCode(text);
  return found.ok || found.because === 'checkDigit' || isMeantAsCode(text);
}
