import express from 'express';
import helmet from 'helmet';
import { LOCALES, type Locale } from '../../src/config.js';
import type { CityFigures } from '../../src/reports/city/city-figures.js';
import { periodAt } from '../../src/reports/city/fixed-period.js';
import { publish } from '../../src/reports/city/published.js';
import { renderCityLine, renderCityPage } from '../../src/site/city-page.js';
import { createCityReader } from '../../src/site/city-reader.js';
import { createCityRouter } from '../../src/site/city-router.js';
import { createSitePages } from '../../src/site/site-pages.js';
import { stripHtml } from '../../src/text/html.js';
import { formatNumber } from '../../src/text/numbers.js';
import { startServer } from '../../src/web/server.js';
import { NOW, speechIn } from '../messages/samples.js';
import { cityFigures, figures, tallyOf, ZONE } from '../reports/city/samples.js';
import { fc } from '../support/seeded.js';
import { HOSTILE_TEXTS, holdsNoMarkupOf } from './hostile.js';

const WEEK_MS = 7 * 86_400_000;
const { organization, texts } = speechIn('fa');
const pages = createSitePages({ texts, defaultLocale: 'fa', basePath: '' });
const rates = { inTimeShare: 0.94, medianHours: 20.5, p90Hours: 71, inTime: 94, missed: 6, answered: 99 };
const week = cityFigures(
  {
    ...tallyOf({ 'district-9': 120, 'district-2': 3, 'district-1': 17 }, rates),
    topics: [{ code: 'streets', figures: figures({ filed: 140 }) }, { figures: figures({}) }],
  },
  NOW,
);
const before = cityFigures(
  tallyOf({ 'district-9': 110 }, { inTimeShare: 0.81, inTime: 81, missed: 19 }),
  new Date(NOW.getTime() - WEEK_MS),
);
const city = (...periods: CityFigures[]) => ({
  organization,
  periods: periods.map((one) => publish(one)),
  known: periods.map(({ id }) => id),
  isOld: false,
});
const seen = (page: { readonly text: string }) => stripHtml(page.text);

function bodyIn(locale: Locale, more: Partial<Parameters<typeof renderCityPage>[0]> = {}) {
  const speech = speechIn(locale);
  const period = periodAt('week', NOW, ZONE);
  return renderCityPage(
    { city: city(week, before), period, speech, hasFeeds: true, ...more },
    pages.readingIn(locale),
  ).body;
}

