import type { mongo } from 'mongoose';
import { isDuplicateKey, placesRefused } from '../database/duplicate-key.js';
import { inLots } from '../database/lots.js';
import type { RememberedChat } from './remembered-chats.js';

/** The write that consumes an update of one chat, with the guard by which it does nothing. */
export interface Consumption {
  readonly updateId: number;
  readonly filter: mongo.Filter<RememberedChat> & { readonly _id: string };
  readonly update: mongo.UpdateFilter<RememberedChat>;
}

/** `seen`: the update is consumed, by this write or by somebody else's. */
type Consumed = 'written' | 'seen' | 'not';

/** Updates of different chats that end at the same moment, consumed by one command, so that one commit serves them. */
export interface WriteTogether {
  consume(consumption: Consumption): Promise<Consumed>;
  /** Writes a chat that nobody has written in before; false if it is there. */
  insert(chat: RememberedChat): Promise<boolean>;
}

/** Chats written by one command at most. */
const MOST = 50;

/** The common writes on the chats. Whatever fails is tried once more alone, which the guards make harmless. */
export function createWriteTogether(
  chats: Pick<mongo.Collection<RememberedChat>, 'bulkWrite' | 'insertMany' | 'find'>,
): WriteTogether {
  /** Which of several updates are consumed: the answer to their common write only counts them. */
  async function lookWhich(all: readonly Consumption[]): Promise<readonly Consumed[]> {
    const ids = all.map(({ filter }) => filter._id);
    const found = await chats.find({ _id: { $in: ids } }, { projection: { seen: 1 } }).toArray();
    const seenIn = new Map(found.map(({ _id, seen }) => [_id, seen]));
    return all.map(({ filter, updateId }) =>
      seenIn.get(filter._id)?.includes(updateId) === true ? 'seen' : 'not',
    );
  }

  const consume = inLots<Consumption, Consumed>(async (all) => {
    const { matchedCount } = await chats.bulkWrite(
      all.map(({ filter, update }) => ({ updateOne: { filter, update } })),
      { ordered: false },
    );
    if (matchedCount === all.length) return all.map(() => 'written');
    return all.length === 1 ? ['not'] : lookWhich(all);
  }, MOST);

  const insert = inLots<RememberedChat, boolean>(async (all) => {
    try {
      await chats.insertMany([...all], { ordered: false });
      return all.map(() => true);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const refused = new Set(placesRefused(error));
      return all.map((_chat, place) => !refused.has(place));
    }
  }, MOST);

  return { consume, insert };
}
