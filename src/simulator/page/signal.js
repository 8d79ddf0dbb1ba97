/**
 * Makes something that others can listen to.
 *
 * @template Value
 */
export function createSignal() {
  /** @type {Set<(value: Value) => void>} */
  const listeners = new Set();
  return {
    /** Calls `listener` at every announcement until the returned function is called. */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce(value) {
      for (const listener of [...listeners]) listener(value);
    },
  };
}
