import { z } from 'zod';
import { codePoints } from '../text/persian.js';

/** A text message as far as it tells whether the next one goes on with it. */
export const pieceSchema = z.object({
  messageId: z.number(),
  /** When it was sent, in seconds of Unix time. */
  at: z.number(),
  /** Its code points. */
  length: z.number(),
});
export type Piece = Readonly<z.infer<typeof pieceSchema>>;

/** Telegram's apps cut a text that is too long into messages at least this long, sent at once. */
const SHORTEST_CUT = 2_000;
const CUT_WITHIN_SECONDS = 3;

/** A message as a piece of a text. */
export function pieceOf({
  messageId,
  at,
  text,
}: Pick<Piece, 'messageId' | 'at'> & { readonly text: string }): Piece {
  return { messageId, at, length: codePoints(text) };
}

/** True for a message that is the next piece of a text that Telegram's app had to cut. */
export function continuesPiece(piece: Piece, next: Pick<Piece, 'messageId' | 'at'>): boolean {
  return (
    next.messageId > piece.messageId &&
    piece.length >= SHORTEST_CUT &&
    next.at - piece.at <= CUT_WITHIN_SECONDS
  );
}
