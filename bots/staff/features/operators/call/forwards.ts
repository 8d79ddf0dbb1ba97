import { z } from 'zod';
import { draftSchema } from '../../../../../src/filing/draft.js';
import { readTypedMeanings } from '../../../../../src/text/typed-words.js';

/** Seconds within which the forwarded messages of one person are one description, from the last of them on. */
const TOGETHER_SECONDS = 120;
/** Seconds within which messages are forwarded in one go: one answer is enough for all of them. */
const AT_ONCE_SECONDS = 5;

export const forwardSchema = z.object({
  /** Who wrote it. */
  writer: z.string(),
  /** When it was forwarded, in seconds of Unix time. */
  at: z.number(),
});

/** A message that an operator passes on. */
export type Forward = Readonly<z.infer<typeof forwardSchema>>;

/** What somebody else wrote, while the operator is asked what it belongs to. */
export const heldSchema = z.object({
  draft: draftSchema,
  forward: forwardSchema,
  /** The message that asks. */
  askedAt: z.number().exactOptional(),
});
export type HeldForward = Readonly<z.infer<typeof heldSchema>>;

/** Where a forwarded message belongs. */
export type ForwardPlace =
  /** To the call; `atOnce` if the one before it was forwarded in the same go. */
  | { readonly kind: 'call'; readonly isAtOnce: boolean }
  /** To what is held already. */
  | { readonly kind: 'held' }
  /** That has to be asked: it is somebody else's, or the same person's after a while. */
  | { readonly kind: 'unknown'; readonly because: 'otherWriter' | 'later' }
  /** That cannot be asked before the last question is answered. */
  | { readonly kind: 'tooMany' };

/** Where a forwarded message belongs: words of one person are one description, words of two people are not. */
export function placeForward(
  { forwarded, held }: { readonly forwarded?: Forward; readonly held?: HeldForward },
  forward: Forward,
): ForwardPlace {
  if (forwarded === undefined) return { kind: 'call', isAtOnce: false };
  if (isTogether(forwarded, forward, TOGETHER_SECONDS)) {
    return { kind: 'call', isAtOnce: isTogether(forwarded, forward, AT_ONCE_SECONDS) };
  }
  if (held !== undefined) {
    return isTogether(held.forward, forward, TOGETHER_SECONDS) ? { kind: 'held' } : { kind: 'tooMany' };
  }
  return { kind: 'unknown', because: forwarded.writer === forward.writer ? 'later' : 'otherWriter' };
}

function isTogether(last: Forward, next: Forward, seconds: number): boolean {
  return last.writer === next.writer && next.at - last.at <= seconds;
}

/** What an operator types instead of pressing a button: it belongs to the call, or to a new one. */
const words = readTypedMeanings('forwards', ['join', 'anew']);

/** What a typed text says about what is held; undefined for any other text. */
export function typedForHeld(text: string): 'join' | 'anew' | undefined {
  return words.meaningOf(text);
}
