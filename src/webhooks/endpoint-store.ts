import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';

/** An address of another system to which events are sent. */
export interface Endpoint {
  /** `ep_` and 16 hexadecimal digits. */
  readonly id: string;
  /** The client whose address it is. */
  readonly client: string;
  readonly url: string;
  /** The types of events that it wants, such as `request.answered`; absent: all. */
  readonly types?: readonly string[];
  /**
   * The secrets with which messages are signed, the newest first; one that was replaced is valid until `until`, one that
   * replaced another has the command by which it did.
   */
  readonly secrets: readonly {
    readonly secret: string;
    readonly until?: Date;
    readonly commandId?: string;
  }[];
  readonly createdAt: Date;
  /** Grows by one with each change, also of how far sending to it has got. */
  readonly rev: number;
}

/** The endpoints in the database. */
export interface EndpointStore {
  /** Adds an address; false if there is one with its id. */
  insert(endpoint: Endpoint): Promise<boolean>;
  find(id: string): Promise<Endpoint | undefined>;
  /** Those of a client, the oldest first. */
  ofClient(client: string): Promise<readonly Endpoint[]>;
  all(): Promise<readonly Endpoint[]>;
  /** Changes what is given, and in any case its revision; false if there is no such endpoint. */
  change(id: string, change: Partial<Pick<Endpoint, 'secrets'>>): Promise<boolean>;
  remove(id: string): Promise<void>;
}

interface EndpointDocument extends Omit<Endpoint, 'id'> {
  readonly _id: string;
}

const endpointSchema = createDocumentSchema<EndpointDocument>('webhookEndpoints', {
  _id: { type: String, required: true },
  client: { type: String, required: true },
  url: { type: String, required: true },
  types: { type: [String], default: undefined },
  secrets: { type: [Schema.Types.Mixed], required: true },
  createdAt: { type: Date, required: true },
  rev: { type: Number, required: true },
});

/** The endpoint store on a connection. There are few endpoints, so that no index but the id is needed. */
export function createEndpointStore(connection: Connection): EndpointStore {
  const collection = typedCollection(connection.model<EndpointDocument>('WebhookEndpoint', endpointSchema));

  async function all(): Promise<readonly Endpoint[]> {
    const found = await collection.find().toArray();
    return found.map(endpointOf).sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  }

  return {
    all,
    async insert({ id, ...endpoint }) {
      try {
        await collection.insertOne({ _id: id, ...endpoint });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async find(id) {
      const found = await collection.findOne({ _id: id });
      return found === null ? undefined : endpointOf(found);
    },
    ofClient: async (client) => (await all()).filter((endpoint) => endpoint.client === client),
    async change(id, change) {
      const { matchedCount } = await collection.updateOne(
        { _id: id },
        { $inc: { rev: 1 }, ...(Object.keys(change).length === 0 ? {} : { $set: change }) },
      );
      return matchedCount === 1;
    },
    async remove(id) {
      await collection.deleteOne({ _id: id });
    },
  };
}

function endpointOf({ _id, ...endpoint }: EndpointDocument): Endpoint {
  return { id: _id, ...endpoint };
}
