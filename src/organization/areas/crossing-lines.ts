import type { Corner } from './area-shape.js';

interface Line {
  readonly index: number;
  readonly from: Corner;
  readonly to: Corner;
}

/** True for a closed line that crosses itself, as when its corners are in the wrong order. */
export function doesCrossItself(ring: readonly Corner[]): boolean {
  const lines = ring.slice(1).flatMap((to, index): readonly Line[] => {
    const from = ring[index];
    return from === undefined ? [] : [{ index, from, to }];
  });
  const byStart = [...lines].sort((one, other) => westOf(one) - westOf(other));
  let open: Line[] = [];
  for (const line of byStart) {
    open = open.filter((earlier) => eastOf(earlier) >= westOf(line));
    if (open.some((earlier) => !areNeighbours(line, earlier, lines.length) && doCross(line, earlier)))
      return true;
    open.push(line);
  }
  return false;
}

function westOf({ from, to }: Line): number {
  return Math.min(from[0], to[0]);
}

function eastOf({ from, to }: Line): number {
  return Math.max(from[0], to[0]);
}

/** Consecutive lines meet at their corner, which is not a crossing. */
function areNeighbours({ index: one }: Line, { index: other }: Line, count: number): boolean {
  const apart = Math.abs(one - other);
  return apart <= 1 || apart === count - 1;
}

function doCross({ from: a, to: b }: Line, { from: c, to: d }: Line): boolean {
  return sideOf(a, b, c) * sideOf(a, b, d) < 0 && sideOf(c, d, a) * sideOf(c, d, b) < 0;
}

/** The side on which a third corner lies of the line from one corner to another: positive, negative, or 0. */
function sideOf(from: Corner, to: Corner, at: Corner): number {
  return Math.sign((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]));
}
