import { createAttachmentService } from '../attachments/attachment-service.js';
import { createUnusedFiles } from '../attachments/unused-files.js';
import { createBulletinWriter } from '../bulletins/bulletin-writer.js';
import { createDigestWriter } from '../bulletins/digest-writer.js';
import { createReportWriter } from '../bulletins/report-bulletin.js';
import { moveCallbacks } from '../callbacks/transfer.js';
import { createFindWaiting } from '../cartables/waiting-for.js';
import { mapBots } from '../channel/per-bot.js';
import { canBeAsked } from '../citizens/can-be-asked.js';
import { createDepartures } from '../citizens/departure.js';
import { createPhoneClaim } from '../citizens/phone-claim.js';
import { createDeliveries } from '../deliveries/index.js';
import { createFeed } from '../feed/index.js';
import { createFileLinks } from '../gam/file-links.js';
import type { GamPort } from '../gam/gam-port.js';
import { createGam } from '../gam/index.js';
import { createDescribeGam } from '../gam/tell-staff.js';
import { createRestrainLeaving } from '../guards/restrain-leaving.js';
import { publishChange } from '../open311/publish-request.js';
import { eraseLeavers, giveToCarrier, leaveBehind } from '../requests/handed-over.js';
import { joinMerged } from '../requests/join-merged.js';
import { createRequestChanges } from '../requests/request-changes.js';
import { createRequestService } from '../requests/request-service.js';
import type { StoredRequest } from '../requests/request-store.js';
import {
  ALONE,
  createProcessSignStore,
  createProcessSigns,
  type ProcessSigns,
} from '../watch/process-signs.js';
import { createVitals } from '../watch/vitals.js';
import type { BotClients } from './bot-clients.js';
import type { FileWork } from './file-work.js';
import type { Foundation } from './foundation.js';
import { openSiteLinks } from './site-links.js';
import { openShortMessages } from './sms.js';
import type { Stores } from './stores.js';
import { openWebhooks } from './webhooks.js';

/** The services of the bots and the jobs. */
export type Services = ReturnType<typeof createServices>;

/** Milliseconds between polls of the database for deliveries that another process planned. */
const POLL_SHARED_DATABASE_MS = 1_000;
const POLL_OWN_DATABASE_MS = 15_000;
/** Milliseconds after which a lone process looks for events whose own write it has not heard of. */
const LOOK_FOR_UNFED_MS = 60_000;

