import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { inLots } from '../database/lots.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** Numbers that other systems have for one request, by the name of the system. */
export type ExternalIds = Readonly<Record<string, string>>;

/** The numbers under which clients know their requests; each belongs to one request of the client. */
export interface ExternalIdStore {
  /**
   * Claims numbers for a request that is about to be registered; repeating it changes nothing. Resolves to the code of
   * another request that has one of them. `isThere` says whether a request exists: a claim of one that never came to
   * be, because of a crash, gives way.
   */
  claim(
    claim: { readonly client: string; readonly code: TrackingCode; readonly ids: ExternalIds },
    isThere: (code: TrackingCode) => Promise<boolean>,
  ): Promise<TrackingCode | undefined>;
  /** The code of the request that a client knows by a number of a system. */
  find(client: string, system: string, number: string): Promise<TrackingCode | undefined>;
  /** The numbers that a client has for these requests, by code. */
  ofRequests(client: string, codes: readonly string[]): Promise<ReadonlyMap<string, ExternalIds>>;
  /** Forgets the numbers of a request that is no longer kept. */
  forgetRequest(code: TrackingCode): Promise<void>;
}

interface NumberDocument {
  /** Client, system and number, with a space between them: neither of the first two has one. */
  readonly _id: string;
  readonly code: TrackingCode;
}

interface RequestDocument {
  readonly _id: string;
  readonly client: string;
  readonly ids: ExternalIds;
}

const numberSchema = createDocumentSchema<NumberDocument>('externalNumbers', {
  _id: { type: String, required: true },
  code: { type: String, required: true },
});
const requestSchema = createDocumentSchema<RequestDocument>('externalIds', {
  _id: { type: String, required: true },
  client: { type: String, required: true },
  ids: { type: Schema.Types.Mixed, required: true },
});

/** The store of other systems' numbers on a connection; every access goes by `_id`. */
export function createExternalIdStore(connection: Connection): ExternalIdStore {
  const numbers = connection.model<NumberDocument>('ExternalNumber', numberSchema);
  const requests = connection.model<RequestDocument>('ExternalIds', requestSchema);

  /** Notes numbers of the same moment in one command; false where a number was there before. */
  const insert = inLots<NumberDocument, boolean>(async (claimed) => {
    try {
      await typedCollection(numbers).insertMany(claimed.map((number) => ({ ...number })));
      return claimed.map(() => true);
    } catch (error) {
      if (claimed.length > 1 || !isDuplicateKey(error)) throw error;
      return [false];
    }
  });

  /** Notes which numbers requests of the same moment have. */
  const noteAll = inLots<RequestDocument, void>(async (noted) => {
    await typedCollection(requests).bulkWrite(
      noted.map(({ _id, client, ids }) => ({
        updateOne: { filter: { _id }, update: { $set: { client, ids } }, upsert: true },
      })),
    );
    return noted.map(() => undefined);
  });

  async function claimOne(
    _id: string,
    code: TrackingCode,
    isThere: (code: TrackingCode) => Promise<boolean>,
  ): Promise<TrackingCode | undefined> {
    if (await insert({ _id, code })) return undefined;
    const other = (await numbers.findById(_id).lean<NumberDocument>().exec())?.code;
    if (other === undefined || other === code) return undefined;
    if (await isThere(other)) return other;
    const { matchedCount } = await numbers.updateOne({ _id, code: other }, { $set: { code } }).exec();
    return matchedCount === 1 ? undefined : other;
  }

  return {
    async claim({ client, code, ids }, isThere) {
      for (const [system, number] of Object.entries(ids)) {
        const other = await claimOne(numberId(client, system, number), code, isThere);
        if (other !== undefined) return other;
      }
      await noteAll({ _id: code, client, ids });
      return undefined;
    },

    async find(client, system, number) {
      const found = await numbers
        .findById(numberId(client, system, number))
        .lean<NumberDocument>()
        .exec();
      return found?.code;
    },

    async ofRequests(client, codes) {
      if (codes.length === 0) return new Map();
      const found = await requests
        .find({ _id: { $in: codes } })
        .lean<RequestDocument[]>()
        .exec();
      return new Map(found.filter((one) => one.client === client).map(({ _id, ids }) => [_id, ids]));
    },

    async forgetRequest(code) {
      const found = await requests.findById(code).lean<RequestDocument>().exec();
      if (found === null) return;
      const ids = Object.entries(found.ids).map(([system, number]) => numberId(found.client, system, number));
      await numbers.deleteMany({ _id: { $in: ids }, code }).exec();
      await requests.deleteOne({ _id: code }).exec();
    },
  };
}

function numberId(client: string, system: string, number: string): string {
  return `${client} ${system} ${number}`;
}
