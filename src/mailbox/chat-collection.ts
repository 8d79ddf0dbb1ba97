import { type Connection, type mongo, Schema } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { Chat, IncomingUpdate, PendingUpdate } from './chat.js';

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

interface ChatDocument extends Chat {
  /** Ids of the updates that were handled last. */
  readonly seen: readonly number[];
}

const chatSchema = createDocumentSchema<ChatDocument>(
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

/** The collection of the chats, and the only way in which a single chat changes. */
export function openChats(connection: Connection) {
  const chats = typedCollection(connection.model<ChatDocument>('Chat', chatSchema));
  return {
    chats,
    /**
     * Changes the chat that the filter finds, atomically; resolves to its new state, undefined if there is
     * none.
     */
    async change(
      filter: mongo.Filter<ChatDocument>,
      update: mongo.UpdateFilter<ChatDocument>,
      upsert = false,
    ): Promise<Chat | undefined> {
      const found = await chats.findOneAndUpdate(filter, update, {
        upsert,
        returnDocument: 'after',
        projection: { seen: 0 },
      });
      return found ?? undefined;
    },
  };
}

/** The opened collection, shared by the parts of the chat store. */
export type Chats = ReturnType<typeof openChats>;

/** An update as it waits once it has been received. */
export function pendingOf(update: IncomingUpdate, receivedAt: Date): PendingUpdate {
  return { id: update.update_id, update, receivedAt, attempts: 0, retryAt: NEVER };
}
