import { LOCALES, type Locale } from '../config.js';
import type { Logger } from '../logger.js';
import { classifyFailure } from './errors.js';

/** The parts of a context that tell from where an update came, whichever library typed it. */
interface UpdateOrigin<User> {
  readonly chat?: { readonly id: number; readonly type: string } | undefined;
  readonly from?: User | undefined;
  readonly myChatMember?: { readonly new_chat_member: { readonly status: string } } | undefined;
}

/** From where an update came, and what is to be done about it before anything is read. */
type Arrival<User> =
  /** A person in their private chat with the bot. */
  | { readonly kind: 'person'; readonly from: User }
  /** A person blocked the bot (`isGone`), or can be written to again. */
  | { readonly kind: 'membership'; readonly from: User; readonly isGone: boolean }
  /** A group or channel, which the bot is still in. */
  | { readonly kind: 'group'; readonly chatId: number }
  /** Nobody who could be answered: a bot, or a group that the bot is out of already. */
  | { readonly kind: 'nobody' };

/** Chat member states of the bot in which its messages reach nobody (Bot API, ChatMember). */
const GONE: ReadonlySet<string> = new Set(['kicked', 'left']);

/** Tells from where an update came. */
export function readArrival<User extends { readonly is_bot: boolean }>({
  chat,
  from,
  myChatMember,
}: UpdateOrigin<User>): Arrival<User> {
  const isGone = myChatMember !== undefined && GONE.has(myChatMember.new_chat_member.status);
  if (chat !== undefined && chat.type !== 'private') {
    return isGone ? { kind: 'nobody' } : { kind: 'group', chatId: chat.id };
  }
  if (from === undefined || from.is_bot) return { kind: 'nobody' };
  return myChatMember === undefined ? { kind: 'person', from } : { kind: 'membership', from, isGone };
}

/**
 * Leaves a group after saying why: the bots are for one person at a time, in a group everybody would read what one
 * person wrote. Rejects only with what may succeed later.
 */
export async function leaveGroup(options: {
  /** Says in the group that the bot is for private chats. */
  readonly say: () => Promise<unknown>;
  readonly leave: () => Promise<unknown>;
  readonly logger: Logger;
}): Promise<void> {
  const { say, leave, logger } = options;
  try {
    await say();
    await leave();
  } catch (error) {
    const { kind } = classifyFailure(error);
    if (kind === 'wait' || kind === 'retry') throw error;
    logger.warn({ event: 'groupNotLeft', kind });
  }
}

/** The language of ours that a Telegram app speaks (IETF language tag), else the one for all other languages. */
export function localeOfApp(languageCode: string | undefined, otherwise: Locale): Locale {
  const language = (languageCode ?? '').toLowerCase().split('-')[0];
  return LOCALES.find((locale) => locale === language) ?? otherwise;
}
