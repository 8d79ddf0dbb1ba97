/** Numbers the features from 0 on, in the order in which they are met. */
export interface FeatureTable {
  readonly size: number;
  /** The number of a feature by its hash; a new one if it was never met. */
  add(hash: number): number;
  /** The number of a feature by its hash, or -1 if it was never met. */
  find(hash: number): number;
}

/** Taken from the global object once: it is called for each feature of each example. */
const { imul } = Math;

const FIRST_CAPACITY = 1 << 16;
/** The share of places that may be taken before the table grows. */
const MOST_FILLED = 0.6;

/**
 * A hash table in two arrays (open addressing). A Map of a hundred thousand numbers would take several times
 * the memory and the startup time.
 */
export function createFeatureTable(): FeatureTable {
  let capacity = FIRST_CAPACITY;
  let hashes = new Int32Array(capacity);
  let numbers = new Int32Array(capacity).fill(-1);
  let size = 0;

  function placeOf(hash: number): number {
    let place = (imul(hash, 0x9e3779b1) >>> 0) & (capacity - 1);
    while (numbers[place] !== -1 && hashes[place] !== hash) place = (place + 1) & (capacity - 1);
    return place;
  }

  function grow(): void {
    const [oldHashes, oldNumbers] = [hashes, numbers];
    capacity *= 2;
    hashes = new Int32Array(capacity);
    numbers = new Int32Array(capacity).fill(-1);
    oldNumbers.forEach((number, old) => {
      if (number === -1) return;
      const place = placeOf(oldHashes[old] ?? 0);
      hashes[place] = oldHashes[old] ?? 0;
      numbers[place] = number;
    });
  }

  return {
    get size() {
      return size;
    },
    add(hash) {
      const place = placeOf(hash);
      const known = numbers[place] ?? -1;
      if (known !== -1) return known;
      hashes[place] = hash;
      numbers[place] = size;
      size += 1;
      if (size > capacity * MOST_FILLED) grow();
      return size - 1;
    },
    find: (hash) => numbers[placeOf(hash)] ?? -1,
  };
}