describe('the page of figures', () => {
  it.each(LOCALES)('has in %s every figure beside that of the week before, in its own digits', (locale) => {
    const shown = seen(bodyIn(locale));
    const number = (value: number) => formatNumber(value, locale);
    const percent = (share: number) => texts.plain(locale, 'city.percent', { share: number(share) });
    expect(shown).toContain(`${texts.plain(locale, 'city.share')}${percent(94)}${percent(81)}`);
    expect(shown).toContain(`${texts.plain(locale, 'city.count.filed')}${number(140)}${number(110)}`);
    expect(shown).not.toMatch(/city\.|undefined|NaN|\{\{/);
    if (locale !== 'en') expect(shown).not.toMatch(/[0-9]/);
  });

  it('hides a small count, and another one so that it does not follow from the sum', () => {
    const shown = bodyIn('fa').text;
    const fewer = texts.plain('fa', 'city.fewer', { least: '۵' });
    const rowOf = (name: string) =>
      new RegExp(`<th scope="row">${name}</th>[\\s\\S]*?</tr>`).exec(shown)?.[0];
    expect(rowOf('منطقه ۲')).toContain(`<td>${fewer}</td>`);
    expect(rowOf('منطقه ۱')).toContain(`<td>${fewer}</td>`);
    expect(rowOf('منطقه ۹')).toContain('<td>۱۲۰</td>');
    expect(shown).not.toContain('<td>۱۷</td>');
  });

  it('of one unit has its line alone, and the same cells hidden', () => {
    const unit = organization.unit('district-2');
    const shown = bodyIn('fa', { unit }).text;
    expect(shown).toContain('منطقه ۲');
    expect(shown).not.toContain('<td>۳</td>');
    expect(shown).not.toContain('منطقه ۹');
    const none = bodyIn('fa', { unit: organization.unit('district-3') }).text;
    expect(none).toContain('<td>۰</td>');
    expect(shown).toContain('href="/city/requests.csv?unit=district-2"');
  });

  it.each(LOCALES)(
    'draws in %s the shares of the periods, the oldest first in the direction of reading',
    (locale) => {
      const chart = /<svg class="series".*?<\/svg>/s.exec(bodyIn(locale).text)?.[0] ?? '';
      const columns = [...chart.matchAll(/<rect class="filled" x="(\d+)"[^>]*height="(\d+)"/g)].map(
        ([, x, height]) => [Number(x), Number(height)],
      );
      const [first = [0, 0], second = [0, 0]] = columns;
      const [left, right] = locale === 'en' ? [0.81, 0.94] : [0.94, 0.81];
      expect(Number(first[0])).toBeLessThan(Number(second[0]));
      expect(columns.map(([, height]) => height)).toEqual(
        [left, right].map((share) => Math.round(share * 150)),
      );
      expect(stripHtml(chart)).toContain(formatNumber(81, locale));
      expect(bodyIn(locale, { city: city(week) }).text).not.toContain('class="series"');
    },
  );

  it('has the roll-out by its days, and what goes through the follow-up desk until then', () => {
    const unitsWith = (change: (index: number) => object) =>
      organization.units.map((unit, index) => ({ ...unit, connected: index > 1, ...change(index) }));
    const shownWith = (units: typeof organization.units) => {
      const via = [{ code: units[0]?.code ?? '', figures: figures({ viaFollowUp: 12 }) }];
      const counted = cityFigures({ ...tallyOf({}), total: figures({ viaFollowUp: 12 }), units: via }, NOW);
      const speech = { ...speechIn('fa'), organization: { ...organization, units } };
      return seen(bodyIn('fa', { speech, city: city(counted) }));
    };
    const days = shownWith(
      unitsWith((index) =>
        index < 2 ? {} : { connectionChangesAt: new Date(NOW.getTime() + WEEK_MS / index) },
      ),
    );
    const [first, second] = organization.units.map((unit) => organization.title(unit, 'fa'));
    expect(days).toContain(`${first} (از راه صف پیگیری در این دوره: ۱۲)`);
    expect(days).toContain(`${second}`);
    expect(days).toContain('روز اتصالشان هنوز معلوم نیست: ۲');
    const places = organization.units
      .slice(2)
      .map((unit) => days.indexOf(`${organization.title(unit, 'fa')}: از `));
    expect(places).toEqual(places.toSorted((one, other) => other - one));
    const over = shownWith(unitsWith(() => ({ connected: true })));
    expect(over).toContain('همه ۳۵ واحد متصل است');
    expect(over).not.toContain('واحدهایی که هنوز متصل نیستند');
  });

  it('says that there is nothing yet, and shows the weeks before', () => {
    const shown = seen(bodyIn('fa', { city: city() }));
    expect(shown).toContain(texts.plain('fa', 'city.nothingYet'));
  });

  it('says of a table without lines that there is nothing to show', () => {
    const quiet = cityFigures({ ...tallyOf({}), topics: [] }, NOW);
    const rows = bodyIn('fa', { city: city(quiet) }).text.match(/<td colspan="8">[^<]+<\/td>/g);
    expect(rows).toEqual(Array(3).fill(`<td colspan="8">${texts.plain('fa', 'city.empty')}</td>`));
  });

  it('has no style of its own, no script and nothing from elsewhere', () => {
    const shown = bodyIn('fa').text;
    expect(shown).not.toMatch(/<script|javascript:|\son\w+=|\sstyle=|https?:/i);
  });

  it('shows the names of units as text, whatever they are', () => {
    fc.assert(
      fc.property(HOSTILE_TEXTS, (name) => {
        const units = organization.units.map((unit) => ({ ...unit, title: { fa: name } }));
        const hostile = {
          ...organization,
          units,
          unit: (code: string) => units.find((unit) => unit.code === code),
        };
        const speech = { ...speechIn('fa'), organization: hostile };
        const usual = bodyIn('fa').text;
        const shown = bodyIn('fa', { speech, unit: hostile.unit('district-9') }).text;
        expect(holdsNoMarkupOf(shown)).toBe(true);
        expect(holdsNoMarkupOf(bodyIn('fa', { speech }).text)).toBe(true);
        expect(bodyIn('fa', { speech }).text.match(/</g)).toHaveLength(usual.match(/</g)?.length ?? 0);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the line on the front page', () => {
  it.each(LOCALES)('says in %s what of the week is known', (locale) => {
    const reading = pages.readingIn(locale);
    const line = (known?: CityFigures) =>
      seen(renderCityLine(known === undefined ? undefined : publish(known), reading));
    expect(line(week)).toContain(formatNumber(94, locale));
    expect(line(before)).toContain(formatNumber(110, locale));
    expect(line()).toContain(texts.plain(locale, 'city.line.none'));
    expect(line(cityFigures(tallyOf({ a: 4 }), NOW))).toContain(texts.plain(locale, 'city.line.none'));
  });
});

class Outage extends Error {}

it('is served in every language; while the database is away, as it was last, or with a sentence', async () => {
  let isAway = false;
  let machineMs = 0;
  let reads = 0;
  const kept = new Map([week, before].map((one) => [one.id, one]));
  const reader = createCityReader({
    figures: {
      async ids() {
        reads += 1;
        if (isAway) throw new Outage();
        return [...kept.keys()];
      },
      async find(id) {
        const figures = kept.get(id);
        if (figures === undefined) return undefined;
        return { figures, publication: { shown: publish(figures), wholeAt: NOW, isHeld: false } };
      },
    },
    organization: { current: async () => organization },
    machineClock: { now: () => new Date(machineMs), sleep: () => Promise.resolve() },
    timeZone: ZONE,
    isOutage: (error) => error instanceof Outage,
    onOutage: () => undefined,
  });
  const clock = { now: () => NOW, sleep: () => Promise.resolve() };
  const app = express();
  app.use(helmet());
  app.use(createCityRouter({ pages, city: reader, texts, clock, timeZone: ZONE, hasFeeds: false }));
  const server = await startServer(app, { host: '127.0.0.1', port: 0 });
  const get = async (path: string) => {
    const response = await fetch(`${server.url}${path}`);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  try {
    const first = await get('/city');
    expect([first.status, first.headers.get('content-language'), first.headers.has('etag')]).toEqual([
      200,
      'fa',
      true,
    ]);
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await get(`/en/city/district-9?period=${week.id}`)).text).toContain('<html lang="en" dir="ltr">');
    expect((await get(`/city?period=${before.id}`)).text).toContain('۱۱۰');
    expect((await get('/city/nowhere')).status).toBe(404);
    expect((await get('/en/city/map?figure=filed')).text).toContain('<option value="filed" selected>');
    expect((await get('/city/map?figure=weather')).text).toContain(
      texts.plain('fa', 'city.problem.noFigure'),
    );
    const frame = await get('/city/district-9/frame');
    expect(frame.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(frame.headers.has('x-frame-options')).toBe(false);
    expect(frame.text).toContain('<td>۱۲۰</td>');
    expect(frame.text).not.toMatch(/<header>|<footer>|<form/);
    expect((await get('/city/district-9')).headers.get('content-security-policy')).toContain(
      "frame-ancestors 'none'",
    );
    expect((await get('/city?period=week-1405-09-08')).status).toBe(404);
    // Next week has not begun.
    expect((await get('/city?period=week-1405-09-07')).status).toBe(404);
    await Promise.all(Array.from({ length: 20 }, () => get('/city')));
    // One read a period, however many look.
    expect(reads).toBe(2);

    isAway = true;
    machineMs += 60_000;
    const old = await get('/city');
    expect(old.status).toBe(200);
    expect(old.text).toContain('<p class="problem" role="status">');
    expect(old.text).toContain('۱۴۰');
    const unread = await get('/city?period=month-1405-08');
    expect([unread.status, unread.headers.has('retry-after')]).toEqual([503, true]);
    expect(unread.text).toContain(texts.plain('fa', 'city.problem.away'));
  } finally {
    await server.stop();
  }
});
