import type { Connection } from 'mongoose';
import { assertNever } from '../assert-never.js';
import { type Backoff, pauseAfterFailures } from '../backoff.js';
import { ofBot, type PerBot } from '../channel/per-bot.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import type { Ran } from '../sandbox/sandbox.js';
import type { Api } from '../telegram/api.js';
import type { AttachmentStore, StoredAttachment } from './attachment-store.js';
import { createBlobStore } from './blob-store.js';
import { type Download, downloadFile } from './download.js';
import type { PreparedFile } from './prepare-file.js';

const BACKOFF: Backoff = { firstMs: 60_000, longestMs: 6 * 3_600_000 };
/** After this many downloads a file counts as gone. */
const MOST_ATTEMPTS = 20;
/** After this many downloads the other files of a message no longer wait for this one. */
const ATTEMPTS_WAITED_FOR = 6;

/** The result of asking for the bytes of a file. */
type Bytes =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'never' }
  | { readonly kind: 'notYet'; readonly isWorthWaiting: boolean };

/** What bytes are fetched with, prepared and kept. */
export interface ByteSourceOptions {
  readonly connection: Connection;
  readonly apis: PerBot<Api>;
  /** Roots of the Bot APIs, without a slash at the end. */
  readonly apiRoots: PerBot<string>;
  readonly tokens: PerBot<string>;
  /** Checks a file in a process of its own, and removes the metadata that its device wrote. */
  readonly prepareFile: (bytes: Buffer, kind: Attachment['kind']) => Promise<Ran<PreparedFile | undefined>>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the attachment store knows of a file that is fetched. */
type Files = Pick<AttachmentStore, 'markStored' | 'markUnavailable' | 'postpone' | 'hasSameBytes'>;

/** Gives the prepared bytes of a file: from our own store, else from Telegram, which they are kept of. */
export function createByteSource(
  options: ByteSourceOptions,
  store: Files,
): (attachment: StoredAttachment) => Promise<Bytes> {
  const { apis, clock, logger } = options;
  const blobs = createBlobStore(options.connection);
  const fetching = new Map<string, Promise<Bytes>>();

  /** The bytes of a file, downloaded now if they are not stored yet; one download at a time for each file. */
  function bytesOf(attachment: StoredAttachment): Promise<Bytes> {
    const running = fetching.get(attachment._id);
    if (running !== undefined) return running;
    const started = fetchBytes(attachment).finally(() => fetching.delete(attachment._id));
    fetching.set(attachment._id, started);
    return started;
  }

  async function fetchBytes(attachment: StoredAttachment): Promise<Bytes> {
    const kept = attachment.sha256 === undefined ? undefined : await blobs.get(attachment.sha256);
    if (kept !== undefined) return { kind: 'bytes', bytes: kept };
    const { receivedBy, state } = attachment;
    const fileId = attachment.fileIds[receivedBy];
    if ((state !== 'pending' && state !== 'stored') || fileId === undefined) return { kind: 'never' };
    const source = {
      api: ofBot(apis, receivedBy),
      apiRoot: ofBot(options.apiRoots, receivedBy),
      token: ofBot(options.tokens, receivedBy),
    };
    const result = await downloadFile(source, fileId);
    return result.kind === 'bytes' ? take(attachment, result.bytes) : noteFailure(attachment, result.kind);
  }

  /** Stores a download if its type is accepted, according to its content, not its name. */
  async function take(attachment: StoredAttachment, downloaded: Buffer): Promise<Bytes> {
    const { _id, kind } = attachment;
    const ran = await options.prepareFile(downloaded, kind);
    // The cause may be the machine and not the file: it is retried as often as a failed download.
    if (!ran.ok) return noteFailure(attachment, 'later');
    if (ran.value === undefined) {
      logger.warn({ event: 'attachmentUnusable', attachment: _id, kind });
      await store.markUnavailable(_id, 'unusable');
      return { kind: 'never' };
    }
    const { bytes, type } = ran.value;
    const sha256 = await blobs.put(bytes);
    const isWanted = await store.markStored(_id, { sha256, mimeType: type });
    // It may have been removed as unused in the meantime: then nothing else would ever remove its bytes.
    if (!isWanted && !(await store.hasSameBytes(sha256, _id))) await blobs.remove(sha256);
    return { kind: 'bytes', bytes };
  }

  async function noteFailure(
    { _id, attempts }: StoredAttachment,
    kind: Exclude<Download['kind'], 'bytes'>,
  ): Promise<Bytes> {
    logger.warn({ event: 'attachmentNotFetched', attachment: _id, kind, attempts });
    switch (kind) {
      case 'away':
        await store.postpone(_id, after(BACKOFF.firstMs), false);
        return { kind: 'notYet', isWorthWaiting: true };
      case 'later':
        if (attempts + 1 >= MOST_ATTEMPTS) break;
        await store.postpone(_id, after(pauseAfterFailures(attempts + 1, BACKOFF)), true);
        return { kind: 'notYet', isWorthWaiting: attempts + 1 < ATTEMPTS_WAITED_FOR };
      case 'tooBig':
      case 'gone':
        break;
      default:
        return assertNever(kind);
    }
    await store.markUnavailable(_id, kind === 'tooBig' ? 'tooBig' : 'gone');
    return { kind: 'never' };
  }

  function after(ms: number): Date {
    return new Date(clock.now().getTime() + ms);
  }

  return bytesOf;
}
