import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';

/** The two bots of the product. */
export type BotName = 'citizen' | 'staff';

/** An update as Telegram sent it; the bots know what is in it. */
export interface IncomingUpdate {
  readonly update_id: number;
}

/** Where a person is in a conversation. `data` belongs to the flow; `version` tells an old shape of it. */
export interface Conversation {
  readonly flow: string;
  readonly step: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** When it is given up if the person does nothing more, on the city's clock; absent: it waits for ever. */
  readonly expiresAt?: Date;
}

/** An update that waits to be handled. */
export interface PendingUpdate {
  readonly id: number;
  readonly update: IncomingUpdate;
  /** When it was received, by the machine's clock; absent where an earlier version received it. */
  readonly receivedAt?: Date;
  /** How often handling it has failed. */
  readonly attempts: number;
  /** Not to be tried again before this moment of the machine's clock. */
  readonly retryAt: Date;
}

/** One chat of one bot: what waits to be handled, what was, and where its conversation stands. */
export interface Chat {
  readonly _id: string;
  readonly bot: BotName;
  readonly chatId: number;
  readonly pending: readonly PendingUpdate[];
  readonly conversation: Conversation | null;
  readonly leaseOwner: string | null;
  readonly leaseUntil: Date;
  readonly rev: number;
}

/** An update that could not be handled, set aside so that the chat goes on. */
export interface DeadLetter {
  readonly _id: string;
  readonly chat: string;
  readonly update: IncomingUpdate;
  readonly at: Date;
  readonly error: string;
  /** When somebody began to let it in again. */
  readonly reopenedAt?: Date;
}

/** What becomes of the update that a lease holder has handled. */
export interface Finish {
  readonly chat: string;
  readonly owner: string;
  readonly updateId: number;
  readonly conversation: Conversation | null;
  /** Until when the lease goes on, where more is known to wait; absent: it is given back. */
  readonly keepUntil?: Date;
}

/**
 * The mailbox in the database (design, section 4). Each method is one guarded write; together they give:
 * an update is stored once, a chat is handled by one holder at a time, and the conversation changes in the
 * same write that consumes the update.
 */
export interface ChatStore {
  /** Stores an update and takes the free lease; undefined when the lease is taken or the update is known. */
  receive(
    chat: ChatAddress,
    update: IncomingUpdate,
    lease: { owner: string; now: Date; until: Date },
  ): Promise<Chat | undefined>;
  /** Stores an update for whoever holds the lease; undefined means that it is known already. */
  push(chat: ChatAddress, update: IncomingUpdate, now: Date): Promise<Chat | undefined>;
  /** Takes the free lease of a chat in which something waits. */
  take(chat: string, lease: { owner: string; now: Date; until: Date }): Promise<Chat | undefined>;
  /** Consumes an update; undefined when the lease was lost meanwhile, and then nothing is changed. */
  finish(finish: Finish): Promise<Chat | undefined>;
  /** Notes how often an update has failed and gives the lease back; false when it was lost meanwhile. */
  postpone(
    chat: string,
    owner: string,
    failed: { updateId: number; attempts: number; retryAt: Date },
  ): Promise<boolean>;
  /** Chats in which nothing waits and whose conversation has expired by then, at most `limit`. */
  expired(cityNow: Date, limit: number): Promise<readonly string[]>;
  /** Takes the free lease of a chat in which nothing waits and whose conversation has expired by then. */
  takeExpired(
    chat: string,
    cityNow: Date,
    lease: { owner: string; now: Date; until: Date },
  ): Promise<Chat | undefined>;
  /** Ends the conversation of a chat and gives the lease back; undefined when it was lost meanwhile. */
  endConversation(chat: string, owner: string): Promise<Chat | undefined>;
  /** Of these chats with a bot those in which anything was ever written to it. */
  known(bot: BotName, chatIds: readonly number[]): Promise<ReadonlySet<number>>;
  /** Gives the lease back without consuming anything. */
  release(chat: string, owner: string): Promise<void>;
  /** Sets an update aside; doing it again changes nothing. */
  bury(letter: DeadLetter): Promise<void>;
  /** What was set aside, the newest first, at most `limit`. */
  letters(limit: number): Promise<readonly DeadLetter[]>;
  countLetters(): Promise<number>;
  /**
   * Lets what was set aside wait in its chat again, before anything that comes later; resolves to the chat.
   * Undefined for what is not there, or was let in just now by somebody else.
   */
  reopen(letter: string, now: Date): Promise<string | undefined>;
  /** Gives up what was set aside; false when it is not there. */
  drop(letter: string): Promise<boolean>;
  /** How many updates wait in all chats, up to a thousand chats, and since when the first of them does. */
  backlog(): Promise<{ readonly count: number; readonly oldestAt?: Date }>;
  /** Chats with something waiting that nobody is handling, at most `limit`. */
  abandoned(now: Date, limit: number): Promise<readonly string[]>;
  /**
   * Frees every lease. Only for a start that knows itself to be the only process on this database: what a
   * crash left is then taken up at once instead of when the leases end.
   */
  freeAll(): Promise<void>;
  /** True when nothing waits in any chat. */
  isEmpty(): Promise<boolean>;
  /** Removes what was set aside of a chat, and the chat itself unless something goes on in it. */
  remove(address: ChatAddress, now: Date): Promise<void>;
}

