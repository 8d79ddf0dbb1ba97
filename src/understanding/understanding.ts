import { foldedWords } from '../text/folding.js';
import { isCommonplace } from './commonplace.js';
import { createDangerFinder, type Danger } from './danger.js';
import { type Example, type Model, type Scored, trainModel } from './model.js';
import { createDistrictFinder, type FindDistricts } from './places.js';
import { finishNow, type Slices } from './slices.js';
import type { Wording } from './wording.js';
import type { CityWords } from './words.js';

/** The parts of a request topic by which it is recognised: its name and the city's words for it. */
interface Topic {
  readonly code: string;
  readonly title: Pick<Wording, 'fa'> & Partial<Wording>;
  readonly keywords: readonly string[];
}

/**
 * What a text may be: a `topic` of requests, the matter of another `body`, a question with a ready `answer`, or
 * `talk` (greeting, thanks, question, operator, status).
 */
type GuessKind = 'topic' | 'body' | 'answer' | 'talk';

/** One possible meaning of a text, and its probability, from 0 to 1. */
export interface Guess {
  readonly kind: GuessKind;
  readonly code: string;
  readonly confidence: number;
}

/** The possible meanings of a text. */
interface Guesses {
  /** The likeliest first; empty for a text without meaning. */
  readonly ranked: readonly Guess[];
  /** The first guess may be accepted without asking. */
  readonly isSure: boolean;
}

/** Why the first guess comes before the second. */
interface Explanation {
  readonly guess: Guess;
  /** The guess it was preferred to. */
  readonly over: Guess;
  /**
   * Words of the text, and how strongly each supports the guess (negative: opposes it); the strongest first.
   */
  readonly words: readonly { readonly word: string; readonly weight: number }[];
}

/** Recognises what citizens write. It is pure: the same words always mean the same. */
export interface Understanding {
  /** Whether a text tells of danger; to be asked before anything else. */
  findDanger(text: string): Danger;
  guess(text: string): Guesses;
  /** Why `guess` prefers its first result; undefined for a text without meaning. */
  explainGuess(text: string): Explanation | undefined;
  /** The districts of the quarters and streets that a text names. */
  findDistricts: FindDistricts;
}

export interface UnderstandingOptions {
  readonly words: CityWords;
  readonly topics: readonly Topic[];
  /** Examples that were learned from requests, besides those of the city. */
  readonly learned?: readonly Example[];
}

/** How many guesses are ranked. */
const MOST_GUESSES = 5;
/**
 * How sharply scores are separated: with it the confidences of the first guesses match how often they are
 * right.
 */
const SHARPNESS = 3;
/** A hazard is likely from this share of all that a text may be: a line too many is better than one too few. */
const LIKELY_DANGER = 0.35;
/** The same where a short text names no hazard. */
const LIKELY_DANGER_IN_FEW_WORDS = 0.5;

/**
 * From which share on a hazard is likely by the examples. One or two words that name no hazard («سمت راست») say too
 * little, whatever they resemble.
 */
function likelyShare(words: number, namesHazard: boolean): number {
  if (namesHazard || words > 4) return LIKELY_DANGER;
  return words <= 2 ? Number.POSITIVE_INFINITY : LIKELY_DANGER_IN_FEW_WORDS;
}
/** A first guess below says nothing. */
const LEAST_CONFIDENCE = 0.05;
/** A first guess from this confidence on was right in more than 97 of 100 (docs/words.md). */
const SURE_CONFIDENCE = 0.97;

const PREFIXES = { body: 'other:', answer: 'answer:', talk: 'talk:' } as const;
const DANGER_PREFIX = 'danger:';

/** Trains on the words of a city at once; this takes a fraction of a second. */
export function createUnderstanding(options: UnderstandingOptions): Understanding {
  return finishNow(trainUnderstanding(options));
}

