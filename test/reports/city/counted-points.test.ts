import { createPointCount } from '../../../src/reports/city/counted-points.js';
import { LEAST_SHOWN } from '../../../src/reports/city/hidden-cells.js';
import { publishPoints } from '../../../src/reports/city/published-points.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { speechIn } from '../../messages/samples.js';
import { fc } from '../../support/seeded.js';
import { figures } from './samples.js';

const { organization } = speechIn('fa');
const PLACE = { latitude: 36.29641, longitude: 59.48803, address: 'خیابان ۱', district: 'district-9' };
const POINT = { latitude: 36.3, longitude: 59.49, district: 'district-9' };
const registered = {
  type: 'registered',
  citizen: 'telegram:7',
  category: 'pothole',
  place: PLACE,
};
const done = { type: 'answered', outcome: { kind: 'done' } };
const planned = { type: 'answered', outcome: { kind: 'planned' } };

/** The points after requests with these events, of which nothing else is counted. */
function pointsOf(...requests: readonly (readonly object[])[]) {
  const count = createPointCount(organization);
  for (const events of requests) count.add(events as readonly RequestEvent[]);
  return count.points();
}

it('counts requests at the point of the grid, by whether the city still has to answer', () => {
  const open = [[registered], [registered, planned], [registered, done, { type: 'objected' }]];
  const closed = [
    [registered, done],
    [registered, planned, { type: 'promiseKept' }],
    [registered, { type: 'rejected' }],
  ];
  expect(pointsOf(...open, ...closed)).toEqual([{ ...POINT, open: 3, closed: 3 }]);
});

it('counts a request where it lies at last, and apart from those of another district there', () => {
  const moved = { type: 'added', place: { ...PLACE, latitude: 36.31 } };
  const beyond = { ...registered, place: { ...PLACE, district: 'district-10' } };
  expect(pointsOf([registered], [registered, moved], [beyond])).toEqual([
    { ...POINT, open: 1, closed: 0 },
    { ...POINT, latitude: 36.31, open: 1, closed: 0 },
    { ...POINT, district: 'district-10', open: 1, closed: 0 },
  ]);
});

it('counts nothing that Open311 does not show', () => {
  const { latitude: _none, longitude: _neither, ...address } = PLACE;
  const persons = organization.groups
    .flatMap(({ categories }) => categories)
    .find(({ needsPlace }) => !needsPlace);
  expect(persons).toBeDefined();
  const hidden = [
    [{ ...registered, place: address }],
    [{ ...registered, category: persons?.code }],
    [{ ...registered, category: 'unknown' }],
    [registered, { type: 'withdrawn' }],
    [{ ...registered, citizen: 'gone:7' }],
    [registered, { type: 'carriedOn', citizen: 'gone:8' }],
  ];
  expect(pointsOf(...hidden)).toEqual([]);
});

describe('the points that are published', () => {
  const point = (index: number, district: string, open: number, closed: number) => ({
    latitude: 36.3 + index / 100,
    longitude: 59.5,
    district,
    open,
    closed,
  });
  const line = (code: string, filed: number) => ({ code, figures: figures({ filed }) });

  it('have how many are open only where neither part is small', () => {
    const points = [point(0, 'a', 6, 7), point(1, 'a', 3, 9), point(2, 'a', 0, 8)];
    const published = publishPoints(points, [line('a', 33)]);
    expect(published.map(({ count, open }) => [count, open])).toEqual([
      [13, 6],
      [12, undefined],
      [8, 0],
    ]);
  });

  it('are hidden where they are small, and where that would follow from the district', () => {
    const few = publishPoints(
      [point(0, 'a', 3, 0), point(1, 'a', 6, 0), point(2, 'a', 30, 0)],
      [line('a', 39)],
    );
    expect(few.map(({ count }) => count)).toEqual([30]);
    // Two more of the district lie nowhere on the map.
    expect(publishPoints([point(0, 'a', 30, 0)], [line('a', 32)])).toEqual([]);
    expect(publishPoints([point(0, 'a', 30, 0)], [line('a', 35)])).toHaveLength(1);
  });

  it('are one where two districts share a point', () => {
    const shared = publishPoints([point(0, 'a', 6, 0), point(0, 'b', 8, 5)], [line('a', 6), line('b', 13)]);
    expect(shared).toEqual([{ latitude: 36.3, longitude: 59.5, district: 'b', count: 19, open: 14 }]);
  });

  it('leave of no district a number that is about few', () => {
    const counts = fc.array(fc.record({ open: fc.nat(9), closed: fc.nat(9) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(counts, fc.nat(12), (all, others) => {
        const points = all.map(({ open, closed }, index) => point(index, 'a', open, closed));
        const filed = all.reduce((sum, { open, closed }) => sum + open + closed, others);
        const published = publishPoints(points, [line('a', filed)]);
        const left = filed - published.reduce((sum, { count }) => sum + count, 0);
        const isFine = (count: number) => count === 0 || count >= LEAST_SHOWN;
        expect(published.every(({ count }) => isFine(count))).toBe(true);
        expect(isFine(left) || published.length === 0).toBe(true);
        for (const { count, open } of published) {
          if (open !== undefined) expect([isFine(open), isFine(count - open)]).toEqual([true, true]);
        }
      }),
    );
  });
});
