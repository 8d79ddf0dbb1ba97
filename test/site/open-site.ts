import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import type { Locale } from '../../src/config.js';
import { createGuessingGuard } from '../../src/guards/guessing.js';
import { publish } from '../../src/reports/city/published.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import type { StoredRequest } from '../../src/requests/request-store.js';
import { createCityRouter } from '../../src/site/city-router.js';
import { createOwnRouter } from '../../src/site/own/own-router.js';
import { createPhotoTaker } from '../../src/site/own/photo-taker.js';
import { createRequestLinks } from '../../src/site/own/request-links.js';
import { createRecordRouter } from '../../src/site/record/record-router.js';
import { createSitePages } from '../../src/site/site-pages.js';
import { createSiteRouter } from '../../src/site/site-router.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { createWebApp } from '../../src/web/app.js';
import { startServer } from '../../src/web/server.js';
import { ALL_EVENTS, NOW, POSITION, requestIn, STAGES, speechIn } from '../messages/samples.js';
import { cityFigures, figures, tallyOf, ZONE } from '../reports/city/samples.js';
import { codeOf } from '../requests/open-requests.js';
import { SILENT } from '../simulator/harness.js';

const { organization, texts } = speechIn('fa');
const MOST_EVENTS = 12;
const A_WEEK_MS = 7 * 86_400_000;
const rates = { inTimeShare: 0.94, medianHours: 20.5, p90Hours: 71, inTime: 94, missed: 6, answered: 99 };

/** All pages for everybody, on a server of their own, with as much on them as there can be. */
export async function openSite() {
  const pages = createSitePages({ texts, defaultLocale: 'fa', basePath: '' });
  const links = createRequestLinks({
    secret: 'a secret of the city',
    addressOf: (path, locale) => pages.readingIn(locale).addressOf(path, locale),
  });
  const stored = new Map<TrackingCode, Request>(
    Object.values(STAGES)
      .flatMap(([first]) => (first === undefined ? [] : [first]))
      .map((stage, index) => [codeOf(index + 1), requestIn(stage, { code: codeOf(index + 1) })]),
  );
  const find = async (code: TrackingCode) => {
    const request = stored.get(code);
    return request === undefined
      ? undefined
      : ({ request, events: ALL_EVENTS.slice(0, MOST_EVENTS) } as unknown as StoredRequest);
  };
  const units = Object.fromEntries(organization.units.map(({ code }, index) => [code, index * 7]));
  const lines = (codes: readonly { readonly code: string }[]) =>
    codes.map(({ code }, index) => ({ code, figures: figures({ filed: index * 9, ...rates }) }));
  const week = cityFigures(tallyOf(units, rates), NOW, {
    units: lines(organization.units),
    districts: lines(organization.districts),
    topics: lines(organization.groups),
    points: organization.districts.map(({ code: district }, index) => ({
      latitude: 36.22 + index / 100,
      longitude: 59.46 + index / 50,
      district,
      open: 3 + index * 3,
      closed: index * 8,
    })),
  });
  const before = cityFigures(
    tallyOf(units, { ...rates, inTimeShare: 0.81 }),
    new Date(NOW.getTime() - A_WEEK_MS),
  );
  const clock = { now: () => NOW, sleep: () => Promise.resolve() };
  const guard = createGuessingGuard({ clock, mostAnHour: 1_000 });
  const shared = { pages, texts, clock, timeZone: ZONE, guard, logger: SILENT, isOutage: () => false };
  const current = { current: async () => organization };
  const city = {
    read: async () => ({
      organization,
      periods: [publish(week), publish(before)],
      known: [week.id],
      isOld: false,
    }),
  };
  const { app, mount } = createWebApp({
    readiness: async () => ({ ready: true, database: '', messenger: '' }),
    logger: SILENT,
  });
  mount(
    createSiteRouter({
      ...shared,
      city,
      requests: { findState: async (code) => (await find(code))?.request },
      organization: current,
      answerHours: 72,
      readBots: async () => [{ messenger: 'telegram', url: 'https://t.me/city_bot?start=site' }],
    }),
  );
  mount(createCityRouter({ ...shared, city, hasFeeds: true }));
  mount(
    createOwnRouter({
      ...shared,
      links,
      requests: { find, execute: async () => ({ ok: false, refusal: { code: 'notFound' } }) },
      organization: current,
      onJudged: async () => undefined,
      photos: createPhotoTaker({ uploads: { take: async () => 'later' }, clock }),
      random: randomBytes,
    }),
  );
  const waiting = STAGES.referred.map((stage, index) => requestIn(stage, { code: codeOf(index + 50) }));
  // Everybody has opened a link here.
  mount(
    Router().use('/', (request, _response, next) => {
      request.headers.cookie = 'record=opened';
      next();
    }),
  );
  mount(
    createRecordRouter({
      ...shared,
      passes: {
        issue: async () => '',
        isWaiting: async (token) => token === 'waiting',
        open: async () => undefined,
        find: async () => ({ person: 'holder', until: new Date(NOW.getTime() + 3_600_000) }),
        end: async () => undefined,
        removeOld: async () => undefined,
      },
      people: { find: async (_id) => ({ _id, name: '', roles: ['manager'], reachable: 'yes' }) },
      organization: { current: async () => ({ ...organization, positionsOf: () => [POSITION] }) },
      cartables: {
        // Every name is among them, which the compiler does not carry over.
        countEach: async (_places, selections) =>
          Object.fromEntries(Object.keys(selections).map((name) => [name, waiting.length])) as never,
      },
      findPage: async () => waiting,
      histories: { heldBySince: async () => [ALL_EVENTS] },
      audit: { record: async () => undefined },
      machineClock: clock,
      isSecure: false,
    }),
  );
  const server = await startServer(app, { host: '127.0.0.1', port: 0 });
  const own = (locale: Locale) => [...stored.values()].map((request) => links.linkTo(request, locale));
  return {
    server,
    /** Those with the most on them: the city and its map, a request with all its forms, and what a manager has. */
    fullestIn(locale: Locale): readonly string[] {
      const answered = [...stored.values()].find(({ stage }) => stage.status === 'answered');
      const link = answered === undefined ? [] : [links.linkTo(answered, locale)];
      return [
        ...['/city', '/city/map', '/record'].map((path) => `${pages.prefixOf(locale)}${path}`),
        ...link,
      ];
    },
    /** The path of every page in a language, by its name. */
    pathsIn(locale: Locale): readonly string[] {
      const prefix = pages.prefixOf(locale);
      const [code] = stored.keys();
      return [
        ...[
          '/',
          '/t',
          `/t/${code}`,
          '/t?code=123',
          '/city',
          '/city/map',
          '/city/map?figure=filed',
          '/city/map?figure=points',
          '/city/district-9',
          '/city/district-9/frame',
          '/city/nowhere',
          '/r/nothing',
          '/record',
          '/record/waiting',
        ].map((path) => `${prefix}${path}`),
        ...own(locale),
      ];
    },
  };
}
