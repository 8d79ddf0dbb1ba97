import type { Sizes } from './sizes.js';
import { percentile, type Spread } from './statistics.js';

/** How one turn of reading went. */
export interface Reading {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** The p99 of so few looks would be that of a single one. */
const LEAST_LOOKS = 200;

/** How many pages are read in one turn. */
export function looksWith({ filers }: Pick<Sizes, 'filers'>): number {
  return Math.max(LEAST_LOOKS, filers * 5);
}

/** Reads pages, so many at a time; a page that is not there breaks it. */
export async function readPages(
  from: string,
  paths: readonly string[],
  { count, atOnce }: { readonly count: number; readonly atOnce: number },
): Promise<Reading> {
  const waits: number[] = [];
  let next = 0;
  const began = performance.now();
  const reader = async () => {
    for (let look = next++; look < count; look = next++) {
      const sent = performance.now();
      const response = await fetch(`${from}${paths[look % paths.length]}`);
      await response.text();
      if (response.status !== 200) throw new Error(`A page was answered with ${response.status}.`);
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, reader));
  return { perSecond: (count / (performance.now() - began)) * 1_000, p99: percentile(waits, 0.99) };
}

/** A spread with its unit, without decimals. */
export function inWords({ median, least, most }: Spread, unit: string): string {
  return `${Math.round(median)} ${unit} (${Math.round(least)} to ${Math.round(most)})`;
}
