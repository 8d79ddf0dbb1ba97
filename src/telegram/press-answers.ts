import { classifyFailure } from './errors.js';

/** The answer that Telegram expects after a press of a button; until it comes, the button shows a spinner. */
export interface PressAnswers {
  /** Answers the press, with or without a short text; only the first answer to a press is sent. */
  answerPress(word?: string): Promise<void>;
  /** Answers the press before its work is done; a text that comes later is sent to the chat instead. */
  hurryPress(): Promise<void>;
}

/**
 * Answers a press at most once; a press that is too old to be answered is still acted on (docs/telegram.md,
 * 9). Does nothing for other actions.
 */
export function createPressAnswers(options: {
  readonly isPress: boolean;
  /** Answers the press (Bot API, answerCallbackQuery). */
  readonly answer: (word: string | undefined) => Promise<unknown>;
  /** Sends a text to the chat. */
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
