import { type Connection, Schema } from 'mongoose';
import type { Clock } from '../clock.js';
import type { City, Holding } from './city.js';
import type { CityFile } from './city-file.js';
import { createOrganization, type Organization } from './organization.js';

/**
 * The organisation in the database. It is one document, so that an import or a change of a holder is one
 * write and no reader ever sees half of it.
 */
export interface OrganizationStore {
  /**
   * The organisation as it is now. This process sees its own changes at once, those of another process after
   * a second at most.
   */
  current(): Promise<Organization>;
  /** Takes in the city's files when they are not those that were taken in last; holders stay. */
  importCity(file: CityFile): Promise<void>;
  /** Gives positions to people, by position; whoever held them does not any more. */
  assign(holders: Readonly<Record<string, string>>): Promise<void>;
  /** Takes the position from a person, if he holds it. */
  release(position: string, person: string): Promise<void>;
}

interface OrganizationDocument {
  _id: string;
  version: number;
  fingerprint: string;
  city: City;
  holdings: Record<string, Holding>;
}

const ID = 'current';
/** Milliseconds after which another process may have changed something. */
const FRESH_MS = 1_000;

const organizationSchema = new Schema<OrganizationDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    fingerprint: { type: String, required: true },
    city: { type: Schema.Types.Mixed, required: true } as never,
    holdings: { type: Schema.Types.Mixed, required: true } as never,
  },
  { collection: 'organization', versionKey: false, minimize: false, autoIndex: false },
);

/** The organisation store on a connection. */
export function createOrganizationStore(options: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly defaultAnswerHours: number;
}): OrganizationStore {
  const { connection, clock, defaultAnswerHours } = options;
  const model = connection.model<OrganizationDocument>('Organization', organizationSchema);
  let known: { readonly version: number; readonly organization: Organization } | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<Organization> | undefined;

  async function refresh(): Promise<Organization> {
    const now = clock.now().getTime();
    if (known !== undefined) {
      const latest = await model.findById(ID, { version: 1 }).lean<{ version: number }>().exec();
      if (latest?.version === known.version) {
        lookedAt = now;
        return known.organization;
      }
    }
    const document = await model.findById(ID).lean<OrganizationDocument>().exec();
    if (document === null) throw new Error('The organisation has not been imported yet.');
    const { city, holdings, version } = document;
    known = { version, organization: createOrganization({ city, holdings, defaultAnswerHours }) };
    lookedAt = now;
    return known.organization;
  }

  async function change(filter: object, update: object): Promise<void> {
    await model.collection.updateOne({ _id: ID as never, ...filter }, { ...update, $inc: { version: 1 } });
    // A look that is under way may have begun before the change, so its result does not count as fresh.
    await loading?.catch(() => undefined);
    lookedAt = Number.NEGATIVE_INFINITY;
  }

  return {
    async current() {
      if (known !== undefined && clock.now().getTime() - lookedAt < FRESH_MS) return known.organization;
      loading ??= refresh().finally(() => {
        loading = undefined;
      });
      return loading;
    },

    async importCity({ city, fingerprint }) {
      const document = await model.findById(ID, { fingerprint: 1 }).lean<{ fingerprint: string }>().exec();
      if (document?.fingerprint === fingerprint) return;
      await model.collection.updateOne(
        { _id: ID as never },
        { $set: { city, fingerprint }, $inc: { version: 1 }, $setOnInsert: { holdings: {} } },
        { upsert: true },
      );
      lookedAt = Number.NEGATIVE_INFINITY;
    },

    async assign(holders) {
      const entries = Object.entries(holders).map(
        ([position, person]) => [`holdings.${position}`, { holder: person }] as const,
      );
      if (entries.length > 0) await change({}, { $set: Object.fromEntries(entries) });
    },

    async release(position, person) {
      await change({ [`holdings.${position}.holder`]: person }, { $unset: { [`holdings.${position}`]: 1 } });
    },
  };
}
