import { isDeepStrictEqual } from 'node:util';
import { type Connection, Schema } from 'mongoose';
import type { Clock } from '../clock.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { Logger } from '../logger.js';
import type { Example } from '../understanding/index.js';
import type { Absence, City, Holding, UnitWay } from './city.js';
import type { CityFile } from './city-file.js';
import { createOrganization, type Organization } from './organization.js';
import { createPresentWords } from './present-words.js';
import { cityAt, nextConnectionChange } from './roll-out.js';
import { createTrainer } from './trainer.js';
import { understandingOf } from './understood.js';
import type { WordEdit } from './word-lists.js';

/**
 * The organisation in the database. It is a single document, so that an import or a change of a holder is a
 * single write and no reader ever sees half of it.
 */
export interface OrganizationStore {
  /**
   * The current organisation. This process sees its own changes at once, and those of another process within
   * a second.
   */
  current(): Promise<Organization>;
  /**
   * Imports the city's files if they differ from those imported last; holders are kept. A city that an
   * administrator has changed is left alone: the result is then false if the files have changed.
   */
  importCity(file: CityFile): Promise<boolean>;
  /** The stored city, and the revision that guards a change of it. */
  storedCity(): Promise<StoredCity>;
  /**
   * Replaces the city of that revision in one write; if anything was changed since, returns false and does
   * nothing. Holders of positions that remain are kept. If only words were changed, the city's files are still
   * imported when they change.
   */
  replaceCity(stored: StoredCity): Promise<boolean>;
  /** Gives positions to people, by position; previous holders lose them. */
  assign(holders: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Records an absence of the holder of a position, replacing any other absence; does nothing if the person
   * does not hold it.
   */
  setAbsence(position: string, holder: string, absence: Absence): Promise<void>;
  /** Ends the absence of the holder of a position at once. */
  endAbsence(position: string, holder: string): Promise<void>;
  /** Takes the position from a person, if they hold it. */
  release(position: string, person: string): Promise<void>;
  /** Has the managers of a unit reached in that way from now on. */
  setWay(unit: string, way: UnitWay): Promise<void>;
  /** Up to when changed requests were searched for confirmed topics; undefined if never. */
  lessonsGatheredAt(): Promise<Date | undefined>;
  noteGathered(at: Date): Promise<void>;
  /** Has every process learn anew from the confirmed topics, in the background. */
  relearn(): Promise<void>;
  /** Stops learning that is under way. */
  stop(): Promise<void>;
}

/** Where the words of confirmed requests come from. */
export interface LearningOptions {
  /** The words of confirmed requests as they are stored now. */
  readonly gather: () => Promise<readonly Example[]>;
  readonly logger: Logger;
}

/** A city with the revision of the document that holds it. */
export interface StoredCity {
  readonly city: City;
  readonly revision: number;
}

interface OrganizationDocument {
  _id: string;
  version: number;
  fingerprint: string;
  /** True once an administrator has changed the city: its files are then no longer imported. */
  isEdited?: boolean;
  city: City;
  holdings: Record<string, Holding>;
  /** How units are reached; absent: by phone. */
  ways?: Record<string, UnitWay>;
  /** How often the confirmed topics have changed, and up to when requests were searched for them. */
  lessons?: { revision: number; gatheredAt?: Date };
  /** What administrators changed in the words of the city's files. */
  wordEdits?: readonly WordEdit[];
}

const ID = 'current';
/** Milliseconds after which another process may have changed something. */
const FRESH_MS = 1_000;

const organizationSchema = createDocumentSchema<OrganizationDocument>(
  'organization',
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    fingerprint: { type: String, required: true },
    isEdited: { type: Boolean },
    city: { type: Schema.Types.Mixed, required: true },
    holdings: { type: Schema.Types.Mixed, required: true },
    ways: { type: Schema.Types.Mixed },
    lessons: { type: Schema.Types.Mixed },
    wordEdits: { type: Schema.Types.Mixed },
  },
  { keepsEmpty: true },
);

