import type { Connection } from 'mongoose';
import { type CachedPerson, type Chat, type ChatAddress, chatKey } from './chat.js';
import { openChats } from './chat-collection.js';

/**
 * What a bot knows about the person of a chat. It is stored in the chat, which the mailbox reads anyway, so
 * that most updates need no query for the person.
 */
export interface PersonCache {
  /**
   * The person as cached by an earlier update; undefined if there is none, or if they may have changed since.
   */
  readonly known: unknown;
  /**
   * Caches the person for later updates. They must have been read since the handling of this update began.
   */
  keep(known: object): void;
  /** What has to be written to the chat when the update is finished; undefined if nothing new was cached. */
  kept(): CachedPerson | undefined;
}

/** Invalidates the cached person of a chat. */
export interface PersonCacheStore {
  /**
   * To be called after each change of a person and before anybody is told of it, so that their next update
   * reads them again. Does nothing for somebody without a chat.
   */
  end(chat: ChatAddress): Promise<void>;
}

/**
 * Milliseconds after which a person is read again in any case, so that no cache entry outlives a process that
 * is killed between a change and its `end`.
 */
const COUNTS_FOR_MS = 10 * 60_000;

/** The cached person of a chat that was read at `now` of the machine's clock. */
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
 * The person caches on a connection. The counter that `end` raises also invalidates what an update being
 * handled at that time has read before and writes afterwards.
 */
export function createPersonCacheStore(connection: Connection): PersonCacheStore {
  const { writeTogether } = openChats(connection);
  return {
    async end(chat) {
      await writeTogether({ _id: chatKey(chat) }, { $inc: { changes: 1 }, $unset: { person: 1 } });
    },
  };
}
