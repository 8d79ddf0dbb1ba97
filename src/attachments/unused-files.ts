import type { Connection } from 'mongoose';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { createAttachmentStore, NEVER_AGAIN, type StoredAttachment } from './attachment-store.js';
import { createBlobStore } from './blob-store.js';

/** Milliseconds from the moment a file is received until it is looked whether anything uses it, and between two looks. */
export const USE_CHECK_MS = 12 * 3_600_000;
const AT_ONCE = 100;

/** Files that nothing uses: a draft was given up, a conversation ended, a request was removed. */
export interface UnusedFiles {
  /**
   * Looks at the files whose time has come, and removes those that neither a request nor a draft uses, with
   * their bytes. So a file outlives what it was sent for by half a day at most. Resolves to how many were removed.
   */
  remove(): Promise<number>;
  /** Has these files looked at soon, since a request that used them is about to be removed. */
  expect(ids: readonly string[]): Promise<void>;
}

/** Says which of these files something of one kind uses, by their ids. */
export type UsersOfFiles = (ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** The removal of unused files on a connection. */
export function createUnusedFiles({
  connection,
  usedByRequests,
  usedByDrafts,
  clock,
  logger,
}: {
  readonly connection: Connection;
  readonly usedByRequests: UsersOfFiles;
  /** Drafts in open conversations, and answers that were set aside. */
  readonly usedByDrafts: UsersOfFiles;
  readonly clock: Clock;
  readonly logger: Logger;
}): UnusedFiles {
  const store = createAttachmentStore(connection);
  const blobs = createBlobStore(connection);

  /**
   * Removes the bytes first: after a crash in between, the file is still due and is removed once more. So is one whose bytes
   * have come meanwhile.
   */
  async function removeOne({ _id, sha256 }: StoredAttachment, now: Date): Promise<boolean> {
    if (sha256 !== undefined && !(await store.hasSameBytes(sha256, _id))) await blobs.remove(sha256);
    return store.removeUnused({ _id, ...(sha256 === undefined ? {} : { sha256 }) }, now);
  }

  async function removeAll(unused: readonly StoredAttachment[], now: Date): Promise<number> {
    let removed = 0;
    for (const file of unused) if (await removeOne(file, now)) removed += 1;
    return removed;
  }

  return {
    async remove() {
      let removed = 0;
      for (;;) {
        const now = clock.now();
        const due = await store.dueForUseCheck(now, AT_ONCE);
        if (due.length === 0) break;
        const ids = due.map(({ _id }) => _id);
        const ofRequests = await usedByRequests(ids);
        const others = ids.filter((id) => !ofRequests.has(id));
        const ofDrafts = others.length === 0 ? new Set<string>() : await usedByDrafts(others);
        await store.setUseCheck([...ofRequests], NEVER_AGAIN);
        await store.setUseCheck([...ofDrafts], new Date(now.getTime() + USE_CHECK_MS));
        const unused = due.filter(({ _id }) => !ofRequests.has(_id) && !ofDrafts.has(_id));
        removed += await removeAll(unused, now);
      }
      if (removed > 0) logger.info({ event: 'unusedFilesRemoved', count: removed });
      return removed;
    },

    expect: (ids) => store.setUseCheck(ids, clock.now()),
  };
}
