/** A count below this is hidden: it could be about one person. */
export const LEAST_SHOWN = 5;

/** A count as it is published: undefined if it is hidden. */
export type Published = number | undefined;

/**
 * The cells of a sum; those that have to be are hidden. Each cell is a count, followed by the parts of it that must not
 * become known either. Where the sum itself is known, others are hidden too, the smallest first.
 */
export function hideCells(cells: readonly (readonly number[])[], isSumKnown: boolean): readonly Published[] {
  const counts = cells.map(([count = 0]) => count);
  const hidden = new Set(cells.flatMap((parts, index) => (isShown(parts) ? [] : [index])));
  if (isSumKnown && hidden.size > 0) {
    const others = counts
      .map((count, index) => ({ count, index }))
      .filter(({ index }) => !hidden.has(index))
      .toSorted(
        (one, other) => Number(one.count === 0) - Number(other.count === 0) || one.count - other.count,
      );
    for (const { index } of others) {
      const sum = [...hidden].reduce((known, cell) => known + (counts[cell] ?? 0), 0);
      if (hidden.size > 1 && sum >= LEAST_SHOWN) break;
      hidden.add(index);
    }
  }
  return counts.map((count, index) => (hidden.has(index) ? undefined : count));
}

/** True for parts of which none is so small that it could be about one person. */
export function isShown(parts: readonly number[]): boolean {
  return parts.every((count) => count === 0 || count >= LEAST_SHOWN);
}
