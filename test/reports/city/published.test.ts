import { hideCells, LEAST_SHOWN } from '../../../src/reports/city/hidden-cells.js';
import { publish } from '../../../src/reports/city/published.js';
import { fc } from '../../support/seeded.js';
import { cityFigures, figures, tallyOf } from './samples.js';

const NOW = new Date('2026-11-24T10:40:00Z');
const filedOf = (lines: ReturnType<typeof publish>['units']) => lines.map(({ counts }) => counts.filed);

describe('a count that could be about one person', () => {
  it('is hidden, and with it another one, so that it does not follow from the sum', () => {
    const shown = publish(cityFigures(tallyOf({ a: 40, b: 3, c: 12, d: 0 }), NOW));
    expect(shown.total.counts.filed).toBe(55);
    expect(filedOf(shown.units)).toEqual([40, undefined, undefined, 0]);
  });

  it('is hidden in the sum too, where the sum is as small', () => {
    const shown = publish(cityFigures(tallyOf({ a: 3, b: 0 }), NOW));
    expect(shown.total.counts.filed).toBeUndefined();
    expect(filedOf(shown.units)).toEqual([undefined, 0]);
  });

  it('does not follow from a month once its weeks are taken from it', () => {
    const month = cityFigures(tallyOf({ a: 40, b: 30, c: 12 }), NOW, {
      kind: 'month',
      edges: [tallyOf({ a: 9, b: 2 }), tallyOf({ a: 6 })],
    });
    const { total, units } = publish(month);
    expect(total.counts.filed).toBe(82);
    expect(filedOf(units)).toEqual([undefined, undefined, 12]);
    const few = publish({ ...month, edges: [tallyOf({ b: 2 }), tallyOf({})] });
    expect(few.total.counts.filed).toBeUndefined();
  });

  const weeksOf = (...filed: readonly Readonly<Record<string, number>>[]) =>
    filed.map((counts) => publish(cityFigures(tallyOf(counts), NOW)));
  const monthOf = (filed: Readonly<Record<string, number>>) =>
    cityFigures(tallyOf(filed), NOW, { kind: 'month' });

  it('does not follow from a month of which all other weeks are shown', () => {
    const weeks = weeksOf({ a: 40, b: 9 }, { a: 40, b: 9 }, { a: 40, b: 9 }, { a: 40, b: 3 });
    const shown = publish(monthOf({ a: 160, b: 30, c: 0 }), weeks);
    expect(shown.total.counts.filed).toBe(190);
    expect(filedOf(shown.units)).toEqual([undefined, undefined, 0]);
    const few = publish(monthOf({ a: 48 }), weeksOf({ a: 45 }, { a: 3 }));
    expect(few.total.counts.filed).toBeUndefined();
  });

  it('is nowhere what is left of a month once the weeks that are shown are taken from it', () => {
    const week = fc.record({ a: fc.nat(12), b: fc.nat(12), c: fc.nat(12), d: fc.nat(12) });
    fc.assert(
      fc.property(fc.array(week, { minLength: 4, maxLength: 4 }), (counts) => {
        const sum = (code: 'a' | 'b' | 'c' | 'd') => counts.reduce((all, one) => all + one[code], 0);
        const month = publish(
          monthOf({ a: sum('a'), b: sum('b'), c: sum('c'), d: sum('d') }),
          weeksOf(...counts),
        );
        for (const { total, units } of weeksOf(...counts)) {
          const pairs = [[total, month.total], ...units.map((line, at) => [line, month.units[at]])];
          for (const [inWeek, inMonth] of pairs)
            if (inWeek?.counts.filed === undefined) expect(inMonth?.counts.filed).toBeUndefined();
        }
      }),
    );
  });

  it('is no share and no time either', () => {
    const rates = { inTimeShare: 0.75, medianHours: 3, p90Hours: 9 };
    const line = (inTime: number, answered: number) =>
      publish(cityFigures({ ...tallyOf({}), total: figures({ inTime, missed: 1, answered, ...rates }) }, NOW))
        .total;
    expect(line(3, 9)).toEqual({ counts: expect.anything() });
    expect(line(4, 4)).toEqual({ counts: expect.anything(), inTimeShare: 0.75 });
    expect(line(4, 5)).toMatchObject(rates);
  });

  const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const isSmall = (count: number) => count > 0 && count < LEAST_SHOWN;
  const cells = fc.array(fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 12,
  });
  /** Cells with the parts of which they are made. */
  const hide = (all: readonly (readonly number[])[], isSumKnown: boolean) =>
    hideCells(
      all.map(([count = 0]) => count),
      isSumKnown,
      [1, 2].map((part) => all.map((cell) => cell[part] ?? 0)),
    );

  it('is hidden whatever else there is, and what is shown is right', () => {
    fc.assert(
      fc.property(cells, fc.boolean(), (all, isSumKnown) => {
        for (const [index, shown] of hide(all, isSumKnown).entries()) {
          if (all[index]?.some(isSmall)) expect(shown).toBeUndefined();
          if (shown !== undefined) expect(shown).toBe(all[index]?.[0]);
        }
      }),
    );
  });

  it('never follows from a known sum, unless all of it is hidden', () => {
    fc.assert(
      fc.property(cells, (all) => {
        const shown = hide(all, true);
        const hidden = all.flatMap(([count = 0], index) => (shown[index] === undefined ? [count] : []));
        if (hidden.length === 0 || hidden.length === all.length) return;
        expect(hidden.length).toBeGreaterThan(1);
        expect(sumOf(hidden)).toBeGreaterThanOrEqual(LEAST_SHOWN);
      }),
    );
  });
});
