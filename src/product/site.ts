import { createUploads } from '../attachments/uploads.js';
import { endCallbacksAfterRating } from '../callbacks/end-after-rating.js';
import { createFindPage } from '../cartables/waiting-page.js';
import { botKey } from '../channel/bot.js';
import { ofBot } from '../channel/per-bot.js';
import { createGuessingGuard } from '../guards/guessing.js';
import { isOutage } from '../outage.js';
import { createCityReader } from '../site/city-reader.js';
import { createCityRouter } from '../site/city-router.js';
import type { BotLink } from '../site/front-page.js';
import { createOwnRouter } from '../site/own/own-router.js';
import { createPhotoTaker } from '../site/own/photo-taker.js';
import { createRecordRouter } from '../site/record/record-router.js';
import { createSitePages } from '../site/site-pages.js';
import { createSiteRouter } from '../site/site-router.js';
import { cacheFor } from '../watch/fresh-for.js';
import type { BotClients } from './bot-clients.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** Milliseconds for which the names of the bots are not asked for again. */
const A_DAY_MS = 86_400_000;

/** Shows the pages for everybody, in every process that serves HTTP. */
export function mountSite(
  foundation: Foundation,
  {
    http,
    stores,
    services,
    clients,
  }: {
    readonly http: Http;
    readonly stores: Stores;
    readonly services: Services;
    readonly clients: BotClients;
  },
): void {
  const { config, texts, clock, machineClock, logger } = foundation;
  if (config.processRole === 'worker') return;
  const basePath = new URL(config.publicUrl ?? http.url).pathname.replace(/\/$/, '');
  const pages = createSitePages({ texts, defaultLocale: config.defaultLocale, basePath });
  const city = createCityReader({
    figures: stores.cityFigures,
    organization: stores.organization,
    machineClock,
    timeZone: config.timeZone,
    isOutage,
    onOutage: (error) => logger.warn({ event: 'siteWithoutDatabase', error }),
  });
  const guard = createGuessingGuard({ clock: machineClock, mostAnHour: config.limits.codesPerHour });
  const readBots = cacheFor(A_DAY_MS, machineClock, () => findBots(foundation, clients));
  http.mount(
    createSiteRouter({
      pages,
      city,
      requests: services.requests,
      organization: stores.organization,
      texts,
      timeZone: config.timeZone,
      answerHours: config.answerHours,
      clock,
      guard,
      // The page is worth more than a link in it: it does not wait for a messenger that is away.
      readBots: () =>
        readBots().catch((error) => {
          logger.warn({ event: 'botNameNotRead', error });
          return [];
        }),
      logger,
      isOutage,
    }),
  );
  http.mount(
    createCityRouter({
      pages,
      city,
      texts,
      clock,
      timeZone: config.timeZone,
      hasFeeds: config.isOpen311Served,
    }),
  );
  const { links, requests, files } = services;
  if (links === undefined) return;
  const shared = {
    pages,
    organization: stores.organization,
    texts,
    clock,
    timeZone: config.timeZone,
    guard,
    logger,
    isOutage,
  };
  const uploads = createUploads({ connection: foundation.connection, prepareFile: files.prepareFile, clock });
  http.mount(
    createOwnRouter({
      ...shared,
      links: links.requests,
      requests,
      onJudged: (request, event) => endCallbacksAfterRating(stores.callbacks, request, event),
      photos: createPhotoTaker({ uploads, clock: machineClock }),
      random: foundation.randomBytes,
    }),
  );
  http.mount(
    createRecordRouter({
      ...shared,
      passes: stores.recordPasses,
      people: stores.people,
      cartables: stores.cartables,
      findPage: createFindPage(stores),
      histories: stores.requests,
      audit: stores.audit,
      machineClock,
      isSecure: config.publicUrl?.startsWith('https:') === true,
    }),
  );
}

/** Where citizens find the bots: on their messengers, or on the page of the simulated city. */
async function findBots(
  { config }: Foundation,
  { apis, capabilities }: BotClients,
): Promise<readonly BotLink[]> {
  if (config.connections.kind === 'simulator') return [{ messenger: 'simulator', url: '/simulator/' }];
  const citizenBots = config.connections.bots.filter(({ role }) => role === 'citizen');
  return Promise.all(
    citizenBots.map(async (bot) => {
      const { username } = await ofBot(apis, botKey(bot)).getMe();
      return { messenger: bot.messenger, url: ofBot(capabilities, botKey(bot)).startLink(username, 'site') };
    }),
  );
}
