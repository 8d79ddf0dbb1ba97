/**
 * What a process has read, by id, while nobody else can change the database. The least recently used goes first; what
 * has changed is read again.
 */
export interface Memory<Value> {
  /** What is remembered under an id, else what is read; undefined is read again each time. */
  find(id: string, read: (id: string) => Promise<Value | undefined>): Promise<Value | undefined>;
  /** The same for several ids, of which those that are not remembered are read together; without those that are not there. */
  findMany<Id extends string>(
    ids: readonly Id[],
    read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Value>>,
  ): Promise<ReadonlyMap<Id, Value>>;
  /** To be called after each change, of one id or of many: what was being read meanwhile is not remembered either. */
  forget(id?: string): void;
}

/** A memory of so many values; what it has read counts in the period in which it was read. */
export function createMemory<Value>({
  alonePeriod,
  most = 2_000,
}: {
  /** The period in which nobody else can change the database, undefined outside of one (src/watch/solitude.ts). */
  readonly alonePeriod: () => number | undefined;
  readonly most?: number;
}): Memory<Value> {
  const known = new Map<string, { readonly value: Value; readonly period: number }>();
  const reading = new Map<string, number>();
  let readings = 0;

  function keep(id: string, value: Value, period: number): void {
    // A map knows its keys in the order in which they were set.
    known.delete(id);
    known.set(id, { value, period });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
  }

  /** What is remembered of these ids. */
  function recall<Id extends string>(ids: readonly Id[], period: number): Map<Id, Value> {
    const found = new Map<Id, Value>();
    for (const id of ids) {
      const remembered = known.get(id);
      if (remembered?.period !== period) continue;
      keep(id, remembered.value, period);
      found.set(id, remembered.value);
    }
    return found;
  }

  /** Reads what is not remembered, and remembers what nobody has changed meanwhile. */
  async function readAndKeep<Id extends string>(
    ids: readonly Id[],
    read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Value>>,
    period: number,
  ): Promise<ReadonlyMap<Id, Value>> {
    readings += 1;
    const mine = readings;
    for (const id of ids) reading.set(id, mine);
    try {
      const found = await read(ids);
      for (const [id, value] of found) if (reading.get(id) === mine) keep(id, value, period);
      return found;
    } finally {
      for (const id of ids) if (reading.get(id) === mine) reading.delete(id);
    }
  }

  async function findMany<Id extends string>(
    ids: readonly Id[],
    read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Value>>,
  ): Promise<ReadonlyMap<Id, Value>> {
    const period = alonePeriod();
    const recalled = period === undefined ? new Map<Id, Value>() : recall(ids, period);
    const unknown = [...new Set(ids)].filter((id) => !recalled.has(id));
    if (unknown.length === 0) return recalled;
    const found = period === undefined ? await read(unknown) : await readAndKeep(unknown, read, period);
    return new Map([...recalled, ...found]);
  }

  return {
    async find(id, read) {
      const found = await findMany([id], async () => {
        const value = await read(id);
        return new Map(value === undefined ? [] : [[id, value]]);
      });
      return found.get(id);
    },
    findMany,
    forget(id) {
      if (id === undefined) {
        known.clear();
        reading.clear();
        return;
      }
      known.delete(id);
      reading.delete(id);
    },
  };
}
