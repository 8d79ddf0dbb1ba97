import { type Connection, Schema } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { Client, Scope } from './client.js';
import { drawClientId, drawSecret, hashSecret, writeKey } from './client-key.js';

/** The clients in the database; a key is never stored. */
export interface ClientStore {
  /** Draws the id of a client that is to be made. */
  drawId(): string;
  /**
   * Makes a client and its key, which is revealed only here. Under an id that was drawn before, making it again, as
   * after a crash, gives it another key in place of the first, which nobody has read.
   */
  create(
    client: Omit<Client, 'id' | 'lastUsedAt' | 'revokedAt'> & Partial<Pick<Client, 'id'>>,
  ): Promise<{ readonly client: Client; readonly key: string }>;
  find(id: string): Promise<Client | undefined>;
  /** As `find`, with the hash of the secret. */
  findWithHash(id: string): Promise<{ readonly client: Client; readonly secretHash: string } | undefined>;
  /** All clients, the newest first; the revoked ones too. */
  listAll(): Promise<readonly Client[]>;
  /** Revokes a client's key for good; false if it was revoked before, or there is no such client. */
  revoke(id: string, at: Date): Promise<boolean>;
  /** Keeps what a client calls positions itself, by our codes, in place of what it had. */
  nameOwnCodes(id: string, codes: Readonly<Record<string, string>>): Promise<void>;
  /** Notes that a client was let in. */
  noteUse(id: string, at: Date): Promise<void>;
}

interface ClientDocument {
  readonly _id: string;
  readonly name: string;
  readonly secretHash: string;
  readonly scopes: readonly Scope[];
  readonly units: readonly string[] | null;
  readonly ownCodes?: Readonly<Record<string, string>>;
  readonly perMinute: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const clientSchema = createDocumentSchema<ClientDocument>('clients', {
  _id: { type: String, required: true },
  name: { type: String, required: true },
  secretHash: { type: String, required: true },
  scopes: { type: [String], required: true },
  units: { type: [String], default: null },
  ownCodes: { type: Schema.Types.Mixed },
  perMinute: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  createdBy: { type: String, required: true },
  expiresAt: { type: Date, default: null },
  lastUsedAt: { type: Date, default: null },
  revokedAt: { type: Date, default: null },
});

/** The client store on a connection; `random` gives that many unpredictable bytes. */
export function createClientStore(options: {
  readonly connection: Connection;
  readonly random: (size: number) => Buffer;
}): ClientStore {
  const model = options.connection.model<ClientDocument>('Client', clientSchema);

  return {
    drawId: () => drawClientId(options.random),

    async create({ id = drawClientId(options.random), ...client }) {
      const secret = drawSecret(options.random);
      const { units, expiresAt, ...facts } = client;
      await typedCollection(model).replaceOne(
        { _id: id },
        {
          secretHash: hashSecret(secret),
          ...facts,
          units: units ?? null,
          expiresAt: expiresAt ?? null,
          lastUsedAt: null,
          revokedAt: null,
        },
        { upsert: true },
      );
      return { client: { ...client, id }, key: writeKey({ id, secret }) };
    },

    async find(id) {
      const found = await model.findById(id).lean<ClientDocument>().exec();
      return found === null ? undefined : clientOf(found);
    },

    async findWithHash(id) {
      const found = await model.findById(id).lean<ClientDocument>().exec();
      return found === null ? undefined : { client: clientOf(found), secretHash: found.secretHash };
    },

    async listAll() {
      const found = await model.find().sort({ createdAt: -1 }).lean<ClientDocument[]>().exec();
      return found.map(clientOf);
    },

    async revoke(id, at) {
      const { matchedCount } = await model
        .updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } })
        .exec();
      return matchedCount === 1;
    },

    async nameOwnCodes(id, codes) {
      await model.updateOne({ _id: id }, { $set: { ownCodes: codes } }).exec();
    },

    async noteUse(id, at) {
      await model.updateOne({ _id: id }, { $max: { lastUsedAt: at } }).exec();
    },
  };
}

function clientOf({ _id, secretHash: _hash, ...found }: ClientDocument): Client {
  const { units, expiresAt, lastUsedAt, revokedAt, ...facts } = found;
  return {
    id: _id,
    ...facts,
    ...(units === null ? {} : { units }),
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(lastUsedAt === null ? {} : { lastUsedAt }),
    ...(revokedAt === null ? {} : { revokedAt }),
  };
}
