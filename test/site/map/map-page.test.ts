import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { LOCALES, type Locale } from '../../../src/config.js';
import type { CityFigures } from '../../../src/reports/city/city-figures.js';
import { periodAt } from '../../../src/reports/city/fixed-period.js';
import { publish } from '../../../src/reports/city/published.js';
import { createCityCells } from '../../../src/site/city-cells.js';
import { MAP_FIGURES, scaleOf } from '../../../src/site/map/map-figures.js';
import { type MapPage, renderMapPage } from '../../../src/site/map/map-page.js';
import { renderPage } from '../../../src/site/page.js';
import { createSitePages } from '../../../src/site/site-pages.js';
import { stripHtml } from '../../../src/text/html.js';
import { formatNumber } from '../../../src/text/numbers.js';
import { NOW, speechIn } from '../../messages/samples.js';
import { cityFigures, figures, tallyOf, ZONE } from '../../reports/city/samples.js';
import { fc } from '../../support/seeded.js';
import { HOSTILE_TEXTS, holdsNoMarkupOf } from '../hostile.js';

const { organization, texts } = speechIn('fa');
const pages = createSitePages({ texts, defaultLocale: 'fa', basePath: '' });
const week = cityFigures(
  {
    ...tallyOf({}),
    total: figures({ filed: 163 }),
    districts: [
      { code: 'district-9', figures: figures({ filed: 120, inTimeShare: 0.94, inTime: 94, missed: 6 }) },
      { code: 'district-2', figures: figures({ filed: 3, inTimeShare: 1, inTime: 3 }) },
      { code: 'district-1', figures: figures({ filed: 17, inTimeShare: 0.5, inTime: 5, missed: 5 }) },
      { figures: figures({ filed: 23 }) },
    ],
  },
  NOW,
);
const city = (...periods: CityFigures[]) => ({
  organization,
  periods: periods.map((one) => publish(one)),
  known: periods.map(({ id }) => id),
  isOld: false,
});

function contentIn(locale: Locale, more: Partial<MapPage> = {}) {
  return renderMapPage(
    {
      city: city(week),
      period: periodAt('week', NOW, ZONE),
      figure: 'share',
      speech: speechIn(locale),
      ...more,
    },
    pages.readingIn(locale),
  );
}
const bodyIn = (locale: Locale, more: Partial<MapPage> = {}) => contentIn(locale, more).body.text;
const labelsOf = (body: string) =>
  Object.fromEntries(
    [...body.matchAll(/<text class="([^"]*)"[^>]*><tspan[^>]*>([^<]*)<\/tspan><tspan[^>]*>([^<]*)</g)].map(
      ([, name, district = '', value]) => [district, [name, value]],
    ),
  );

it('colours each district by its class, and writes the value on it', () => {
  const labels = labelsOf(bodyIn('fa'));
  expect(Object.keys(labels)).toHaveLength(organization.districts.length);
  expect(labels['منطقه ۹']).toEqual(['class-3', '۹۴٪']);
  expect(labels['منطقه ۱']).toEqual(['class-0', '۵۰٪']);
});

it('hides on the map what the tables hide', () => {
  const fewer = texts.plain('fa', 'city.fewer', { least: '۵' });
  const counts = bodyIn('fa', { figure: 'filed' });
  expect(labelsOf(counts)['منطقه ۲']).toEqual(['untold', fewer]);
  expect(labelsOf(counts)['منطقه ۹']).toEqual(['class-2', '۱۲۰']);
  // Its three answers are too few for a share.
  expect(labelsOf(bodyIn('fa'))['منطقه ۲']).toEqual(['untold', texts.plain('fa', 'city.none')]);
  expect(counts).not.toMatch(/>۳</);
});

