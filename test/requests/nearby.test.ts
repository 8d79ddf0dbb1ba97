import { keysAround, keysOf, metresBetween, type Subject } from '../../src/requests/nearby.js';

const HERE = { latitude: 36.3, longitude: 59.5 };
const METRE = { north: 1 / 111_320, east: 1 / (111_320 * Math.cos((36.3 * Math.PI) / 180)) };
const at = (north: number, east: number): Subject => ({
  category: 'pothole',
  place: { latitude: HERE.latitude + north * METRE.north, longitude: HERE.longitude + east * METRE.east },
});
const called = (address: string, category = 'pothole'): Subject => ({ category, place: { address } });
const meet = (one: Subject, other: Subject) => {
  const kept = keysOf(one);
  return keysAround(other).some((key) => kept.includes(key));
};

it('finds whatever is within a hundred metres, wherever the borders of cells are', () => {
  for (let start = 0; start < 400; start += 7) {
    for (const angle of [0, 0.7, 1.6, 2.4, 3.1, 4, 5.2]) {
      const [north, east] = [Math.cos(angle) * 99, Math.sin(angle) * 99];
      expect(meet(at(start, start), at(start + north, start + east))).toBe(true);
    }
  }
});

it('looks no further than some cells', () => {
  expect(meet(at(0, 0), at(400, 0))).toBe(false);
  expect(meet(at(0, 0), at(0, 400))).toBe(false);
});

it('measures in metres', () => {
  expect(metresBetween(at(0, 0).place, at(60, 80).place)).toBeCloseTo(100, 0);
  expect(metresBetween(at(0, 0).place, { address: 'صیاد' })).toBeUndefined();
});

it.each([
  ['خیابان صیاد شیرازی، پلاک ۴۰', 'پلاک 40 خيابان صياد شيرازي', true],
  ['خیابان صیاد شیرازی، پلاک ۴۰', 'مشهد، خیابان صیاد شیرازی - پلاک ۴۰', true],
  ['خیابان صیاد شیرازی، پلاک ۴۰', 'خیابان صیاد شیرازی، پلاک ۴۲', false],
  ['،', '،', false],
])('knows the same address in other letters and another order: «%s» and «%s»', (one, other, isSame) => {
  expect(meet(called(one), called(other))).toBe(isSame);
});

it('finds nothing of another category, without one, or with nothing but a district', () => {
  expect(meet(called('صیاد'), called('صیاد', 'garbage'))).toBe(false);
  expect(keysOf({ place: HERE })).toEqual([]);
  expect(keysOf({ category: 'pothole', place: { district: 'district-9' } })).toEqual([]);
});
