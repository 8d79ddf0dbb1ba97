import type { Chat } from './chat.js';

/** A chat as it is stored, with the ids of the updates that were handled last. */
export interface RememberedChat extends Chat {
  readonly seen: readonly number[];
}

/** A look at one chat while an update of it is handled. */
interface Following {
  /** Remembers the chat as it is now, unless somebody else has changed it since the following began. */
  keep(chat: RememberedChat): void;
  end(): void;
}

/**
 * The chats that a process keeps in memory, the least recently used out first. Every write to a chat goes through
 * `openChats`, which forgets it here; only the write that consumes an update at once keeps what it has written.
 */
export interface RememberedChats {
  recall(chat: string): RememberedChat | undefined;
  follow(chat: string): Following;
  /** True while an update of the chat is handled before anything of it is stored. */
  isFollowed(chat: string): boolean;
  forget(chat: string): void;
  forgetAll(): void;
}

/** About as many people as write to the bots within some minutes; a chat is a few kilobytes. */
const MOST_REMEMBERED = 2_000;

/** A memory without a chat. */
export function createRememberedChats(most = MOST_REMEMBERED): RememberedChats {
  const chats = new Map<string, RememberedChat>();
  const followed = new Map<string, Set<{ isSpoiled: boolean }>>();

  function spoil(followings: Iterable<{ isSpoiled: boolean }>): void {
    for (const following of followings) following.isSpoiled = true;
  }

  function keep(chat: RememberedChat): void {
    // A map knows its keys in the order in which they were set.
    chats.delete(chat._id);
    chats.set(chat._id, chat);
    if (chats.size <= most) return;
    const [oldest] = chats.keys();
    if (oldest !== undefined) chats.delete(oldest);
  }

  return {
    recall: (chat) => chats.get(chat),
    follow(key) {
      const following = { isSpoiled: false };
      const others = followed.get(key) ?? new Set();
      followed.set(key, others.add(following));
      return {
        keep(chat) {
          if (!following.isSpoiled) keep(chat);
        },
        end() {
          others.delete(following);
          if (others.size === 0) followed.delete(key);
        },
      };
    },
    isFollowed: (chat) => followed.has(chat),
    forget(chat) {
      chats.delete(chat);
      spoil(followed.get(chat) ?? []);
    },
    forgetAll() {
      chats.clear();
      for (const followings of followed.values()) spoil(followings);
    },
  };
}
