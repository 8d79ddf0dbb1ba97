import { inLots } from '../database/lots.js';
import { type ChatAddress, chatKey, type IncomingUpdate } from './chat.js';
import { type Chats, FREE, type Lease, NEVER, pendingOf } from './chat-collection.js';
import { type Finish, SEEN_IDS } from './chat-inbox.js';
import type { RememberedChat } from './remembered-chats.js';
import { createWriteTogether } from './write-together.js';

/** A chat in hand without a lease: what is written later is written only if it still is as it was. */
export interface OpenChat {
  readonly chat: RememberedChat;
  /** Ends the hand, whatever was written. */
  close(): void;
  /** Remembers the chat as it has become. */
  keep(chat: RememberedChat): void;
  /** True for somebody who has never written before: the chat is not stored yet. */
  readonly isNew: boolean;
}

/**
 * Updates that are handled before they are stored (docs/design.md, 4). All writes have the same guard: the chat is as it
 * was when it was opened, nobody else has a lease of it, and nothing waits before this update. Otherwise they change
 * nothing and resolve to false.
 */
export interface ChatAtOnce {
  /** The chat as this process remembers it, otherwise as it is stored. */
  open(address: ChatAddress): Promise<OpenChat>;
  /**
   * Consumes an update in the one write that also stores the conversation. Here alone the update may have been stored
   * as begun, by a write of which no answer came.
   */
  consume(open: OpenChat, finish: Finish): Promise<boolean>;
  /** Stores an update that has failed once, without a lease. */
  storeFailed(
    open: OpenChat,
    update: IncomingUpdate,
    failed: { readonly attempts: number; readonly retryAt: Date },
  ): Promise<boolean>;
  /** Stores an update under a lease while it is still being handled. */
  storeBegun(open: OpenChat, update: IncomingUpdate, lease: Lease): Promise<boolean>;
  /** Forgets every chat, since others may have changed them. */
  forgetAll(): void;
}

/** The handling at once on the chats. */
export function createChatAtOnce({ atOnce: { chats, remembered } }: Chats): ChatAtOnce {
  const { consume, insert } = createWriteTogether(chats);
  const read = inLots<string, RememberedChat | undefined>(async (keys) => {
    const found = await chats.find({ _id: { $in: keys } }).toArray();
    return keys.map((key) => found.find(({ _id }) => _id === key));
  });

  /** The chat as it was opened, with nobody at it, or nobody but this hand. */
  function guardOf({ chat }: OpenChat, id: number, { mayBeBegun }: { readonly mayBeBegun?: string } = {}) {
    return {
      _id: chat._id,
      rev: chat.rev,
      // Lists, since null in one also finds what is not there.
      leaseOwner: { $in: mayBeBegun === undefined ? [null] : [null, mayBeBegun] },
      'pending.0.id': { $in: mayBeBegun === undefined ? [null] : [null, id] },
      seen: { $ne: id },
    };
  }

  /** Does a write after which the chat is remembered only if it is known what it has become. */
  async function write(open: OpenChat, act: () => Promise<boolean | 'seen'>, becomes?: RememberedChat) {
    let written: boolean | 'seen' = false;
    try {
      written = await act();
    } finally {
      if (written === true && becomes !== undefined) open.keep(becomes);
      else remembered.forget(open.chat._id);
    }
    return written !== false;
  }

  return {
    async open(address) {
      const key = chatKey(address);
      const following = remembered.follow(key);
      const opened = { keep: following.keep, close: following.end };
      try {
        const chat = remembered.recall(key) ?? (await read(key));
        return { ...opened, chat: chat ?? emptyChat(address), isNew: chat === undefined };
      } catch (error) {
        following.end();
        throw error;
      }
    },

    consume(open, { updateId, owner, conversation, shown, sent, person }) {
      const left = {
        conversation,
        ...(shown === undefined ? {} : { shown }),
        ...(sent === undefined ? {} : { sent }),
        ...(person === undefined ? {} : { person }),
      };
      const { chat } = open;
      const seen = [...chat.seen, updateId].slice(-SEEN_IDS);
      const becomes = { ...chat, ...left, ...FREE, seen, rev: chat.rev + 1 };
      const act = async () => {
        if (open.isNew) return insert(becomes);
        const consumed = await consume({
          updateId,
          filter: guardOf(open, updateId, { mayBeBegun: owner }),
          update: {
            $pull: { pending: { id: updateId } },
            $push: { seen: { $each: [updateId], $slice: -SEEN_IDS } },
            $set: { ...left, ...FREE },
            $inc: { rev: 1 },
          },
        });
        return consumed === 'seen' ? 'seen' : consumed === 'written';
      };
      return write(open, act, becomes);
    },

    storeFailed(open, update, { attempts, retryAt }) {
      const failed = { ...pendingOf(update, retryAt), attempts, retryAt };
      return write(open, async () => {
        if (open.isNew) return insert({ ...open.chat, pending: [failed] });
        const guard = guardOf(open, update.update_id);
        const { matchedCount } = await chats.updateOne(guard, {
          $push: { pending: failed },
          $unset: { person: 1 },
        });
        return matchedCount === 1;
      });
    },

    storeBegun(open, update, { owner, now, until }) {
      const begun = pendingOf(update, now);
      const lease = { leaseOwner: owner, leaseUntil: until };
      return write(open, async () => {
        if (open.isNew) return insert({ ...open.chat, ...lease, pending: [begun] });
        const guard = guardOf(open, update.update_id);
        const { matchedCount } = await chats.updateOne(guard, { $push: { pending: begun }, $set: lease });
        return matchedCount === 1;
      });
    },

    forgetAll: remembered.forgetAll,
  };
}

function emptyChat({ bot, chatId }: ChatAddress): RememberedChat {
  return {
    _id: chatKey({ bot, chatId }),
    bot,
    chatId,
    pending: [],
    seen: [],
    conversation: null,
    leaseOwner: null,
    leaseUntil: NEVER,
    rev: 0,
  };
}
