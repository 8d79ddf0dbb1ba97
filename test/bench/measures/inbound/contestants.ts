import type { Connection } from 'mongoose';
import type { Ground } from '../../ground.js';
import {
  type Side,
  type SideOptions,
  startLeastSide,
  startPlainSide,
  startProductSide,
} from '../../sides.js';

/** A program with which people file. */
export interface Contestant {
  readonly name: string;
  start(ground: Ground, options: SideOptions): Promise<Side>;
  /** How many requests of each person it has stored, by the person's id. */
  filedBy(connection: Connection): Promise<ReadonlyMap<number, number>>;
}

/** The product itself. */
export const product: Contestant = {
  name: 'the product',
  start: startProductSide,
  filedBy: (connection) => countBy(connection, 'requests', '$state.citizen'),
};

/** A bot as such bots are usually written. */
export const plainBot: Contestant = {
  name: 'plain bot',
  start: startPlainSide,
  filedBy: (connection) => countBy(connection, 'plainRequests', '$chat'),
};

/** The least that must happen, with as many calls to Telegram for a filing. */
export function leastWith(calls: number): Contestant {
  return {
    name: 'the least that must happen',
    start: (ground, options) => startLeastSide(ground, options, calls),
    filedBy: (connection) =>
      countBy(connection, 'leastChats', '$_id', { $size: { $ifNull: ['$requests', []] } }),
  };
}

async function countBy(
  connection: Connection,
  collection: string,
  person: string,
  count: object = { $literal: 1 },
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  const found = connection
    .collection(collection)
    .aggregate<{ readonly person: unknown; readonly count: number }>([{ $project: { person, count } }]);
  for await (const one of found) {
    const id = Number(one.person);
    counts.set(id, (counts.get(id) ?? 0) + one.count);
  }
  return counts;
}
