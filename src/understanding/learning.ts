import type { Example } from './model.js';
import type { Slices } from './slices.js';
import { trainUnderstanding, type Understanding, type UnderstandingOptions } from './understanding.js';

/**
 * A request whose topic was confirmed by staff: an operator, or a manager who answered it. It points to the
 * request and contains no words of it, so that deleted words are gone here at the next rebuild.
 */
export interface ConfirmedTopic {
  /** Tracking code of the request. */
  readonly request: string;
  /** Code of the category. */
  readonly topic: string;
  readonly confirmedAt: Date;
}

/** Where confirmed topics are stored, and where the words of their requests are now. */
export interface ConfirmedTopics {
  /** All stored topics. */
  all(): Promise<readonly ConfirmedTopic[]>;
  /** The words of these requests as they are stored now; those that no longer have any are absent. */
  textsOf(requests: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** The most confirmed requests that are learned from: the newest. */
export const LEARNED_AT_MOST = 4_000;
/** The most for one topic. */
const MOST_OF_A_TOPIC = 150;
/** How many letters of a request are learned: a long story names its subject early. */
const LONGEST_LEARNED = 300;
/** How many requests are read at once. */
const READ_AT_ONCE = 100;
/** How many texts are searched for danger at once. */
const SEARCHED_A_SLICE = 20;

/**
 * The words of the confirmed requests to learn from, newest first, and no more than the model may grow by.
 */
export async function gatherExamples(confirmed: ConfirmedTopics): Promise<readonly Example[]> {
  const newest = [...(await confirmed.all())].sort(
    (one, other) => other.confirmedAt.getTime() - one.confirmedAt.getTime(),
  );
  const counts = new Map<string, number>();
  const examples: Example[] = [];
  for (let from = 0; from < newest.length; from += READ_AT_ONCE) {
    const some = newest.slice(from, from + READ_AT_ONCE);
    const texts = await confirmed.textsOf(some.map(({ request }) => request));
    for (const { request, topic } of some) {
      const text = texts.get(request)?.trim() ?? '';
      const count = counts.get(topic) ?? 0;
      if (text === '' || count >= MOST_OF_A_TOPIC) continue;
      if (examples.length >= LEARNED_AT_MOST) return examples;
      counts.set(topic, count + 1);
      examples.push({ label: topic, text: text.slice(0, LONGEST_LEARNED) });
    }
  }
  return examples;
}

/**
 * What the city understands once it has learned from confirmed requests. Only topics of the city are learned,
 * and no text that tells of danger or of the other matters of `findDanger`: so danger is never unlearned, and what
 * people say of themselves teaches nothing. `current` is what was understood until now.
 */
export function* retrainUnderstanding(
  base: Omit<UnderstandingOptions, 'learned'>,
  current: Pick<Understanding, 'findDanger'>,
  confirmed: readonly Example[],
): Slices<Understanding> {
  const learned: Example[] = [];
  for (const [index, example] of confirmed.entries()) {
    const { kind } = current.findDanger(example.text);
    if (kind === 'none' || kind === 'mention') learned.push(example);
    if (index % SEARCHED_A_SLICE === 0) yield;
  }
  return yield* trainUnderstanding({ ...base, learned });
}
