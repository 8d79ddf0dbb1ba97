import type { Clock } from '../clock.js';

/** Caches a value for `ms` milliseconds; callers in the meantime share the same read. */
export function cacheFor<Value>(ms: number, clock: Clock, read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now().getTime();
    if (reading === undefined || now - readAt >= ms) {
      readAt = now;
      reading = read().catch((error) => {
        reading = undefined;
        throw error;
      });
    }
    return reading;
  };
}
