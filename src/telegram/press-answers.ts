import type { Capabilities } from '../channel/capabilities.js';
import type { IncomingUpdate } from '../mailbox/chat.js';
import type { UpdateReply } from '../mailbox/update-reply.js';
import { classifyFailure } from './errors.js';

/** The answer that Telegram expects after a press of a button; until it comes, the button shows a spinner. */
export interface PressAnswers {
  /** Answers the press, with or without a short text; only the first answer to a press is sent. */
  answerPress(word?: string): Promise<void>;
  /** Answers the press before its work is done; a text that comes later is sent to the chat instead. */
  hurryPress(): Promise<void>;
}

/**
 * Answers a press at most once. A press that cannot be answered is still acted on, and the text is sent to the
 * chat: it is too old, or an attempt that failed has answered it (docs/telegram.md, 9). Where the label of
 * the button was typed the text goes to the chat too. Does nothing for other actions.
 */
export function createPressAnswers(options: {
  readonly action: { readonly kind: string; readonly typed?: unknown };
  /** Answers the press (Bot API, answerCallbackQuery). */
  readonly answer: (word: string | undefined) => Promise<unknown>;
  /** False where the person does not see the text of an answer, so that it is sent to the chat; true if absent. */
  readonly isShown?: boolean;
  /** Sends a text to the chat; where that fails, the action is tried again. */
  readonly write: (word: string) => Promise<unknown>;
  /** Puts an answer without a text where it needs no call; false where it has to be made. */
  readonly ride?: () => boolean;
}): PressAnswers {
  const { action, write, isShown = true, ride = () => false } = options;
  const isPress = action.kind === 'press';
  let isAnswered = false;
  let isHurried = false;

  /** Answers the press; true if the person sees the word there. */
  async function isSeen(word: string | undefined): Promise<boolean> {
    if (action.typed !== undefined) return false;
    try {
      await options.answer(isShown ? word : undefined);
      return isShown;
    } catch (error) {
      if (classifyFailure(error).kind === 'unauthorized') throw error;
      return false;
    }
  }

  async function answerOnce(word?: string): Promise<void> {
    isAnswered = true;
    const seen = await isSeen(word);
    if (!seen && word !== undefined) await write(word);
  }

  return {
    async answerPress(word) {
      if (!isPress) return;
      if (!isAnswered && word === undefined && action.typed === undefined && ride()) isAnswered = true;
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

/** True unless the messenger does not show the answer to this press. */
export function isAnswerShown(
  press: { readonly id: string } | undefined,
  { showsPressAnswer }: Pick<Capabilities, 'showsPressAnswer'>,
): boolean {
  return press === undefined || showsPressAnswer(press.id);
}

/** Answers the press of an update that is given up, so that its button turns no longer; ignores other updates. */
export async function releaseButton(
  update: IncomingUpdate,
  answer: (press: string) => Promise<unknown>,
): Promise<void> {
  // The mailbox stores updates as Telegram sent them.
  const { callback_query: press } = update as { readonly callback_query?: { readonly id: string } };
  if (press !== undefined) await answer(press.id).catch(() => undefined);
}

/** The answer to a press that rides in the reply to the update that brought it; nothing for another update. */
export function rideOfPress(
  press: { readonly id: string } | undefined,
  reply: UpdateReply | undefined,
): { readonly ride?: () => boolean } {
  if (press === undefined || reply === undefined) return {};
  return { ride: () => reply.put({ method: 'answerCallbackQuery', callback_query_id: press.id }) };
}
