import { spreadDeadlines } from '../../src/open-requests/deadlines.js';
import { fc } from '../support/seeded.js';

const NOW = new Date('2026-12-01T06:30:00Z');
const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(NOW.getTime() + hours * HOUR);
const spread = (wanted: Parameters<typeof spreadDeadlines>[0], leastHours = 24) =>
  spreadDeadlines(wanted, { now: NOW, leastHours });

it('leaves a deadline as it was given, if there is time enough', () => {
  expect(spread([{ position: 'head', given: inHours(30) }])).toEqual([inHours(30)]);
});

it('gives what is late the least time, ten of a position a day, the oldest first', () => {
  const wanted = Array.from({ length: 25 }, (_, index) => ({ position: 'head', given: inHours(-index) }));
  const dueAt = spread(wanted);
  expect(dueAt.map((date) => (date.getTime() - NOW.getTime()) / HOUR)).toEqual([
    ...Array.from({ length: 5 }, () => 72),
    ...Array.from({ length: 10 }, () => 48),
    ...Array.from({ length: 10 }, () => 24),
  ]);
});

it('spreads each position by itself, and keeps to a longer least time', () => {
  const wanted = ['head', 'parks'].flatMap((position) =>
    Array.from({ length: 10 }, () => ({ position, given: inHours(-1) })),
  );
  expect(new Set(spread(wanted, 48).map((date) => date.getTime()))).toEqual(new Set([inHours(48).getTime()]));
});

it('never gives less than the least time, moves nothing forward, and crowds no day', () => {
  const rows = fc.array(
    fc.record({
      position: fc.constantFrom('a', 'b'),
      given: fc.integer({ min: -500, max: 500 }).map(inHours),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(rows, (wanted) => {
      const moved = new Map<string, number>();
      spread(wanted).forEach((dueAt, index) => {
        const { position, given } = wanted[index] ?? { position: '', given: NOW };
        expect(dueAt >= inHours(24) && dueAt >= given).toBe(true);
        if (dueAt.getTime() === given.getTime()) return;
        const day = `${position} ${dueAt.getTime()}`;
        moved.set(day, (moved.get(day) ?? 0) + 1);
      });
      expect(Math.max(0, ...moved.values())).toBeLessThanOrEqual(10);
    }),
  );
});
