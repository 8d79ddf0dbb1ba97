import { LOCALES } from '../../src/config.js';
import type { Report } from '../../src/reports/report.js';
import { renderReportChart } from '../../src/reports/report-chart.js';
import { renderReport, renderReportCaption } from '../../src/reports/report-message.js';
import type { ReportLine } from '../../src/reports/tally.js';
import { visibleLength } from '../../src/text/html.js';
import { formatNumber } from '../../src/text/numbers.js';
import { NOW, speechIn } from '../messages/samples.js';
import { figures } from './city/samples.js';

const WEEK_MS = 7 * 86_400_000;
const { organization } = speechIn('fa');
const line = (code: string | undefined, inTime: number, missed: number): ReportLine => ({
  ...(code === undefined ? {} : { code }),
  figures: figures({
    inTime,
    missed,
    inTimeShare: inTime / (inTime + missed),
    medianHours: 20,
    p90Hours: 70,
  }),
});

/** A report of units, and of the city with as much of everything as there can be. */
function reportOf(units: readonly ReportLine[]): Report {
  const many = 12_345;
  const total = figures({
    filed: many,
    inTime: units.reduce((sum, one) => sum + one.figures.inTime, 0),
    missed: units.reduce((sum, one) => sum + one.figures.missed, 0),
    inTimeShare: 0.5,
    medianHours: 40,
    p90Hours: 71.5,
    climbedTo: { 2: many, 3: many, 4: many, 5: many },
    ratings: many,
    meanRating: 3.4,
    lowRatings: many,
    promised: many,
    promisesKept: many,
    promisesBroken: many,
    viaFollowUp: many,
    waiting: many,
  });
  return {
    period: { from: new Date(NOW.getTime() - WEEK_MS), to: NOW },
    asOf: NOW,
    total,
    units,
    positions: [],
    districts: [],
    topics: [],
    toldElsewhere: [{ body: 'gas', count: many }],
  };
}

const codes = organization.units.map(({ code }) => code);
const everyUnit = codes.map((code, index) => line(code, 100 - index, index));
const labelsOf = (svg = '') =>
  [...svg.matchAll(/<text[^>]*font-size="23"[^>]*>[\u2066\u2067]([^<]*)\u2069</g)].map(([, text]) => text);

it.each(LOCALES)('shows in %s the units with the very figures of the report', (locale) => {
  const units = [
    line('district-9', 9, 1),
    line('district-2', 4, 6),
    line('district-1', 4, 0),
    line(undefined, 9, 9),
  ];
  const report = reportOf(units);
  const speech = speechIn(locale);
  const number = (value: number) => formatNumber(value, locale);
  const value = (share: number, inTime: number, of: number) =>
    speech.texts.plain(locale, 'report.picture.value', {
      share: number(share),
      inTime: number(inTime),
      of: number(of),
    });
  const nameOf = (code: string) => {
    const unit = organization.unit(code);
    return unit === undefined ? code : organization.title(unit, locale);
  };
  // District 1 has too few to be compared, as in the message; what is at no unit is none.
  expect(labelsOf(renderReportChart(report, speech))).toEqual([
    speech.texts.plain(locale, 'report.column.city'),
    value(50, 26, 42),
    nameOf('district-9'),
    value(90, 9, 10),
    nameOf('district-2'),
    value(40, 4, 10),
  ]);
});

it('shows of many units those with the most deadlines, and says how many are left', () => {
  const few = codes.map((code, index) => line(code, index < 20 ? 50 : 5, index));
  const svg = renderReportChart(reportOf(few), speechIn('fa')) ?? '';
  expect(labelsOf(svg)).toHaveLength(32);
  expect(svg).toContain(`واحدهای دیگر، در فایل اکسل: ${formatNumber(codes.length - 15, 'fa')}`);
  expect(renderReportChart(reportOf(few.slice(0, 15)), speechIn('fa'))).not.toContain('واحدهای دیگر');
});

it('is not drawn where there is nothing to compare', () => {
  expect(renderReportChart(reportOf([]), speechIn('fa'))).toBeUndefined();
  expect(renderReportChart(reportOf([line('district-9', 9, 1)]), speechIn('fa'))).toBeUndefined();
});

it.each(LOCALES)('leaves in %s room for the caption where units have long names', (locale) => {
  const speech = speechIn(locale);
  const title: typeof organization.title = (named, of) => `${organization.title(named, of)} `.repeat(8);
  const long = { ...speech, organization: { ...organization, title } };
  const report = reportOf(everyUnit);
  expect(visibleLength(renderReport(report, long).html)).toBeGreaterThan(1_024);
  const { html } = renderReportCaption(report, long);
  expect(visibleLength(html)).toBeLessThanOrEqual(1_024);
  expect(html).toContain(speech.texts.html(locale, 'report.more'));
});

it('names the best and the worst units below the picture as long as there is room', () => {
  const short = reportOf(everyUnit);
  const quiet = { ...short, total: figures({ filed: 3, inTime: 2, missed: 1, inTimeShare: 0.66 }) };
  const speech = speechIn('fa');
  expect(renderReportCaption(quiet, speech)).toEqual(renderReport(quiet, speech));
});
