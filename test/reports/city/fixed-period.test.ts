import {
  PERIOD_KINDS,
  parsePeriodId,
  periodAt,
  periodBefore,
  weeksInside,
} from '../../../src/reports/city/fixed-period.js';
import { fc } from '../../support/seeded.js';
import { ZONE } from './samples.js';

const at = (moment: string) => new Date(moment);

it('is a week from Saturday, or a month of the calendar, in the days of the city', () => {
  // Friday 23:59 and Saturday 00:00 in Mashhad.
  expect(periodAt('week', at('2026-11-27T20:29:59Z'), ZONE)).toEqual({
    id: 'week-1405-08-30',
    kind: 'week',
    from: at('2026-11-20T20:30:00Z'),
    to: at('2026-11-27T20:30:00Z'),
  });
  expect(periodAt('week', at('2026-11-27T20:30:00Z'), ZONE).id).toBe('week-1405-09-07');
  expect(periodAt('month', at('2025-03-20T20:29:59Z'), ZONE)).toEqual({
    id: 'month-1403-12',
    kind: 'month',
    from: at('2025-02-18T20:30:00Z'),
    to: at('2025-03-20T20:30:00Z'),
  });
});

it('is found again by its id, and follows the one before without a gap', () => {
  fc.assert(
    fc.property(
      fc.date({ min: at('2022-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z'), noInvalidDate: true }),
      fc.constantFrom(...PERIOD_KINDS),
      (moment, kind) => {
        const period = periodAt(kind, moment, ZONE);
        expect(period.from <= moment && moment < period.to).toBe(true);
        expect(parsePeriodId(period.id, ZONE)).toEqual(period);
        expect(periodBefore(period, ZONE).to).toEqual(period.from);
        const inside = weeksInside(period, ZONE);
        if (kind === 'month') {
          expect(inside.from >= period.from && inside.to <= period.to).toBe(true);
          expect(periodAt('week', inside.from, ZONE).from).toEqual(inside.from);
          expect(periodAt('week', inside.to, ZONE).from).toEqual(inside.to);
        }
      },
    ),
  );
});

it.each([
  'week-1405-09-08',
  'week-1405-13-01',
  'month-1405-00',
  'month-9999-01',
  'month-1405-9',
  'month-1405-09-07',
  'constructor',
  '',
])('is nothing for «%s»', (id) => {
  expect(parsePeriodId(id, ZONE)).toBeUndefined();
});
