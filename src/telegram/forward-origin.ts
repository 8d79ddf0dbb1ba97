import { z } from 'zod';

const idSchema = z.object({ id: z.number() });
/** Who wrote a forwarded message (Bot API, MessageOrigin); somebody who hides their account is a name only. */
const originSchema = z.union([
  z.object({ sender_user: idSchema }).transform(({ sender_user: { id } }) => `user:${id}`),
  z.object({ sender_user_name: z.string() }).transform(({ sender_user_name: name }) => `name:${name}`),
  z.object({ sender_chat: idSchema }).transform(({ sender_chat: { id } }) => `chat:${id}`),
  z.object({ chat: idSchema }).transform(({ chat: { id } }) => `chat:${id}`),
]);

/** Who wrote a forwarded message, the same for every message of theirs; empty where Telegram does not say. */
export function writerOf(origin: unknown): string {
  return originSchema.safeParse(origin).data ?? '';
}
