import type { Guess, Understanding } from '../../src/understanding/index.js';
import type { Labelled } from './labelled.js';

/** So many of so many. */
export interface Share {
  readonly of: number;
  readonly count: number;
}

/** What was taken for something else, and how often. */
interface Confusion {
  readonly accepted: string;
  readonly guessed: string;
  readonly count: number;
}

/** How well a city understands a list of sentences. */
export interface WordsMeasured {
  readonly hit1: Share;
  readonly hit3: Share;
  readonly none: Share;
  readonly byLanguage: readonly { readonly language: string; readonly hit1: Share; readonly hit3: Share }[];
  readonly byManner: readonly { readonly manner: string; readonly hit1: Share; readonly hit3: Share }[];
  /** Worst ten. */
  readonly confusions: readonly Confusion[];
  readonly dangerSaid: Share;
  /** Danger said where it is neither danger nor a mention. */
  readonly falseAlarms: Share;
  /** Sentences that only sound like danger, and were taken for a mention or for none. */
  readonly mentionsLeft: Share;
  readonly otherBodies: Share;
  /** Guesses that were taken without asking, of all. */
  readonly sure: Share;
  readonly sureAndRight: Share;
  /** Milliseconds of the median guess. */
  readonly medianMs: number;
}

const WORST = 10;

/** What is said of one sentence: the codes in their order, danger first. */
interface Heard {
  readonly sentence: Labelled;
  readonly codes: readonly string[];
  readonly isDanger: boolean;
  readonly isMention: boolean;
  readonly isSure: boolean;
  readonly ms: number;
}

/** Measures an understanding by sentences that it has not learned from. */
export function measureWords(understanding: Understanding, sentences: readonly Labelled[]): WordsMeasured {
  const heard = sentences.map((sentence) => hear(understanding, sentence));
  const isRight = ({ codes, sentence }: Heard, most: number) =>
    codes.slice(0, most).some((code) => sentence.accepted.includes(code));
  const hits = (of: readonly Heard[], most: number) => share(of, (one) => isRight(one, most));
  const grouped = (nameOf: (sentence: Labelled) => string) =>
    [...new Set(sentences.map(nameOf))].sort().map((name) => {
      const of = heard.filter(({ sentence }) => nameOf(sentence) === name);
      return { name, hit1: hits(of, 1), hit3: hits(of, 3) };
    });
  const sure = heard.filter(({ isSure }) => isSure);
  const times = heard.map(({ ms }) => ms).sort((one, other) => one - other);

  return {
    hit1: hits(heard, 1),
    hit3: hits(heard, 3),
    none: share(heard, ({ codes }) => codes.length === 0),
    byLanguage: grouped(({ language }) => language).map(({ name, ...rest }) => ({ language: name, ...rest })),
    byManner: grouped(({ manner }) => manner).map(({ name, ...rest }) => ({ manner: name, ...rest })),
    confusions: confusionsOf(heard.filter((one) => !isRight(one, 1))),
    dangerSaid: share(
      heard.filter(({ sentence }) => isDangerous(sentence)),
      ({ isDanger }) => isDanger,
    ),
    falseAlarms: share(
      heard.filter(({ sentence }) => !isDangerous(sentence) && !sentence.accepted.includes('mention')),
      ({ isDanger }) => isDanger,
    ),
    mentionsLeft: share(
      heard.filter(({ sentence }) => !isDangerous(sentence) && sentence.accepted.includes('mention')),
      ({ isDanger }) => !isDanger,
    ),
    otherBodies: hits(
      heard.filter(({ sentence }) => sentence.accepted.every((code) => code.startsWith('other:'))),
      1,
    ),
    sure: { of: heard.length, count: sure.length },
    sureAndRight: hits(sure, 1),
    medianMs: times[Math.floor(times.length / 2)] ?? 0,
  };
}

function hear(understanding: Understanding, sentence: Labelled): Heard {
  const began = performance.now();
  const danger = understanding.findDanger(sentence.text);
  const { ranked, isSure } = understanding.guess(sentence.text);
  const ms = performance.now() - began;
  const isDanger = danger.kind !== 'none' && danger.kind !== 'mention';
  const isMention = danger.kind === 'mention';
  const codes = [
    ...(isDanger ? ['danger'] : []),
    // A mention is a line besides: what is filed is the topic, unless nothing else was expected.
    ...ranked.map(codeOf),
  ];
  const mentioned = isMention && sentence.accepted.every((code) => code === 'mention') ? ['mention'] : [];
  const personal = danger.kind === 'selfHarm' || danger.kind === 'violence' ? ['danger:self'] : [];
  return {
    sentence,
    codes: [...personal, ...mentioned, ...codes],
    isDanger,
    isMention,
    isSure: isSure && !isDanger,
    ms,
  };
}

/** A guess as the labelled sentences write it: a question with a ready answer is a question. */
function codeOf({ kind, code }: Guess): string {
  switch (kind) {
    case 'topic':
      return code;
    case 'body':
      return `other:${code}`;
    case 'talk':
      return `talk:${code}`;
    case 'answer':
      return 'talk:question';
  }
}

function isDangerous({ accepted }: Labelled): boolean {
  return accepted.some((code) => code === 'danger' || code === 'danger:self');
}

function confusionsOf(wrong: readonly Heard[]): readonly Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const { sentence, codes } of wrong) {
    const [accepted, guessed] = [sentence.accepted.join(','), codes[0] ?? 'none'];
    const key = `${accepted} ${guessed}`;
    counts.set(key, { accepted, guessed, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).slice(0, WORST);
}

function share<Of>(of: readonly Of[], counts: (one: Of) => boolean): Share {
  return { of: of.length, count: of.filter(counts).length };
}

/** A share in percent. */
export function percent({ of, count }: Share): number {
  return of === 0 ? 100 : (100 * count) / of;
}
