import { LEAST_SHOWN } from '../../../src/reports/city/hidden-cells.js';
import { type Publication, publishAfter, wholeAgainAt } from '../../../src/reports/city/publication.js';
import { publish } from '../../../src/reports/city/published.js';
import { fc } from '../../support/seeded.js';
import { cityFigures, figures, tallyOf, ZONE } from './samples.js';

const MORNING = new Date('2026-11-24T05:30:00Z');
const minutesLater = (minutes: number) => new Date(MORNING.getTime() + minutes * 60_000);
const CODES = ['a', 'b', 'c', 'd'];

/** What the public is told of these numbers of filings, one after the other on one day. */
function toldOf(readings: readonly (readonly number[])[]): readonly Publication[] {
  let last: Publication | undefined;
  return readings.map((counts, index) => {
    const filed = Object.fromEntries(CODES.map((code, at) => [code, counts[at] ?? 0]));
    last = publishAfter(last, cityFigures(tallyOf(filed), minutesLater(index)), ZONE);
    return last;
  });
}

const filedIn = ({ shown }: Publication) => [
  shown.total.counts.filed,
  ...shown.units.map(({ counts }) => counts.filed),
];

it('tells of no change of a count by less than five on one day', () => {
  const growing = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9)), {
    minLength: 2,
    maxLength: 8,
  });
  fc.assert(
    fc.property(growing, (steps) => {
      const readings = steps.map((_, index) =>
        CODES.map((_code, at) => steps.slice(0, index + 1).reduce((sum, step) => sum + (step[at] ?? 0), 0)),
      );
      const told = toldOf(readings).map(filedIn);
      for (const [index, cells] of told.entries()) {
        const before = told[index - 1] ?? cells;
        const moves = cells.flatMap((count, at) => {
          const known = before[at];
          return count === undefined || known === undefined ? [] : [Math.abs(count - known)];
        });
        expect(moves.filter((move) => move > 0 && move < LEAST_SHOWN)).toEqual([]);
      }
    }),
  );
});

it('holds another line back where the change of one would follow from the sum', () => {
  const [, later] = toldOf([
    [20, 20, 20, 20],
    [21, 26, 20, 20],
  ]);
  expect(later === undefined ? [] : filedIn(later)).toEqual([87, 20, 20, 20, 20]);
  expect(later?.isHeld).toBe(true);
});

it('keeps shares and times of a line until enough of it has moved', () => {
  const rated = (inTimeShare: number, answered: number, at: Date) =>
    cityFigures(
      {
        ...tallyOf({}),
        total: figures({ inTime: 8, missed: 2, answered, inTimeShare, medianHours: 3, p90Hours: 9 }),
      },
      at,
    );
  const first = publishAfter(undefined, rated(0.8, 10, MORNING), ZONE);
  const second = publishAfter(first, rated(0.82, 11, minutesLater(1)), ZONE);
  expect(second.shown.total).toEqual(first.shown.total);
  const third = publishAfter(second, rated(0.9, 15, minutesLater(2)), ZONE);
  expect(third.shown.total).toMatchObject({ inTimeShare: 0.9, counts: { answered: 15 } });
});

it('tells everything as it was counted with the next day of the city', () => {
  const [first] = toldOf([[20, 20, 20, 20]]);
  if (first === undefined) throw new Error('Nothing was told.');
  const midnight = wholeAgainAt(first, ZONE);
  expect(midnight).toEqual(new Date('2026-11-24T20:30:00Z'));
  const counted = (at: Date) => cityFigures(tallyOf({ a: 21, b: 20, c: 20, d: 20 }), at);
  const before = publishAfter(first, counted(new Date(midnight.getTime() - 1)), ZONE);
  expect([before.isHeld, before.shown.total.counts.filed]).toEqual([true, 80]);
  const after = publishAfter(before, counted(midnight), ZONE);
  expect(after).toEqual({ shown: publish(counted(midnight)), wholeAt: midnight, isHeld: false });
});

it('keeps the points of a week through a day, and shows them at once where there were none', () => {
  const at = (open: number, minutes: number) =>
    cityFigures(tallyOf({ a: 40 }), minutesLater(minutes), {
      points: [{ latitude: 36.3, longitude: 59.5, open, closed: 9 }],
    });
  const { points: _none, ...without } = at(20, 0);
  const first = publishAfter(undefined, at(20, 1), ZONE);
  expect(publishAfter(publishAfter(undefined, without, ZONE), at(20, 1), ZONE).shown.points).toHaveLength(1);
  const later = publishAfter(first, at(30, 2), ZONE);
  expect(later).toMatchObject({ shown: { points: [{ count: 29 }] }, isHeld: true });
  const nextDay = publishAfter(later, at(30, 24 * 60), ZONE);
  expect(nextDay).toMatchObject({ shown: { points: [{ count: 39 }] }, isHeld: false });
});
