/** What a bot is for: filing and following requests, or answering them. */
export type BotRole = 'citizen' | 'staff';

/** Where a bot lives: the name of a messenger, in small Latin letters. */
export type Messenger = string;

/** The messenger that every person and bot of the first versions belonged to. */
export const TELEGRAM: Messenger = 'telegram';

/** The messenger of many people in Iran, whose Bot API is much like Telegram's. */
export const BALE: Messenger = 'bale';

/** One bot: a role on a messenger. */
export interface Bot {
  readonly messenger: Messenger;
  readonly role: BotRole;
}

/**
 * A bot as it is named in the database, in metrics and in logs: `<messenger>:<role>`. A bare role means the
 * one on Telegram, as the first versions stored it.
 */
export type BotKey = BotRole | `${Messenger}:${BotRole}`;

/** The roles, in the order in which bots are started. */
export const BOT_ROLES: readonly BotRole[] = ['citizen', 'staff'];

/** The key of a bot. */
export function botKey({ messenger, role }: Bot): BotKey {
  return messenger === TELEGRAM ? role : `${messenger}:${role}`;
}

/** The bot that a key names. */
export function botOf(key: BotKey): Bot {
  const [role, messenger = TELEGRAM] = key.split(':').reverse();
  return { messenger, role: role === 'citizen' ? 'citizen' : 'staff' };
}

/** The role of the bot that a key names. */
export function roleOf(key: BotKey): BotRole {
  return botOf(key).role;
}
