import { foldedWords, isEnglish, soundsOf } from '../text/folding.js';

/** Places of words in a text, counted from 0. */
export type Places = ReadonlySet<number>;

/** Finds phrases of a list in texts. */
export interface PhraseFinder {
  /**
   * The phrases that a text has, by their index in the list, each with the places of its words. Words at
   * `hidden` places count as absent.
   */
  find(words: readonly string[], hidden?: Places): ReadonlyMap<number, Places>;
}

/** How many other words may stand among those of a phrase. */
const MOST_BETWEEN = 5;
/** Letters from which on a word is recognised with one wrong, missing, additional or swapped letter. */
const FEWEST_FOR_ERROR = 7;
/** Sounds from which on a Latin word is taken for the Persian one that sounds like it. */
const FEWEST_SOUNDS = 3;

/** A word of a phrase: its number, and whether any ending may follow. */
interface Pattern {
  readonly item: number;
  readonly isBeginning: boolean;
}

/**
 * Prepares phrases for searching. A phrase is words between spaces that stand near one another in any order; `|`
 * parts spellings of a word, `*` stands for any ending, a half-space joins what may also be written apart. One
 * typing error in a long word is forgiven, and Latin letters meet Persian ones by their sounds.
 */
export function createPhraseFinder(phrases: readonly string[]): PhraseFinder {
  const items = new Map<string, number>();
  const patterns = new Map<string, Pattern[]>();
  const note = (key: string, pattern: Pattern) => {
    const known = patterns.get(key);
    if (known === undefined) patterns.set(key, [pattern]);
    else known.push(pattern);
  };

  const wanted = phrases.map((phrase) => {
    const parts = phrase.split(/ +/);
    return parts.map((part) => {
      // A word that stands alone for a phrase must be itself: by sounds too many others would be taken for it.
      const bySound = parts.length > 1;
      const key = `${bySound}:${part}`;
      const known = items.get(key);
      if (known !== undefined) return known;
      const number = items.size;
      items.set(key, number);
      for (const spelling of part.split('|')) notePattern(spelling, { item: number, bySound }, note);
      return number;
    });
  });
  // A phrase can only be where its first word is, so that most phrases cost nothing.
  const byFirst = new Map<number, number[]>();
  wanted.forEach(([first = -1], index) => {
    byFirst.set(first, [...(byFirst.get(first) ?? []), index]);
  });

  return {
    find(words, hidden = new Set()) {
      const found = placesOfItems(words, hidden, patterns);
      const result = new Map<number, Places>();
      for (const item of found.keys()) {
        for (const index of byFirst.get(item) ?? []) {
          const places = together(wanted[index] ?? [], found);
          if (places !== undefined) result.set(index, places);
        }
      }
      return result;
    },
  };
}

function notePattern(
  spelling: string,
  { item, bySound }: { readonly item: number; readonly bySound: boolean },
  note: (key: string, pattern: Pattern) => void,
): void {
  const isBeginning = spelling.endsWith('*');
  const word = foldedWords(spelling).join('');
  if (word === '') return;
  const pattern = { item, isBeginning };
  note(`=${word}`, pattern);
  if (word.length >= FEWEST_FOR_ERROR) for (const shorter of withoutOne(word)) note(`~${shorter}`, pattern);
  if (!bySound || /^[a-z]/.test(word)) return;
  const sounds = soundsOf(word);
  if (sounds.length >= FEWEST_SOUNDS) note(`s${sounds}`, pattern);
}

/** Where the words of phrases are in a text; two neighbouring words may be one of a phrase. */
function placesOfItems(
  words: readonly string[],
  hidden: Places,
  patterns: ReadonlyMap<string, readonly Pattern[]>,
): ReadonlyMap<number, readonly (readonly number[])[]> {
  const found = new Map<number, (readonly number[])[]>();
  const bySound = !isEnglish(words);
  const visit = (word: string, places: readonly number[]) => {
    if (places.some((place) => hidden.has(place))) return;
    for (const item of itemsOf(word, patterns, bySound)) {
      const known = found.get(item);
      if (known === undefined) found.set(item, [places]);
      else known.push(places);
    }
  };
  words.forEach((word, index) => {
    visit(word, [index]);
    const next = words[index + 1];
    if (next !== undefined) visit(word + next, [index, index + 1]);
  });
  return found;
}

function itemsOf(
  word: string,
  patterns: ReadonlyMap<string, readonly Pattern[]>,
  bySound: boolean,
): ReadonlySet<number> {
  const items = new Set<number>();
  const take = (key: string, isWhole: boolean) => {
    for (const { item, isBeginning } of patterns.get(key) ?? []) if (isWhole || isBeginning) items.add(item);
  };
  for (let length = 2; length <= word.length; length += 1) {
    take(`=${word.slice(0, length)}`, length === word.length);
  }
  if (word.length >= FEWEST_FOR_ERROR - 1) {
    take(`~${word}`, true);
    for (const shorter of withoutOne(word)) {
      if (word.length >= FEWEST_FOR_ERROR) take(`~${shorter}`, true);
      take(`=${shorter}`, shorter.length >= FEWEST_FOR_ERROR);
    }
  }
  if (bySound && /^[a-z]/.test(word)) {
    const sounds = soundsOf(word);
    for (let length = FEWEST_SOUNDS; length <= sounds.length; length += 1) {
      take(`s${sounds.slice(0, length)}`, length === sounds.length);
    }
  }
  return items;
}

function withoutOne(word: string): readonly string[] {
  return [...word].map((_, index) => word.slice(0, index) + word.slice(index + 1));
}

/** The places of all words of a phrase, near one another and each at a place of its own; undefined if none are. */
function together(
  items: readonly number[],
  found: ReadonlyMap<number, readonly (readonly number[])[]>,
): Places | undefined {
  const [first, ...rest] = items;
  if (first === undefined || rest.some((item) => !found.has(item))) return undefined;
  const reach = MOST_BETWEEN + items.length;
  for (const start of found.get(first) ?? []) {
    const places = new Set(start);
    const isComplete = rest.every((item) => {
      const near = (found.get(item) ?? []).find(
        (candidate) =>
          candidate.every((place) => !places.has(place)) && isWithin([...places, ...candidate], reach),
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
