import type { Filing } from './draft.js';

/**
 * What a press on «ثبت» is about. After a crash an update is handled again whose answer the person has seen, and the
 * press on that answer may come before it or after it: Telegram keeps messages and presses in lines of their own.
 */
export type PressedReview =
  /** The review that is open, or the same one that was shown before the crash. */
  | { readonly kind: 'open' }
  /** A review that is not known yet: the message that it answered comes again. */
  | { readonly kind: 'ahead'; readonly messageId: number }
  /** Another draft, or an earlier state of this one. */
  | { readonly kind: 'old' };

/** Finds out which review was pressed, by its code and its message; pure. */
export function pressedReview(
  { step, draft: { code, asked } }: Filing,
  pressed: { readonly code: string; readonly messageId: number },
): PressedReview {
  const { messageId } = pressed;
  if (code !== pressed.code || asked === undefined) return { kind: 'old' };
  // Nothing is pressed that was sent after the latest question, unless what sent it is not known.
  if (messageId > asked.messageId) return { kind: 'ahead', messageId };
  const isShownTwice = step === 'review' && asked.after !== undefined && messageId > asked.after;
  return { kind: messageId === asked.messageId || isShownTwice ? 'open' : 'old' };
}

/** The filing whose review the person has confirmed before it is known. */
export function confirmedAhead({ step, draft }: Filing, messageId: number): Filing {
  return { step, draft: { ...draft, confirmedAhead: messageId } };
}

/**
 * The filing at the review that the person has confirmed already, if this message is the one that it answered: it was
 * sent before. Undefined where there is none, or something is still missing.
 */
export function confirmedReview(
  before: Filing,
  next: Filing,
  messageId: number | undefined,
): Filing | undefined {
  const { confirmedAhead: confirmed } = before.draft;
  const isAnswered = confirmed !== undefined && messageId !== undefined && messageId < confirmed;
  if (!isAnswered || next.step !== 'review') return undefined;
  return { step: 'review', draft: { ...next.draft, asked: { messageId: confirmed, buttons: 'inline' } } };
}
