import { createHash, timingSafeEqual } from 'node:crypto';
import type { Connection } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../../database/typed-collection.js';

/** Milliseconds for which a link waits to be opened, and for which what it opened stays open. */
export const LINK_MS = 15 * 60_000;
export const OPEN_MS = 2 * 3_600_000;

/** What a link has opened: for whom, and until when. */
export interface OpenPass {
  readonly person: string;
  readonly until: Date;
}

/**
 * Links by which members of staff see their own record without a password. Each is opened once, by one browser, which then
 * has a secret of its own for a while; only hashes of both are stored. What its person may see is asked anew each time.
 */
export interface PassStore {
  /** Makes a link for a person; its token is told to nobody else. */
  issue(person: string, now: Date): Promise<string>;
  /** True for a link that can still be opened, for whoever only looks at it. */
  isWaiting(token: string, now: Date): Promise<boolean>;
  /** Opens a link: what the browser keeps from then on; undefined if it is unknown, was opened before or is too old. */
  open(token: string, now: Date): Promise<(OpenPass & { readonly key: string }) | undefined>;
  /** What a browser with that key has open. */
  find(key: string, now: Date): Promise<OpenPass | undefined>;
  /** Ends what a browser with that key has open. */
  end(key: string): Promise<void>;
  /** Removes what is over. */
  removeOld(now: Date): Promise<void>;
}

interface PassDocument {
  /** SHA-256 of the token of the link, in Base64url. */
  readonly _id: string;
  readonly person: string;
  /** When the link, or what it opened, is over. */
  readonly until: Date;
  /** SHA-256 of the secret of the browser that has opened it. */
  readonly opener?: string;
}

const SECRET_BYTES = 24;
const TOKEN = /^[A-Za-z0-9_-]{32}$/;
/** The id of a pass and the secret of its browser. */
const KEY = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{32})$/;

const passSchema = createDocumentSchema<PassDocument>('recordPasses', {
  _id: { type: String, required: true },
  person: { type: String, required: true },
  until: { type: Date, required: true },
  opener: { type: String },
});
passSchema.index({ until: 1 });

/** The passes on a connection; every access goes by `_id`. */
export function createPassStore(connection: Connection, random: (size: number) => Buffer): PassStore {
  const model = connection.model<PassDocument>('RecordPass', passSchema);
  const collection = typedCollection(model);
  const drawSecret = () => random(SECRET_BYTES).toString('base64url');

  async function findByKey(key: string): Promise<PassDocument | undefined> {
    const [, _id = '', secret = ''] = KEY.exec(key) ?? [];
    const pass = _id === '' ? null : await model.findById(_id).lean<PassDocument>().exec();
    return pass?.opener !== undefined && isSame(pass.opener, hashOf(secret)) ? pass : undefined;
  }

  return {
    async issue(person, now) {
      const token = drawSecret();
      await collection.insertOne({ _id: hashOf(token), person, until: after(now, LINK_MS) });
      return token;
    },

    async isWaiting(token, now) {
      if (!TOKEN.test(token)) return false;
      const pass = await model.findById(hashOf(token)).lean<PassDocument>().exec();
      return pass !== null && pass.opener === undefined && pass.until > now;
    },

    async open(token, now) {
      if (!TOKEN.test(token)) return undefined;
      const _id = hashOf(token);
      const [secret, until] = [drawSecret(), after(now, OPEN_MS)];
      const pass = await collection.findOneAndUpdate(
        { _id, opener: { $exists: false }, until: { $gt: now } },
        { $set: { opener: hashOf(secret), until } },
      );
      return pass === null ? undefined : { person: pass.person, until, key: `${_id}.${secret}` };
    },

    async find(key, now) {
      const pass = await findByKey(key);
      return pass !== undefined && pass.until > now ? { person: pass.person, until: pass.until } : undefined;
    },

    async end(key) {
      const pass = await findByKey(key);
      if (pass !== undefined) await model.deleteOne({ _id: pass._id }).exec();
    },

    async removeOld(now) {
      await model.deleteMany({ until: { $lte: now } }).exec();
    },
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
