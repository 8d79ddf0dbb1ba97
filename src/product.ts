import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Router } from 'express';
import { createCitizenBot } from '../bots/citizen/index.js';
import { createStaffBot } from '../bots/staff/index.js';
import { actOnDeadlines } from '../jobs/act-on-deadlines.js';
import { changeDeputies } from '../jobs/change-deputies.js';
import { cleanUp } from '../jobs/clean-up.js';
import { deliverWhatIsLeft } from '../jobs/deliver-what-is-left.js';
import { fetchAttachments } from '../jobs/fetch-attachments.js';
import { finishDepartures } from '../jobs/finish-departures.js';
import { giveUpUnfinished } from '../jobs/give-up-unfinished.js';
import { createJobs } from '../jobs/index.js';
import { leaveVacantPositions } from '../jobs/leave-vacant-positions.js';
import { morningDigest } from '../jobs/morning-digest.js';
import { createOnceStore } from '../jobs/once-store.js';
import { resumeMailbox } from '../jobs/resume-mailbox.js';
import { watch } from '../jobs/watch.js';
import { weeklyReport } from '../jobs/weekly-report.js';
import { createAttachmentService } from './attachments/attachment-service.js';
import { download } from './attachments/download.js';
import { MORNING_HOUR, nextTimeOfDay } from './calendar.js';
import { createCallbackStore } from './calls/callback-store.js';
import { moveCallbacks } from './calls/moving-callbacks.js';
import { createCitizenStore } from './citizens/citizen-store.js';
import { createDepartures } from './citizens/departure.js';
import { createDepartureStore } from './citizens/departure-store.js';
import { collectOwnData } from './citizens/own-data.js';
import { createPhoneClaim } from './citizens/phone-claim.js';
import { type Clock, createMovableClock, systemClock } from './clock.js';
import type { Config } from './config.js';
import { type BotName, createChatStore } from './conversations/chat-store.js';
import { createKeptAnswers } from './conversations/kept-answers.js';
import { createMailbox } from './conversations/mailbox.js';
import { connect, createIndexes } from './database/connection.js';
import { startDatabase } from './database/index.js';
import { createCardStore } from './deliveries/card-store.js';
import { createCartableStore } from './deliveries/cartable-store.js';
import { createCitizenNoticeStore } from './deliveries/citizen-notice-store.js';
import { createDeliveries } from './deliveries/index.js';
import { createSmsLog } from './integrations/sms.js';
import type { Logger } from './logger.js';
import { createAuditStore } from './organization/audit-store.js';
import { auditedRequests } from './organization/audited-requests.js';
import { readCity } from './organization/city-file.js';
import { createInviteStore, type InviteStore, inviteLink } from './organization/invites.js';
import { createOrganizationStore } from './organization/organization-store.js';
import { createPeopleStore } from './organization/people-store.js';
import { createPhraseStore } from './organization/phrase-store.js';
import { isOutage } from './outage.js';
import { packageRoot, readVersion } from './package-root.js';
import { createBulletinWriter } from './reports/bulletin-writer.js';
import { createReportWriter } from './reports/report-bulletin.js';
import { createClaimStore } from './requests/claim-store.js';
import { joinMerged } from './requests/merging.js';
import { createRequestService } from './requests/request-service.js';
import { createRequestStore } from './requests/request-store.js';
import { createWordSearch } from './requests/word-search.js';
import { createSimulation, simulatedBots } from './simulation.js';
import { readClockOffset } from './simulator/index.js';
import { type Api, createApi } from './telegram/api.js';
import { createGate } from './telegram/gate.js';
import { createPolling } from './telegram/polling.js';
import { createWebhookAddress, createWebhookRouter } from './telegram/webhook.js';
import { loadTexts } from './text/texts.js';
import { freshFor } from './watch/fresh-for.js';
import { createIncidentStore } from './watch/incident-store.js';
import { meterDatabase, meteredBot, meteredMailbox, meterSends } from './watch/metering.js';
import { createMetrics } from './watch/metrics.js';
import { createMetricsRouter } from './watch/metrics-router.js';
import { createPulseStore } from './watch/pulse-store.js';
import { createVitals, type Vitals } from './watch/vitals.js';
import { createWebApp } from './web/app.js';
import { startServer } from './web/server.js';

/** The whole product, running. */
export interface Product {
  /** Address of the HTTP server on this machine. */
  readonly url: string;
  /** What the database is, in words. */
  readonly database: string;
  readonly messenger: 'telegram' | 'simulator';
  /** Stops everything that was started, in reverse order. */
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** What the product's clock is based on; a test may hand in one that stands still. */
  readonly baseClock?: Clock;
  /** Told, in words for a person, what takes a while at the start. */
  readonly onProgress?: (sentence: string) => void;
}

