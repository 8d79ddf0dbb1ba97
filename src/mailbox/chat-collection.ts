import { type Connection, type mongo, Schema } from 'mongoose';
import { inLots } from '../database/lots.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { Chat, IncomingUpdate, PendingUpdate } from './chat.js';
import { createRememberedChats, type RememberedChat, type RememberedChats } from './remembered-chats.js';

/** A request for the right to handle a chat: from `now` until it counts as lost. */
export interface Lease {
  readonly owner: string;
  readonly now: Date;
  readonly until: Date;
}

/** A moment before all others: a lease without a holder ends then. */
export const NEVER = new Date(0);
/** The fields of a chat whose lease is released. */
export const FREE = { leaseOwner: null, leaseUntil: NEVER };
/** Chats with a pending update; a comparison instead of `$exists`, so that the partial index serves it. */
export const SOMETHING_PENDING = { 'pending.0.id': { $gte: 0 } };

const chatSchema = createDocumentSchema<RememberedChat>(
  'chats',
  {
    _id: { type: String, required: true },
    bot: { type: String, required: true },
    chatId: { type: Number, required: true },
    pending: { type: [Schema.Types.Mixed], required: true },
    seen: { type: [Number], required: true },
    conversation: { type: Schema.Types.Mixed, default: null },
    shown: { type: [Schema.Types.Mixed], default: undefined },
    delivered: { type: [Schema.Types.Mixed], default: undefined },
    sent: { type: [Schema.Types.Mixed], default: undefined },
    person: { type: Schema.Types.Mixed },
    changes: { type: Number },
    leaseOwner: { type: String, default: null },
    leaseUntil: { type: Date, required: true },
    rev: { type: Number, required: true },
  },
  { keepsEmpty: true },
);
chatSchema.index({ 'pending.0.id': 1 }, { partialFilterExpression: { 'pending.0.id': { $exists: true } } });
chatSchema.index(
  { 'conversation.flow': 1 },
  { partialFilterExpression: { 'conversation.flow': { $exists: true } } },
);
chatSchema.index(
  { 'conversation.expiresAt': 1 },
  { partialFilterExpression: { 'conversation.expiresAt': { $exists: true } } },
);

/** What a process keeps in memory of the chats on each of its connections. */
const memories = new WeakMap<Connection, RememberedChats>();

/** A filter for one chat. */
type OneChat = mongo.Filter<RememberedChat> & { readonly _id: string };
type Change = mongo.UpdateFilter<RememberedChat>;

/**
 * The collection of the chats, and the only way in which they change: whatever is written to a chat, what this process
 * remembers of it is forgotten.
 */
export function openChats(connection: Connection) {
  const chats = typedCollection(connection.model<RememberedChat>('Chat', chatSchema));
  const remembered = memories.get(connection) ?? createRememberedChats();
  memories.set(connection, remembered);

  const writeInLots = inLots<{ readonly filter: OneChat; readonly update: Change }, void>(async (writes) => {
    await chats.bulkWrite(writes.map(({ filter, update }) => ({ updateOne: { filter, update } })));
    return writes.map(() => undefined);
  });

  async function forgetting<Written>(chat: string, write: Promise<Written>): Promise<Written> {
    return write.finally(() => remembered.forget(chat));
  }

  return {
    /** For reading. */
    chats: chats as Pick<typeof chats, 'find' | 'findOne'>,
    /** For the one write that knows what it leaves, and has it remembered itself. */
    atOnce: { chats, remembered },
    /**
     * Changes the chat that the filter finds, atomically; resolves to its new state, undefined if there is
     * none.
     */
    async change(filter: OneChat, update: Change, upsert = false): Promise<Chat | undefined> {
      const changed = chats.findOneAndUpdate(filter, update, {
        upsert,
        returnDocument: 'after',
        projection: { seen: 0 },
      });
      return (await forgetting(filter._id, changed)) ?? undefined;
    },
    /** The same for whoever does not need the new state; true if the filter found the chat. */
    async write(filter: OneChat, update: Change): Promise<boolean> {
      const { matchedCount } = await forgetting(filter._id, chats.updateOne(filter, update));
      return matchedCount === 1;
    },
    /** The same for whoever waits for no answer but that it is done: what comes at the same time goes together. */
    writeTogether: (filter: OneChat, update: Change): Promise<void> =>
      forgetting(filter._id, writeInLots({ filter, update })),
    /** Changes every chat that the filter finds. */
    async writeAll(filter: mongo.Filter<RememberedChat>, update: Change): Promise<void> {
      await chats.updateMany(filter, update).finally(remembered.forgetAll);
    },
    /** Removes the chat that the filter finds. */
    async remove(filter: OneChat): Promise<void> {
      await forgetting(filter._id, chats.deleteOne(filter));
    },
  };
}

/** The opened collection, shared by the parts of the chat store. */
export type Chats = ReturnType<typeof openChats>;

/** An update as it waits once it has been received. */
export function pendingOf(update: IncomingUpdate, receivedAt: Date): PendingUpdate {
  return { id: update.update_id, update, receivedAt, attempts: 0, retryAt: NEVER };
}
