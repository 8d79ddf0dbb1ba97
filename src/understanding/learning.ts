import type { Example } from './model.js';
import { createUnderstanding, type Understanding, type UnderstandingOptions } from './understanding.js';

/**
 * A request whose topic was confirmed by staff: an operator, or a manager who answered it. It points to the
 * request and contains no words of it, so that deleted words are gone here at the next rebuild.
 */
interface ConfirmedTopic {
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
  /** The words of a request as it is stored now; undefined if it no longer has any. */
  textOf(request: string): Promise<string | undefined>;
}

/** The most confirmed requests that are learned from, in total and for one topic: the newest. */
const MOST_LEARNED = 4_000;
const MOST_OF_A_TOPIC = 150;
/** How many letters of a request are learned: a long story names its subject early. */
const LONGEST_LEARNED = 300;

/**
 * The words of the confirmed requests to learn from, newest first, and no more than the model may grow by.
 */
export async function gatherExamples(confirmed: ConfirmedTopics): Promise<readonly Example[]> {
  const newest = [...(await confirmed.all())].sort(
    (one, other) => other.confirmedAt.getTime() - one.confirmedAt.getTime(),
  );
  const counts = new Map<string, number>();
  const examples: Example[] = [];
  for (const { request, topic } of newest) {
    if (examples.length >= MOST_LEARNED) break;
    const count = counts.get(topic) ?? 0;
    if (count >= MOST_OF_A_TOPIC) continue;
    const text = await confirmed.textOf(request);
    if (text === undefined || text.trim() === '') continue;
    counts.set(topic, count + 1);
    examples.push({ label: topic, text: text.slice(0, LONGEST_LEARNED) });
  }
  return examples;
}

/**
 * What the city understands once it has learned from confirmed requests. Only topics of the city are learned,
 * and no text that tells of danger or of the other matters of `findDanger`: so danger is never unlearned, and what
 * people say of themselves teaches nothing. `current` is what was understood until now.
 */
export function retrain(
  base: Omit<UnderstandingOptions, 'learned'>,
  current: Understanding,
  confirmed: readonly Example[],
): Understanding {
  const learned = confirmed.filter(({ text }) => {
    const { kind } = current.findDanger(text);
    return kind === 'none' || kind === 'mention';
  });
  return createUnderstanding({ ...base, learned });
}
