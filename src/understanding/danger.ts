import { foldedWords } from '../text/folding.js';
import { createPhraseLocator } from './phrases.js';
import type { Wording } from './wording.js';

/** What a hazard requires: help now, or only a kind word and the numbers. */
type HazardKind = 'danger' | 'selfHarm' | 'violence';

/** A kind of danger, its words, and whom to call. */
export interface Hazard {
  readonly code: string;
  readonly kind: HazardKind;
  /** Telephone numbers in Latin digits, the most important first. */
  readonly call: readonly string[];
  /** What a person is told before the numbers. */
  readonly text: Wording;
  /** Phrases any one of which is enough (`createPhraseLocator` says how they are written). */
  readonly signs: readonly string[];
  /** Phrases that only sound like it, without a sign. */
  readonly words: readonly string[];
}

/** The danger words of a city. */
export interface DangerWords {
  /** A description of each telephone number. */
  readonly numbers: Readonly<Record<string, Wording>>;
  /** Numbers that are shown where nothing can be read, as with a voice alone. */
  readonly general: readonly string[];
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
      /** The hazards, the clearest first; never empty. */
      readonly hazards: readonly [Hazard, ...Hazard[]];
      /** Numbers to call, each once, the most important first. */
      readonly call: readonly string[];
    };

/** Recognises danger by its words; `likely` are codes of hazards that the examples also suggest. */
export type FindDanger = (text: string, likely: readonly string[]) => Danger;

/** The finder for the danger words of a city. */
export function createDangerFinder({ hazards, unless }: DangerWords): FindDanger {
  const signs = phrasesOf(hazards, 'signs');
  const mentions = phrasesOf(hazards, 'words');
  const all = [...unless, ...[...signs, ...mentions].map(({ phrase }) => phrase)];
  const locate = createPhraseLocator(all);
  // A sign without letters, such as an emoji, is searched for literally.
  const pictures = signs.filter(({ phrase }) => foldedWords(phrase).length === 0);
  const signsFrom = unless.length;
  const mentionsFrom = signsFrom + signs.length;

  return (text, likely) => {
    const located = locate(foldedWords(text));
    const excused = located.phrases({ from: 0, to: signsFrom });
    const hidden = new Set([...excused.values()].flatMap((places) => [...places]));
    const said = located.phrases({ from: signsFrom, to: mentionsFrom, hidden });
    const codes = new Set([
      ...[...said.keys()].map((index) => signs[index - signsFrom]?.code),
      ...pictures.filter(({ phrase }) => text.includes(phrase)).map(({ code }) => code),
      ...likely,
    ]);
    // What people do to themselves or suffer at home comes before everything else.
    const found = [
      ...hazards.filter(({ code, kind }) => codes.has(code) && kind !== 'danger'),
      ...hazards.filter(({ code, kind }) => codes.has(code) && kind === 'danger'),
    ];
    const [first] = found;
    if (first !== undefined) return alarm(first.kind, found);
    const mentioned = new Set(
      [...located.phrases({ from: mentionsFrom, to: all.length }).keys()].map(
        (index) => mentions[index - mentionsFrom]?.code,
      ),
    );
    return alarm(
      'mention',
      hazards.filter(({ code }) => mentioned.has(code)),
    );
  };
}

function phrasesOf(hazards: readonly Hazard[], list: 'signs' | 'words') {
  return hazards.flatMap((hazard) => hazard[list].map((phrase) => ({ phrase, code: hazard.code })));
}

function alarm(kind: 'mention' | HazardKind, found: readonly Hazard[]): Danger {
  const [first, ...rest] = found;
  if (first === undefined) return { kind: 'none' };
  return { kind, hazards: [first, ...rest], call: [...new Set(found.flatMap(({ call }) => call))] };
}
