import type { Connection } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { ConfirmedTopic } from '../understanding/index.js';

/** A confirmed topic, and what the city would have guessed instead. */
export interface LearnedTopic extends ConfirmedTopic {
  /** Code of what was guessed first; absent where nothing was. */
  readonly guessed?: string;
}

/** The requests from which the city learns. Each is a pointer; no words of a request are stored here. */
export interface ConfirmedTopicStore {
  /** Adds a request, or replaces its topic. What an administrator has removed stays removed. */
  add(topic: LearnedTopic): Promise<void>;
  /** All that are learned from, the latest confirmed first. */
  all(): Promise<readonly LearnedTopic[]>;
  /** Some of them, the latest confirmed first: at most `most`, after skipping `from`. */
  page(from: number, most: number): Promise<readonly LearnedTopic[]>;
  /** Stops learning from a request for good; false if it is not among them. */
  remove(request: string): Promise<boolean>;
  /** Forgets those confirmed earliest, so that no more than `most` remain, and as many removed ones. */
  keepNewest(most: number): Promise<void>;
}

interface ConfirmedTopicDocument {
  /** Tracking code of the request. */
  _id: string;
  topic: string;
  confirmedAt: Date;
  guessed?: string;
  /** True once an administrator has removed it, so that the next night does not add it again. */
  isRemoved: boolean;
}

const schema = createDocumentSchema<ConfirmedTopicDocument>('confirmedTopics', {
  _id: { type: String, required: true },
  topic: { type: String, required: true },
  confirmedAt: { type: Date, required: true },
  guessed: { type: String },
  isRemoved: { type: Boolean, required: true },
});
schema.index({ isRemoved: 1, confirmedAt: -1 });

/** The store on a connection. */
export function createConfirmedTopicStore(connection: Connection): ConfirmedTopicStore {
  const model = connection.model<ConfirmedTopicDocument>('ConfirmedTopic', schema);
  const collection = typedCollection(model);

  async function find(skip: number, limit: number, isRemoved = false): Promise<readonly LearnedTopic[]> {
    const found = await model
      .find({ isRemoved })
      .sort({ confirmedAt: -1, _id: 1 })
      .skip(skip)
      .limit(limit)
      .lean<ConfirmedTopicDocument[]>()
      .exec();
    return found.map(({ _id: request, topic, confirmedAt, guessed }) => ({
      request,
      topic,
      confirmedAt,
      ...(guessed === undefined ? {} : { guessed }),
    }));
  }

  return {
    async add({ request, ...rest }) {
      await collection.updateOne(
        { _id: request },
        { $set: rest, $setOnInsert: { isRemoved: false } },
        { upsert: true },
      );
    },
    all: () => find(0, 0),
    page: (from, most) => find(from, most),
    async remove(request) {
      const { modifiedCount } = await collection.updateOne(
        { _id: request, isRemoved: false },
        { $set: { isRemoved: true } },
      );
      return modifiedCount === 1;
    },
    async keepNewest(most) {
      for (const isRemoved of [false, true]) {
        const surplus = await find(most, 0, isRemoved);
        const codes = surplus.map(({ request }) => request);
        if (codes.length > 0) await model.deleteMany({ _id: { $in: codes } }).exec();
      }
    },
  };
}
