import type { City, DistrictArea } from '../city.js';
import { districtAt } from '../districts.js';
import { boxAround, doOverlap, ringsOf } from './area-shape.js';
import { doesCrossItself } from './crossing-lines.js';
import { findOverlaps } from './overlaps.js';

/** Doubts about new areas that are formally correct; counts are of open requests. */
export type AreaWarning =
  | { readonly code: 'swappedAxes' | 'elsewhere' }
  | { readonly code: 'otherSystem'; readonly system: string }
  | { readonly code: 'noArea' | 'crossing'; readonly units: readonly string[] }
  | { readonly code: 'overlap'; readonly units: readonly [string, string]; readonly share: number }
  | { readonly code: 'moved' | 'lost'; readonly count: number };

/** Where an open request is. */
interface OpenPlace {
  readonly latitude: number;
  readonly longitude: number;
}

/** The areas of a city before and after a change, and the data to judge it by. */
export interface AreaChange {
  readonly before: readonly DistrictArea[];
  readonly after: readonly DistrictArea[];
  readonly units: City['units'];
  readonly openPlaces: readonly OpenPlace[];
  /** The coordinate system that the file names, if it is not GeoJSON's own. */
  readonly system?: string;
}

/** Warnings about new areas, and a picture of them beside the old ones (PNG). */
export interface AreaReview {
  readonly warnings: readonly AreaWarning[];
  readonly picture?: Buffer;
}

/** Checks areas as somebody who knows the city would: where they are, what is missing, whom it concerns. */
export function checkAreas({ before, after, units, openPlaces, system }: AreaChange): readonly AreaWarning[] {
  const drawn = new Set(after.map(({ unit }) => unit));
  const noArea = units
    .filter(({ code, kind }) => kind === 'district' && !drawn.has(code))
    .map(({ code }) => code);
  const crossing = after.filter((area) => ringsOf(area).some(doesCrossItself)).map(({ unit }) => unit);
  return [
    ...(system === undefined ? [] : [{ code: 'otherSystem', system } as const]),
    ...whereabouts(before, after),
    ...(noArea.length === 0 ? [] : [{ code: 'noArea', units: noArea } as const]),
    ...(crossing.length === 0 ? [] : [{ code: 'crossing', units: crossing } as const]),
    ...findOverlaps(after).map((overlap) => ({ code: 'overlap', ...overlap }) as const),
    ...countMoves(before, after, openPlaces),
  ];
}

function whereabouts(
  before: readonly DistrictArea[],
  after: readonly DistrictArea[],
): readonly AreaWarning[] {
  const [old, now] = [boxAround(before), boxAround(after)];
  if (old === undefined || now === undefined || doOverlap(old, now)) return [];
  const swapped = { west: now.south, east: now.north, south: now.west, north: now.east };
  return [{ code: doOverlap(old, swapped) ? 'swappedAxes' : 'elsewhere' }];
}

function countMoves(
  before: readonly DistrictArea[],
  after: readonly DistrictArea[],
  places: readonly OpenPlace[],
): readonly AreaWarning[] {
  const [old, now] = [districtFinder(before), districtFinder(after)];
  let moved = 0;
  let lost = 0;
  for (const place of places) {
    const [from, to] = [old(place), now(place)];
    if (from === to) continue;
    if (to === undefined) lost += 1;
    else moved += 1;
  }
  const counted = [
    { code: 'moved', count: moved },
    { code: 'lost', count: lost },
  ] as const;
  return counted.filter(({ count }) => count > 0);
}

/** Finds the districts of many places: an area whose rectangle does not contain the place is skipped. */
function districtFinder(areas: readonly DistrictArea[]): (place: OpenPlace) => string | undefined {
  const boxes = areas.map((area) => ({ area, box: boxAround([area]) }));
  return (place) => {
    const { latitude, longitude } = place;
    const point = { west: longitude, east: longitude, south: latitude, north: latitude };
    const near = boxes.filter(({ box }) => box !== undefined && doOverlap(box, point));
    return districtAt(
      place,
      near.map(({ area }) => area),
    );
  };
}
