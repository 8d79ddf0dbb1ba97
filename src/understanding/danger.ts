import { foldedWords } from '../text/folding.js';
import { createPhraseFinder } from './phrases.js';
import type { Wording } from './words.js';

/** What a hazard asks for: help now, or a kind word and the numbers alone. */
export type HazardKind = 'danger' | 'selfHarm' | 'violence';

/** A kind of danger, its words, and whom to call. */
export interface Hazard {
  readonly code: string;
  readonly kind: HazardKind;
  /** Telephone numbers in Latin digits, the most important first. */
  readonly call: readonly string[];
  /** What a person is told before the numbers. */
  readonly text: Wording;
  /** Phrases of which one is enough (`createPhraseFinder` says how they are written). */
  readonly signs: readonly string[];
  /** Phrases that only sound like it, where no sign stands. */
  readonly words: readonly string[];
}

/** The danger words of a city. */
export interface DangerWords {
  /** What a telephone number is, by the number. */
  readonly numbers: Readonly<Record<string, Wording>>;
  /** What a person is told whose words only sound like danger. */
  readonly mention: Wording;
  /** Phrases that hide their words from every sign. */
  readonly unless: readonly string[];
  readonly hazards: readonly Hazard[];
}

/**
 * Whether a text tells of danger. `danger`: somebody must be called now. `mention`: the words only sound like
 * it. `selfHarm` and `violence` (at home) get numbers and a kind word, and nothing else.
 */
export type Danger =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'mention' | HazardKind;
      /** What it is, the clearest first; never empty. */
      readonly hazards: readonly [Hazard, ...Hazard[]];
      /** Numbers to call, each once, the most important first. */
      readonly call: readonly string[];
    };

/** Tells danger by its words; `likely` are codes of hazards that the examples speak for besides. */
export type FindDanger = (text: string, likely: readonly string[]) => Danger;

/** The finder for the danger words of a city. */
export function createDangerFinder({ hazards, unless }: DangerWords): FindDanger {
  const signs = listPhrases(hazards, 'signs');
  const mentions = listPhrases(hazards, 'words');
  const findUnless = createPhraseFinder(unless).find;

  return (text, likely) => {
    const words = foldedWords(text);
    const hidden = new Set([...findUnless(words).values()].flatMap((places) => [...places]));
    const pictured = hazards.filter((hazard) => hazard.signs.some((sign) => isPicture(sign) && text.includes(sign)));
    const codes = new Set([...signs(words, hidden), ...likely, ...pictured.map(({ code }) => code)]);
    // What a person does to themselves or suffers at home goes before everything else.
    const found = [
      ...hazards.filter(({ code, kind }) => codes.has(code) && kind !== 'danger'),
      ...hazards.filter(({ code, kind }) => codes.has(code) && kind === 'danger'),
    ];
    const [first] = found;
    if (first !== undefined) return alarm(first.kind, found);
    const mentioned = mentions(words, new Set());
    return alarm(
      'mention',
      hazards.filter(({ code }) => mentioned.has(code)),
    );
  };
}

/** True for a sign without letters, such as an emoji. */
function isPicture(sign: string): boolean {
  return foldedWords(sign).length === 0;
}

function listPhrases(hazards: readonly Hazard[], list: 'signs' | 'words') {
  const phrases = hazards.flatMap((hazard) =>
    hazard[list].filter((phrase) => !isPicture(phrase)).map((phrase) => ({ phrase, code: hazard.code })),
  );
  const { find } = createPhraseFinder(phrases.map(({ phrase }) => phrase));
  return (words: readonly string[], hidden: ReadonlySet<number>): ReadonlySet<string> =>
    new Set([...find(words, hidden).keys()].flatMap((index) => phrases[index]?.code ?? []));
}

function alarm(kind: 'mention' | HazardKind, found: readonly Hazard[]): Danger {
  const [first, ...rest] = found;
  if (first === undefined) return { kind: 'none' };
  return { kind, hazards: [first, ...rest], call: [...new Set(found.flatMap(({ call }) => call))] };
}