export interface ChatAddress {
  readonly bot: BotName;
  readonly chatId: number;
}

/** How many handled update ids a chat remembers to recognise a redelivery. */
const SEEN_IDS = 64;
/** Chats of which it is counted what waits in them. */
const MOST_COUNTED = 1_000;
/** Milliseconds for which somebody who lets in what was set aside may take over it. */
const REOPENING_MS = 60_000;
/** A moment before all others: a lease that nobody holds ends then. */
const NEVER = new Date(0);

/** Everything that was set aside, by the index that orders it. */
const ALL_LETTERS = { at: { $gte: NEVER } };
/** Chats in which an update waits; a comparison and not `$exists`, so that the partial index serves it. */
const SOMETHING_PENDING = { 'pending.0.id': { $gte: 0 } };

const chatSchema = new Schema<Chat & { seen: number[] }>(
  {
    _id: { type: String, required: true },
    bot: { type: String, required: true },
    chatId: { type: Number, required: true },
    pending: { type: [Schema.Types.Mixed], required: true } as never,
    seen: { type: [Number], required: true },
    conversation: { type: Schema.Types.Mixed, default: null },
    leaseOwner: { type: String, default: null },
    leaseUntil: { type: Date, required: true },
    rev: { type: Number, required: true },
  },
  { collection: 'chats', versionKey: false, minimize: false, autoIndex: false },
);
chatSchema.index({ 'pending.0.id': 1 }, { partialFilterExpression: { 'pending.0.id': { $exists: true } } });
chatSchema.index(
  { 'conversation.expiresAt': 1 },
  { partialFilterExpression: { 'conversation.expiresAt': { $exists: true } } },
);

const deadLetterSchema = new Schema<DeadLetter>(
  {
    _id: { type: String, required: true },
    chat: { type: String, required: true },
    update: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    error: { type: String, required: true },
    reopenedAt: { type: Date },
  },
  { collection: 'deadLetters', versionKey: false, autoIndex: false },
);
deadLetterSchema.index({ chat: 1 });
deadLetterSchema.index({ at: -1 });

function expiredBy(cityNow: Date) {
  return { 'conversation.expiresAt': { $lte: cityNow }, pending: [] };
}

/** The key of a chat: a person's chats with the two bots are two chats. */
export function chatKey({ bot, chatId }: ChatAddress): string {
  return `${bot}:${chatId}`;
}

