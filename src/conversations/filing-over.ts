import { z } from 'zod';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import type { Conversation } from './chat-store.js';
import type { FilingDraft } from './filing-draft.js';

const FLOW = 'filingOver';
const VERSION = 1;

const overSchema = z.object({
  /** The request that it became; absent: it was set aside. */
  code: z.custom<TrackingCode>((value) => typeof value === 'string' && isTrackingCode(value)).exactOptional(),
  /** Messages whose words it took. */
  messageIds: z.array(z.number()).readonly(),
  /** The album that it took files of, and whether the person knows that the rest of it came too late. */
  album: z.object({ id: z.string(), isRefused: z.boolean() }).exactOptional(),
});

/**
 * What is remembered of a filing that is over, so that what comes late of it (the rest of an album, an edited
 * message) is told apart from the beginning of another request.
 */
export type FilingOver = Readonly<z.infer<typeof overSchema>>;

/** What is to be remembered of a draft; `code` where it was registered. */
export function endOf({ texts, album }: FilingDraft, code?: TrackingCode): FilingOver {
  return {
    ...(code === undefined ? {} : { code }),
    messageIds: texts.map(({ messageId }) => messageId),
    ...(album === undefined ? {} : { album: { id: album.id, isRefused: false } }),
  };
}

/** The end of a filing that a conversation is, or undefined for anything else. */
export function readOver(conversation: Conversation | null): FilingOver | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  const over = overSchema.safeParse(conversation.data);
  return over.success ? over.data : undefined;
}

/** The end of a filing as the conversation that keeps it; it asks for nothing. */
export function keepOver(over: FilingOver): Conversation {
  return { flow: FLOW, step: 'over', version: VERSION, data: { ...over } };
}