/** Connects requests, deliveries and files with the bots' messengers; nothing is sent yet. */
export function createServices(
  foundation: Foundation,
  {
    stores,
    clients,
    files,
    gamPort,
    url,
  }: {
    readonly stores: Stores;
    readonly clients: BotClients;
    readonly files: FileWork;
    readonly gamPort: GamPort | undefined;
    /** Address of this server on this machine. */
    readonly url: string;
  },
) {
  const { config, logger, connection, clock, machineClock } = foundation;
  const { connections, capabilities, apis, rateLimiters } = clients;
  const { prepareFile } = files;
  const attachments = createAttachmentService({
    connection,
    apis,
    capabilities,
    apiRoots: mapBots(connections, ({ apiRoot }) => apiRoot),
    tokens: mapBots(connections, ({ token }) => token),
    clock,
    logger,
    prepareFile,
  });

  const unusedFiles = createUnusedFiles({
    connection,
    usedByRequests: stores.requests.usingFiles,
    usedByDrafts: async (ids) =>
      new Set([...(await stores.chats.mentioned(ids)), ...(await stores.keptAnswers.mentioned(ids))]),
    clock,
    logger,
  });

  const changes = createRequestChanges();
  const requests = createRequestService({
    store: stores.requests,
    clock,
    logger,
    organization: stores.organization,
    async tellsOfDanger(words) {
      const { understanding } = await stores.organization.current();
      return understanding.findDanger(words).kind === 'danger';
    },
    filedBy: async (citizen) => (await stores.citizens.find(citizen))?.requests ?? [],
    async whoCanBeAsked(followers) {
      const found = await stores.citizens.findMany(followers);
      return new Set(found.filter((citizen) => canBeAsked(citizen, clock.now())).map(({ _id }) => _id));
    },
    recallMs: config.recallSeconds * 1_000,
    nextMorning: foundation.nextMorning,
    onChanged: changes.publish,
  });
  const pollMs = foundation.isAlone ? POLL_OWN_DATABASE_MS : POLL_SHARED_DATABASE_MS;
  const processSigns = foundation.isAlone ? undefined : openProcessSigns(foundation);
  // It ends before the signs of life do.
  foundation.onStop('look for others', foundation.solitude.stop);
  const publishing = { records: stores.publicRecords, organization: stores.organization };
  const links = openSiteLinks(foundation, stores, url);
  const shortMessages = openShortMessages(foundation, {
    stores,
    url,
    links: links?.requests,
    execute: requests.execute,
    epoch: (processSigns ?? ALONE).epoch,
    pollMs,
  });
  const deliveries = createDeliveries({
    ...foundation,
    ...stores,
    alonePeriod: foundation.solitude.period,
    attachments,
    shortMessages,
    onLeft: (stored) => eraseLeavers({ store: stores.requests, expectUnused: unusedFiles.expect }, stored),
    onCarriedOn: (stored) => giveToCarrier(stores.citizens, stored),
    ...(config.isOpen311Served
      ? { publish: (stored: StoredRequest) => publishChange(publishing, stored) }
      : {}),
    followLetters: (stored) => gam.follow(stored),
    onMerged: (stored) => joinMerged({ requests, addFollowing: stores.citizens.addFollowing }, stored),
    writeBulletin: createBulletinWriter({
      writeDigest: createDigestWriter({ findWaiting: createFindWaiting(stores) }),
      describeGam: createDescribeGam({
        acts: stores.gamActs,
        letters: stores.gamLetters,
        requests: stores.requests,
      }),
      writeReport: createReportWriter({
        filedBetween: stores.requests.filedBetween,
        toldBetween: stores.toldElsewhere.countBetween,
        writeWorkbook: files.writeWorkbook,
        drawPicture: files.drawPicture,
        logger,
      }),
    }),
    apis,
    capabilities,
    rateLimiters,
    timeZone: config.timeZone,
    defaultLocale: config.defaultLocale,
    epoch: (processSigns ?? ALONE).epoch,
    pollMs,
  });
  const gamFiles = createFileLinks({
    secret: stores.gamFileSecret,
    baseUrl: config.publicUrl ?? url,
    attachments,
    clock: machineClock,
  });
  const gam = createGam({
    ...foundation,
    ...stores,
    ...(gamPort === undefined ? {} : { port: gamPort }),
    linkTo: gamFiles.linkTo,
    letters: stores.gamLetters,
    acts: stores.gamActs,
    requests,
    requestStore: stores.requests,
    announce: deliveries.announce,
    timeZone: config.timeZone,
    defaultLocale: config.defaultLocale,
    epoch: (processSigns ?? ALONE).epoch,
    pollMs,
    pollActsMs: config.gam.pollSeconds * 1_000,
  });
  changes.subscribe(deliveries.onChanged);
  const feed = createFeed({
    ...foundation,
    requests: stores.requests,
    epoch: (processSigns ?? ALONE).epoch,
    pollMs: foundation.isAlone ? LOOK_FOR_UNFED_MS : POLL_SHARED_DATABASE_MS,
  });
  changes.subscribe(feed.onChanged);
  const webhooks = openWebhooks(foundation, { stores, feed, deliveries });

  const phones = createPhoneClaim({
    citizens: stores.citizens,
    requests: stores.requests,
    onMoved: (caller, person) =>
      moveCallbacks({ callbacks: stores.callbacks, tellAnew: deliveries.tellAnew, clock }, caller, person),
  });
  const departures = createDepartures({
    ...stores,
    store: stores.departures,
    attachments,
    leaveBehind: (left) => leaveBehind({ requests, store: stores.requests }, left),
    restrain: createRestrainLeaving({ ...stores, clock }),
    async forgetDeliveries(citizen) {
      await deliveries.forget(citizen);
      await stores.notices.forgetAllOf(citizen);
    },
    clock,
    machineClock,
    logger,
    drawWord: () => foundation.randomBytes(12).toString('base64url'),
  });
  const readVitals = createVitals({
    ...stores,
    databaseEnd: foundation.database.lastEnd,
    deliveries,
    webhooks,
    partsPerDay: config.sms.partsPerDay,
    timeZone: config.timeZone,
    rateLimiters,
    clock,
    machineClock,
  });
  return {
    processSigns,
    files,
    attachments,
    unusedFiles,
    changes,
    links,
    requests,
    deliveries,
    shortMessages,
    feed,
    webhooks,
    gam,
    gamFiles,
    phones,
    departures,
    readVitals,
  };
}

/** The signs by which processes on one database know of each other. */
function openProcessSigns({ connection, processId, machineClock, logger, onStop }: Foundation): ProcessSigns {
  const store = createProcessSignStore(connection);
  const signs = createProcessSigns({ store, processId, clock: machineClock, logger });
  onStop('signs of life', signs.stop);
  return signs;
}
