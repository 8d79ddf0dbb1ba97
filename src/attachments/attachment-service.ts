import { GrammyError } from 'grammy';
import type { Message } from 'grammy/types';
import { assertNever } from '../assert-never.js';
import type { BotKey } from '../channel/bot.js';
import type { Capabilities } from '../channel/capabilities.js';
import { ofBot, type PerBot } from '../channel/per-bot.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import { MOST_FILE_BYTES, type ReceivedFile } from '../telegram/received-file.js';
import {
  type AttachmentState,
  createAttachmentStore,
  NOT_YET,
  type StoredAttachment,
} from './attachment-store.js';
import { type ByteSourceOptions, createByteSource } from './byte-source.js';
import { type FileToSend, fileIdsIn, sendFiles } from './send-files.js';
import { USE_CHECK_MS } from './unused-files.js';

/** What is known about a file, for the person who sent it. */
export type DescribedFile = Pick<
  StoredAttachment,
  'kind' | 'mimeType' | 'size' | 'fileName' | 'durationSeconds' | 'state'
>;

/** A file with what is said under it. */
export interface CaptionedFile extends Attachment {
  readonly caption?: string;
}

/** The result of sending files. */
export type SentFiles =
  | { readonly kind: 'sent'; readonly messageIds: readonly number[] }
  /** A file that may still arrive is worth waiting for; nothing was sent. */
  | { readonly kind: 'notYet' };

/** The files that people send (docs/design.md, 4). */
export interface AttachmentService {
  /**
   * Stores the metadata of a file at once. The bytes follow, unless the sender has not agreed to that yet.
   * Repeating it changes nothing.
   */
  keep(file: ReceivedFile, sender: { readonly hasAgreed: boolean }): Promise<Attachment>;
  /** Lets the bytes of these files be fetched, now that their sender has agreed. */
  permit(attachments: readonly Attachment[]): Promise<void>;
  /**
   * Sends files to a chat: photos and videos as albums, others one by one. What leaves is always the prepared
   * file, also by the bot that received the original: downloaded once, and uploaded once by each bot. Files
   * that are unavailable are left out. Rejects as the Bot API does.
   */
  send(options: {
    readonly bot: BotKey;
    readonly chatId: number;
    /** The topic of the chat into which they go, if it is still there. */
    readonly topic?: number | undefined;
    readonly attachments: readonly CaptionedFile[];
    readonly signal?: AbortSignal;
  }): Promise<SentFiles>;
  /** The prepared bytes of a file with their type; undefined if they cannot be had now, or never. */
  open(id: string): Promise<{ readonly bytes: Buffer; readonly type: string } | undefined>;
  /** What is known about these files, without what is needed to send them. */
  describe(attachments: readonly Attachment[]): Promise<readonly DescribedFile[]>;
  /** Forgets the original names of these files. */
  forgetNames(attachments: readonly Attachment[]): Promise<void>;
  /** How many of these files that bot cannot send now; those that it never will are not counted. */
  countMissing(bot: BotKey, attachments: readonly Attachment[]): Promise<number>;
  /** How many of these files are of a refused type. */
  countUnusable(attachments: readonly Attachment[]): Promise<number>;
  /** Downloads pending files, at most `limit`; resolves to how many are stored now. */
  fetchPending(limit: number): Promise<number>;
}

export interface AttachmentServiceOptions extends ByteSourceOptions {
  readonly capabilities: PerBot<Pick<Capabilities, 'albumFiles'>>;
}

