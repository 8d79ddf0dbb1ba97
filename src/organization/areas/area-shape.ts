import type { DistrictArea } from '../city.js';

export type Corner = readonly [longitude: number, latitude: number];

/** The smallest rectangle around something, in degrees. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The closed lines that bound an area, outer and inner ones alike. */
export function ringsOf({ geometry }: DistrictArea): readonly (readonly Corner[])[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

/** The rectangle around areas; undefined around none. */
export function boxAround(areas: readonly DistrictArea[]): Box | undefined {
  let box: Box | undefined;
  for (const [longitude, latitude] of areas.flatMap((area) => ringsOf(area).flat())) {
    box = {
      west: Math.min(box?.west ?? longitude, longitude),
      south: Math.min(box?.south ?? latitude, latitude),
      east: Math.max(box?.east ?? longitude, longitude),
      north: Math.max(box?.north ?? latitude, latitude),
    };
  }
  return box;
}

/** True if two rectangles overlap or touch. */
export function doOverlap(one: Box, other: Box): boolean {
  return (
    one.west <= other.east && other.west <= one.east && one.south <= other.north && other.south <= one.north
  );
}
