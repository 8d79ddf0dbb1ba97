import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { DistrictArea } from './city.js';

/**
 * The district whose area contains a point, or undefined outside all of them. A point on a border belongs to
 * the first.
 */
export function districtAt(
  { latitude, longitude }: { readonly latitude: number; readonly longitude: number },
  areas: readonly DistrictArea[],
): string | undefined {
  // Turf types its input as mutable; it changes nothing.
  return areas.find(({ geometry }) => booleanPointInPolygon([longitude, latitude], geometry as never))?.unit;
}