/** The attachment service on a connection. */
export function createAttachmentService(options: AttachmentServiceOptions): AttachmentService {
  const { apis, clock } = options;
  const store = createAttachmentStore(options.connection);
  const bytesOf = createByteSource(options, store);

  function after(ms: number): Date {
    return new Date(clock.now().getTime() + ms);
  }

  async function load(attachments: readonly Attachment[]): Promise<readonly StoredAttachment[]> {
    const found = await store.findMany(idsOf(attachments));
    const byId = new Map(found.map((stored) => [stored._id, stored]));
    return attachments.flatMap(({ id }) => byId.get(id) ?? []);
  }

  async function toSend(stored: StoredAttachment, bot: BotKey): Promise<FileToSend | 'never' | 'notYet'> {
    if (stored.state === 'unusable') return 'never';
    const fileId = stored.sentIds?.[bot];
    if (fileId !== undefined) return { attachment: stored, fileId };
    const result = await bytesOf(stored);
    switch (result.kind) {
      case 'bytes':
        return { attachment: stored, bytes: result.bytes };
      case 'never':
        return 'never';
      case 'notYet':
        return result.isWorthWaiting ? 'notYet' : 'never';
      default:
        return assertNever(result);
    }
  }

  /** The files as that bot can send them; undefined while one that may still arrive is worth waiting for. */
  async function gather(
    bot: BotKey,
    attachments: readonly CaptionedFile[],
  ): Promise<readonly FileToSend[] | undefined> {
    const captions = new Map(attachments.map(({ id, caption }) => [id, caption]));
    const files: FileToSend[] = [];
    for (const stored of await load(attachments)) {
      const file = await toSend(stored, bot);
      if (file === 'notYet') return undefined;
      const caption = captions.get(stored._id);
      if (file !== 'never') files.push(caption === undefined ? file : { ...file, caption });
    }
    return files;
  }

  /** Forgets ids that a bot no longer knows, if the bytes are stored; true if there were any. */
  async function forgetIds(bot: BotKey, files: readonly FileToSend[]): Promise<boolean> {
    const replaceable = files.filter((file) => 'fileId' in file && file.attachment.sha256 !== undefined);
    for (const { attachment } of replaceable) await store.forgetSentId(attachment._id, bot);
    return replaceable.length > 0;
  }

  return {
    async keep(file, { hasAgreed }) {
      const { bot, fileId, uniqueId, kind, mimeType, size, fileName, durationSeconds } = file;
      const state: AttachmentState = (size ?? 0) > MOST_FILE_BYTES ? 'tooBig' : 'pending';
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
        nextAttemptAt: hasAgreed ? clock.now() : NOT_YET,
        nextUseCheckAt: after(USE_CHECK_MS),
      });
      return { id: uniqueId, kind };
    },

    permit: (attachments) => store.permit(idsOf(attachments), clock.now()),

    async send({ bot, chatId, topic, attachments, signal }) {
      const { albumFiles } = ofBot(options.capabilities, bot);
      const target = { api: ofBot(apis, bot), chatId, topic, albumFiles, ...(signal ? { signal } : {}) };
      let files = await gather(bot, attachments);
      if (files === undefined) return { kind: 'notYet' };
      let messages: readonly Message[];
      try {
        messages = await sendFiles({ ...target, files });
      } catch (error) {
        if (!isUnknownFile(error) || !(await forgetIds(bot, files))) throw error;
        files = await gather(bot, attachments);
        if (files === undefined) return { kind: 'notYet' };
        messages = await sendFiles({ ...target, files });
      }
      for (const { attachment, fileId } of fileIdsIn(messages, files)) {
        await store.rememberSentId(attachment._id, bot, fileId);
      }
      return { kind: 'sent', messageIds: messages.map(({ message_id }) => message_id) };
    },

    async open(id) {
      const [stored] = await store.findMany([id]);
      if (stored === undefined || stored.state === 'unusable') return undefined;
      const result = await bytesOf(stored);
      if (result.kind !== 'bytes') return undefined;
      // Of what has just been fetched the type is known only now.
      const [now = stored] = await store.findMany([id]);
      return { bytes: result.bytes, type: now.mimeType ?? 'application/octet-stream' };
    },

    async describe(attachments) {
      return (await load(attachments)).map(({ kind, mimeType, size, fileName, durationSeconds, state }) => ({
        kind,
        ...(mimeType === undefined ? {} : { mimeType }),
        ...(size === undefined ? {} : { size }),
        ...(fileName === undefined ? {} : { fileName }),
        ...(durationSeconds === undefined ? {} : { durationSeconds }),
        state,
      }));
    },

    async forgetNames(attachments) {
      for (const { id } of attachments) await store.forgetName(id);
    },

    async countMissing(bot, attachments) {
      const stored = await load(attachments);
      const there = stored.filter(
        ({ sentIds, state }) => sentIds?.[bot] !== undefined || state === 'stored' || state === 'unusable',
      );
      return attachments.length - there.length;
    },

    async countUnusable(attachments) {
      return (await load(attachments)).filter(({ state }) => state === 'unusable').length;
    },

    async fetchPending(limit) {
      let fetched = 0;
      for (const attachment of await store.pending(clock.now(), limit)) {
        const { kind } = await bytesOf(attachment);
        if (kind === 'bytes') fetched += 1;
      }
      return fetched;
    },
  };
}

function idsOf(attachments: readonly Attachment[]): readonly string[] {
  return attachments.map(({ id }) => id);
}

/** True when Telegram does not know a `file_id`, as after a bot was replaced by another. */
function isUnknownFile(error: unknown): boolean {
  return error instanceof GrammyError && /wrong file|file_reference/i.test(error.description);
}
