import type { Clock } from '../clock.js';
import { cacheFor } from '../watch/fresh-for.js';

/** An answer as it is sent. */
export interface WrittenAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Answers that were written a moment ago, by what was asked. */
export interface AnswerCache {
  /** The answer to that question, written anew if it is not there. */
  get(question: string, write: () => Promise<WrittenAnswer>): Promise<WrittenAnswer>;
  /** Forgets all answers, since a request has changed. */
  forget(): void;
}

/** Milliseconds for which an answer stands, should another process have changed a request. */
const FRESH_MS = 5_000;
/** The most answers that are kept. */
const MOST = 100;

/** The cache of a process. `clock` is the machine's. */
export function createAnswerCache(clock: Clock): AnswerCache {
  const answers = new Map<string, () => Promise<WrittenAnswer>>();
  return {
    get(question, write) {
      const known = answers.get(question);
      if (known !== undefined) return known();
      if (answers.size >= MOST) answers.clear();
      const read = cacheFor(FRESH_MS, clock, write);
      answers.set(question, read);
      return read();
    },
    forget: () => answers.clear(),
  };
}