const STOP_JOBS_MS = 2_000;
/** Milliseconds between looks at the database for deliveries that another process planned. */
const POLL_SHARED_DATABASE_MS = 1_000;
const POLL_OWN_DATABASE_MS = 15_000;
/** Milliseconds for which the numbers read from the database serve whoever scrapes them. */
const FRESH_METRICS_MS = 10_000;

/**
 * Builds the product from its configuration and starts it: the one place that knows every part. Rejects with
 * a `ConfigError` or another error whose message is a sentence for the person who starts it; what had been
 * started is stopped then.
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const started: { readonly name: string; readonly stop: () => Promise<unknown> }[] = [];
  const onStop = (name: string, stop: () => Promise<unknown>) => started.push({ name, stop });
  const stop = async () => {
    for (const part of started.splice(0).reverse()) {
      await part
        .stop()
        .catch((error) => options.logger.error({ event: 'stopFailed', part: part.name, error }));
    }
  };
  try {
    return { ...(await build(options, onStop)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  { config, logger, baseClock = systemClock, onProgress = () => undefined }: ProductOptions,
  onStop: (name: string, stop: () => Promise<unknown>) => void,
): Promise<Omit<Product, 'stop'>> {
  const isSimulation = config.messenger.kind === 'simulator';
  const runsWeb = config.processRole !== 'worker';
  const runsWork = config.processRole !== 'web';
  const processId = randomBytes(9).toString('base64url');
  const startedAt = systemClock.now();
  const version = await readVersion();
  const city = await readCity(config.cityFile);
  const texts = await loadTexts({
    folder: join(packageRoot, 'locales'),
    defaultLocale: config.defaultLocale,
  });

  const database = await startDatabase({
    dataDir: config.dataDir,
    logger,
    onProgress,
    ...(config.mongodbUri === undefined ? {} : { mongodbUri: config.mongodbUri }),
  });
  onStop('database', () => database.stop());
  const isAlone = database.kind !== 'configured';
  const { connection, isUp, close } = await connect({ uri: database.uri, logger });
  onStop('connection', close);

  const simulatorFolder = join(config.dataDir, 'simulator');
  const movableClock = createMovableClock(baseClock, isSimulation ? readClockOffset(simulatorFolder) : 0);
  const clock: Clock = movableClock;
  const machineClock = systemClock;
  const { timeZone, defaultLocale } = config;
  const random = () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48;

  const organization = createOrganizationStore({ connection, clock, defaultAnswerHours: config.answerHours });
  const people = createPeopleStore({ connection });
  const invites = createInviteStore({ connection, people, organization, random: randomBytes });
  const audit = createAuditStore({ connection, logger });
  const citizens = createCitizenStore(connection);
  const departureStore = createDepartureStore(connection);
  const requestStore = createRequestStore(connection);
  const callbacks = createCallbackStore(connection);
  const phones = createPhoneClaim({
    citizens,
    requests: requestStore,
    onMoved: (caller, person) => moveCallbacks({ callbacks, deliveries, clock }, caller, person),
  });
  const chats = createChatStore(connection);
  const cards = createCardStore(connection);
  const cartables = createCartableStore(connection);
  const notices = createCitizenNoticeStore(connection);
  const claims = createClaimStore(connection);
  const once = createOnceStore(connection);
  const pulse = createPulseStore(connection);
  const incidents = createIncidentStore(connection);
  const keptAnswers = createKeptAnswers(connection);
  const phrases = createPhraseStore(connection);
  await createIndexes(connection);
  if (!(await organization.importCity(city))) logger.info({ event: 'cityFileNotTakenIn' });

  const metrics = createMetrics({
    readVitals: freshFor(FRESH_METRICS_MS, machineClock, () => readVitals()),
  });
  meterDatabase(connection, metrics);
  const openMailbox = createMailbox({ store: chats, clock: machineClock, logger, processId, isOutage });
  const mailbox = meteredMailbox(openMailbox, metrics);
  onStop('mailbox', () => mailbox.stop());

  let isReady = false;
  const readiness = async () => ({
    ready: isReady && (await isUp()),
    database: database.description,
    messenger: config.messenger.kind,
  });

  const routers: Router[] = [];
  const tokens: Record<BotName, string> =
    config.messenger.kind === 'telegram'
      ? { citizen: config.messenger.citizenToken, staff: config.messenger.staffToken }
      : { citizen: simulatedBots.citizen.token, staff: simulatedBots.staff.token };
  const { metricsToken } = config;
  routers.push(
    createMetricsRouter({ metrics, ...(metricsToken === undefined ? {} : { token: metricsToken }) }),
  );
  if (runsWeb) routers.push(createWebhookRouter({ tokens, mailbox, logger }));
  const simulation = isSimulation
    ? await createSimulation({
        clock: movableClock,
        logger,
        folder: simulatorFolder,
        organization,
        people,
        invites,
        citizens,
        phones,
      })
    : undefined;
  if (simulation !== undefined) {
    routers.push(simulation.router);
    onStop('simulator', () => simulation.stop());
  }
  const server = await startServer(createWebApp({ readiness, routers, logger }), config);
  onStop('server', () => server.stop());

  const apiRoot = config.messenger.kind === 'telegram' ? config.messenger.apiRoot : `${server.url}/telegram`;
  const apis = {
    citizen: createApi({ token: tokens.citizen, apiRoot }),
    staff: createApi({ token: tokens.staff, apiRoot }),
  };
  meterSends('citizen', apis.citizen, metrics);
  meterSends('staff', apis.staff, metrics);
  const gates = { citizen: createGate({ clock }), staff: createGate({ clock }) };
  const attachments = createAttachmentService({ connection, apis, apiRoot, tokens, clock, logger });
  const deliveries = createDeliveries({
    connection,
    requests: requestStore,
    citizens,
    people,
    organization,
    attachments,
    cards,
    cartables,
    notices,
    callbacks,
    sms: createSmsLog({ logger }),
    onMerged: (stored) => joinMerged({ requests, citizens }, stored),
    writeBulletin: createBulletinWriter({
      writeReport: createReportWriter({ filedBetween: requestStore.filedBetween }),
    }),
    texts,
    apis,
    gates,
    clock,
    machineClock,
    logger,
    processId,
    timeZone,
    defaultLocale,
    pollMs: isAlone ? POLL_OWN_DATABASE_MS : POLL_SHARED_DATABASE_MS,
  });
  await createIndexes(connection);
  const readVitals: () => Promise<Vitals> = createVitals({
    chats,
    deliveries,
    requests: requestStore,
    organization,
    pulse,
    gates,
    clock,
    machineClock,
  });
  const requests = createRequestService({
    store: requestStore,
    clock,
    logger,
    organization,
    nextMorning: (after) => nextTimeOfDay(after, MORNING_HOUR, timeZone),
    onChanged(stored) {
      metrics.changed(stored);
      deliveries.onChanged(stored);
    },
  });

  const departures = createDepartures({
    store: departureStore,
    citizens,
    requests: requestStore,
    attachments,
    audit,
    chats,
    async forgetDeliveries(citizen) {
      await deliveries.forget(citizen);
      await notices.forgetAllOf(citizen);
    },
    machineClock,
    logger,
    drawWord: () => randomBytes(12).toString('base64url'),
  });

  const shared = {
    apiRoot,
    clock,
    logger,
    texts,
    timeZone,
    defaultLocale,
    requests,
    citizens,
    organization,
    attachments,
    audit,
    random,
  };
  const citizenBot = createCitizenBot({
    ...shared,
    machineClock,
    token: tokens.citizen,
    gate: gates.citizen,
    phones,
    departures,
    collectOwnData: (citizen, conversation) =>
      collectOwnData({ requests: requestStore, attachments, audit }, citizen, conversation),
    limits: config.limits,
    notices,
    catchUp: (citizen, mark) => deliveries.catchUp(citizen, mark),
  });
  const staffBot = createStaffBot({
    ...shared,
    requests: auditedRequests(requests, { audit, clock }),
    token: tokens.staff,
    gate: gates.staff,
    people,
    invites,
    cards,
    cartables,
    claims,
    keptAnswers,
    phrases,
    histories: requestStore,
    announce: (bulletins) => deliveries.announce(bulletins),
    callbacks,
    search: createWordSearch({ store: requestStore, clock }),
    downloadFile: (fileId) => download({ api: apis.staff, apiRoot, token: tokens.staff }, fileId),
    async whoHasOpened(staff) {
      const known = await chats.known('staff', staff.map(Number));
      return new Set([...known].map(String));
    },
    handOver: (position) => deliveries.handOver(position),
    readVitals,
    describeSystem: async () => ({
      database: database.description,
      isDatabaseUp: await isUp(),
      version,
      node: process.versions.node,
      uptimeMs: machineClock.now().getTime() - startedAt.getTime(),
    }),
    letters: {
      list: (limit) => chats.letters(limit),
      retry: (letter) => mailbox.retryLetter(letter),
      drop: (letter) => chats.drop(letter),
    },
  });
  mailbox.connect('citizen', meteredBot('citizen', citizenBot, { metrics, machineClock }));
  mailbox.connect('staff', meteredBot('staff', staffBot, { metrics, machineClock }));
  for (const [name, bot] of [
    ['citizen bot', citizenBot],
    ['staff bot', staffBot],
  ] as const) {
    onStop(name, () => bot.stop());
    await bot.start();
  }

  const sweep = actOnDeadlines({
    requests,
    store: requestStore,
    clock,
    logger,
    everySeconds: config.sweepSeconds,
    onSwept: () => pulse.noteSweep(machineClock.now()),
  });
  const vacancies = leaveVacantPositions({
    requests,
    store: requestStore,
    organization,
    clock,
    logger,
    everySeconds: config.sweepSeconds,
  });
  const deputies = changeDeputies({
    organization,
    once,
    handOver: (position) => deliveries.handOver(position),
    clock,
    everySeconds: config.sweepSeconds,
  });
  const report = weeklyReport({
    organization,
    people,
    filedBetween: requestStore.filedBetween,
    once,
    announce: (bulletins) => deliveries.announce(bulletins),
    clock,
    timeZone,
    everySeconds: config.sweepSeconds,
  });
  const digest = morningDigest({
    organization,
    people,
    cartables,
    requests: requestStore,
    once,
    announce: (bulletins) => deliveries.announce(bulletins),
    clock,
    timeZone,
    everySeconds: config.sweepSeconds,
  });
  const watching = watch({
    readVitals,
    incidents,
    pulse,
    gates,
    people,
    announce: (bulletins) => deliveries.announce(bulletins),
    clock,
    machineClock,
    everySeconds: config.sweepSeconds,
  });
  if (simulation !== undefined) {
    await simulation.connect({
      isQuiet: async () => (await mailbox.isQuiet()) && (await deliveries.isQuiet()),
      runDue: async () => {
        const { acted } = await sweep.sweep();
        const moved =
          (await deputies.sweep()) +
          (await vacancies.sweep()) +
          (await digest.sweep()) +
          (await report.sweep()) +
          (await watching.sweep());
        const planned = await deliveries.planLeftOvers();
        deliveries.wake();
        const givenUp = await mailbox.giveUpExpired(clock.now());
        return acted + moved + planned + givenUp > 0;
      },
      requestStore,
    });
  }

  if (isAlone) {
    await chats.freeAll();
    await deliveries.takeOverLeases();
  }
  if (runsWork) {
    await deliveries.start();
    onStop('deliveries', () => deliveries.stop());
    const jobs = createJobs({
      connection,
      logger,
      processId,
      jobs: [
        sweep,
        deputies,
        vacancies,
        digest,
        report,
        watching,
        deliverWhatIsLeft({ deliveries, everySeconds: config.sweepSeconds }),
        resumeMailbox({ mailbox, everySeconds: config.sweepSeconds }),
        giveUpUnfinished({ mailbox, clock, everySeconds: config.sweepSeconds }),
        fetchAttachments({ attachments }),
        finishDepartures({ departures, everySeconds: config.sweepSeconds }),
        cleanUp({
          deliveries,
          callbacks,
          keptAnswers,
          once,
          audit,
          auditDays: config.auditDays,
          clock,
        }),
      ],
    });
    // What came due or was left while nothing ran is not kept waiting for the first round of the jobs.
    await mailbox.resume();
    await sweep.sweep();
    await deliveries.planLeftOvers();
    await jobs.start();
    onStop('jobs', () => jobs.stop(STOP_JOBS_MS));
  }
  if (runsWeb) {
    for (const bot of ['citizen', 'staff'] as const) {
      const parts = { bot, api: apis[bot], clock: machineClock, logger };
      const updates =
        config.publicUrl === undefined
          ? createPolling({ ...parts, mailbox })
          : createWebhookAddress({ ...parts, token: tokens[bot], publicUrl: config.publicUrl });
      await updates.start();
      onStop(`updates of the ${bot} bot`, () => updates.stop());
    }
  }
  if (!isSimulation && !(await people.hasAny('administrator'))) {
    onProgress(await firstAdministrator({ invites, api: apis.staff, clock }));
  }
  isReady = true;
  logger.info({ event: 'started', database: database.kind, messenger: config.messenger.kind });
  return { url: server.url, database: database.description, messenger: config.messenger.kind };
}

/** What to do where nobody can invite anybody yet: the link that makes the first administrator. */
async function firstAdministrator(options: {
  readonly invites: InviteStore;
  readonly api: Api;
  readonly clock: Clock;
}): Promise<string> {
  const { invites, api, clock } = options;
  const { username } = await api.getMe();
  const { token } = await invites.create({
    role: 'administrator',
    createdBy: 'start',
    now: clock.now(),
  });
  return `There is no administrator yet: whoever opens this link first becomes one, within 48 hours: ${inviteLink(username, token)}`;
}