/** Trains on the words of a city slice by slice. */
export function* trainUnderstanding({
  words,
  topics,
  learned = [],
}: UnderstandingOptions): Slices<Understanding> {
  const known = new Set([
    ...topics.map(({ code }) => code),
    ...words.bodies.map(({ code }) => `${PREFIXES.body}${code}`),
  ]);
  const isKnown = (label: string) => known.has(label) || /^(?:talk|answer|danger):/.test(label);
  const model = yield* trainModel([
    ...words.examples.filter(({ label }) => isKnown(label)),
    ...topics.flatMap(namesOf),
    ...words.bodies.flatMap(({ code, title }) =>
      Object.values(title).map((text) => ({ label: `${PREFIXES.body}${code}`, text })),
    ),
    ...learned.filter(({ label }) => known.has(label)),
  ]);
  const findDanger = words.danger === undefined ? undefined : createDangerFinder(words.danger);
  yield;

  return {
    findDanger(text) {
      if (findDanger === undefined) return { kind: 'none' };
      const named = findDanger(text, []);
      const least = likelyShare(foldedWords(text).length, named.kind !== 'none');
      return findDanger(text, likelyDanger(model.rank(text), least));
    },
    guess(text) {
      const { ranked, isSure } = guessFrom(model.rank(text));
      const isOfCity = ranked[0]?.kind === 'topic' || ranked[0]?.kind === 'body';
      return { ranked, isSure: isSure && !(isOfCity && isCommonplace(text)) };
    },
    explainGuess: (text) => explain(text, model),
    findDistricts: createDistrictFinder(words.places),
  };
}

/** The name of a topic, and its keywords, as examples. */
function namesOf({ code, title, keywords }: Topic): readonly Example[] {
  return [...Object.values(title), ...keywords].map((text) => ({ label: code, text }));
}

/** Probabilities of all possible meanings of a text, by label; they add up to 1. */
function sharesOf(scored: readonly Scored[]): readonly { readonly label: string; readonly share: number }[] {
  const best = scored[0]?.score ?? 0;
  const raw = scored.map(({ label, score }) => ({ label, share: Math.exp(SHARPNESS * (score - best)) }));
  const sum = raw.reduce((total, { share }) => total + share, 0);
  return raw.map(({ label, share }) => ({ label, share: share / sum }));
}

function likelyDanger(scored: readonly Scored[], least: number): readonly string[] {
  const hazards = sharesOf(scored).filter(({ label }) => label.startsWith(DANGER_PREFIX));
  const share = hazards.reduce((sum, hazard) => sum + hazard.share, 0);
  const [likeliest] = hazards;
  if (likeliest === undefined || share < least) return [];
  return [likeliest.label.slice(DANGER_PREFIX.length)];
}

function guessFrom(scored: readonly Scored[]): Guesses {
  const ranked = sharesOf(scored.filter(({ label }) => !label.startsWith(DANGER_PREFIX)))
    .slice(0, MOST_GUESSES)
    .map(({ label, share }) => ({ ...readLabel(label), confidence: share }));
  const confidence = ranked[0]?.confidence ?? 0;
  if (confidence < LEAST_CONFIDENCE) return { ranked: [], isSure: false };
  return { ranked, isSure: confidence >= SURE_CONFIDENCE };
}

function readLabel(label: string): { readonly kind: GuessKind; readonly code: string } {
  for (const kind of ['body', 'answer', 'talk'] as const) {
    if (label.startsWith(PREFIXES[kind])) return { kind, code: label.slice(PREFIXES[kind].length) };
  }
  return { kind: 'topic', code: label };
}

function labelOf({ kind, code }: Guess): string {
  return kind === 'topic' ? code : `${PREFIXES[kind]}${code}`;
}

function explain(text: string, model: Model): Explanation | undefined {
  const [guess, over] = guessFrom(model.rank(text)).ranked;
  if (guess === undefined || over === undefined) return undefined;
  const { words, evidence } = model.compare(text, labelOf(guess), labelOf(over));
  const weights = words.map((word) => ({ word, weight: 0 }));
  for (const { word, weight } of evidence) {
    const of = weights[word];
    if (of !== undefined) of.weight += weight;
  }
  return {
    guess,
    over,
    words: weights
      .filter(({ weight }) => weight !== 0)
      .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight)),
  };
}
