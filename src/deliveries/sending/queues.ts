import { compareDeliveries, type Delivery, type StoredDelivery } from '../delivery.js';

/** A delivery queued in memory, with the time of its next attempt after a temporary failure. */
export type Waiting = Delivery & Partial<Pick<StoredDelivery, 'retryAt' | 'attempts' | 'ambiguous'>>;

/** The deliveries that a sender knows to be due, by person and in order. */
export interface Queues {
  /** Queues a delivery unless it is queued already. False if there is no room for it. */
  add(delivery: Waiting): boolean;
  /** How many deliveries are queued. */
  size(): number;
  hasRoom(): boolean;
  /** The people with queued deliveries, in the order of their arrival. */
  people(): readonly string[];
  /** The people whose queue is at least half full: they need no more for now. */
  provided(): readonly string[];
  first(person: string): Waiting | undefined;
  /** Removes a finished delivery. */
  remove(delivery: Delivery): void;
  /** Removes all deliveries of a person, or of everybody. */
  clear(person?: string): void;
  /** True if a later edit of the same message is queued, so that this one can be skipped. */
  isOvertaken(delivery: Delivery): boolean;
}

/** Queues of at most `most` deliveries, `mostOfOne` for one person; the rest stays in the database. */
export function createQueues({
  most,
  mostOfOne,
}: {
  readonly most: number;
  readonly mostOfOne: number;
}): Queues {
  const queues = new Map<string, Waiting[]>();
  let size = 0;

  const hasRoom = () => size < most;

  return {
    size: () => size,
    hasRoom,
    provided: () => [...queues].flatMap(([person, { length }]) => (length * 2 < mostOfOne ? [] : [person])),
    add(delivery) {
      const queue = queues.get(delivery.person) ?? [];
      if (queue.some(({ _id }) => _id === delivery._id)) return true;
      if (!hasRoom() || queue.length >= mostOfOne) return false;
      const after = queue.findLastIndex((waiting) => compareDeliveries(waiting, delivery) <= 0);
      queue.splice(after + 1, 0, delivery);
      queues.set(delivery.person, queue);
      size += 1;
      return true;
    },
    people: () => [...queues.keys()],
    first: (person) => queues.get(person)?.[0],
    remove({ _id, person }) {
      const queue = queues.get(person) ?? [];
      const left = queue.filter((waiting) => waiting._id !== _id);
      size -= queue.length - left.length;
      if (left.length === 0) queues.delete(person);
      else queues.set(person, left);
    },
    clear(person) {
      if (person === undefined) {
        queues.clear();
        size = 0;
        return;
      }
      size -= queues.get(person)?.length ?? 0;
      queues.delete(person);
    },
    isOvertaken(delivery) {
      if (delivery.kind !== 'update') return false;
      return (queues.get(delivery.person) ?? []).some(
        (other) =>
          other._id !== delivery._id &&
          other.kind === 'update' &&
          other.messageId === delivery.messageId &&
          compareDeliveries(delivery, other) <= 0,
      );
    },
  };
}
