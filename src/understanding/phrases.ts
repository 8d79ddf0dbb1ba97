import { foldedWords, isEnglish, soundsOf } from '../text/folding.js';

/** Places of words in a text, counted from 0. */
type Places = ReadonlySet<number>;

/** Where the words of phrases are in a text. */
interface LocatedWords {
  /**
   * The phrases that the text contains, by their index in the list, each with the places of its words. Words
   * at `hidden` places count as absent. `from` and `to` limit which phrases of the list are searched for.
   */
  phrases(range: {
    readonly from: number;
    readonly to: number;
    readonly hidden?: Places;
  }): ReadonlyMap<number, Places>;
}

/** Searches a text for the words of a list of phrases. */
export type LocatePhrases = (words: readonly string[]) => LocatedWords;

/** How many other words may stand among those of a phrase. */
const MOST_BETWEEN = 5;
/**
 * A word with at least this many letters is recognised with one wrong, missing, additional or swapped letter.
 */
const FEWEST_FOR_ERROR = 7;
/** A Latin word with at least this many sounds is taken for the Persian one that sounds like it. */
const FEWEST_SOUNDS = 3;

/** A word of a phrase: its number, and whether any ending may follow. */
interface Pattern {
  readonly item: number;
  readonly isBeginning: boolean;
}

/** Spellings of the words of phrases, whole, with one letter left out, and by their sounds. */
interface Spellings {
  readonly whole: Map<string, Pattern[]>;
  readonly shortened: Map<string, Pattern[]>;
  readonly sounds: Map<string, Pattern[]>;
  /** Every beginning of a whole spelling, so that most words of a text are rejected after two letters. */
  readonly beginnings: Set<string>;
}

/** Where each word of a phrase was found, by its number; two neighbouring words may be one of a phrase. */
type Found = ReadonlyMap<number, readonly (readonly number[])[]>;

/**
 * Prepares phrases for searching. A phrase is words between spaces that stand near one another in any order; `|`
 * parts spellings of a word, `*` stands for any ending, a half-space joins what may also be written apart. One
 * typing error in a long word is forgiven unless `isExact`, and Latin letters meet Persian ones by their sounds.
 */
export function createPhraseLocator(
  phrases: readonly string[],
  { isExact = false }: { readonly isExact?: boolean } = {},
): LocatePhrases {
  const items = new Map<string, number>();
  const spellings: Spellings = {
    whole: new Map(),
    shortened: new Map(),
    sounds: new Map(),
    beginnings: new Set(),
  };
  const wanted = phrases.map((phrase) => {
    const parts = phrase.split(/ +/);
    return parts.map((part) => {
      // A phrase of a single word must be written exactly: by sounds it would match too many others.
      const bySound = parts.length > 1;
      const key = `${bySound}:${part}`;
      const known = items.get(key);
      if (known !== undefined) return known;
      const item = items.size;
      items.set(key, item);
      for (const spelling of part.split('|')) noteSpelling(spelling, item, bySound, spellings);
      return item;
    });
  });
  // A phrase can only be where its first word is, so most phrases cost nothing.
  const byFirst = new Map<number, number[]>();
  wanted.forEach(([first = -1], index) => {
    push(byFirst, first, index);
  });

  return (words) => {
    const found = locate(words, spellings, isExact);
    return {
      // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk over the words, kept together since it runs for every message.
      phrases({ from, to, hidden = new Set() }) {
        const result = new Map<number, Places>();
        for (const item of found.keys()) {
          for (const index of byFirst.get(item) ?? []) {
            if (index < from || index >= to) continue;
            const places = together(wanted[index] ?? [], found, hidden);
            if (places !== undefined) result.set(index, places);
          }
        }
        return result;
      },
    };
  };
}

function noteSpelling(spelling: string, item: number, bySound: boolean, spellings: Spellings): void {
  const pattern = { item, isBeginning: spelling.endsWith('*') };
  const word = foldedWords(spelling).join('');
  if (word === '') return;
  push(spellings.whole, word, pattern);
  for (let length = 2; length <= word.length; length += 1) spellings.beginnings.add(word.slice(0, length));
  if (word.length >= FEWEST_FOR_ERROR) {
    for (const shorter of withoutOne(word)) push(spellings.shortened, shorter, pattern);
  }
  if (!bySound || isLatin(word)) return;
  const sounds = soundsOf(word);
  if (sounds.length >= FEWEST_SOUNDS) push(spellings.sounds, sounds, pattern);
}

function locate(words: readonly string[], spellings: Spellings, isExact: boolean): Found {
  const found = new Map<number, (readonly number[])[]>();
  const bySound = !isEnglish(words);
  words.forEach((word, index) => {
    const items = new Set<number>();
    takeWhole(word, spellings, items);
    if (!isExact) takeMistyped(word, spellings, items);
    if (bySound && isLatin(word)) takeSounds(word, spellings, items);
    for (const item of items) push(found, item, [index]);
    const next = words[index + 1];
    if (next === undefined) return;
    const joinedItems = new Set<number>();
    takeWhole(word + next, spellings, joinedItems);
    for (const item of joinedItems) if (!items.has(item)) push(found, item, [index, index + 1]);
  });
  return found;
}

function take(patterns: readonly Pattern[] | undefined, isWhole: boolean, items: Set<number>): void {
  for (const { item, isBeginning } of patterns ?? []) if (isWhole || isBeginning) items.add(item);
}

function takeWhole(word: string, { whole, beginnings }: Spellings, items: Set<number>): void {
  for (let length = 2; length <= word.length; length += 1) {
    const beginning = word.slice(0, length);
    if (!beginnings.has(beginning)) return;
    take(whole.get(beginning), length === word.length, items);
  }
}

function takeMistyped(word: string, { whole, shortened }: Spellings, items: Set<number>): void {
  if (word.length < FEWEST_FOR_ERROR - 1) return;
  take(shortened.get(word), true, items);
  if (word.length < FEWEST_FOR_ERROR) return;
  for (const shorter of withoutOne(word)) {
    take(shortened.get(shorter), true, items);
    take(whole.get(shorter), true, items);
  }
}

function takeSounds(word: string, { sounds }: Spellings, items: Set<number>): void {
  const spoken = soundsOf(word);
  for (let length = FEWEST_SOUNDS; length <= spoken.length; length += 1) {
    take(sounds.get(spoken.slice(0, length)), length === spoken.length, items);
  }
}

function isLatin(word: string): boolean {
  return /^[a-z]/.test(word);
}

function withoutOne(word: string): readonly string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));
}

/** The places of all words of a phrase, near one another and each at a place of its own; undefined if none are. */
function together(items: readonly number[], found: Found, hidden: Places): Places | undefined {
  const [first, ...rest] = items;
  if (first === undefined || rest.some((item) => !found.has(item))) return undefined;
  const reach = MOST_BETWEEN + items.length;
  for (const start of found.get(first) ?? []) {
    if (start.some((place) => hidden.has(place))) continue;
    const places = new Set(start);
    const isComplete = rest.every((item) => {
      const near = (found.get(item) ?? []).find(
        (candidate) =>
          candidate.every((place) => !places.has(place) && !hidden.has(place)) &&
          isWithin([...places, ...candidate], reach),
      );
      for (const place of near ?? []) places.add(place);
      return near !== undefined;
    });
    if (isComplete) return places;
  }
  return undefined;
}

function isWithin(places: readonly number[], reach: number): boolean {
  return Math.max(...places) - Math.min(...places) < reach;
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