it.each(LOCALES)('has in %s the same in a table, with the class in words', (locale) => {
  const number = (value: number) => formatNumber(value, locale);
  for (const figure of MAP_FIGURES) {
    const body = bodyIn(locale, { figure });
    const rows = [...body.matchAll(/<tr><th scope="row"><a [^>]*>([^<]*)<\/a><\/th><td>([^<]*)<\/td>/g)];
    expect(Object.fromEntries(rows.map(([, name, value]) => [name, value]))).toEqual(
      Object.fromEntries(Object.entries(labelsOf(body)).map(([name, [, value]]) => [name, value])),
    );
    expect(stripHtml(body)).not.toMatch(/city\.|undefined|NaN|\{\{/);
    if (locale !== 'en') expect(stripHtml(body)).not.toMatch(/[0-9]/);
  }
  const range = texts.plain(locale, 'city.map.class.share.range', { from: number(90), to: number(94) });
  expect(bodyIn(locale)).toContain(`<td>${range}</td>`);
});

describe('where requests lie', () => {
  const points = [
    { latitude: 36.28, longitude: 59.46, district: 'district-9', open: 30, closed: 70 },
    { latitude: 36.29, longitude: 59.46, district: 'district-9', open: 2, closed: 18 },
    { latitude: 36.25, longitude: 59.48, district: 'district-1', open: 0, closed: 12 },
    { latitude: 36.24, longitude: 59.48, district: 'district-1', open: 3, closed: 0 },
    // Outside of the map.
    { latitude: 40, longitude: 50, open: 9, closed: 9 },
  ];
  const districts = [
    { code: 'district-9', figures: figures({ filed: 120 }) },
    { code: 'district-1', figures: figures({ filed: 20 }) },
    { figures: figures({ filed: 18 }) },
  ];
  const some = cityFigures({ ...tallyOf({}), districts, total: figures({ filed: 158 }) }, NOW, { points });
  const shown = (locale: Locale, more: Partial<MapPage> = {}) =>
    bodyIn(locale, { figure: 'points', city: city(some), ...more });

  it.each(LOCALES)('is shown in %s as circles and as a table, without what is hidden', (locale) => {
    const body = shown(locale);
    const picture = body.slice(body.indexOf('<svg class="map points"'), body.indexOf('<figcaption>'));
    expect(picture.match(/class="all"/g)).toHaveLength(2);
    expect(picture.match(/class="all untold"/g)).toHaveLength(1);
    expect(picture.match(/class="open"/g)).toHaveLength(1);
    const number = (value: number) => formatNumber(value, locale);
    const fewer = texts.plain(locale, 'city.fewer', { least: number(5) });
    const rows = [...body.matchAll(/<bdi dir="ltr">([^<]*)<\/bdi><\/td><td>([^<]*)<\/td><td>([^<]*)</g)];
    expect(rows.map((row) => row.slice(1))).toEqual([
      [`${number(36.28)}, ${number(59.46)}`, number(100), number(30)],
      [`${number(36.29)}, ${number(59.46)}`, number(20), fewer],
      [`${number(40)}, ${number(50)}`, number(18), number(9)],
      [`${number(36.25)}, ${number(59.48)}`, number(12), number(0)],
    ]);
    expect(stripHtml(body)).not.toMatch(/city\.|undefined|NaN|\{\{/);
    if (locale !== 'en') expect(stripHtml(body)).not.toMatch(/[0-9]/);
  });

  it('is shown of weeks alone, and says so; and of a week that was counted before there were points', () => {
    const month = periodAt('month', NOW, ZONE);
    const ofMonth = { ...week, ...month };
    expect(shown('fa', { city: city(ofMonth), period: month })).toContain(
      texts.plain('fa', 'city.map.weeksOnly'),
    );
    expect(shown('fa', { city: city(week) })).toContain(texts.plain('fa', 'city.map.noPoints'));
  });

  it('is light with every point of a large city', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      latitude: 36.2 + (index % 25) / 100,
      longitude: 59.44 + Math.floor(index / 25) / 100,
      open: 5 + (index % 7),
      closed: 5 + (index % 90),
    }));
    const full = { ...some, points: many };
    const page = renderPage(contentIn('fa', { figure: 'points', city: city(full) }), pages.readingIn('fa'));
    expect(gzipSync(page).length).toBeLessThan(30_000);
  });
});

it('says that the borders are an example, and otherwise whose they are', () => {
  expect(bodyIn('fa')).toContain(texts.plain('fa', 'city.map.example'));
  const areas = organization.areas.map(({ unit, geometry }) => ({ unit, geometry }));
  const own = bodyIn('fa', { speech: { ...speechIn('fa'), organization: { ...organization, areas } } });
  expect(own).toContain(texts.plain('fa', 'city.map.source'));
});

