import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** Urgent requests of which the operators are told in one message. */
interface UrgentBundle {
  readonly _id: string;
  readonly startedAt: Date;
  /** The requests in the order in which they joined. */
  readonly codes: readonly TrackingCode[];
  /** The message of each operator, once it was sent. */
  readonly messages: readonly UrgentMessage[];
}

/** The message of a bundle in the chat of one operator. */
interface UrgentMessage {
  readonly person: string;
  readonly messageId: number;
}

/** The bundles in the database. */
export interface UrgentBundleStore {
  /**
   * The bundle of a request that was marked at that moment: the one that was begun shortly before, else a
   * new one. Repeating it gives the same bundle.
   */
  join(mark: { readonly code: TrackingCode; readonly seq: number; readonly at: Date }): Promise<string>;
  /** The bundle that a request joined last. */
  ofRequest(code: TrackingCode): Promise<string | undefined>;
  find(id: string): Promise<UrgentBundle | undefined>;
  /** Remembers the message of an operator; repeating it changes nothing. */
  rememberMessage(id: string, message: UrgentMessage): Promise<void>;
  /** Forgets the message of an operator that is gone from the chat. */
  forgetMessage(id: string, person: string): Promise<void>;
  removeOld(before: Date): Promise<void>;
}

interface BundleDocument {
  _id: string;
  startedAt: Date;
  /** The marks of the requests, `<code>:<seq>`. */
  marks: string[];
  messages: UrgentMessage[];
}

/** Which bundle takes the next request. */
interface OpenBundle {
  _id: string;
  bundle: string;
  startedAt: Date;
}

/** Milliseconds in which further urgent requests join the message of the first one. */
const OPEN_FOR_MS = 120_000;
const OPEN = 'open';

const bundleSchema = createDocumentSchema<BundleDocument>('urgentBundles', {
  _id: { type: String, required: true },
  startedAt: { type: Date, required: true },
  marks: { type: [String], required: true },
  messages: { type: [Schema.Types.Mixed], required: true },
});
bundleSchema.index({ marks: 1 });
bundleSchema.index({ startedAt: 1 });

const openSchema = createDocumentSchema<OpenBundle>('openUrgentBundle', {
  _id: { type: String, required: true },
  bundle: { type: String, required: true },
  startedAt: { type: Date, required: true },
});

/** Another process may have inserted the same document first. */
async function unlessThere(insertion: Promise<unknown>): Promise<void> {
  try {
    await insertion;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** The bundle store on a connection. */
export function createUrgentBundleStore(connection: Connection): UrgentBundleStore {
  const bundles = connection.model<BundleDocument>('UrgentBundle', bundleSchema);
  const open = connection.model<OpenBundle>('OpenUrgentBundle', openSchema);

  /** The bundle that is open at a moment: of several that begin one at the same time, one succeeds. */
  async function openAt(at: Date, own: string): Promise<OpenBundle> {
    for (;;) {
      const present = await open.findById(OPEN).lean<OpenBundle>().exec();
      if (present !== null && Math.abs(at.getTime() - present.startedAt.getTime()) < OPEN_FOR_MS)
        return present;
      const next = { bundle: own, startedAt: at };
      if (present === null) await unlessThere(open.create({ _id: OPEN, ...next }));
      else {
        await open.updateOne({ _id: OPEN, bundle: present.bundle }, { $set: next }).exec();
      }
    }
  }

  return {
    async join({ code, seq, at }) {
      const mark = `${code}:${seq}`;
      const joined = await bundles.findOne({ marks: mark }, { _id: 1 }).lean<{ _id: string }>().exec();
      if (joined !== null) return joined._id;
      const { bundle, startedAt } = await openAt(at, mark);
      await unlessThere(bundles.create({ _id: bundle, startedAt, marks: [], messages: [] }));
      await bundles.updateOne({ _id: bundle }, { $addToSet: { marks: mark } }).exec();
      return bundle;
    },

    async ofRequest(code) {
      const found = await bundles
        .find({ marks: { $gte: `${code}:`, $lt: `${code};` } }, { _id: 1 })
        .sort({ startedAt: -1 })
        .limit(1)
        .lean<{ _id: string }[]>()
        .exec();
      return found[0]?._id;
    },

    async find(id) {
      const found = await bundles.findById(id).lean<BundleDocument>().exec();
      if (found === null) return undefined;
      const { marks, ...bundle } = found;
      // A mark begins with the code of its request.
      const codes = marks.map((mark) => mark.slice(0, mark.indexOf(':')) as TrackingCode);
      return { ...bundle, codes: [...new Set(codes)] };
    },

    async rememberMessage(id, message) {
      await bundles.updateOne({ _id: id }, { $addToSet: { messages: { ...message } } }).exec();
    },

    async forgetMessage(id, person) {
      await bundles.updateOne({ _id: id }, { $pull: { messages: { person } } }).exec();
    },

    async removeOld(before) {
      await bundles.deleteMany({ startedAt: { $lt: before } }).exec();
    },
  };
}
