import { type Connection, Schema } from 'mongoose';
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

const chatSchema = new Schema<Chat & { seen: number[] }>(
  {
    _id: { type: String, required: true },
    bot: { type: String, required: true },
    chatId: { type: Number, required: true },
    pending: { type: [Schema.Types.Mixed], required: true } as never,
    seen: { type: [Number], required: true },
    conversation: { type: Schema.Types.Mixed, default: null },
    person: { type: Schema.Types.Mixed },
    changes: { type: Number },
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

/** The collection of the chats, and the only way in which a single chat changes. */
export function openChats(connection: Connection) {
  const chats = connection.model('Chat', chatSchema).collection;
  return {
    chats,
    /**
     * Changes the chat that the filter finds, atomically; resolves to its new state, undefined if there is
     * none.
     */
    async change(filter: object, update: object, upsert = false): Promise<Chat | undefined> {
      const found = await chats.findOneAndUpdate(filter, update, {
        upsert,
        returnDocument: 'after',
        projection: { seen: 0 },
      });
      // The collection contains only documents of this schema.
      return (found as unknown as Chat | null) ?? undefined;
    },
  };
}

/** The opened collection, shared by the parts of the chat store. */
export type Chats = ReturnType<typeof openChats>;

/** An update as it waits once it has been received. */
export function pendingOf(update: IncomingUpdate, receivedAt: Date): PendingUpdate {
  return { id: update.update_id, update, receivedAt, attempts: 0, retryAt: NEVER };
}
