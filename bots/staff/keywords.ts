import { exitWord } from '../../src/flows/exit-words.js';
import type { Organization } from '../../src/organization/organization.js';
import type { Role } from '../../src/organization/people-store.js';
import { searchableText } from '../../src/text/persian.js';
import type { Texts } from '../../src/text/texts.js';
import { readTypedMeanings } from '../../src/text/typed-words.js';

/** What decides what a person may do. */
export interface Duties {
  readonly roles: readonly Role[];
  /** Positions whose cartable the person has now. */
  readonly positions: readonly string[];
  readonly organization: Organization;
}

/** The rows of the keyboard, from the top. */
const ROWS = ['first', 'own', 'calls', 'supervising', 'staff', 'city', 'watch'] as const;

/** Where on the keyboard a button is. */
interface Place {
  readonly row: (typeof ROWS)[number];
  /** Counted from the right, from 1. */
  readonly at: number;
  /** Who sees the button, where that is not just whoever may ask for it. */
  readonly isShownTo?: (duties: Duties) => boolean;
}

/** What staff ask for at any step: by a command, by a button of the keyboard, or by typing what that says. */
export interface Keyword {
  /** As a command, without its slash; `locales/<language>/typed/staff-commands.json` has what else may be typed. */
  readonly word: string;
  /** The key of what the command does, as the menu says it. */
  readonly command: string;
  /** Who may ask for it; absent: everybody. */
  readonly may?: (duties: Duties) => boolean;
  /** The button of the keyboard: the key of its text, and where it is. Absent for what is a command only. */
  readonly button?: { readonly text: string; readonly place: Place };
}

/** True for somebody who may ask for it. */
export function mayAsk({ may }: Keyword, duties: Duties): boolean {
  return may === undefined || may(duties);
}

/**
 * The keywords in the order of the menu: what is a command only, what is for some in the order of the keyboard, and at
 * the end what is for everybody.
 */
export function inMenuOrder<One extends Keyword>(keywords: readonly One[]): readonly One[] {
  const rank = ({ may, button }: Keyword) => {
    if (button === undefined) return -1;
    const { row, at } = button.place;
    return (may === undefined ? ROWS.length : ROWS.indexOf(row)) * MOST_IN_A_ROW + at;
  };
  return keywords.toSorted((one, other) => rank(one) - rank(other));
}

/** More than there can be buttons in a row. */
const MOST_IN_A_ROW = 100;

/** The keys of the buttons that somebody sees, row by row as they are laid out: from left to right. */
export function keyboardRows(keywords: readonly Keyword[], duties: Duties): readonly (readonly string[])[] {
  const seen = keywords.flatMap((keyword) => {
    const { button } = keyword;
    if (button === undefined) return [];
    const isSeen = button.place.isShownTo?.(duties) ?? mayAsk(keyword, duties);
    return isSeen ? [button] : [];
  });
  return ROWS.map((row) =>
    seen
      .filter(({ place }) => place.row === row)
      .toSorted((one, other) => other.place.at - one.place.at)
      .map(({ text }) => text),
  ).filter((row) => row.length > 0);
}

/**
 * Makes a reader of typed texts: the keyword or exit word that a text is, in any of the languages; undefined for any
 * other text. Throws where a language lacks a keyword among its typed words.
 */
export function createKeywordReader(
  keywords: readonly Keyword[],
  texts: Texts,
): (text: string) => string | undefined {
  const command = new RegExp(`^/(${keywords.map(({ word }) => word).join('|')})(?:@\\w+)?$`, 'i');
  const spoken = keywords.flatMap(({ word, button }) => (button === undefined ? [] : [{ word, button }]));
  const onButtons = new Map(
    spoken.flatMap(({ word, button }) =>
      texts.locales.map((locale) => [searchableText(texts.plain(locale, button.text)), word] as const),
    ),
  );
  const otherWords = readTypedMeanings(
    'staff-commands',
    spoken.map(({ word }) => word),
  );
  return (text) =>
    command.exec(text.trim())?.[1]?.toLowerCase() ??
    onButtons.get(searchableText(text)) ??
    otherWords.meaningOf(text) ??
    exitWord(text);
}

/** What follows `/start`, as in an invitation; undefined for any other text. */
export function startPayload(text: string): string | undefined {
  return /^\/start(?:@\w+)?\s+(\S.*)$/is.exec(text.trim())?.[1]?.trim();
}
