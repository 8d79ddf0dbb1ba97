import { searchableText } from './persian.js';

/** Runs of one letter: «خیلیییی», "heeelp". */
const REPEATED = /(\p{L})\1+/gu;
/** Everything but letters and digits, so that a comma or an emoji hides nothing. */
const NO_WORD = /[^\p{L}\p{N}]+/gu;

/**
 * A text as words separated by single spaces, in the form in which words are looked up: like `searchable`,
 * without punctuation. Empty for a text without a letter or a digit.
 */
export function spacedWords(text: string): string {
  return searchableText(text).replace(NO_WORD, ' ').trim();
}

/** A text without spaces, for comparing whole phrases: «آب گرفتگی», «آب‌گرفتگی» and «آبگرفتگی» are equal. */
export function joinWords(text: string): string {
  return searchableText(text).replace(NO_WORD, '');
}

/**
 * The words of a text in the form in which topics are guessed: like `spacedWords`, with drawn-out or doubled
 * letters made single, similar sounds merged, and every number replaced by `#`, since its value says nothing
 * about a topic.
 */
export function foldedWords(text: string): readonly string[] {
  const single = spacedWords(text)
    .replace(/\p{N}+/gu, ' # ')
    .replace(REPEATED, '$1')
    .trim();
  const folded = CONFUSED.reduce((letters, [confused, kept]) => letters.replace(confused, kept), single);
  return folded === '' ? [] : folded.split(/ +/);
}

/** Letters pronounced alike in Persian, which people confuse in writing: «دذد» for «دزد». */
const CONFUSED: readonly (readonly [RegExp, string])[] = [
  [/[ذضظ]/g, 'ز'],
  [/[ثص]/g, 'س'],
  [/ط/g, 'ت'],
  [/ح/g, 'ه'],
  [/غ/g, 'ق'],
];

/** Persian and Arabic letters by the sound that a Latin speller writes; vowels have none. */
const SOUNDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    b: 'ب',
    p: 'پ',
    t: 'تط',
    s: 'ثسص',
    j: 'جژ',
    c: 'چ',
    h: 'حه',
    x: 'خ',
    d: 'د',
    z: 'ذزضظ',
    r: 'ر',
    w: 'ش',
    f: 'ف',
    q: 'قغ',
    k: 'ک',
    g: 'گ',
    l: 'ل',
    m: 'م',
    n: 'ن',
    v: 'و',
    y: 'ی',
  }).flatMap(([sound, letters]) => [...letters].map((letter) => [letter, sound] as const)),
);
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/ch/g, 'c'],
  [/sh/g, 'w'],
  [/kh/g, 'x'],
  [/gh/g, 'q'],
  [/zh/g, 'j'],
  [/ph/g, 'f'],
];

/**
 * The consonants of a word in either script, which match Persian to Persian in Latin letters: «چاله» and
 * "chaleh" are `cl`, «زباله» and "zobale" are `zbl`. Empty for a word of vowels only.
 */
export function soundsOf(word: string): string {
  const known = SOUNDS_OF.get(word);
  if (known !== undefined) return known;
  if (SOUNDS_OF.size >= MOST_KEPT) SOUNDS_OF.clear();
  const sounds = hearSounds(word);
  SOUNDS_OF.set(word, sounds);
  return sounds;
}

/** A cache of the sounds of recent words: the same words come again and again. */
const SOUNDS_OF = new Map<string, string>();
const MOST_KEPT = 10_000;

function hearSounds(word: string): string {
  const isLatin = /^[a-z]/.test(word);
  const letters = isLatin
    ? PAIRS.reduce((text, [pair, sound]) => text.replace(pair, sound), word.replace(/c(?!h)/g, 'k'))
    : [...word].map((letter) => SOUNDS.get(letter) ?? '').join('');
  const [first = '', ...rest] = isLatin ? letters.replace(/^[aeiou]+/, '') : letters;
  // Between other sounds و and ی are mostly vowels, and a last ه is silent.
  const inner = rest.join('').replace(isLatin ? /[aeiouvy]/g : /[vy]/g, '');
  return `${first}${inner}`.replace(/(?<=.)h$/, '').replace(/(.)\1+/g, '$1');
}

/** Words that distinguish English from Persian in Latin letters; none of them is also a Persian word. */
const ENGLISH_WORDS: ReadonlySet<string> = new Set(
  (
    'the is are was were has have had been our your their his her its we you they it an and of with from for at ' +
    'there this that these what where when which who why how please not can cannot into near next without some ' +
    'somebody someone anybody very too all every about by as if or but will would should does did'
  ).split(' '),
);

/** True for Latin words that include one that only English has. */
export function isEnglish(words: readonly string[]): boolean {
  return words.some((word) => ENGLISH_WORDS.has(word));
}
