import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { inLots } from '../database/lots.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';

/** The answer to a call, as it was sent. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON; it never has anything personal. */
  readonly body: string;
}

/** A call that may be repeated: what was asked, and what was answered. */
interface RepeatableCall {
  /** The client with its `Idempotency-Key`, hashed. */
  readonly _id: string;
  /** A hash of method, address and body. */
  readonly fingerprint: string;
  /** The tracking code drawn for a request that the call registers. */
  readonly code: string;
  readonly at: Date;
  /** Absent while it is carried out, and where a crash came before the answer. */
  readonly answer?: KeptAnswer;
}

type Begun = Omit<RepeatableCall, 'answer'>;
type Answered = Required<Pick<RepeatableCall, '_id' | 'answer'>>;

/** Calls that may be repeated, in the database. */
export interface CallStore {
  /** Records a call before it is carried out; resolves to it, or to the one that had the same key before. */
  begin(call: Begun): Promise<RepeatableCall>;
  /** Draws another code for a call whose first one belongs to another request. */
  changeCode(call: Pick<RepeatableCall, '_id' | 'code'>, code: string): Promise<RepeatableCall>;
  /** Keeps an answer, unless the call was answered before; resolves to the one that is kept. */
  answer(id: string, answer: KeptAnswer): Promise<KeptAnswer>;
  /** Forgets a call that came to nothing. */
  forget(id: string): Promise<void>;
  /** Removes the calls that began before that moment. */
  removeOld(before: Date): Promise<void>;
}

const callSchema = createDocumentSchema<RepeatableCall>('clientCalls', {
  _id: { type: String, required: true },
  fingerprint: { type: String, required: true },
  code: { type: String, required: true },
  at: { type: Date, required: true },
  answer: { type: Schema.Types.Mixed },
});
callSchema.index({ at: 1 });

/** The call store on a connection. */
export function createCallStore(connection: Connection): CallStore {
  const model = connection.model<RepeatableCall>('ClientCall', callSchema);
  const collection = typedCollection(model);

  async function find(id: string): Promise<RepeatableCall> {
    const found = await model.findById(id).lean<RepeatableCall>().exec();
    if (found === null) throw new Error('A call that was recorded is gone.');
    return found;
  }

  /** Records what comes at the same moment in one command; where one key was there before, each by itself. */
  const begin = inLots<Begun, RepeatableCall>(async (begun) => {
    if (begun.length > 1) {
      await collection.insertMany(begun.map((call) => ({ ...call })));
      return begun;
    }
    const [call] = begun;
    return call === undefined ? [] : [await beginOne(call)];
  });

  async function beginOne(call: Begun): Promise<RepeatableCall> {
    try {
      await collection.insertOne({ ...call });
      return call;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return find(call._id);
    }
  }

  /** Keeps the answers of the same moment in one command, and reads them where one was kept before. */
  const answer = inLots<Answered, KeptAnswer>(async (answered) => {
    const { matchedCount } = await collection.bulkWrite(
      answered.map(({ _id, answer: kept }) => ({
        updateOne: { filter: { _id, answer: { $exists: false } }, update: { $set: { answer: kept } } },
      })),
    );
    if (matchedCount === answered.length) return answered.map(({ answer: kept }) => kept);
    return Promise.all(answered.map(async ({ _id, answer: kept }) => (await find(_id)).answer ?? kept));
  });

  return {
    begin,

    async changeCode({ _id, code: taken }, code) {
      await collection.updateOne({ _id, code: taken }, { $set: { code } });
      return find(_id);
    },

    answer: (id, kept) => answer({ _id: id, answer: kept }),

    async forget(id) {
      await collection.deleteOne({ _id: id, answer: { $exists: false } });
    },

    async removeOld(before) {
      await model.deleteMany({ at: { $lt: before } }).exec();
    },
  };
}
