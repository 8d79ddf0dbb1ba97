import type { DistrictArea } from '../city.js';
import { boxAround, type Corner, ringsOf } from './area-shape.js';

/** Two overlapping areas: the shared part of the smaller one, from 0 to 1. */
export interface Overlap {
  readonly units: readonly [string, string];
  readonly share: number;
}

/** The number of lines from west to east along which areas are compared. */
const SCAN_LINES = 400;
/** If neighbours share less than this part of an area, their common border was merely drawn twice. */
const LEAST_SHARE = 0.01;

/** A part of a scan line inside an area. */
interface Stretch {
  readonly area: number;
  readonly from: number;
  readonly to: number;
}

/** Areas that overlap by more than a border that was drawn twice. */
export function findOverlaps(areas: readonly DistrictArea[]): readonly Overlap[] {
  const box = boxAround(areas);
  if (box === undefined) return [];
  const lengths = areas.map(() => 0);
  const shared = new Map<string, number>();
  for (let line = 0; line < SCAN_LINES; line += 1) {
    const latitude = box.south + ((line + 0.5) / SCAN_LINES) * (box.north - box.south);
    const stretches = areas
      .flatMap((area, index) => stretchesAt(area, index, latitude))
      .sort((one, other) => one.from - other.from);
    let open: Stretch[] = [];
    for (const stretch of stretches) {
      lengths[stretch.area] = (lengths[stretch.area] ?? 0) + stretch.to - stretch.from;
      open = open.filter(({ to }) => to > stretch.from);
      for (const earlier of open) {
        if (earlier.area === stretch.area) continue;
        const key = pairOf(earlier.area, stretch.area);
        const common = Math.min(earlier.to, stretch.to) - stretch.from;
        shared.set(key, (shared.get(key) ?? 0) + common);
      }
      open.push(stretch);
    }
  }
  return [...shared].flatMap(([key, length]) => {
    const [one = 0, other = 0] = key.split(' ').map(Number);
    const share = length / Math.min(lengths[one] ?? 0, lengths[other] ?? 0);
    const units = [areas[one]?.unit ?? '', areas[other]?.unit ?? ''] as const;
    return share < LEAST_SHARE || units[0] === units[1] ? [] : [{ units, share }];
  });
}

function pairOf(one: number, other: number): string {
  return `${Math.min(one, other)} ${Math.max(one, other)}`;
}

/**
 * The parts of a line of latitude inside an area: between its first and second crossing, its third and fourth
 * …
 */
function stretchesAt(area: DistrictArea, index: number, latitude: number): readonly Stretch[] {
  const crossings = ringsOf(area)
    .flatMap((ring) => crossingsAt(ring, latitude))
    .sort((one, other) => one - other);
  const stretches: Stretch[] = [];
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    stretches.push({ area: index, from: crossings[at] ?? 0, to: crossings[at + 1] ?? 0 });
  }
  return stretches;
}

function crossingsAt(ring: readonly Corner[], latitude: number): readonly number[] {
  const crossings: number[] = [];
  for (let at = 1; at < ring.length; at += 1) {
    const [from, to] = [ring[at - 1], ring[at]];
    if (from === undefined || to === undefined || from[1] > latitude === to[1] > latitude) continue;
    crossings.push(from[0] + ((latitude - from[1]) / (to[1] - from[1])) * (to[0] - from[0]));
  }
  return crossings;
}
