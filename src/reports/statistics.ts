/**
 * The median of some numbers; with an even count, the mean of the middle two. Undefined if there are none.
 */
export function median(values: readonly number[]): number | undefined {
  return percentile(values, 50);
}

/**
 * The number below which `percent` per cent of some numbers lie, interpolated between its two neighbours;
 * undefined if there are none. `percent` is from 0 (the least) to 100 (the greatest).
 */
export function percentile(values: readonly number[], percent: number): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  const place = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (place - Math.floor(place));
}

/** The arithmetic mean of some numbers; undefined if there are none. */
export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