/** The organisation store on a connection. */
export function createOrganizationStore(options: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly defaultAnswerHours: number;
  /** If absent, nothing but the city's files is learned from. */
  readonly learning?: LearningOptions;
}): OrganizationStore {
  const { connection, clock, defaultAnswerHours, learning } = options;
  const model = connection.model<OrganizationDocument>('Organization', organizationSchema);
  const collection = typedCollection(model);
  let known:
    | {
        readonly version: number;
        readonly organization: Organization;
        /** When a unit becomes connected or disconnected. */
        readonly changesAt: Date | undefined;
      }
    | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<Organization> | undefined;
  const words = createPresentWords();
  /** It is in the files only: it is read at each start, even if the city was edited. */
  let areaCode: string | undefined;
  const trainer = learning === undefined ? undefined : createTrainer({ ...learning, onEnded: forget });

  /** Has the organisation read again, although it has not changed. */
  function forget(): void {
    known = undefined;
    lookedAt = Number.NEGATIVE_INFINITY;
  }

  async function read(): Promise<OrganizationDocument> {
    const document = await model.findById(ID).lean<OrganizationDocument>().exec();
    if (document === null) throw new Error('The organisation has not been imported yet.');
    return document;
  }

  function isAsKnown(now: Date): boolean {
    return known !== undefined && (known.changesAt === undefined || now < known.changesAt);
  }

  async function refresh(): Promise<Organization> {
    const now = clock.now();
    const before = known;
    if (before !== undefined && isAsKnown(now)) {
      const latest = await model.findById(ID, { version: 1 }).lean<{ version: number }>().exec();
      // It may have been forgotten meanwhile.
      if (latest?.version === before.version && known === before) {
        lookedAt = now.getTime();
        return before.organization;
      }
    }
    const document = await read();
    const { city: stored, holdings, ways = {}, version, lessons } = document;
    const present = words.wordsOf(document);
    const city = {
      ...cityAt(stored, now),
      ...(present === undefined ? {} : { words: present }),
      ...(areaCode === undefined ? {} : { areaCode }),
    };
    known = {
      version,
      organization: createOrganization({
        city,
        holdings,
        ways,
        defaultAnswerHours,
        understanding: trainer?.understandingOf(city, lessons?.revision ?? 0) ?? understandingOf(city),
      }),
      changesAt: nextConnectionChange(stored, now),
    };
    lookedAt = now.getTime();
    return known.organization;
  }

  async function change(
    filter: object,
    update: {
      readonly $inc?: Readonly<Record<string, number>>;
      readonly [operator: string]: object | undefined;
    },
  ): Promise<boolean> {
    const { matchedCount } = await collection.updateOne(
      { _id: ID, ...filter },
      { ...update, $inc: { version: 1, ...update.$inc } },
    );
    // A query under way may have begun before the change, so its result does not count as fresh.
    await loading?.catch(() => undefined);
    lookedAt = Number.NEGATIVE_INFINITY;
    return matchedCount > 0;
  }

  return {
    async current() {
      const now = clock.now();
      const isFresh = now.getTime() - lookedAt < FRESH_MS;
      if (known !== undefined && isFresh && isAsKnown(now)) return known.organization;
      loading ??= refresh().finally(() => {
        loading = undefined;
      });
      return loading;
    },

    async importCity({ city: { words: ofFiles, areaCode: code, ...city }, fingerprint }) {
      words.takeFromFiles(ofFiles);
      areaCode = code;
      // Training takes a moment, so it is done at the start, before anybody waits for an answer.
      if (ofFiles !== undefined) understandingOf({ words: ofFiles, groups: city.groups });
      const document = await model
        .findById(ID, { fingerprint: 1, isEdited: 1 })
        .lean<Pick<OrganizationDocument, 'fingerprint' | 'isEdited'>>()
        .exec();
      if (document?.fingerprint === fingerprint) return true;
      if (document?.isEdited === true) return false;
      await collection.updateOne(
        { _id: ID },
        { $set: { city, fingerprint }, $inc: { version: 1 }, $setOnInsert: { holdings: {} } },
        { upsert: true },
      );
      lookedAt = Number.NEGATIVE_INFINITY;
      return true;
    },

    async storedCity() {
      const document = await read();
      const { version, wordEdits } = document;
      const city = { ...document.city, ...words.answersOf(document) };
      return { city: { ...city, ...(wordEdits === undefined ? {} : { wordEdits }) }, revision: version };
    },

    async replaceCity({ city: { wordEdits, ...wanted }, revision }) {
      const document = await read();
      const { version, holdings, city: before } = document;
      if (version !== revision) return false;
      const city = words.withoutUnchanged(wanted, document);
      if (isDeepStrictEqual(city, before)) return change({ version: revision }, { $set: { wordEdits } });
      const stay = new Set(city.positions.map(({ code }) => code));
      const gone = Object.keys(holdings).filter((position) => !stay.has(position));
      return change(
        { version: revision },
        {
          $set: { city, isEdited: true, ...(wordEdits === undefined ? {} : { wordEdits }) },
          ...(gone.length === 0
            ? {}
            : { $unset: Object.fromEntries(gone.map((position) => [`holdings.${position}`, 1])) }),
        },
      );
    },

    async assign(holders) {
      const entries = Object.entries(holders).map(
        ([position, person]) => [`holdings.${position}`, { holder: person }] as const,
      );
      if (entries.length > 0) await change({}, { $set: Object.fromEntries(entries) });
    },

    async setAbsence(position, holder, absence) {
      const filter = { [`holdings.${position}.holder`]: holder };
      await change(filter, { $set: { [`holdings.${position}.absence`]: absence } });
    },

    async endAbsence(position, holder) {
      const filter = { [`holdings.${position}.holder`]: holder };
      await change(filter, { $unset: { [`holdings.${position}.absence`]: 1 } });
    },

    async release(position, person) {
      await change({ [`holdings.${position}.holder`]: person }, { $unset: { [`holdings.${position}`]: 1 } });
    },

    async setWay(unit, way) {
      await change({}, { $set: { [`ways.${unit}`]: way } });
    },

    async lessonsGatheredAt() {
      const { lessons } = await read();
      return lessons?.gatheredAt;
    },

    async noteGathered(at) {
      await change({}, { $set: { 'lessons.gatheredAt': at } });
    },

    async relearn() {
      await change({}, { $inc: { 'lessons.revision': 1 } });
    },

    async stop() {
      await trainer?.stop();
    },
  };
}
