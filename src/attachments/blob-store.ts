import { createHash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import mongoose, { type Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';

/** Bytes by what they are: the same file is kept once, however often it is sent. */
export interface BlobStore {
  /** Keeps bytes and resolves to their SHA-256 in hexadecimal, which is their id. */
  put(bytes: Buffer): Promise<string>;
  /** The bytes, or undefined for an id that is not there. */
  get(sha256: string): Promise<Buffer | undefined>;
}

const BUCKET = 'blobs';

/** The blob store in GridFS on an open connection. */
export function createBlobStore(connection: Connection): BlobStore {
  let opened: mongoose.mongo.GridFSBucket | undefined;

  function bucket() {
    const { db } = connection;
    if (db === undefined) throw new Error('The database is not connected.');
    opened ??= new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET });
    return opened;
  }

  async function isThere(id: string): Promise<boolean> {
    const files = connection.collection(`${BUCKET}.files`);
    return (await files.findOne({ _id: id as never }, { projection: { _id: 1 } })) !== null;
  }

  return {
    async put(bytes) {
      const id = createHash('sha256').update(bytes).digest('hex');
      if (await isThere(id)) return id;
      // Ids of blobs are their hashes, where GridFS would draw one.
      const stream = bucket().openUploadStreamWithId(id as never, id);
      stream.end(bytes);
      try {
        await finished(stream);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await completeInterrupted(connection, id, bytes);
      }
      return id;
    },

    async get(sha256) {
      if (!(await isThere(sha256))) return undefined;
      const pieces: Buffer[] = [];
      for await (const piece of bucket().openDownloadStream(sha256 as never)) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    },
  };
}

/** Pieces of these bytes are there already: another process is at it, or a crash left them. Write them anew. */
async function completeInterrupted(connection: Connection, id: string, bytes: Buffer): Promise<void> {
  const files = connection.collection(`${BUCKET}.files`);
  if ((await files.findOne({ _id: id as never }, { projection: { _id: 1 } })) !== null) return;
  await connection.collection(`${BUCKET}.chunks`).deleteMany({ files_id: id as never });
  const { db } = connection;
  if (db === undefined) throw new Error('The database is not connected.');
  const stream = new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET }).openUploadStreamWithId(
    id as never,
    id,
  );
  stream.end(bytes);
  await finished(stream);
}
