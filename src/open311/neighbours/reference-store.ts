import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../../database/typed-collection.js';
import type { TrackingCode } from '../../text/tracking-code.js';

/** One request that is here and at a neighbour. */
export interface Reference {
  /** `<neighbour>:ours:<code>` for one that goes there, `<neighbour>:theirs:<id>` for one that has come. */
  readonly _id: string;
  readonly neighbour: string;
  readonly code: TrackingCode;
  /** Its id there; absent while it is not known whether it has arrived. */
  readonly theirs?: string;
  /** When it was noted. */
  readonly at: Date;
  /** Of one that went there: what was heard of it last, and whether more may come. */
  readonly heard?: string;
  readonly isFollowed?: boolean;
}

/** Which of our requests are which of a neighbour's: each is pushed once and pulled once, whatever happens between. */
export interface ReferenceStore {
  find(id: string): Promise<Reference | undefined>;
  /** Notes a reference, unless it is there: then resolves to that. */
  note(reference: Reference): Promise<Reference>;
  change(id: string, changes: Partial<Pick<Reference, 'theirs' | 'heard' | 'isFollowed'>>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Forgets a request that is no longer kept, at every neighbour. */
  forgetRequest(code: TrackingCode): Promise<void>;
  /** Those that were pushed to a neighbour and of which more may be heard, at most `limit` behind an id. */
  followed(neighbour: string, after: string, limit: number): Promise<readonly Reference[]>;
  /** Until when everything of a neighbour was pulled; undefined before the first time. */
  pulledUntil(neighbour: string): Promise<Date | undefined>;
  notePulled(neighbour: string, until: Date): Promise<void>;
}

interface PullDocument {
  readonly _id: string;
  readonly until: Date;
}

const referenceSchema = createDocumentSchema<Reference>('neighbourReferences', {
  _id: { type: String, required: true },
  neighbour: { type: String, required: true },
  code: { type: String, required: true },
  theirs: { type: String },
  at: { type: Date, required: true },
  heard: { type: String },
  isFollowed: { type: Boolean },
});
referenceSchema.index({ code: 1 });
referenceSchema.index(
  { neighbour: 1, isFollowed: 1, _id: 1 },
  { partialFilterExpression: { isFollowed: true } },
);
const pullSchema = createDocumentSchema<PullDocument>('neighbourPulls', {
  _id: { type: String, required: true },
  until: { type: Date, required: true },
});

/** The references on a connection. */
export function createReferenceStore(connection: Connection): ReferenceStore {
  const model = connection.model<Reference>('NeighbourReference', referenceSchema);
  const pulls = connection.model<PullDocument>('NeighbourPull', pullSchema);

  async function find(id: string): Promise<Reference | undefined> {
    return (await model.findById(id).lean<Reference>().exec()) ?? undefined;
  }

  return {
    find,
    async note(reference) {
      try {
        await typedCollection(model).insertOne({ ...reference });
        return reference;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await find(reference._id)) ?? reference;
      }
    },
    async change(id, changes) {
      await typedCollection(model).updateOne({ _id: id }, { $set: changes });
    },
    async remove(id) {
      await model.deleteOne({ _id: id }).exec();
    },
    async forgetRequest(code) {
      await model.deleteMany({ code }).exec();
    },
    followed: (neighbour, after, limit) =>
      model
        .find({ neighbour, isFollowed: true, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Reference[]>()
        .exec(),
    async pulledUntil(neighbour) {
      return (await pulls.findById(neighbour).lean<PullDocument>().exec())?.until;
    },
    async notePulled(neighbour, until) {
      await pulls.updateOne({ _id: neighbour }, { $set: { until } }, { upsert: true }).exec();
    },
  };
}

/** The id of the reference of a request that goes to a neighbour. */
export function idOfOurs(neighbour: string, code: TrackingCode): string {
  return `${neighbour}:ours:${code}`;
}

/** The id of the reference of what a neighbour has under an id. */
export function idOfTheirs(neighbour: string, theirs: string): string {
  return `${neighbour}:theirs:${theirs}`;
}
