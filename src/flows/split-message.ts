import { z } from 'zod';
import { codePoints } from '../text/persian.js';

/** The parts of a text message that tell whether the next one continues it. */
export const pieceSchema = z.object({
  messageId: z.number(),
  /** When it was sent, in seconds of Unix time. */
  at: z.number(),
  /** Its length in code points. */
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

/** True if the next message continues a text that Telegram's app had to split. */
export function continuesPiece(piece: Piece, next: Pick<Piece, 'messageId' | 'at'>): boolean {
  return (
    next.messageId > piece.messageId &&
    piece.length >= SHORTEST_CUT &&
    next.at - piece.at <= CUT_WITHIN_SECONDS
  );
}
