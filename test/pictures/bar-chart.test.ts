import { LOCALES, type Locale } from '../../src/config.js';
import { type BarChart, renderBarChart } from '../../src/pictures/bar-chart.js';
import { rasterize } from '../../src/pictures/rasterize.js';
import { writingDirection } from '../../src/text/direction.js';
import { HOSTILE_TEXTS } from '../site/hostile.js';
import { fc } from '../support/seeded.js';

const chartIn = (locale: Locale, more: Partial<BarChart> = {}): BarChart => ({
  title: 'title',
  subtitle: 'days',
  bars: [
    { label: 'whole', share: 0.5, written: '50', isWhole: true },
    { label: 'none', share: 0, written: '0' },
    { label: 'all', share: 1, written: '100' },
  ],
  locale,
  ...more,
});
const numbersOf = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].map((found) => found.slice(1));

it.each(LOCALES)('begins bars and texts in %s where lines begin, and isolates each text', (locale) => {
  const svg = renderBarChart(chartIn(locale));
  const isRightToLeft = writingDirection(locale) === 'rtl';
  const bars = numbersOf(svg, /<rect x="(\d+)" y="\d+" height="14" width="(\d+)"/g).map((values) =>
    values.map(Number),
  );
  // The ground of each bar, and what is filled of it.
  const filled = bars.filter((_, index) => index % 2 === 1);
  const [[left = 0, whole = 0] = []] = bars;
  expect(filled.map(([, width = 0]) => width / whole)).toEqual([0.5, 0, 1]);
  for (const [x = 0, width = 0] of filled) {
    expect(isRightToLeft ? x + width : x).toBe(isRightToLeft ? left + whole : left);
  }
  // resvg knows no direction: the drawing is from left to right, and says so to browsers.
  expect(svg).toContain('direction="ltr"');
  const texts = numbersOf(svg, /<text x="(\d+)"[^>]*text-anchor="(start|end)"[^>]*>([^<]*)</g);
  expect(texts).toHaveLength(8);
  for (const [x, anchor, text = ''] of texts) {
    expect(anchor).toBe(Number(x) > 360 ? 'end' : 'start');
    expect(text).toMatch(
      isRightToLeft ? /^\u2067[^\u2066-\u2069]*\u2069$/ : /^\u2066[^\u2066-\u2069]*\u2069$/,
    );
  }
});

it('cuts what is too long for its place, and counts no half-space', () => {
  const words = 'سازمان میادین و ساماندهی مشاغل شهری ';
  const [whole] = chartIn('fa').bars;
  const drawn = (label: string) =>
    renderBarChart(chartIn('fa', { bars: [{ label, share: 0, written: '' }, ...(whole ? [whole] : [])] }));
  expect(drawn(words.trim())).toContain(words.trim());
  expect(drawn(words.repeat(3))).toContain('…\u2069');
  expect(drawn(words.repeat(3))).not.toContain(words.repeat(2));
  const joined = Array.from({ length: 35 }, () => 'م').join('\u200c');
  expect(drawn(joined)).toContain(joined);
});

it('becomes a picture, with letters in it, whatever units are called', () => {
  const empty = rasterize(renderBarChart(chartIn('fa', { title: '', subtitle: '' }))).length;
  expect(rasterize(renderBarChart(chartIn('fa', { title: 'پاسخ در مهلت' }))).length).toBeGreaterThan(empty);
  fc.assert(
    fc.property(HOSTILE_TEXTS, (text) => {
      const bars = [{ label: text, share: 0.3, written: text }];
      const png = rasterize(renderBarChart(chartIn('fa', { title: text, bars })));
      expect(png.subarray(1, 4).toString()).toBe('PNG');
    }),
    { numRuns: 15 },
  );
});
