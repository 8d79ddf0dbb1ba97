/**
 * What a process that nobody else can change the database of has read, by id. The least recently used goes first; what
 * has changed is read again.
 */
export interface Memory<Value> {
  /** What is remembered under an id, else what is read; undefined is read again each time. */
  find(id: string, read: (id: string) => Promise<Value | undefined>): Promise<Value | undefined>;
  /** To be called after each change, of one id or of many: what was being read meanwhile is not remembered either. */
  forget(id?: string): void;
}

/** A memory of so many values, or without `isAlone` one that remembers nothing. */
export function createMemory<Value>({
  isAlone,
  most = 2_000,
}: {
  readonly isAlone: boolean;
  readonly most?: number;
}): Memory<Value> {
  const known = new Map<string, Value>();
  const reading = new Map<string, number>();
  let readings = 0;

  function keep(id: string, value: Value): void {
    // A map knows its keys in the order in which they were set.
    known.delete(id);
    known.set(id, value);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
  }

  return {
    async find(id, read) {
      const remembered = known.get(id);
      if (remembered !== undefined) {
        keep(id, remembered);
        return remembered;
      }
      readings += 1;
      const mine = readings;
      if (isAlone) reading.set(id, mine);
      try {
        const found = await read(id);
        if (found !== undefined && reading.get(id) === mine) keep(id, found);
        return found;
      } finally {
        if (reading.get(id) === mine) reading.delete(id);
      }
    },
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
