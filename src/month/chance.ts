/** Randomness that is reproducible from a seed. */
export interface Chance {
  /** From 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** True with this probability: 0 is never, 1 is always. */
  happens(share: number): boolean;
  /** From one number (inclusive) to another (exclusive). */
  between(least: number, most: number): number;
  /** One of several values, which must not be empty; the weights are relative. */
  pick<Value>(values: readonly Value[], weightOf?: (value: Value) => number): Value;
}

/** A random generator from a seed, by Mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    next,
    happens: (share) => next() < share,
    between: (least, most) => least + next() * (most - least),
    pick(values, weightOf = () => 1) {
      let rest = next() * values.reduce((sum, value) => sum + weightOf(value), 0);
      for (const value of values) {
        rest -= weightOf(value);
        if (rest < 0) return value;
      }
      const last = values.at(-1);
      if (last === undefined) throw new RangeError('There is nothing to pick from.');
      return last;
    },
  };
}
