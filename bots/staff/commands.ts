import { type ExitWord, exitWord } from '../../src/flows/exit-words.js';
import { searchable } from '../../src/text/persian.js';
import type { Texts } from '../../src/text/texts.js';
import { readTypedMeanings } from '../../src/text/typed-words.js';

/** What staff can ask for at any step: by a command, by a keyboard button, or in their own words. */
export type Word = ExitWord | Keyword;

/** Words whose texts belong to the bot as a whole. */
const OF_THE_BOT = ['start', 'cartable', 'help', 'invite'] as const;
/**
 * Words whose feature has its texts in a file of its own; and the key of the description of their command.
 */
const OF_FEATURES = {
  queue: 'queue.command',
  setup: 'setup.command',
  structure: 'structure.command',
  rollout: 'rollout.command',
  call: 'call.command',
  find: 'find.command',
  callbacks: 'callbacks.command',
  absence: 'absence.command',
  phrases: 'phrases.command',
  record: 'record.command',
  quality: 'quality.command',
  report: 'report.command',
  people: 'people.command',
  trace: 'trace.command',
  system: 'system.command',
} as const;
type FeatureWord = keyof typeof OF_FEATURES;
// The keys of a literal are its own.
const KEYWORDS = [...OF_THE_BOT, ...(Object.keys(OF_FEATURES) as FeatureWord[])] as const;
/** A word that asks for something, as opposed to leaving a step. */
export type Keyword = (typeof KEYWORDS)[number];
type Spoken = Exclude<Keyword, 'start'>;

const COMMAND = new RegExp(`^/(${KEYWORDS.join('|')})(?:@\\w+)?$`, 'i');

/** Words that are on a button of the keyboard. */
const SPOKEN: readonly Spoken[] = KEYWORDS.filter((word) => word !== 'start');
/** Shorter forms of the keyboard's words. */
const otherWords = readTypedMeanings('staff-commands', SPOKEN);

/** The word that a text stands for, in any of the languages; undefined for any other text. */
export function wordIn(text: string, texts: Texts): Word | undefined {
  const command = COMMAND.exec(text.trim())?.[1]?.toLowerCase();
  if (isKeyword(command)) return command;
  const typed = searchable(text);
  const isOn = (button: Keyword) =>
    texts.locales.some((locale) => searchable(texts.plain(locale, buttonKey(button))) === typed);
  return SPOKEN.find(isOn) ?? otherWords.meaningOf(text) ?? exitWord(text);
}

/** The key of the text on this word's keyboard button. */
function buttonKey(word: Keyword): string {
  return isOfFeature(word) ? `${word}.button.${word}` : `staff.button.${word}`;
}

/** The key of the description of a word's command, as shown in the menu. */
export function commandKey(word: Keyword | 'cancel'): string {
  return isOfFeature(word) ? OF_FEATURES[word] : `staff.command.${word}`;
}

function isOfFeature(word: Keyword | 'cancel'): word is FeatureWord {
  return word in OF_FEATURES;
}

/** True for a word that asks for something, as opposed to leaving a step. */
export function isKeyword(word: string | undefined): word is Keyword {
  return KEYWORDS.some((known) => known === word);
}

/** The text after `/start`, as in an invitation; undefined for any other text. */
export function startPayload(text: string): string | undefined {
  return /^\/start(?:@\w+)?\s+(\S.*)$/is.exec(text.trim())?.[1]?.trim();
}
