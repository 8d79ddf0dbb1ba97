import { createHash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import mongoose, { type Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';

/** Bytes by their content: the same file is stored once, however often it is sent. */
export interface BlobStore {
  /** Stores bytes and resolves to their SHA-256 in hexadecimal, which is their id. */
  put(bytes: Buffer): Promise<string>;
  /** The bytes, or undefined for an unknown id. */
  get(sha256: string): Promise<Buffer | undefined>;
  /** Removes bytes, and what a crash may have left of them; an unknown id changes nothing. */
  remove(sha256: string): Promise<void>;
}

/** The collection that maps hashes to files; the bucket of the files has the same name. */
const COLLECTION = 'blobs';

interface BlobDocument {
  /** SHA-256 of the bytes in hexadecimal. */
  readonly _id: string;
  /** Id of the file in GridFS. */
  readonly file: mongoose.mongo.ObjectId;
}

/**
 * The blob store in GridFS on an open connection. Each write uses a file of its own, and only a complete file
 * is entered under its hash, so a crash, or two processes at once, never leave a partial blob.
 */
export function createBlobStore(connection: Connection): BlobStore {
  let opened: mongoose.mongo.GridFSBucket | undefined;

  function database() {
    const { db } = connection;
    if (db === undefined) throw new Error('The database is not connected.');
    return db;
  }

  function bucket() {
    opened ??= new mongoose.mongo.GridFSBucket(database(), { bucketName: COLLECTION });
    return opened;
  }

  const blobs = () => database().collection<BlobDocument>(COLLECTION);

  async function write(id: string, bytes: Buffer): Promise<void> {
    const stream = bucket().openUploadStream(id);
    stream.end(bytes);
    await finished(stream);
    try {
      await blobs().insertOne({ _id: id, file: stream.id });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await bucket().delete(stream.id);
    }
  }

  return {
    async put(bytes) {
      const id = createHash('sha256').update(bytes).digest('hex');
      if ((await blobs().findOne({ _id: id })) === null) await write(id, bytes);
      return id;
    },

    async get(sha256) {
      const blob = await blobs().findOne({ _id: sha256 });
      if (blob === null) return undefined;
      // Its file is gone if it was removed at the moment at which the same bytes were put again.
      if ((await bucket().find({ _id: blob.file }).next()) === null) {
        await blobs().deleteOne({ _id: sha256, file: blob.file });
        return undefined;
      }
      const pieces: Buffer[] = [];
      for await (const piece of bucket().openDownloadStream(blob.file)) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    },

    async remove(sha256) {
      await blobs().deleteOne({ _id: sha256 });
      for await (const { _id } of bucket().find({ filename: sha256 })) await bucket().delete(_id);
    },
  };
}
