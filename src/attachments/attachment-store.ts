import { type Connection, Schema } from 'mongoose';
import type { BotKey } from '../channel/bot.js';
import type { PerBot } from '../channel/per-bot.js';
import type { DataUpgrade } from '../database/data-upgrades.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { Attachment } from '../requests/lifecycle/facts.js';

/**
 * - `pending`: known by its metadata only; `stored`: its bytes are stored;
 * - `tooBig`: Telegram gives bots no file above 20 MiB; `gone`: Telegram repeatedly did not give it for
 * another reason; `unusable`: its content is of a refused type.
 */
export type AttachmentState = 'pending' | 'stored' | 'tooBig' | 'gone' | 'unusable';

/** What is known about a file that a person sent. */
export interface StoredAttachment {
  /** Telegram's `file_unique_id`, the same for every bot. */
  readonly _id: string;
  readonly kind: Attachment['kind'];
  /** The bot that received it: no other bot can download it. */
  readonly receivedBy: BotKey;
  /**
   * The `file_id` under which each bot received it, to download it by. It is never sent by this id: that would
   * be the file as its device wrote it, and Telegram takes a round video by its id for nothing else.
   */
  readonly fileIds: PerBot<string>;
  /** The `file_id` under which each bot has sent its prepared bytes, and can send them again. */
  readonly sentIds?: PerBot<string>;
  readonly mimeType?: string;
  /** Size in bytes, according to Telegram. */
  readonly size?: number;
  /** Its name on the person's device; shown, never used as a path. */
  readonly fileName?: string;
  readonly durationSeconds?: number;
  readonly state: AttachmentState;
  /** SHA-256 of the bytes in hexadecimal, which is the id of the blob. */
  readonly sha256?: string;
  /** Failed downloads. */
  readonly attempts: number;
  /** When it is downloaded next; `NOT_YET` while its sender has not agreed to that. */
  readonly nextAttemptAt: Date;
  /** When it is next looked whether anything uses it; `NEVER_AGAIN` once a request does. */
  readonly nextUseCheckAt: Date;
}

/** A moment that does not come: of a download before the sender has agreed, of a check that is not needed. */
const NEVER = new Date('9999-12-31T00:00:00Z');
export const NOT_YET = NEVER;
export const NEVER_AGAIN = NEVER;

/** The metadata of attachments in the database. */
export interface AttachmentStore {
  /**
   * Adds a file. If it exists, only the `file_id` of that bot is added; if it was given up, that id is
   * another chance.
   */
  add(attachment: StoredAttachment): Promise<void>;
  findMany(ids: readonly string[]): Promise<readonly StoredAttachment[]>;
  rememberSentId(id: string, bot: BotKey, fileId: string): Promise<void>;
  forgetSentId(id: string, bot: BotKey): Promise<void>;
  /**
   * Records that the bytes are stored, and their type, replacing earlier claims; false if the file was removed
   * in the meantime.
   */
  markStored(id: string, stored: { sha256: string; mimeType: string }): Promise<boolean>;
  markUnavailable(id: string, state: 'tooBig' | 'gone' | 'unusable'): Promise<void>;
  /** Records a temporary failure of a download; `counts` is false if the file was not the cause. */
  postpone(id: string, nextAttemptAt: Date, counts: boolean): Promise<void>;
  /** Forgets the original name of a file. */
  forgetName(id: string): Promise<void>;
  /** Files waiting for download, at most `limit`. */
  pending(now: Date, limit: number): Promise<readonly StoredAttachment[]>;
  /** Lets these files be downloaded from that moment on, if their sender had not agreed to it before. */
  permit(ids: readonly string[], from: Date): Promise<void>;
  /** Files of which it is time to look whether anything uses them, at most `limit`. */
  dueForUseCheck(now: Date, limit: number): Promise<readonly StoredAttachment[]>;
  setUseCheck(ids: readonly string[], at: Date): Promise<void>;
  /** Removes a file; false if it was received again in the meantime, or its bytes have come since it was read. */
  removeUnused(file: Pick<StoredAttachment, '_id' | 'sha256'>, now: Date): Promise<boolean>;
  /** True if a file with these bytes exists besides this one. */
  hasSameBytes(sha256: string, besides: string): Promise<boolean>;
}

const attachmentSchema = createDocumentSchema<StoredAttachment>('attachments', {
  _id: { type: String, required: true },
  kind: { type: String, required: true },
  receivedBy: { type: String, required: true },
  fileIds: { type: Schema.Types.Mixed, required: true },
  sentIds: { type: Schema.Types.Mixed },
  mimeType: { type: String },
  size: { type: Number },
  fileName: { type: String },
  durationSeconds: { type: Number },
  state: { type: String, required: true },
  sha256: { type: String },
  attempts: { type: Number, required: true },
  nextAttemptAt: { type: Date, required: true },
  nextUseCheckAt: { type: Date, required: true },
});
attachmentSchema.index({ state: 1, nextAttemptAt: 1 });
attachmentSchema.index({ nextUseCheckAt: 1 });
attachmentSchema.index({ sha256: 1 }, { sparse: true });

