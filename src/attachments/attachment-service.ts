import type { Connection } from 'mongoose';
import type { Clock } from '../clock.js';
import type { BotName } from '../conversations/chat-store.js';
import type { Logger } from '../logger.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import type { Api } from '../telegram/api.js';
import { type AttachmentState, createAttachmentStore, type StoredAttachment } from './attachment-store.js';
import { createBlobStore } from './blob-store.js';
import { type Download, download, MOST_DOWNLOAD_BYTES } from './download.js';
import { type FileToSend, fileIdsIn, sendFiles } from './send-files.js';

/** A file as a bot received it. */
export interface ReceivedFile {
  readonly bot: BotName;
  /** Telegram's `file_id`, which works for this bot only. */
  readonly fileId: string;
  /** Telegram's `file_unique_id`. */
  readonly uniqueId: string;
  readonly kind: Attachment['kind'];
  readonly mimeType?: string;
  /** Bytes. */
  readonly size?: number;
  readonly fileName?: string;
  readonly durationSeconds?: number;
}

/** The files that people send (design, section 4). */
export interface AttachmentService {
  /** Keeps what is known of a file at once; the bytes follow. Keeping it twice is keeping it once. */
  keep(file: ReceivedFile): Promise<Attachment>;
  /**
   * Sends files into a chat: photos and videos as an album, others one by one. What a bot did not receive
   * itself is downloaded once and uploaded once. Files that cannot be had are left out; resolves to the ids of the
   * messages. Rejects as the Bot API does.
   */
  send(options: {
    readonly bot: BotName;
    readonly chatId: number;
    readonly attachments: readonly Attachment[];
    readonly signal?: AbortSignal;
  }): Promise<number[]>;
  /** How many of these files that bot cannot send now. */
  countMissing(bot: BotName, attachments: readonly Attachment[]): Promise<number>;
  /** Downloads what waits for it, at most `limit` files; resolves to how many are ours now. */
  fetchPending(limit: number): Promise<number>;
}

export interface AttachmentServiceOptions {
  readonly connection: Connection;
  readonly apis: Readonly<Record<BotName, Api>>;
  /** Root of the Bot API, without a slash at its end. */
  readonly apiRoot: string;
  readonly tokens: Readonly<Record<BotName, string>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const FIRST_RETRY_MS = 60_000;
const MOST_RETRY_MS = 6 * 3_600_000;
/** Downloads after which a file counts as gone. */
const MOST_ATTEMPTS = 20;

/** The attachment service on a connection. */
export function createAttachmentService(options: AttachmentServiceOptions): AttachmentService {
  const { apis, clock, logger } = options;
  const store = createAttachmentStore(options.connection);
  const blobs = createBlobStore(options.connection);
  const fetching = new Map<string, Promise<Buffer | undefined>>();

  /** The bytes of a file, downloaded now where they are not ours yet; one download at a time for a file. */
  function bytesOf(attachment: StoredAttachment): Promise<Buffer | undefined> {
    const running = fetching.get(attachment._id);
    if (running !== undefined) return running;
    const started = fetchBytes(attachment).finally(() => fetching.delete(attachment._id));
    fetching.set(attachment._id, started);
    return started;
  }

  async function fetchBytes(attachment: StoredAttachment): Promise<Buffer | undefined> {
    if (attachment.sha256 !== undefined) return blobs.get(attachment.sha256);
    const { receivedBy } = attachment;
    const fileId = attachment.fileIds[receivedBy];
    if (attachment.state !== 'pending' || fileId === undefined) return undefined;
    const source = { api: apis[receivedBy], apiRoot: options.apiRoot, token: options.tokens[receivedBy] };
    const result = await download(source, fileId);
    if (result.kind === 'bytes') {
      await store.markStored(attachment._id, await blobs.put(result.bytes));
      return result.bytes;
    }
    await noteFailure(attachment, result.kind);
    return undefined;
  }

  async function noteFailure(attachment: StoredAttachment, kind: Exclude<Download['kind'], 'bytes'>) {
    const attempts = attachment.attempts + 1;
    logger.warn({ event: 'attachmentNotFetched', kind, attempts });
    if (kind !== 'later') return store.markUnavailable(attachment._id, kind);
    if (attempts >= MOST_ATTEMPTS) return store.markUnavailable(attachment._id, 'gone');
    const pause = Math.min(FIRST_RETRY_MS * 2 ** attachment.attempts, MOST_RETRY_MS);
    return store.postpone(attachment._id, new Date(clock.now().getTime() + pause));
  }

  async function load(attachments: readonly Attachment[]): Promise<readonly StoredAttachment[]> {
    const found = await store.findMany(attachments.map(({ id }) => id));
    const byId = new Map(found.map((stored) => [stored._id, stored]));
    return attachments.flatMap(({ id }) => byId.get(id) ?? []);
  }

  async function toSend(stored: StoredAttachment, bot: BotName): Promise<FileToSend | undefined> {
    const fileId = stored.fileIds[bot];
    if (fileId !== undefined) return { attachment: stored, fileId };
    const bytes = await bytesOf(stored);
    return bytes === undefined ? undefined : { attachment: stored, bytes };
  }

  return {
    async keep(file) {
      const { bot, fileId, uniqueId, kind, mimeType, size, fileName, durationSeconds } = file;
      const state: AttachmentState = (size ?? 0) > MOST_DOWNLOAD_BYTES ? 'tooBig' : 'pending';
      await store.add({
        _id: uniqueId,
        kind,
        receivedBy: bot,
        fileIds: { [bot]: fileId },
        ...(mimeType === undefined ? {} : { mimeType }),
        ...(size === undefined ? {} : { size }),
        ...(fileName === undefined ? {} : { fileName }),
        ...(durationSeconds === undefined ? {} : { durationSeconds }),
        state,
        attempts: 0,
        nextAttemptAt: clock.now(),
      });
      return { id: uniqueId, kind };
    },

    async send({ bot, chatId, attachments, signal }) {
      const files: FileToSend[] = [];
      for (const stored of await load(attachments)) {
        const file = await toSend(stored, bot);
        if (file !== undefined) files.push(file);
      }
      const messages = await sendFiles({ api: apis[bot], chatId, files, ...(signal ? { signal } : {}) });
      for (const { attachment, fileId } of fileIdsIn(messages, files)) {
        await store.rememberFileId(attachment._id, bot, fileId);
      }
      return messages.map(({ message_id }) => message_id);
    },

    async countMissing(bot, attachments) {
      const stored = await load(attachments);
      const there = stored.filter(({ fileIds, state }) => fileIds[bot] !== undefined || state === 'stored');
      return attachments.length - there.length;
    },

    async fetchPending(limit) {
      let fetched = 0;
      for (const attachment of await store.pending(clock.now(), limit)) {
        if ((await bytesOf(attachment)) !== undefined) fetched += 1;
      }
      return fetched;
    },
  };
}
