import type { Connection } from 'mongoose';
import { type CachedPerson, type Chat, type ChatAddress, chatKey } from './chat.js';
import { openChats } from './chat-collection.js';

/**
 * What a bot knows of the person of a chat. It is kept with the chat, which the mailbox reads anyway, so that the
 * usual update does without a look at the person himself.
 */
export interface PersonCache {
  /** The person as an earlier update kept him; undefined where there is none, or he may have changed since. */
  readonly known: unknown;
  /** Keeps the person for the updates to come. He must have been read since this update began to be handled. */
  keep(known: object): void;
  /** What is to be written to the chat when the update is finished; undefined where nothing new was kept. */
  kept(): CachedPerson | undefined;
}

/** Makes void what is kept of people with their chats. */
export interface PersonCacheStore {
  /**
   * To be called after each change of a person and before anybody is told of it: his next update finds him anew.
   * Nothing for somebody who has no chat.
   */
  end(chat: ChatAddress): Promise<void>;
}

/**
 * Milliseconds after which a person is read again in any case: a program that is killed between a change and its
 * `end` cannot make an old acquaintance last.
 */
const COUNTS_FOR_MS = 10 * 60_000;

/** The acquaintance with the person of a chat, as the chat was read at `now` of the machine's clock. */
export function personCacheIn(
  { person, changes = 0 }: Pick<Chat, 'person' | 'changes'>,
  now: Date,
): PersonCache {
  const age = now.getTime() - (person?.keptAt.getTime() ?? 0);
  const counts = person?.asOf === changes && age < COUNTS_FOR_MS;
  let kept: CachedPerson | undefined;
  return {
    known: counts ? person.known : undefined,
    keep(known) {
      kept = { known, asOf: changes, keptAt: now };
    },
    kept: () => kept,
  };
}

/**
 * The acquaintances on a connection. The count that `end` raises also makes void what an update that is being
 * handled meanwhile has read before and writes afterwards.
 */
export function createPersonCacheStore(connection: Connection): PersonCacheStore {
  const { chats } = openChats(connection);
  return {
    async end(chat) {
      await chats.updateOne({ _id: chatKey(chat) as never }, { $inc: { changes: 1 }, $unset: { person: 1 } });
    },
  };
}
