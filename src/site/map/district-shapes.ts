import { boxAround, ringsOf } from '../../organization/areas/area-shape.js';
import { projectBox } from '../../organization/areas/map-projection.js';
import type { DistrictArea } from '../../organization/city.js';

/** A point of the map, in its units. */
type MapPoint = readonly [x: number, y: number];

/** A district as it is drawn. */
interface DistrictShape {
  readonly unit: string;
  /** Its border as a path of SVG; even-odd, since there may be holes. */
  readonly path: string;
  /** A point inside it, where it is widest: there its name stands, in the middle of so many units. */
  readonly middle: MapPoint;
  readonly room: number;
}

/** The districts on a map of `MAP_WIDTH` units. */
export interface DistrictShapes {
  readonly height: number;
  readonly shapes: readonly DistrictShape[];
  /** Where a point of the earth lies on the map; undefined outside of it. */
  place(point: { readonly latitude: number; readonly longitude: number }): MapPoint | undefined;
}

export const MAP_WIDTH = 1_000;
const MOST_HEIGHT = 1_400;
const MARGIN = 8;
/** Units to which corners are moved: finer than a screen shows, and so few that the page stays light. */
const GRID = 2;
/** A closed line with fewer corners has no inside. */
const LEAST_CORNERS = 3;
/** Heights at which a place for the name is looked for. */
const LINES = 15;

/**
 * The areas as they are drawn; undefined where none is known. Corners are moved to a grid and those that fall together
 * are left out: the corners that neighbours share stay the same, so that no gap opens between them, and however exact the
 * city's file is, the border of an area cannot have more corners than the grid has room for.
 */
export function drawDistricts(areas: readonly DistrictArea[]): DistrictShapes | undefined {
  const box = boxAround(areas);
  if (box === undefined) return undefined;
  const { height, place } = projectBox(box, { width: MAP_WIDTH, mostHeight: MOST_HEIGHT, margin: MARGIN });
  const onGrid = (value: number) => Math.round(value / GRID) * GRID;
  return {
    height,
    place({ latitude, longitude }) {
      const [x, y] = place([longitude, latitude]);
      const isInside = x >= 0 && x <= MAP_WIDTH && y >= 0 && y <= height;
      return isInside ? [Math.round(x), Math.round(y)] : undefined;
    },
    shapes: areas.flatMap((area) => {
      const rings = ringsOf(area)
        .map((ring) =>
          withoutIdleCorners(ring.map((corner) => place(corner)).map(([x, y]) => [onGrid(x), onGrid(y)])),
        )
        .filter((ring) => ring.length >= LEAST_CORNERS);
      if (rings.length === 0) return [];
      return [{ unit: area.unit, path: rings.map(pathOf).join(''), ...widestPlace(rings) }];
    }),
  };
}

/** A closed line without its last corner, which is its first, and without corners that change nothing. */
function withoutIdleCorners(ring: readonly MapPoint[]): readonly MapPoint[] {
  const kept: MapPoint[] = [];
  for (const corner of ring) {
    while (kept.length > 0 && isIdle(kept.at(-2), kept.at(-1), corner)) kept.pop();
    kept.push(corner);
  }
  const [first] = kept;
  if (first !== undefined && kept.length > 1 && isSame(first, kept.at(-1))) kept.pop();
  return kept;
}

/** True for a corner at the place of the next one, or on the straight line to it. */
function isIdle(before: MapPoint | undefined, corner: MapPoint | undefined, after: MapPoint): boolean {
  if (corner === undefined || isSame(corner, after)) return true;
  if (before === undefined) return false;
  const [ax, ay] = [corner[0] - before[0], corner[1] - before[1]];
  const [bx, by] = [after[0] - corner[0], after[1] - corner[1]];
  return ax * by === ay * bx && ax * bx + ay * by > 0;
}

function isSame([x, y]: MapPoint, other: MapPoint | undefined): boolean {
  return other !== undefined && x === other[0] && y === other[1];
}

/** A path with the way from each corner to the next, which is shorter than where they lie. */
function pathOf(ring: readonly MapPoint[]): string {
  return `${ring
    .map(([x, y], index) => {
      const before = ring[index - 1];
      return before === undefined ? `M${x} ${y}` : `l${x - before[0]} ${y - before[1]}`;
    })
    .join('')}z`;
}

/** The middle of the longest stretch inside, of those at some heights between the uppermost and the lowest corner. */
function widestPlace(rings: readonly (readonly MapPoint[])[]): Pick<DistrictShape, 'middle' | 'room'> {
  const heights = rings.flat().map(([, y]) => y);
  const [top, bottom] = [Math.min(...heights), Math.max(...heights)];
  let widest: { readonly from: number; readonly to: number; readonly y: number } | undefined;
  for (let line = 1; line <= LINES; line += 1) {
    const y = top + ((bottom - top) * line) / (LINES + 1);
    const crossings = rings.flatMap((ring) => crossingsAt(ring, y)).toSorted((one, other) => one - other);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const [from = 0, to = 0] = crossings.slice(index, index + 2);
      // Of stretches alike, the one nearer to the middle.
      const isBetter =
        widest === undefined ||
        to - from > widest.to - widest.from + GRID ||
        (to - from > widest.to - widest.from - GRID && offMiddle(y) < offMiddle(widest.y));
      if (isBetter) widest = { from, to, y };
    }
  }
  function offMiddle(y: number): number {
    return Math.abs(y - (top + bottom) / 2);
  }
  const [[corner = 0] = []] = rings[0] ?? [];
  const { from, to, y } = widest ?? { from: corner, to: corner, y: top };
  return { middle: [Math.round((from + to) / 2), Math.round(y)], room: Math.round(to - from) };
}

/** Where a closed line crosses a height. */
function crossingsAt(ring: readonly MapPoint[], y: number): readonly number[] {
  return ring.flatMap(([x, from], index) => {
    const [nextX, to] = ring[(index + 1) % ring.length] ?? [x, from];
    if (from <= y === to <= y) return [];
    return [x + ((nextX - x) * (y - from)) / (to - from)];
  });
}
