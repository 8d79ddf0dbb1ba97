import { byOrder, type Delivery, type StoredDelivery } from '../delivery.js';

/** A delivery that waits in memory, with when its next attempt is after one that failed for now. */
export type Waiting = Delivery & Pick<Partial<StoredDelivery>, 'retryAt'>;

/** What a sender knows to be due, by person and in order. */
export interface Queues {
  /** Takes in a delivery; one that waits already is not taken twice. False when there is no room for it. */
  add(delivery: Waiting): boolean;
  /** How many wait. */
  size(): number;
  hasRoom(): boolean;
  /** The people for whom something waits, in the order in which it came. */
  people(): readonly string[];
  /** The people for whom at least half as many wait as may for one: they need no more for now. */
  provided(): readonly string[];
  first(person: string): Waiting | undefined;
  /** Takes away a delivery that is done with. */
  remove(delivery: Delivery): void;
  /** Takes away everything that waits for a person. */
  clear(person?: string): void;
  /** True when a later edit of the same message waits, so that this one need not be made. */
  isOvertaken(delivery: Delivery): boolean;
}

/** Queues that hold at most `most` deliveries, `mostOfOne` of one person; the database holds the others. */
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
      const after = queue.findLastIndex((waiting) => byOrder(waiting, delivery) <= 0);
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
          byOrder(delivery, other) <= 0,
      );
    },
  };
}
