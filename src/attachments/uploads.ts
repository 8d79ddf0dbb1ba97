import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Clock } from '../clock.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import type { Ran } from '../sandbox/sandbox.js';
import { createAttachmentStore, NOT_YET } from './attachment-store.js';
import { createBlobStore } from './blob-store.js';
import { isTooLargeForPhoto } from './image-size.js';
import type { PreparedFile } from './prepare-file.js';
import { USE_CHECK_MS } from './unused-files.js';

/** The bytes of a file, with a name that is safe everywhere. */
interface ReadFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly name: string;
}

/** Files that come from other systems or from a page, and not from a messenger. */
export interface Uploads {
  /**
   * Prepares a file and keeps it. Its id follows from its bytes, so that sending it again changes nothing. `refused` for
   * a type that is not taken, or not of that kind; `later` if it could not be looked at now. A picture too large for a photo of
   * Telegram is kept as a document, which is sent whole.
   */
  take(bytes: Buffer, kind: Attachment['kind']): Promise<Attachment | 'refused' | 'later'>;
  /** The files of these ids; undefined if one of them was not sent, or was removed as unused. */
  find(ids: readonly string[]): Promise<readonly Attachment[] | undefined>;
  /** The prepared bytes of any file that is kept, wherever it came from. */
  read(id: string): Promise<ReadFile | undefined>;
}

const ID_DIGITS = 40;

/** Uploads on a connection; `prepareFile` checks a file in a process of its own. */
export function createUploads(options: {
  readonly connection: Connection;
  readonly prepareFile: (bytes: Buffer, kind: Attachment['kind']) => Promise<Ran<PreparedFile | undefined>>;
  readonly clock: Clock;
}): Uploads {
  const { prepareFile, clock } = options;
  const store = createAttachmentStore(options.connection);
  const blobs = createBlobStore(options.connection);

  return {
    async take(bytes, kind) {
      const ran = await prepareFile(bytes, kind);
      if (!ran.ok) return 'later';
      if (ran.value === undefined) return 'refused';
      const { bytes: prepared, type } = ran.value;
      const keptAs = kind === 'photo' && isTooLargeForPhoto(prepared) ? 'document' : kind;
      const id = `file-${createHash('sha256').update(kind).update(bytes).digest('hex').slice(0, ID_DIGITS)}`;
      await store.add({
        _id: id,
        kind: keptAs,
        // Of no bot; whichever sends it uploads it first.
        receivedBy: 'citizen',
        fileIds: {},
        mimeType: type,
        size: prepared.length,
        state: 'stored',
        sha256: await blobs.put(prepared),
        attempts: 0,
        nextAttemptAt: NOT_YET,
        nextUseCheckAt: new Date(clock.now().getTime() + USE_CHECK_MS),
      });
      return { id, kind: keptAs };
    },

    async find(ids) {
      const found = new Map((await store.findMany(ids)).map((stored) => [stored._id, stored]));
      const files = ids.flatMap((id) => found.get(id) ?? []);
      return files.length === ids.length ? files.map(({ _id, kind }) => ({ id: _id, kind })) : undefined;
    },

    async read(id) {
      const [stored] = await store.findMany([id]);
      if (stored?.sha256 === undefined || stored.mimeType === undefined) return undefined;
      const bytes = await blobs.get(stored.sha256);
      if (bytes === undefined) return undefined;
      const extension = stored.mimeType.split('/')[1] ?? 'bin';
      return { bytes, type: stored.mimeType, name: `${stored.kind}.${extension}` };
    },
  };
}
