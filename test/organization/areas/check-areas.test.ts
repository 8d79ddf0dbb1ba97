import { type AreaChange, checkAreas } from '../../../src/organization/areas/check-areas.js';
import { drawAreas } from '../../../src/organization/areas/draw-areas.js';
import type { City, DistrictArea } from '../../../src/organization/city.js';

/** A square whose south-west corner lies so many hundredths of a degree from that of the city. */
function square(unit: string, east: number, north: number, size = 10): DistrictArea {
  const [west, south] = [59.5 + east / 100, 36.2 + north / 100];
  const [right, top] = [west + size / 100, south + size / 100];
  const ring = [
    [west, south],
    [right, south],
    [right, top],
    [west, top],
    [west, south],
  ] as const;
  return { unit, geometry: { type: 'Polygon', coordinates: [ring] } };
}

const swap = ({ unit, geometry }: DistrictArea): DistrictArea => ({
  unit,
  geometry: {
    type: 'Polygon',
    coordinates: [
      (geometry.coordinates as readonly (readonly [number, number])[][])[0]?.map(([x, y]) => [y, x]) ?? [],
    ],
  } as DistrictArea['geometry'],
});

const BEFORE = [square('one', 0, 0), square('two', 10, 0)];
const UNITS: City['units'] = ['one', 'two'].map((code) => ({
  code,
  kind: 'district',
  title: { fa: code },
  connected: true,
}));
const IN_ONE = { longitude: 59.55, latitude: 36.25 };
const IN_TWO = { longitude: 59.65, latitude: 36.25 };

function warnings(after: readonly DistrictArea[], more: Partial<AreaChange> = {}) {
  return checkAreas({ before: BEFORE, after, units: UNITS, openPlaces: [IN_ONE, IN_TWO], ...more });
}

it('finds nothing in areas as they are, nor in a border that was moved by a little', () => {
  expect(warnings(BEFORE)).toEqual([]);
  expect(warnings([square('one', 0, 0, 10.05), square('two', 10, 0)])).toEqual([]);
});

it('sees that longitude and latitude are swapped, and what would be lost', () => {
  expect(warnings(BEFORE.map(swap))).toEqual([{ code: 'swappedAxes' }, { code: 'lost', count: 2 }]);
});

it('sees that the areas are those of another city', () => {
  expect(warnings([square('one', 900, 0), square('two', 910, 0)])[0]).toEqual({ code: 'elsewhere' });
});

it('names the coordinate system where the file has one of its own', () => {
  expect(warnings(BEFORE, { system: 'EPSG:32640' })).toEqual([{ code: 'otherSystem', system: 'EPSG:32640' }]);
});

it('names the districts that would have no area, and counts whom that concerns', () => {
  expect(warnings([square('one', 0, 0)])).toEqual([
    { code: 'noArea', units: ['two'] },
    { code: 'lost', count: 1 },
  ]);
});

it('names areas whose border crosses itself', () => {
  const bow = [
    [59.5, 36.2],
    [59.6, 36.3],
    [59.6, 36.2],
    [59.5, 36.3],
    [59.5, 36.2],
  ] as const;
  const crossed: DistrictArea = { unit: 'one', geometry: { type: 'Polygon', coordinates: [bow] } };
  expect(warnings([crossed, square('two', 10, 0)], { openPlaces: [] })).toEqual([
    { code: 'crossing', units: ['one'] },
  ]);
});

it('says how much two areas share', () => {
  const found = warnings([square('one', 0, 0), square('two', 5, 0)], { openPlaces: [] });
  expect(found).toEqual([{ code: 'overlap', units: ['one', 'two'], share: expect.closeTo(0.5, 1) }]);
});

it('counts the open requests that would come into another district', () => {
  const after = [square('two', 0, 0), square('one', 10, 0)];
  expect(warnings(after)).toEqual([{ code: 'moved', count: 2 }]);
});

it('draws the areas before and after as a picture', () => {
  const png = drawAreas({ before: BEFORE, after: [square('one', 2, 2)], names: { one: 'منطقه ۱' } });
  expect(png?.subarray(1, 4).toString('latin1')).toBe('PNG');
});

it('draws nothing where there is no area', () => {
  expect(drawAreas({ before: [], after: [], names: {} })).toBeUndefined();
});
