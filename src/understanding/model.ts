import { foldedWords } from '../text/folding.js';
import { createFeatureTable, type FeatureTable } from './feature-table.js';
import { type FeatureKind, hashFeature, visitFeatures } from './features.js';
import type { Slices } from './slices.js';

/** A text whose subject is known. `label` is what should be recognised. */
export interface Example {
  readonly label: string;
  readonly text: string;
}

/** A label and how well it fits a text; only differences between the scores of one text are meaningful. */
export interface Scored {
  readonly label: string;
  readonly score: number;
}

/** A part of a text, and by how much it supports one label over another. */
interface Evidence {
  readonly kind: FeatureKind;
  readonly letters: string;
  /** Index of its word, from 0. */
  readonly word: number;
  readonly weight: number;
}

/** Why one label comes before another. */
interface Comparison {
  readonly words: readonly string[];
  /** The heaviest first. */
  readonly evidence: readonly Evidence[];
}

/** A trained model. */
export interface Model {
  readonly labels: readonly string[];
  /** Every label with its score, the best first; empty for a text without any known feature. */
  rank(text: string): readonly Scored[];
  /** The words of a text in their comparable form, and which of them support one label over the other. */
  compare(text: string, label: string, other: string): Comparison;
}

/** Taken from the global object once: they are called for each feature of each example. */
const { log, log1p } = Math;

/** What a feature that a label was never met with counts there: the smaller, the more a rare word decides. */
const SMOOTHING = 0.06;
/** How much is learned at once. */
const TEXTS_A_SLICE = 50;
const LABELS_A_SLICE = 10;

/** Texts as lists of features: those of text n are at `starts[n]` to `starts[n + 1]`. */
interface Table {
  readonly features: FeatureTable;
  readonly starts: Int32Array;
  readonly numbers: Int32Array;
  readonly weights: Float64Array;
  /** How rare a feature is, by its number. */
  readonly rarity: Float64Array;
}

/**
 * A multinomial naive Bayes classifier over weighted features (Rennie and others, 2003: logarithm of counts,
 * inverse document frequency, normalised text length). It learns some thousand examples in a fraction of a
 * second, slice by slice: each is a few milliseconds. The order of the examples changes the model only by rounding.
 */
export function* trainModel(examples: readonly Example[]): Slices<Model> {
  const learned = yield* learn(examples);
  return createModel(learned);
}

function createModel({ labels, features, rarity, totals, bonuses }: Learned): Model {
  // What every feature costs a label with many and long examples.
  const costs = totals.map((total) => log(total + SMOOTHING * features.size));
  const indexes = new Map(labels.map((label, index) => [label, index]));

  function bonusOf(feature: number, label: number): number {
    for (let at = bonuses.starts[feature] ?? 0; at < (bonuses.starts[feature + 1] ?? 0); at += 1) {
      if (bonuses.labels[at] === label) return bonuses.values[at] ?? 0;
    }
    return 0;
  }

  return {
    labels,
    rank(text) {
      const known = weigh(countFeatures(text, features.find), rarity);
      if (known.length === 0) return [];
      const scores = new Float64Array(labels.length);
      let length = 0;
      for (const [feature, weight] of known) {
        length += weight;
        for (let at = bonuses.starts[feature] ?? 0; at < (bonuses.starts[feature + 1] ?? 0); at += 1) {
          const label = bonuses.labels[at] ?? 0;
          scores[label] = (scores[label] ?? 0) + weight * (bonuses.values[at] ?? 0);
        }
      }
      return labels
        .map((label, index) => ({ label, score: (scores[index] ?? 0) - length * (costs[index] ?? 0) }))
        .sort((one, other) => other.score - one.score);
    },
    compare(text, label, other) {
      const [one = -1, two = -1] = [indexes.get(label), indexes.get(other)];
      const weights = new Map(weigh(countFeatures(text, features.find), rarity));
      const evidence: Evidence[] = [];
      const seen = new Set<number>();
      visitFeatures(text, (kind, letters, from, to, _weight, word) => {
        const feature = features.find(hashFeature(kind, letters, from, to));
        const weight = weights.get(feature);
        if (weight === undefined || seen.has(feature)) return;
        seen.add(feature);
        const difference = bonusOf(feature, one) - bonusOf(feature, two);
        if (difference === 0) return;
        evidence.push({ kind, letters: letters.slice(from, to), word, weight: weight * difference });
      });
      return {
        words: foldedWords(text),
        evidence: evidence.sort((left, right) => right.weight - left.weight),
      };
    },
  };
}

/** The parts of the training result that are kept. */
interface Learned {
  readonly labels: readonly string[];
  readonly features: FeatureTable;
  readonly rarity: Float64Array;
  /** Weights of all features of a label, by its index. */
  readonly totals: Float64Array;
  readonly bonuses: Bonuses;
}

