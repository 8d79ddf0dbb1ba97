import type { Box, Corner } from './area-shape.js';

/** Where the corners of a box come to lie in a picture, and how high that becomes. */
export interface Projection {
  readonly height: number;
  /** From degrees to units of the picture: right and down from its upper left corner. */
  place(corner: Corner): readonly [x: number, y: number];
}

/** The least degrees that a box counts as wide and high: of a single point there would be no scale. */
const LEAST_DEGREES = 1e-6;

/**
 * The projection of a box to a picture of that width, and no higher than `mostHeight`: north is up, and degrees of
 * longitude are scaled to their width there. `margin` is left free on every side.
 */
export function projectBox(
  { west, south, east, north }: Box,
  {
    width,
    mostHeight,
    margin,
  }: { readonly width: number; readonly mostHeight: number; readonly margin: number },
): Projection {
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const across = Math.max((east - west) * narrowing, LEAST_DEGREES);
  const down = Math.max(north - south, LEAST_DEGREES);
  const scale = Math.min((width - 2 * margin) / across, (mostHeight - 2 * margin) / down);
  return {
    height: Math.min(mostHeight, Math.ceil(down * scale + 2 * margin)),
    place: ([longitude, latitude]) => [
      margin + (longitude - west) * narrowing * scale,
      margin + (north - latitude) * scale,
    ],
  };
}
