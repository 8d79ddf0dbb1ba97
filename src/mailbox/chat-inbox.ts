import { isDuplicateKey } from '../database/duplicate-key.js';
import {
  type CachedPerson,
  type Chat,
  type ChatAddress,
  type Conversation,
  chatKey,
  type IncomingUpdate,
  type SentMessage,
  type ShownButtons,
} from './chat.js';
import { type Chats, FREE, type Lease, pendingOf, SOMETHING_PENDING } from './chat-collection.js';

/** The result of an update that a lease holder has handled. */
export interface Finish {
  readonly chat: string;
  readonly owner: string;
  readonly updateId: number;
  readonly conversation: Conversation | null;
  /** The messages whose buttons work now; if absent, they are what they were. */
  readonly shown?: readonly ShownButtons[];
  /** The messages of the person that were sent as something; if absent, they are what they were. */
  readonly sent?: readonly SentMessage[];
  /** The person as read for this update; if absent, the cached person stays. */
  readonly person?: CachedPerson;
  /** Until when the lease is extended, if more is known to wait; if absent, it is released. */
  readonly keepUntil?: Date;
}

/** Updates coming in, and the leases under which they are handled. */
export interface ChatReception {
  /**
   * Stores an update and takes the free lease; undefined if the lease is taken or the update is known. If
   * another update is first in line, it may have been begun already, so the result carries no person.
   */
  receive(chat: ChatAddress, update: IncomingUpdate, lease: Lease): Promise<Chat | undefined>;
  /** Stores an update for the current lease holder; undefined if it is known already. */
  push(chat: ChatAddress, update: IncomingUpdate, now: Date): Promise<Chat | undefined>;
  /**
   * Takes the free lease of a chat with pending updates; the result carries no person, as above. If the
   * previous holder did not release the lease, the first update may have ended its process: that is recorded.
   */
  take(chat: string, lease: Lease): Promise<Chat | undefined>;
  /** Consumes an update; if the lease was lost in the meantime, returns undefined and changes nothing. */
  finish(finish: Finish): Promise<Chat | undefined>;
  /**
   * Records another failure of an update and releases the lease; false if it was lost in the meantime. The
   * cached person is dropped, since the failed update may have changed them.
   */
  postpone(
    chat: string,
    owner: string,
    failed: { updateId: number; attempts: number; ends?: number; retryAt: Date },
  ): Promise<boolean>;
  /**
   * Counts a crash in advance, for an update that may cause one; undefined if the lease was lost in the
   * meantime.
   */
  expectEnd(
    chat: string,
    owner: string,
    expected: { updateId: number; until: Date },
  ): Promise<Chat | undefined>;
  /** Extends a lease until then; undefined if it was lost in the meantime. */
  renew(chat: string, owner: string, until: Date): Promise<Chat | undefined>;
  /** Releases the lease without consuming anything. */
  release(chat: string, owner: string): Promise<void>;
  /**
   * Frees every lease. Only for a process that starts and knows that it is alone on this database: what a
   * crash left is then taken up at once instead of when the leases end.
   */
  freeAll(): Promise<void>;
  /** Frees the leases of another process that has ended, of chats in which something waits. */
  freeAllOf(processId: string): Promise<void>;
}

/** No holder. A list, since an upsert would take a plain null for a value to insert. */
const NOBODY = { $in: [null] };
/** Records that a process ended while handling the first update, unless that is counted already. */
const ONE_END = { $max: { 'pending.0.ends': 1 } };
/** How many ids of handled updates a chat remembers to recognise a redelivery. */
export const SEEN_IDS = 64;

/** The reception on the chats. */
export function createChatReception({ change, write, writeAll }: Chats): ChatReception {
  return {
    async receive(address, update, lease) {
      const id = update.update_id;
      const filter = {
        _id: chatKey(address),
        'pending.id': { $ne: id },
        seen: { $ne: id },
        leaseUntil: { $lte: lease.now },
        // A lease left by an ended process goes through `take`, which records that the process ended.
        leaseOwner: NOBODY,
      };
      const received = {
        $push: { pending: pendingOf(update, lease.now) },
        $set: { leaseOwner: lease.owner, leaseUntil: lease.until },
        $setOnInsert: { bot: address.bot, chatId: address.chatId, seen: [], conversation: null, rev: 0 },
      };
      try {
        const chat = await change(filter, received, true);
        return chat !== undefined && chat.pending.length > 1 ? asStranger(chat) : chat;
      } catch (error) {
        if (isDuplicateKey(error)) return undefined;
        throw error;
      }
    },

    push(address, update, now) {
      const id = update.update_id;
      const filter = { _id: chatKey(address), 'pending.id': { $ne: id }, seen: { $ne: id } };
      return change(filter, { $push: { pending: pendingOf(update, now) } });
    },

    async take(chat, { owner, now, until }) {
      const free = { _id: chat, leaseUntil: { $lte: now }, ...SOMETHING_PENDING };
      const taken = { $set: { leaseOwner: owner, leaseUntil: until }, $unset: { person: 1 } } as const;
      const given = await change({ ...free, leaseOwner: NOBODY }, taken);
      return given ?? change({ ...free, leaseOwner: { $ne: null } }, { ...taken, ...ONE_END });
    },

    expectEnd(chat, owner, { updateId, until }) {
      return change(
        { _id: chat, leaseOwner: owner, 'pending.id': updateId },
        { $inc: { 'pending.$.ends': 1 }, $set: { leaseUntil: until } },
      );
    },

    finish({ chat, owner, updateId, conversation, shown, sent, person, keepUntil }) {
      return change(
        { _id: chat, leaseOwner: owner },
        {
          $pull: { pending: { id: updateId } },
          $push: { seen: { $each: [updateId], $slice: -SEEN_IDS } },
          $set: {
            conversation,
            ...(shown === undefined ? {} : { shown }),
            ...(sent === undefined ? {} : { sent }),
            ...(person === undefined ? {} : { person }),
            ...(keepUntil === undefined ? FREE : { leaseUntil: keepUntil }),
          },
          $inc: { rev: 1 },
        },
      );
    },

    postpone(chat, owner, { updateId, attempts, ends, retryAt }) {
      return write(
        { _id: chat, leaseOwner: owner, 'pending.id': updateId },
        {
          $set: {
            'pending.$.attempts': attempts,
            'pending.$.retryAt': retryAt,
            ...(ends === undefined ? {} : { 'pending.$.ends': ends }),
            ...FREE,
          },
          $unset: { person: 1 },
        },
      );
    },

    renew(chat, owner, until) {
      return change({ _id: chat, leaseOwner: owner }, { $set: { leaseUntil: until } });
    },

    async release(chat, owner) {
      await change({ _id: chat, leaseOwner: owner }, { $set: FREE });
    },

    async freeAll() {
      const held = { leaseOwner: { $ne: null } };
      await writeAll({ ...held, ...SOMETHING_PENDING }, { $set: FREE, ...ONE_END });
      await writeAll(held, { $set: FREE });
    },

    async freeAllOf(processId) {
      const ofProcess = { $gte: `${processId}:`, $lt: `${processId};` };
      await writeAll({ ...SOMETHING_PENDING, leaseOwner: ofProcess }, { $set: FREE, ...ONE_END });
    },
  };
}

/** The chat without its cached person. */
function asStranger({ person: _person, ...chat }: Chat): Chat {
  return chat;
}
