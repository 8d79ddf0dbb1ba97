import { type Connection, Schema } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../../database/typed-collection.js';
import type { CityFigures } from './city-figures.js';
import type { Publication } from './publication.js';
import { publish } from './published.js';

/** A period as it was counted, and what the public is told of it. */
export interface KeptFigures {
  readonly figures: CityFigures;
  readonly publication: Publication;
}

/** The figures of the fixed periods, as they were counted last. */
export interface CityFiguresStore {
  find(id: string): Promise<KeptFigures | undefined>;
  /** The ids of periods of which the public has not been told everything since before that moment. */
  heldSince(before: Date): Promise<readonly string[]>;
  /** The ids of all periods that were ever counted. */
  ids(): Promise<readonly string[]>;
  /** Replaces the figures of these periods, and notes that whatever changed before `lookedAt` is in them. */
  save(figures: readonly KeptFigures[], lookedAt: Date): Promise<void>;
  /** Up to when changes have been counted; undefined if never, or by the rules of another version. */
  lookedAt(): Promise<Date | undefined>;
}

interface FiguresDocument {
  readonly _id: string;
  readonly at: Date;
  /** By which rules was counted: in the document that only says up to when was looked, since there were others. */
  readonly rules?: number;
  /** Absent in the document that only says up to when was looked. */
  readonly figures?: CityFigures;
  /** Absent where an earlier version has counted. */
  readonly publication?: Publication;
}

const LOOKED = 'looked';
/** One more whenever a count is added or told by another rule: all periods are counted anew then. */
const RULES = 2;

const figuresSchema = createDocumentSchema<FiguresDocument>(
  'cityFigures',
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    rules: { type: Number },
    figures: { type: Schema.Types.Mixed },
    publication: { type: Schema.Types.Mixed },
  },
  { keepsEmpty: true },
);

figuresSchema.index({ 'publication.isHeld': 1, 'publication.wholeAt': 1 });

/** The figures on a connection. */
export function createCityFiguresStore(connection: Connection): CityFiguresStore {
  const model = connection.model<FiguresDocument>('CityFigures', figuresSchema);

  return {
    async find(id) {
      const found = await model.findById(id).lean<FiguresDocument>().exec();
      const figures = found?.figures;
      if (figures === undefined) return undefined;
      const { publication = { shown: publish(figures), wholeAt: figures.asOf, isHeld: false } } = found ?? {};
      return { figures, publication };
    },

    async heldSince(before) {
      const held = { 'publication.isHeld': true, 'publication.wholeAt': { $lt: before } };
      const found = await model.find(held, { _id: 1 }).lean<Pick<FiguresDocument, '_id'>[]>().exec();
      return found.map(({ _id }) => _id);
    },

    async ids() {
      const found = await model.find({}, { _id: 1 }).lean<Pick<FiguresDocument, '_id'>[]>().exec();
      return found.flatMap(({ _id }) => (_id === LOOKED ? [] : [_id]));
    },

    async save(all, lookedAt) {
      const collection = typedCollection(model);
      for (const { figures, publication } of all) {
        const { id, asOf: at } = figures;
        // What is hidden is absent, and not null.
        const options = { upsert: true, ignoreUndefined: true };
        await collection.replaceOne({ _id: id }, { at, figures, publication }, options);
      }
      // Last of all: what a crash cut short is counted once more.
      await collection.replaceOne({ _id: LOOKED }, { at: lookedAt, rules: RULES }, { upsert: true });
    },

    async lookedAt() {
      const looked = await model.findById(LOOKED).lean<FiguresDocument>().exec();
      return looked?.rules === RULES ? looked.at : undefined;
    },
  };
}