it('says what is missing where there are no areas or no figures', () => {
  const speech = { ...speechIn('fa'), organization: { ...organization, areas: [] } };
  const withoutAreas = bodyIn('fa', { speech });
  expect(withoutAreas).toContain(texts.plain('fa', 'city.map.noAreas'));
  expect(withoutAreas).toContain('<td>۹۴٪</td>');
  expect(bodyIn('fa', { city: city() })).toContain(texts.plain('fa', 'city.nothingYet'));
});

it('begins the classes of counts so that they hold every count, and part none that is hidden', () => {
  const cells = createCityCells(pages.readingIn('en'));
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 3_000_000 }), (greatest) => {
      const line = { counts: { ...publish(week).total.counts, filed: greatest } };
      const { classes, valueIn, writeClass } = scaleOf('filed', [line], cells);
      const [first] = classes;
      const place = valueIn(line).place ?? -1;
      const own = classes[place];
      expect(classes).toHaveLength(5);
      expect(first?.to).toBeGreaterThanOrEqual(4);
      expect(own?.from).toBeLessThanOrEqual(greatest);
      expect(own?.to ?? greatest).toBeGreaterThanOrEqual(greatest);
      // The greatest is far up: no map in one colour.
      expect(place).toBeGreaterThanOrEqual(greatest < 10 ? 1 : 2);
      expect(new Set(classes.map(writeClass)).size).toBe(5);
    }),
  );
});

it('has no style of its own, no script and nothing from elsewhere, whatever districts are called', () => {
  expect(bodyIn('fa')).not.toMatch(/<script|javascript:|\son\w+=|\sstyle=|https?:/i);
  const usual = bodyIn('fa').match(/</g)?.length;
  fc.assert(
    fc.property(HOSTILE_TEXTS, (name) => {
      const districts = organization.districts.map((unit) => ({ ...unit, title: { fa: name } }));
      const body = bodyIn('fa', {
        speech: { ...speechIn('fa'), organization: { ...organization, districts } },
      });
      expect(holdsNoMarkupOf(body)).toBe(true);
      expect(body.match(/</g)?.length).toBe(usual);
    }),
    { numRuns: 20 },
  );
});

it('is light enough for a slow phone, with borders as exact as a file may have them', () => {
  const many = organization.areas.map(({ unit, geometry }) => {
    const [[first = []] = []] = [geometry.coordinates as readonly (readonly (readonly [number, number])[])[]];
    const dense = first.flatMap(([x, y], index) => {
      const [toX, toY] = first[index + 1] ?? [x, y];
      return Array.from({ length: 500 }, (_, step): readonly [number, number] => {
        const part = step / 500;
        // A river does not run straight; its waves are the same for both neighbours.
        const wave = 0.002 * Math.sin(part * Math.PI * 20) * Math.sign(toX - x + (toY - y));
        return [x + (toX - x) * part + (toX === x ? wave : 0), y + (toY - y) * part + (toY === y ? wave : 0)];
      });
    });
    return {
      unit,
      geometry: { type: 'Polygon' as const, coordinates: [[...dense, dense[0] ?? [0, 0]]] as never },
    };
  });
  const speech = { ...speechIn('fa'), organization: { ...organization, areas: many } };
  const page = renderPage(contentIn('fa', { speech }), pages.readingIn('fa'));
  const style = readFileSync('src/site/files/style.css');
  expect(gzipSync(page).length + gzipSync(style).length).toBeLessThan(25_000);
});

it('can be read on every colour', () => {
  const style = readFileSync('src/site/files/style.css', 'utf8');
  const fillOf = (selector: string) =>
    new RegExp(`(?:^|\\n)${selector.replaceAll('.', '\\.')} \\{\\n  fill: (#[0-9a-f]+);`).exec(style)?.[1] ??
    '';
  const light = (colour: string) => {
    const [, ...parts] =
      /^#(..)(..)(..)$/.exec(colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour) ?? [];
    const [red = 0, green = 0, blue = 0] = parts
      .map((part) => Number.parseInt(part, 16) / 255)
      .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  for (let place = 0; place < 5; place += 1) {
    const ground = light(fillOf(`.class-${place}`));
    const ink = light(place < 3 ? '#1d2b2a' : '#ffffff');
    const contrast = (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
    expect([place, contrast > 4.5, ground > 0]).toEqual([place, true, true]);
  }
});
