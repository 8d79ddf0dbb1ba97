import type { Counts } from '../carry-over.js';

/** The contents of a database, in words. */
export function describeCounts(counts: Counts): string {
  const documents = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${counts['requests'] ?? 0} requests (${documents} documents in ${Object.keys(counts).length} collections)`;
}

/** Seconds since a moment of the machine's timer, rounded up. */
export function secondsSince(since: number): number {
  return Math.ceil((performance.now() - since) / 1000);
}