/** The chat store on a connection. */
export function createChatStore(connection: Connection): ChatStore {
  const chats = connection.model('Chat', chatSchema).collection;
  const deadLetters = connection.model('DeadLetter', deadLetterSchema).collection;

  function pendingOf(update: IncomingUpdate, receivedAt: Date): PendingUpdate {
    return { id: update.update_id, update, receivedAt, attempts: 0, retryAt: NEVER };
  }

  async function change(filter: object, update: object, upsert = false): Promise<Chat | undefined> {
    const found = await chats.findOneAndUpdate(filter, update, {
      upsert,
      returnDocument: 'after',
      projection: { seen: 0 },
    });
    // The collection holds nothing but documents of this schema.
    return (found as unknown as Chat | null) ?? undefined;
  }

  return {
    async receive(address, update, lease) {
      const id = update.update_id;
      const filter = {
        _id: chatKey(address),
        'pending.id': { $ne: id },
        seen: { $ne: id },
        leaseUntil: { $lte: lease.now },
      };
      const write = {
        $push: { pending: pendingOf(update, lease.now) },
        $set: { leaseOwner: lease.owner, leaseUntil: lease.until },
        $setOnInsert: { bot: address.bot, chatId: address.chatId, seen: [], conversation: null, rev: 0 },
      };
      try {
        return await change(filter, write, true);
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

    take(chat, { owner, now, until }) {
      const filter = { _id: chat, leaseUntil: { $lte: now }, ...SOMETHING_PENDING };
      return change(filter, { $set: { leaseOwner: owner, leaseUntil: until } });
    },

    finish({ chat, owner, updateId, conversation, keepUntil }) {
      return change(
        { _id: chat, leaseOwner: owner },
        {
          $pull: { pending: { id: updateId } },
          $push: { seen: { $each: [updateId], $slice: -SEEN_IDS } },
          $set: {
            conversation,
            ...(keepUntil === undefined
              ? { leaseOwner: null, leaseUntil: NEVER }
              : { leaseUntil: keepUntil }),
          },
          $inc: { rev: 1 },
        },
      );
    },

    async postpone(chat, owner, { updateId, attempts, retryAt }) {
      const result = await chats.updateOne(
        { _id: chat as never, leaseOwner: owner, 'pending.id': updateId },
        {
          $set: {
            'pending.$.attempts': attempts,
            'pending.$.retryAt': retryAt,
            leaseOwner: null,
            leaseUntil: NEVER,
          },
        } as never,
      );
      return result.matchedCount === 1;
    },

    async expired(cityNow, limit) {
      const found = await chats
        .find(expiredBy(cityNow), { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => String(_id));
    },

    takeExpired(chat, cityNow, { owner, now, until }) {
      return change(
        { _id: chat, leaseUntil: { $lte: now }, ...expiredBy(cityNow) },
        { $set: { leaseOwner: owner, leaseUntil: until } },
      );
    },

    endConversation(chat, owner) {
      return change(
        { _id: chat, leaseOwner: owner },
        { $set: { conversation: null, leaseOwner: null, leaseUntil: NEVER }, $inc: { rev: 1 } },
      );
    },

    async known(bot, chatIds) {
      const keys = chatIds.map((chatId) => chatKey({ bot, chatId }));
      const found = await chats
        .find({ _id: { $in: keys as never[] } }, { projection: { chatId: 1 } })
        .toArray();
      return new Set(found.map((chat) => Number(chat['chatId'])));
    },

    async release(chat, owner) {
      await change({ _id: chat, leaseOwner: owner }, { $set: { leaseOwner: null, leaseUntil: NEVER } });
    },

    async bury(letter) {
      try {
        await deadLetters.insertOne(letter as never);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async letters(limit) {
      const found = await deadLetters.find(ALL_LETTERS).sort({ at: -1 }).limit(limit).toArray();
      // The collection holds nothing but documents of this schema.
      return found as unknown as DeadLetter[];
    },

    countLetters: () => deadLetters.countDocuments(ALL_LETTERS, { limit: MOST_COUNTED }),

    async reopen(id, now) {
      const free = { $lte: new Date(now.getTime() - REOPENING_MS) };
      const claimed = await deadLetters.findOneAndUpdate(
        { _id: id as never, $or: [{ reopenedAt: null }, { reopenedAt: free }] },
        { $set: { reopenedAt: now } },
        { returnDocument: 'after' },
      );
      if (claimed === null) return undefined;
      // The collection holds nothing but documents of this schema.
      const { chat, update } = claimed as unknown as DeadLetter;
      const first = { $each: [pendingOf(update, now)], $position: 0 };
      await change({ _id: chat, 'pending.id': { $ne: update.update_id } }, { $push: { pending: first } });
      await deadLetters.deleteOne({ _id: id as never });
      return chat;
    },

    async drop(id) {
      return (await deadLetters.deleteOne({ _id: id as never })).deletedCount === 1;
    },

    async backlog() {
      const found = await chats
        .find(SOMETHING_PENDING, { projection: { 'pending.id': 1, 'pending.receivedAt': 1 } })
        .limit(MOST_COUNTED)
        .toArray();
      // The collection holds nothing but documents of this schema.
      const pending = (found as unknown as Pick<Chat, 'pending'>[]).flatMap((chat) => chat.pending);
      const times = pending.flatMap(({ receivedAt }) =>
        receivedAt === undefined ? [] : [receivedAt.getTime()],
      );
      return {
        count: pending.length,
        ...(times.length === 0 ? {} : { oldestAt: new Date(Math.min(...times)) }),
      };
    },

    async abandoned(now, limit) {
      const found = await chats
        .find({ ...SOMETHING_PENDING, leaseUntil: { $lte: now } }, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => String(_id));
    },

    async freeAll() {
      await chats.updateMany(
        { leaseOwner: { $ne: null } },
        { $set: { leaseOwner: null, leaseUntil: NEVER } },
      );
    },

    async remove(address, now) {
      const chat = chatKey(address);
      await deadLetters.deleteMany({ chat });
      await chats.deleteOne({
        _id: chat as never,
        conversation: null,
        pending: [],
        leaseUntil: { $lte: now },
      });
    },

    async isEmpty() {
      return (await chats.findOne(SOMETHING_PENDING, { projection: { _id: 1 } })) === null;
    },
  };
}