function* learn(examples: readonly Example[]): Slices<Learned> {
  const sorted = [...examples].sort((one, other) =>
    one.label < other.label ? -1 : one.label > other.label ? 1 : 0,
  );
  const labels = [...new Set(sorted.map(({ label }) => label))];
  const table = yield* tabulate(sorted.map(({ text }) => text));
  const count = table.features.size;

  // Label by label, so that one row of sums serves all of them.
  const sums = new Float64Array(count);
  const entries: { readonly feature: number; readonly label: number; readonly sum: number }[] = [];
  const totals = new Float64Array(labels.length);
  let next = 0;
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the inner loops of training, kept together since they run millions of times.
  const sumUp = (label: string, labelIndex: number) => {
    const touched: number[] = [];
    for (; sorted[next]?.label === label; next += 1) {
      for (let at = table.starts[next] ?? 0; at < (table.starts[next + 1] ?? 0); at += 1) {
        const feature = table.numbers[at] ?? 0;
        if (sums[feature] === 0) touched.push(feature);
        sums[feature] = (sums[feature] ?? 0) + (table.weights[at] ?? 0);
        totals[labelIndex] = (totals[labelIndex] ?? 0) + (table.weights[at] ?? 0);
      }
    }
    for (const feature of touched) {
      entries.push({ feature, label: labelIndex, sum: sums[feature] ?? 0 });
      sums[feature] = 0;
    }
  };
  for (const [index, label] of labels.entries()) {
    sumUp(label, index);
    if (index % LABELS_A_SLICE === 0) yield;
  }
  return {
    labels,
    features: table.features,
    rarity: table.rarity,
    totals,
    bonuses: byFeature(entries, count),
  };
}

/** The features of all examples, numbered and weighed. */
function* tabulate(texts: readonly string[]): Slices<Table> {
  const features = createFeatureTable();
  const starts = new Int32Array(texts.length + 1);
  const numbers: number[] = [];
  const counts: number[] = [];
  const frequencies: number[] = [];
  const count = (text: string, index: number) => {
    for (const [feature, times] of countFeatures(text, features.add, true)) {
      numbers.push(feature);
      counts.push(times);
      frequencies[feature] = (frequencies[feature] ?? 0) + 1;
    }
    starts[index + 1] = numbers.length;
  };
  for (const [index, text] of texts.entries()) {
    count(text, index);
    if (index % TEXTS_A_SLICE === 0) yield;
  }
  const rarity = Float64Array.from(frequencies, (frequency) => log((texts.length + 1) / (frequency + 1)) + 1);
  const weights = new Float64Array(numbers.length);
  for (let text = 0; text < texts.length; text += 1) {
    const from = starts[text] ?? 0;
    const to = starts[text + 1] ?? 0;
    let squares = 0;
    for (let at = from; at < to; at += 1) {
      const weight = log1p(counts[at] ?? 0) * (rarity[numbers[at] ?? 0] ?? 0);
      weights[at] = weight;
      squares += weight * weight;
    }
    const length = Math.sqrt(squares) || 1;
    for (let at = from; at < to; at += 1) weights[at] = (weights[at] ?? 0) / length;
  }
  return { features, starts, numbers: Int32Array.from(numbers), weights, rarity };
}

/** How often each feature is in a text, by its number; `numberOf` gives -1 for one that does not count. */
function countFeatures(
  text: string,
  numberOf: (hash: number) => number,
  isExample = false,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  visitFeatures(
    text,
    (kind, letters, from, to, weight) => {
      const feature = numberOf(hashFeature(kind, letters, from, to));
      if (feature !== -1) counts.set(feature, (counts.get(feature) ?? 0) + weight);
    },
    { isExample },
  );
  return counts;
}

/** The features with their weights, so that long texts do not weigh more than short ones. */
function weigh(counts: ReadonlyMap<number, number>, rarity: Float64Array): readonly [number, number][] {
  const weighed = [...counts].map(([feature, count]): [number, number] => [
    feature,
    log1p(count) * (rarity[feature] ?? 0),
  ]);
  const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return weighed.map(([feature, weight]) => [feature, weight / length]);
}

/** Bonuses of labels, feature by feature: those of feature n are at `starts[n]` to `starts[n + 1]`. */
interface Bonuses {
  readonly starts: Int32Array;
  readonly labels: Uint16Array;
  readonly values: Float32Array;
}

function byFeature(
  entries: readonly { readonly feature: number; readonly label: number; readonly sum: number }[],
  count: number,
): Bonuses {
  const starts = new Int32Array(count + 1);
  for (const { feature } of entries) starts[feature + 1] = (starts[feature + 1] ?? 0) + 1;
  for (let feature = 0; feature < count; feature += 1) {
    starts[feature + 1] = (starts[feature + 1] ?? 0) + (starts[feature] ?? 0);
  }
  const places = starts.slice();
  const labels = new Uint16Array(entries.length);
  const values = new Float32Array(entries.length);
  for (const { feature, label, sum } of entries) {
    const place = places[feature] ?? 0;
    places[feature] = place + 1;
    labels[place] = label;
    values[place] = log((sum + SMOOTHING) / SMOOTHING);
  }
  return { starts, labels, values };
}
