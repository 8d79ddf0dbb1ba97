import { z } from 'zod';
import type { IncomingUpdate } from './chat-store.js';

const chat = z.object({ id: z.number() });
const inChat = z.object({ chat });

/** The kinds of update the bots ask Telegram for, and where each names its chat. */
const update = z.object({
  message: inChat.optional(),
  edited_message: inChat.optional(),
  my_chat_member: inChat.optional(),
  callback_query: z.object({ from: z.object({ id: z.number() }), message: inChat.optional() }).optional(),
});

/** The update types that both bots subscribe to. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** The chat to which an update belongs, or undefined for one that belongs to none. */
export function chatOf(incoming: IncomingUpdate): number | undefined {
  const parsed = update.safeParse(incoming);
  if (!parsed.success) return undefined;
  const { message, edited_message, my_chat_member, callback_query } = parsed.data;
  const inItsChat = message ?? edited_message ?? my_chat_member ?? callback_query?.message;
  return inItsChat?.chat.id ?? callback_query?.from.id;
}
