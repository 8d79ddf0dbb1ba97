import { type BotKey, type BotRole, botKey, type Messenger, TELEGRAM } from './bot.js';

/** A person on one messenger: the same number on another messenger is a different person. */
export interface PersonAddress {
  readonly messenger: Messenger;
  /** The messenger's id of the person, which is also their private chat with each of its bots. */
  readonly userId: number;
}

/** What ids begin with that belong to no messenger: of whoever has only called, with or without a number, or is gone. */
const NO_MESSENGERS: ReadonlySet<Messenger> = new Set(['phone', 'call', 'gone']);
const PERSON = /^(?:([a-z]+):)?(\d{1,16})$/;

/**
 * The id under which a person is stored: `<messenger>:<user id>`. A bare number is a person on Telegram, as
 * the first versions stored it.
 */
export function personId({ messenger, userId }: PersonAddress): string {
  return messenger === TELEGRAM ? String(userId) : `${messenger}:${userId}`;
}

/** The address behind a person's id; undefined for an id that belongs to no messenger, such as a caller's. */
export function personAddress(id: string): PersonAddress | undefined {
  const [, messenger = TELEGRAM, userId] = PERSON.exec(id) ?? [];
  if (userId === undefined || NO_MESSENGERS.has(messenger)) return undefined;
  return { messenger, userId: Number(userId) };
}

/** The bot of a role that writes to a person: the one on the person's messenger; Telegram's for a caller. */
export function botFor(role: BotRole, person: string): BotKey {
  return botKey({ messenger: personAddress(person)?.messenger ?? TELEGRAM, role });
}
