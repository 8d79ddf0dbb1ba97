import { LOCALES, type Locale } from '../config.js';
import type { Logger } from '../logger.js';
import { matchLanguage } from '../text/match-language.js';
import { classifyFailure } from './errors.js';

/** The parts of a context that say where an update came from, whichever library typed it. */
interface UpdateOrigin<User> {
  readonly chat?: { readonly id: number; readonly type: string } | undefined;
  readonly from?: User | undefined;
  readonly myChatMember?: { readonly new_chat_member: { readonly status: string } } | undefined;
}

/** Where an update came from, decided before its content is read. */
type Arrival<User> =
  /** A person in their private chat with the bot. */
  | { readonly kind: 'person'; readonly from: User }
  /** A person blocked the bot (`isGone`), or unblocked it. */
  | { readonly kind: 'membership'; readonly from: User; readonly isGone: boolean }
  /** A group or channel that the bot is still a member of. */
  | { readonly kind: 'group'; readonly chatId: number }
  /** Nobody who could be answered: a bot, or a group that the bot has left already. */
  | { readonly kind: 'nobody' };

/** Chat member states of the bot in which its messages reach nobody (Bot API, ChatMember). */
const GONE: ReadonlySet<string> = new Set(['kicked', 'left']);

/** Tells where an update came from. */
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
 * Leaves a group after saying why: the bots serve one person at a time, and in a group everybody would read
 * what one person wrote. Rejects only if a retry may succeed.
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

/** The supported language that a Telegram app is set to (IETF language tag), or else the fallback. */
export function localeOfApp(languageCode: string | undefined, otherwise: Locale): Locale {
  return matchLanguage(languageCode ?? '', LOCALES) ?? otherwise;
}
