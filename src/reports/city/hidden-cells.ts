/** A count below this is hidden: it could be about one person. */
export const LEAST_SHOWN = 5;

/** A count as it is published: undefined if it is hidden. */
export type Published = number | undefined;

/**
 * The cells of a sum; those that have to be are hidden: what is too small, and what is made of parts of which one is
 * hidden or too small, each part given with all its cells. Where the sum itself is known, others are hidden too, the
 * smallest first.
 */
export function hideCells(
  counts: readonly number[],
  isSumKnown: boolean,
  parts: readonly (readonly Published[])[] = [],
): readonly Published[] {
  const hidden = new Set(
    counts.flatMap((count, index) =>
      isShown([count]) && parts.every((part) => isShown([part[index]])) ? [] : [index],
    ),
  );
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

/** True for counts of which none is hidden or so small that it could be about one person. */
export function isShown(counts: readonly Published[]): boolean {
  return counts.every((count) => count !== undefined && (count === 0 || count >= LEAST_SHOWN));
}
