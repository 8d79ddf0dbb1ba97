import { createHash } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema } from '../database/typed-collection.js';

/** A canned sentence of a unit for its answers. */
export interface Phrase {
  /** Computed from its words, so that the same sentence is stored once. */
  readonly id: string;
  readonly text: string;
}

/** The most sentences of a unit, and the most code points of one. */
export const MOST_PHRASES = 20;
export const LONGEST_PHRASE = 500;

/** The canned sentences of units; every access goes by the unit. */
export interface PhraseStore {
  /** The sentences of a unit, oldest first. */
  of(unit: string): Promise<readonly Phrase[]>;
  /** Adds a sentence; an existing one is not added twice. False if there is no room. */
  add(unit: string, text: string): Promise<boolean>;
  remove(unit: string, id: string): Promise<void>;
}

interface PhrasesDocument {
  _id: string;
  phrases: Phrase[];
}

const phrasesSchema = createDocumentSchema<PhrasesDocument>('phrases', {
  _id: { type: String, required: true },
  phrases: { type: [Schema.Types.Mixed], required: true },
});

/** The sentences on a connection. */
export function createPhraseStore(connection: Connection): PhraseStore {
  const model = connection.model<PhrasesDocument>('Phrases', phrasesSchema);

  async function phrasesOf(unit: string): Promise<readonly Phrase[]> {
    return (await model.findById(unit).lean<PhrasesDocument>().exec())?.phrases ?? [];
  }

  return {
    of: phrasesOf,

    async add(unit, text) {
      const id = createHash('sha256').update(text).digest('hex').slice(0, 12);
      const hasRoom = { [`phrases.${MOST_PHRASES - 1}`]: { $exists: false } };
      try {
        await model
          .updateOne(
            { _id: unit, 'phrases.id': { $ne: id }, ...hasRoom },
            { $push: { phrases: { id, text } } },
            { upsert: true },
          )
          .exec();
        return true;
      } catch (error) {
        // The unit's document exists, and has the sentence already or no room for it.
        if (!isDuplicateKey(error)) throw error;
        return (await phrasesOf(unit)).some((phrase) => phrase.id === id);
      }
    },

    async remove(unit, id) {
      await model.updateOne({ _id: unit }, { $pull: { phrases: { id } } }).exec();
    },
  };
}
