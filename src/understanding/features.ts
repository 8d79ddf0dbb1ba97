import { foldedWords, soundsOf } from '../text/folding.js';

/** The kind of a feature: a whole word or two joined ones, a group of letters, or the sounds of words. */
export type FeatureKind = 'word' | 'letters' | 'sounds' | 'soundLetters';

/**
 * Receives one feature of a text: the letters `from` to `to` of `text`, its kind and weight, and the index of
 * its word, counted from 0.
 */
export type VisitFeature = (
  kind: FeatureKind,
  text: string,
  from: number,
  to: number,
  weight: number,
  word: number,
) => void;

/** Lengths of the groups of letters that are compared: groups of three besides make learning slower, not better. */
const GROUPS = [4] as const;
const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 0.5;
/** Groups say less than words: a word has several, and other words share them. */
const GROUP_WEIGHT = 0.4;
const SOUNDS_WEIGHT = 1;
const SOUND_PAIR_WEIGHT = 0.5;
const LONGEST_WORD = 30;
/** How many words of a text are used: a long story names its subject early. */
const MOST_WORDS = 150;

/**
 * Visits what a text is recognised by: its words, neighbouring words written as one («آب گرفتگی» is
 * «آبگرفتگی»), groups of letters, which forgive endings and typing errors, and the sounds of Latin words, by
 * which Persian in Latin letters meets the Persian examples. `isExample`: the text is learned from, so that
 * sounds are taken of Persian words, too.
 */
export function visitFeatures(
  text: string,
  visit: VisitFeature,
  { isExample = false }: { readonly isExample?: boolean } = {},
): void {
  const words = foldedWords(text).slice(0, MOST_WORDS);
  let soundsBefore = '';
  words.forEach((whole, index) => {
    const word = whole.slice(0, LONGEST_WORD);
    visit('word', word, 0, word.length, WORD_WEIGHT, index);
    const before = words[index - 1];
    if (before !== undefined) {
      const pair = before + word;
      visit('word', pair, 0, pair.length, PAIR_WEIGHT, index);
    }
    visitGroups('letters', word, GROUPS, GROUP_WEIGHT, index, visit);
    if (!isExample && !/^[a-z]/.test(word)) {
      soundsBefore = '';
      return;
    }
    const sounds = soundsOf(word);
    if (sounds.length > 1) visit('sounds', sounds, 0, sounds.length, SOUNDS_WEIGHT, index);
    const pair = soundsBefore + sounds;
    if (soundsBefore !== '' && sounds !== '' && pair.length > 2) {
      visit('sounds', pair, 0, pair.length, SOUND_PAIR_WEIGHT, index);
    }
    visitGroups('soundLetters', sounds, [3], SOUND_PAIR_WEIGHT, index, visit);
    soundsBefore = sounds;
  });
}

function visitGroups(
  kind: FeatureKind,
  word: string,
  lengths: readonly number[],
  weight: number,
  index: number,
  visit: VisitFeature,
): void {
  const bordered = `_${word}_`;
  for (const length of lengths) {
    for (let from = 0; from + length <= bordered.length; from += 1) {
      visit(kind, bordered, from, from + length, weight, index);
    }
  }
}

/** Taken from the global object once: it is called millions of times while learning. */
const { imul } = Math;

const SEEDS: Readonly<Record<FeatureKind, number>> = {
  word: 0x811c9dc5,
  letters: 0x1b873593,
  sounds: 0x52dce729,
  soundLetters: 0x38b34ae5,
};

/** A number of 32 bits for a feature (FNV-1a): two features rarely share one, and then they count as one. */
export function hashFeature(kind: FeatureKind, text: string, from: number, to: number): number {
  let hash = SEEDS[kind];
  for (let index = from; index < to; index += 1) {
    hash = imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
