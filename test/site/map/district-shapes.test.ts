import type { DistrictArea } from '../../../src/organization/city.js';
import { drawDistricts, MAP_WIDTH } from '../../../src/site/map/district-shapes.js';
import { fc } from '../../support/seeded.js';

type Ring = readonly (readonly [number, number])[];

const areaOf = (unit: string, ...coordinates: readonly Ring[]): DistrictArea => ({
  unit,
  geometry: { type: 'Polygon', coordinates },
});
/** A square of so many hundredths of a degree, from its south-west corner. */
const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
/** The corners of a path, as they lie on the map. */
function cornersOf(path: string): readonly (readonly [number, number])[] {
  return path
    .split('z')
    .filter((ring) => ring !== '')
    .flatMap((ring) => {
      let at: readonly [number, number] = [0, 0];
      return [...ring.matchAll(/[Ml](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => {
        at = [at[0] + Number(x), at[1] + Number(y)];
        return at;
      });
    });
}

it('draws nothing where no area is known', () => {
  expect(drawDistricts([])).toBeUndefined();
});

it('has north above, and each name inside its district', () => {
  const drawn = drawDistricts([areaOf('south', square(59, 36, 0.1)), areaOf('north', square(59, 36.1, 0.1))]);
  const [south, north] = drawn?.shapes ?? [];
  expect(north?.middle[1]).toBeLessThan(south?.middle[1] ?? 0);
  for (const { path, middle, room } of drawn?.shapes ?? []) {
    // Two squares above each other, in a picture with a margin.
    expect(room).toBeGreaterThan(500);
    expect(room).toBeLessThan(MAP_WIDTH);
    const xs = cornersOf(path).map(([x]) => x);
    expect(Math.min(...xs)).toBeLessThan(middle[0]);
    expect(Math.max(...xs)).toBeGreaterThan(middle[0]);
  }
});

it('writes the name of a bent district beside its bay, and of one with a lake beside the lake', () => {
  const bent: Ring = [
    [59, 36],
    [59.3, 36],
    [59.3, 36.03],
    [59.03, 36.03],
    [59.03, 36.27],
    [59.3, 36.27],
    [59.3, 36.3],
    [59, 36.3],
    [59, 36],
  ];
  const [shape] = drawDistricts([areaOf('bent', bent)])?.shapes ?? [];
  const height = drawDistricts([areaOf('bent', bent)])?.height ?? 0;
  // Upper or lower arm: the middle of the box is in the bay.
  expect(Math.abs((shape?.middle[1] ?? 0) - height / 2)).toBeGreaterThan(height / 4);
  const [ring] =
    drawDistricts([areaOf('ring', square(59, 36, 0.3), square(59.03, 36.03, 0.24))])?.shapes ?? [];
  expect(ring?.path.match(/M/g)).toHaveLength(2);
});

it('leaves no gap between neighbours, however many corners their border has', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -0.04, max: 0.04, noNaN: true }), { minLength: 1, maxLength: 400 }),
      (bends) => {
        const border = bends.map((bend, index): readonly [number, number] => [
          59.1 + bend,
          36 + (0.2 * (index + 1)) / (bends.length + 1),
        ]);
        const ends: Ring = [[59.1, 36], ...border, [59.1, 36.2]];
        const west = areaOf('west', [...ends, [59, 36.2], [59, 36], [59.1, 36]]);
        const east = areaOf('east', [...ends.toReversed(), [59.2, 36], [59.2, 36.2], [59.1, 36.2]]);
        const [one, other] = drawDistricts([west, east])?.shapes ?? [];
        const inner = (path = '') =>
          new Set(
            cornersOf(path)
              .filter(([x]) => x > 20 && x < MAP_WIDTH - 20)
              .map(String),
          );
        expect(inner(one?.path)).toEqual(inner(other?.path));
      },
    ),
    { numRuns: 30 },
  );
});

it('is light, whatever the exactness of the file', () => {
  const circle = (west: number): Ring => {
    const corners = Array.from({ length: 20_000 }, (_, index): readonly [number, number] => {
      const angle = (index / 20_000) * 2 * Math.PI;
      return [west + 0.05 * Math.cos(angle), 36 + 0.05 * Math.sin(angle)];
    });
    return [...corners, ...corners.slice(0, 1)];
  };
  const drawn = drawDistricts([0, 1, 2, 3].map((index) => areaOf(`d${index}`, circle(59 + index * 0.1))));
  const weight = (drawn?.shapes ?? []).reduce((sum, { path }) => sum + path.length, 0);
  expect(drawn?.shapes).toHaveLength(4);
  expect(weight).toBeLessThan(8_000);
});

it('leaves out what is too small to be seen', () => {
  const drawn = drawDistricts([
    areaOf('city', square(59, 36, 1)),
    areaOf('speck', square(59.5, 36.5, 0.0001)),
  ]);
  expect(drawn?.shapes.map(({ unit }) => unit)).toEqual(['city']);
});
