import type { Model, QueryFilter, UpdateQuery } from 'mongoose';
import { inLots } from './lots.js';

/** A change of one document; doing it twice does no harm. */
interface Change<Stored> {
  readonly id: string;
  readonly update: UpdateQuery<Stored>;
  /** True where a document that is not there yet is added. */
  readonly isAdded?: boolean;
}

/** From so many documents on two commands for all are fewer than one for each. */
const LEAST_TOGETHER = 3;

/** Changes documents, those of the same moment together; resolves to each as it is then, undefined for none. */
export function createChangeTogether<Stored extends { readonly _id: string }>(
  model: Model<Stored>,
): (change: Change<Stored>) => Promise<Stored | undefined> {
  // The compiler cannot see that the id of a type that is not known yet is the text it has to be.
  const withId = (_id: unknown) => ({ _id }) as QueryFilter<Stored>;

  async function alone({ id, update, isAdded = false }: Change<Stored>): Promise<Stored | undefined> {
    const changed = await model
      .findOneAndUpdate(withId(id), update, { upsert: isAdded, returnDocument: 'after' })
      .lean<Stored>()
      .exec();
    return changed ?? undefined;
  }

  return inLots<Change<Stored>, Stored | undefined>(async (changes) => {
    if (changes.length < LEAST_TOGETHER) return Promise.all(changes.map(alone));
    const writes = changes.map(({ id, update, isAdded = false }) => ({
      updateOne: { filter: withId(id), update, upsert: isAdded },
    }));
    // Nor that it is a document.
    await model.bulkWrite(writes as never, { ordered: false });
    const ids = changes.map(({ id }) => id);
    const found = await model
      .find(withId({ $in: ids }))
      .lean<Stored[]>()
      .exec();
    const changed = new Map(found.map((one) => [one._id, one]));
    return ids.map((id) => changed.get(id));
  });
}
