import type { DistrictArea } from './city.js';

/** The area of a district, as GeoJSON writes it. */
export type Geometry = DistrictArea['geometry'];

/** Corners of the smallest ring, the last of which is the first again (RFC 7946, 3.1.6). */
const FEWEST_CORNERS = 4;

/**
 * True for a polygon or several whose rings are closed and whose corners are longitude and latitude. It is
 * one answer for the whole area: of a million wrong corners nobody wants a million sentences.
 */
export function isGeometry(value: unknown): value is Geometry {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('coordinates' in value)) {
    return false;
  }
  const { type, coordinates } = value;
  if (type === 'Polygon') return isPolygon(coordinates);
  return type === 'MultiPolygon' && isListOf(coordinates, isPolygon);
}

/** The area without heights, of which GeoJSON allows one at each corner. */
export function flat(geometry: Geometry): Geometry {
  return geometry.type === 'Polygon'
    ? { type: geometry.type, coordinates: geometry.coordinates.map(flatRing) }
    : {
        type: geometry.type,
        coordinates: geometry.coordinates.map((polygon) => polygon.map(flatRing)),
      };
}

function flatRing(ring: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  return ring.map(([longitude, latitude]) => [longitude, latitude] as const);
}

function isPolygon(value: unknown): boolean {
  return isListOf(value, isRing);
}

function isRing(value: unknown): boolean {
  if (!isListOf(value, isCorner) || value.length < FEWEST_CORNERS) return false;
  const [first, last] = [value[0], value.at(-1)];
  return Array.isArray(first) && Array.isArray(last) && first[0] === last[0] && first[1] === last[1];
}

function isCorner(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const [longitude, latitude]: readonly unknown[] = value;
  return isWithin(longitude, 180) && isWithin(latitude, 90);
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most;
}

function isListOf(value: unknown, isOne: (value: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every(isOne);
}
