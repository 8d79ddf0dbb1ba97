import { namedPeriod, parsePeriod } from '../../src/reports/period.js';
import type { NamedPeriod } from '../../src/text/period-names.js';

const TIME_ZONE = 'Asia/Tehran';
/** Wednesday 4 Azar 1405, 14:10 in Mashhad. */
const NOW = new Date('2026-11-25T10:40:00Z');

const shown = ({ from, to }: { readonly from: Date; readonly to: Date }) =>
  [from, to].map((moment) =>
    new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-latn', {
      timeZone: TIME_ZONE,
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(moment),
  );

describe('a period with a name', () => {
  it.each<[NamedPeriod, string, string]>([
    ['lastWeek', '1405/8/23, 0:00', '1405/8/30, 0:00'],
    ['lastMonth', '1405/8/1, 0:00', '1405/9/1, 0:00'],
    ['thisMonth', '1405/9/1, 0:00', '1405/9/5, 0:00'],
  ])('%s begins and ends with a day of the city', (name, from, to) => {
    expect(shown(namedPeriod(name, NOW, TIME_ZONE))).toEqual([from, to]);
  });

  it('is the whole week before from the first moment of Saturday on', () => {
    const saturday = new Date('2026-11-20T20:30:00Z');
    expect(shown(namedPeriod('lastWeek', saturday, TIME_ZONE))[1]).toBe('1405/8/30, 0:00');
    const before = new Date(saturday.getTime() - 1);
    expect(shown(namedPeriod('lastWeek', before, TIME_ZONE))[1]).toBe('1405/8/23, 0:00');
  });

  it('is Esfand, of 29 days or 30, in Farvardin', () => {
    const at = (moment: string) => shown(namedPeriod('lastMonth', new Date(moment), TIME_ZONE));
    expect(at('2026-04-01T00:00:00Z')).toEqual(['1404/12/1, 0:00', '1405/1/1, 0:00']);
    expect(at('2025-04-01T00:00:00Z')).toEqual(['1403/12/1, 0:00', '1404/1/1, 0:00']);
  });
});

describe('a typed period', () => {
  it.each([
    ['۱ مهر تا ۳۰ مهر', '1405/7/1, 0:00', '1405/8/1, 0:00'],
    ['از 1 مهر 1404 تا 30 مهر 1404', '1404/7/1, 0:00', '1404/8/1, 0:00'],
    ['٢٠ آذر تا ٥ دي', '1404/9/20, 0:00', '1404/10/6, 0:00'],
    ['۱ آذر تا ۳۰ آذر', '1405/9/1, 0:00', '1405/10/1, 0:00'],
    ['1405/8/1 تا 1405/8/30', '1405/8/1, 0:00', '1405/9/1, 0:00'],
    ['2026-11-01 to 2026-11-02', '1405/8/10, 0:00', '1405/8/12, 0:00'],
    ['امروز', '1405/9/4, 0:00', '1405/9/5, 0:00'],
    ['هفتهٔ گذشته', '1405/8/23, 0:00', '1405/8/30, 0:00'],
    ['ماه گذشته', '1405/8/1, 0:00', '1405/9/1, 0:00'],
    ['این ماه', '1405/9/1, 0:00', '1405/10/1, 0:00'],
    ['مهر ماه', '1405/7/1, 0:00', '1405/8/1, 0:00'],
    ['مهر ۱۴۰۴', '1404/7/1, 0:00', '1404/8/1, 0:00'],
    ['last week', '1405/8/23, 0:00', '1405/8/30, 0:00'],
    ['October', '1405/7/9, 0:00', '1405/8/10, 0:00'],
    ['الأسبوع الماضي', '1405/8/23, 0:00', '1405/8/30, 0:00'],
    ['۱ آبان - ۵ آبان', '1405/8/1, 0:00', '1405/8/6, 0:00'],
    ['۱ آبان–۵ آبان', '1405/8/1, 0:00', '1405/8/6, 0:00'],
    ['۱۴۰۵/۸/۱–۱۴۰۵/۸/۵', '1405/8/1, 0:00', '1405/8/6, 0:00'],
    ['از ۱ تا ۵ آبان', '1405/8/1, 0:00', '1405/8/6, 0:00'],
    ['۱-۵ آبان', '1405/8/1, 0:00', '1405/8/6, 0:00'],
    ['از شنبه تا حالا', '1405/8/30, 0:00', '1405/9/5, 0:00'],
    ['سه روز پیش تا امروز', '1405/9/1, 0:00', '1405/9/5, 0:00'],
  ])('«%s» is read', (typed, from, to) => {
    const parsed = parsePeriod(typed, NOW, TIME_ZONE);
    expect(parsed.ok && shown(parsed.period)).toEqual([from, to]);
  });

  it.each([
    ['چاله تا خیابان', 'notAPeriod'],
    ['۱ مهر تا', 'notAPeriod'],
    ['۱ مهر تا ۵ مهر تا ۷ مهر', 'notAPeriod'],
    ['1405/8/30 تا 1405/8/1', 'backwards'],
    ['1405/10/1 تا 1405/10/5', 'future'],
    ['1404/1/1 تا 1405/1/2', 'tooLong'],
  ])('«%s» is refused: %s', (typed, because) => {
    expect(parsePeriod(typed, NOW, TIME_ZONE)).toEqual({ ok: false, because });
  });

  it('may have 366 days', () => {
    expect(parsePeriod('1404/1/1 تا 1405/1/1', NOW, TIME_ZONE).ok).toBe(true);
  });
});

it('asks which day is meant where the weekday is that of another', () => {
  const now = new Date('2026-11-24T06:40:00Z');
  expect(parsePeriod('چهارشنبه ۱ آذر تا ۳ آذر', now, 'Asia/Tehran')).toMatchObject({ because: 'whichDay' });
});