/** The attachment store on a connection. */
export function createAttachmentStore(connection: Connection): AttachmentStore {
  const model = connection.model<StoredAttachment>('Attachment', attachmentSchema);

  async function upsert({
    _id,
    fileIds,
    nextAttemptAt,
    nextUseCheckAt,
    ...rest
  }: StoredAttachment): Promise<AttachmentState | undefined> {
    const known = Object.fromEntries(
      Object.entries(fileIds).map(([bot, fileId]) => [`fileIds.${bot}`, fileId]),
    );
    const added = await model
      .findOneAndUpdate(
        { _id },
        {
          $setOnInsert: rest,
          $set: known,
          // Also what was there already may be downloaded now, and is in use again.
          $min: { nextAttemptAt },
          $max: { nextUseCheckAt },
        },
        { upsert: true, returnDocument: 'after', projection: { state: 1 } },
      )
      .lean<Pick<StoredAttachment, 'state'>>()
      .exec();
    return added?.state;
  }

  async function revive({ _id, receivedBy, state, nextAttemptAt }: StoredAttachment): Promise<void> {
    await model
      .updateOne({ _id, state: 'gone' }, { $set: { receivedBy, state, nextAttemptAt, attempts: 0 } })
      .exec();
  }

  return {
    async add(attachment) {
      const state = await upsert(attachment);
      if (state === 'gone') await revive(attachment);
    },

    async findMany(ids) {
      if (ids.length === 0) return [];
      return model
        .find({ _id: { $in: ids } })
        .lean<StoredAttachment[]>()
        .exec();
    },

    async rememberSentId(_id, bot, fileId) {
      await model.updateOne({ _id }, { $set: { [`sentIds.${bot}`]: fileId } }).exec();
    },

    async forgetSentId(_id, bot) {
      await model.updateOne({ _id }, { $unset: { [`sentIds.${bot}`]: 1 } }).exec();
    },

    async markStored(_id, { sha256, mimeType }) {
      const marked = await model.updateOne({ _id }, { $set: { state: 'stored', sha256, mimeType } }).exec();
      return marked.matchedCount === 1;
    },

    async markUnavailable(_id, state) {
      await model.updateOne({ _id, state: 'pending' }, { $set: { state } }).exec();
    },

    async postpone(_id, nextAttemptAt, counts) {
      await model
        .updateOne({ _id, state: 'pending' }, { $set: { nextAttemptAt }, $inc: { attempts: counts ? 1 : 0 } })
        .exec();
    },

    async forgetName(_id) {
      await model.updateOne({ _id }, { $unset: { fileName: 1 } }).exec();
    },

    async pending(now, limit) {
      return model
        .find({ state: 'pending', nextAttemptAt: { $lte: now } })
        .limit(limit)
        .lean<StoredAttachment[]>()
        .exec();
    },

    async permit(ids, from) {
      if (ids.length === 0) return;
      await model
        .updateMany({ _id: { $in: ids }, nextAttemptAt: NOT_YET }, { $set: { nextAttemptAt: from } })
        .exec();
    },

    async dueForUseCheck(now, limit) {
      return model
        .find({ nextUseCheckAt: { $lte: now } })
        .sort({ nextUseCheckAt: 1 })
        .limit(limit)
        .lean<StoredAttachment[]>()
        .exec();
    },

    async setUseCheck(ids, at) {
      if (ids.length === 0) return;
      await model.updateMany({ _id: { $in: ids } }, { $set: { nextUseCheckAt: at } }).exec();
    },

    async removeUnused({ _id, sha256 }, now) {
      const asRead = { _id, sha256: sha256 ?? null, nextUseCheckAt: { $lte: now } };
      return (await model.deleteOne(asRead).exec()).deletedCount === 1;
    },

    async hasSameBytes(sha256, besides) {
      return (await model.exists({ sha256, _id: { $ne: besides } }).exec()) !== null;
    },
  };
}

const UPGRADE_BATCH = 500;

/**
 * Lets the files of earlier versions, which did not look whether anything uses a file, be looked at. `now` is
 * the city's clock.
 */
export function upgradeAttachments(connection: Connection, now: () => Date): DataUpgrade {
  const model = connection.model<StoredAttachment>('Attachment', attachmentSchema);

  return {
    name: 'when it is looked whether a file is used',
    async changeBatch(after = '') {
      const files = await model
        .find({ _id: { $gt: after } }, { nextUseCheckAt: 1 })
        .sort({ _id: 1 })
        .limit(UPGRADE_BATCH)
        .lean<Partial<StoredAttachment>[]>()
        .exec();
      const unknown = files.filter(({ nextUseCheckAt }) => nextUseCheckAt === undefined);
      await model
        .updateMany(
          { _id: { $in: unknown.flatMap(({ _id }) => _id ?? []) } },
          { $set: { nextUseCheckAt: now() } },
        )
        .exec();
      return files.at(-1)?._id;
    },
  };
}
