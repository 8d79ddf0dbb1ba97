import { classifyFailure } from './errors.js';

/** The one answer that Telegram waits for after a press of a button; until it comes, the button only turns. */
export interface PressAnswers {
  /** Answers the press, with a short word or without; only the first answer to a press is given. */
  answerPress(word?: string): Promise<void>;
  /** Answers the press before what it asks for is done; a word that comes later is written into the chat then. */
  hurryPress(): Promise<void>;
}

/**
 * Answers a press at most once; one that is too old to be answered is still acted on (docs/telegram.md, 9). Without a
 * press nothing is answered.
 */
export function createPressAnswers(options: {
  readonly isPress: boolean;
  /** Answers the press (Bot API, answerCallbackQuery). */
  readonly answer: (word: string | undefined) => Promise<unknown>;
  /** Writes a word into the chat. */
  readonly write: (word: string) => Promise<unknown>;
}): PressAnswers {
  const { isPress, answer, write } = options;
  let isAnswered = false;
  let isHurried = false;

  async function answerOnce(word?: string): Promise<void> {
    isAnswered = true;
    try {
      await answer(word);
    } catch (error) {
      if (classifyFailure(error).kind === 'unauthorized') throw error;
    }
  }

  return {
    async answerPress(word) {
      if (!isPress) return;
      if (!isAnswered) return answerOnce(word);
      if (isHurried && word !== undefined) await write(word);
      isHurried = false;
    },
    async hurryPress() {
      if (!isPress || isAnswered) return;
      isHurried = true;
      await answerOnce();
    },
  };
}
