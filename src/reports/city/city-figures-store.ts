import { type Connection, Schema } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../../database/typed-collection.js';
import type { CityFigures } from './city-figures.js';

/** The figures of the fixed periods, as they were counted last. */
export interface CityFiguresStore {
  find(id: string): Promise<CityFigures | undefined>;
  /** The ids of all periods that were ever counted. */
  ids(): Promise<readonly string[]>;
  /** Replaces the figures of these periods, and notes that whatever changed before `lookedAt` is in them. */
  save(figures: readonly CityFigures[], lookedAt: Date): Promise<void>;
  /** Up to when changes have been counted; undefined if never. */
  lookedAt(): Promise<Date | undefined>;
}

interface FiguresDocument {
  readonly _id: string;
  readonly at: Date;
  /** Absent in the document that only says up to when was looked. */
  readonly figures?: CityFigures;
}

const LOOKED = 'looked';

const figuresSchema = createDocumentSchema<FiguresDocument>(
  'cityFigures',
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    figures: { type: Schema.Types.Mixed },
  },
  { keepsEmpty: true },
);

/** The figures on a connection. */
export function createCityFiguresStore(connection: Connection): CityFiguresStore {
  const model = connection.model<FiguresDocument>('CityFigures', figuresSchema);

  return {
    async find(id) {
      return (await model.findById(id).lean<FiguresDocument>().exec())?.figures;
    },

    async ids() {
      const found = await model.find({}, { _id: 1 }).lean<Pick<FiguresDocument, '_id'>[]>().exec();
      return found.flatMap(({ _id }) => (_id === LOOKED ? [] : [_id]));
    },

    async save(all, lookedAt) {
      const collection = typedCollection(model);
      for (const figures of all) {
        const { id, asOf: at } = figures;
        await collection.replaceOne({ _id: id }, { at, figures }, { upsert: true });
      }
      // Last of all: what a crash cut short is counted once more.
      await collection.replaceOne({ _id: LOOKED }, { at: lookedAt }, { upsert: true });
    },

    async lookedAt() {
      return (await model.findById(LOOKED).lean<FiguresDocument>().exec())?.at;
    },
  };
}
