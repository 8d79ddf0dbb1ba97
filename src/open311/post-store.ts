import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** What a call is known by when it is repeated; for whom it was stands with the request alone. */
export interface PostedRequest {
  /** The client, and the key that it gave or that follows from the form. */
  readonly _id: string;
  /** What the form was, as a hash: another one under the same key is refused. */
  readonly form: string;
  readonly code: TrackingCode;
  readonly at: Date;
}

/** The calls by which other systems have filed requests, for as long as they may be repeated. */
export interface PostStore {
  /** Notes a call, unless it is known: then resolves to what was noted first. */
  note(post: PostedRequest): Promise<PostedRequest>;
  find(id: string): Promise<PostedRequest | undefined>;
  /** Forgets what was noted before that moment. */
  removeOld(before: Date): Promise<void>;
}

const postSchema = createDocumentSchema<PostedRequest>('open311Posts', {
  _id: { type: String, required: true },
  form: { type: String, required: true },
  code: { type: String, required: true },
  at: { type: Date, required: true },
});
postSchema.index({ at: 1 });

/** The store on a connection. */
export function createPostStore(connection: Connection): PostStore {
  const model = connection.model<PostedRequest>('Open311Post', postSchema);

  async function find(id: string): Promise<PostedRequest | undefined> {
    return (await model.findById(id).lean<PostedRequest>().exec()) ?? undefined;
  }

  return {
    find,
    async note(post) {
      try {
        await typedCollection(model).insertOne({ ...post });
        return post;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await find(post._id)) ?? post;
      }
    },
    async removeOld(before) {
      await model.deleteMany({ at: { $lt: before } }).exec();
    },
  };
}
