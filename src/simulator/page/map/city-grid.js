/**
 * The districts of the example city as a schematic grid, not their real boundaries: rows from south to
 * north, each cut into equal parts from west to east.
 */
const WEST = 59.44;
const EAST = 59.76;
const SOUTH = 36.2;
const NORTH = 36.42;
const ROWS = [
  ['منطقه ۱', 'منطقه ۲', 'منطقه ۳', 'منطقه ۴'],
  ['منطقه ۵', 'منطقه ۶', 'ثامن', 'منطقه ۷', 'منطقه ۸'],
  ['منطقه ۹', 'منطقه ۱۰', 'منطقه ۱۱', 'منطقه ۱۲'],
];

/** Pixels for a degree of latitude on the drawing, and of longitude, which is shorter there. */
const PER_LATITUDE = 2400;
const PER_LONGITUDE = PER_LATITUDE * Math.cos((36.3 * Math.PI) / 180);

export const MAP_WIDTH = (EAST - WEST) * PER_LONGITUDE;
export const MAP_HEIGHT = (NORTH - SOUTH) * PER_LATITUDE;

/** Districts as rectangles on the drawing. */
export const DISTRICTS = ROWS.flatMap((names, row) => {
  const height = MAP_HEIGHT / ROWS.length;
  const width = MAP_WIDTH / names.length;
  return names.map((name, column) => ({
    name,
    x: column * width,
    y: MAP_HEIGHT - (row + 1) * height,
    width,
    height,
  }));
});

/** Places to choose by name; they lie where the grid has their district. The last one is outside the city. */
export const PLACES = [
  { name: 'خیابان صیاد شیرازی، منطقه ۹', latitude: 36.3834, longitude: 59.4807 },
  { name: 'حرم مطهر، منطقه ثامن', latitude: 36.2879, longitude: 59.6157 },
  { name: 'پارک ملت، منطقه ۶', latitude: 36.3165, longitude: 59.5412 },
  { name: 'بلوار وکیل‌آباد، منطقه ۵', latitude: 36.3391, longitude: 59.4853 },
  { name: 'شهرک طرق، منطقه ۳', latitude: 36.2154, longitude: 59.6628 },
  { name: 'نیشابور، بیرون از شهر', latitude: 36.2141, longitude: 58.7961 },
];

/** Where a place lies on the drawing. */
export function pointOf({ latitude, longitude }) {
  return { x: (longitude - WEST) * PER_LONGITUDE, y: (NORTH - latitude) * PER_LATITUDE };
}

/** The place at a point of the drawing, kept inside it. */
export function placeAt({ x, y }) {
  const inside = (value, end) => Math.min(Math.max(value, 0), end);
  return {
    latitude: NORTH - inside(y, MAP_HEIGHT) / PER_LATITUDE,
    longitude: WEST + inside(x, MAP_WIDTH) / PER_LONGITUDE,
  };
}
