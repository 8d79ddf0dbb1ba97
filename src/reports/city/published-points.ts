import type { ReportLine } from '../tally.js';
import type { CountedPoint } from './counted-points.js';
import { hideCells, isShown } from './hidden-cells.js';

/** How many requests lie around a point, as the public reads it. */
export interface PublicPoint {
  readonly latitude: number;
  readonly longitude: number;
  /** The district in which most of them lie, if any. */
  readonly district?: string;
  readonly count: number;
  /** How many of them are open; absent where one of both would be a count that is hidden. */
  readonly open?: number;
}

/**
 * The points without those of which the count could be about one person. Since the public knows how many requests a
 * district has, what is hidden of one are its other requests too: none of them follows from what is left over.
 */
export function publishPoints(
  points: readonly CountedPoint[],
  districts: readonly ReportLine[],
): readonly PublicPoint[] {
  const shown = new Map<string, CountedPoint>();
  for (const district of new Set(points.map((point) => point.district))) {
    const inside = points.filter((point) => point.district === district);
    for (const point of shownIn(
      inside,
      districts.find(({ code }) => code === district)?.figures.filed ?? 0,
    )) {
      const key = `${point.latitude} ${point.longitude}`;
      const other = shown.get(key);
      shown.set(key, other === undefined ? point : together(other, point));
    }
  }
  return [...shown.values()].map(({ open, closed, ...where }) => ({
    ...where,
    count: open + closed,
    ...(isShown([open, closed]) ? { open } : {}),
  }));
}

/** The points of a district that has so many requests in all. */
function shownIn(points: readonly CountedPoint[], filed: number): readonly CountedPoint[] {
  const counts = points.map(({ open, closed }) => open + closed);
  const elsewhere = Math.max(0, filed - counts.reduce((sum, count) => sum + count, 0));
  const cells = hideCells([...counts, elsewhere], true);
  return points.filter((_, index) => cells[index] !== undefined);
}

/** Two parts of one point that lie in two districts. */
function together(one: CountedPoint, other: CountedPoint): CountedPoint {
  const larger = one.open + one.closed >= other.open + other.closed ? one : other;
  return { ...larger, open: one.open + other.open, closed: one.closed + other.closed };
}
