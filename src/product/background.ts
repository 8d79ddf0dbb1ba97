import { actOnDeadlines } from '../../jobs/act-on-deadlines.js';
import { backUpNightly } from '../../jobs/back-up-nightly.js';
import { changeDeputies } from '../../jobs/change-deputies.js';
import { cleanUp } from '../../jobs/clean-up.js';
import { deliverWhatIsLeft } from '../../jobs/deliver-what-is-left.js';
import { exchangeWithNeighbours } from '../../jobs/exchange-with-neighbours.js';
import { fetchAttachments } from '../../jobs/fetch-attachments.js';
import { finishDepartures } from '../../jobs/finish-departures.js';
import { giveUpUnfinished } from '../../jobs/give-up-unfinished.js';
import { createJobs } from '../../jobs/index.js';
import type { RecurringJob } from '../../jobs/job.js';
import { keepCityFigures } from '../../jobs/keep-city-figures.js';
import { learnNightly } from '../../jobs/learn-nightly.js';
import { leaveVacantPositions } from '../../jobs/leave-vacant-positions.js';
import { putMissingLetters } from '../../jobs/put-missing-letters.js';
import { removeOldRequests } from '../../jobs/remove-old-requests.js';
import { removeUnusedFiles } from '../../jobs/remove-unused-files.js';
import { resumeMailbox } from '../../jobs/resume-mailbox.js';
import { sendDigests } from '../../jobs/send-digests.js';
import { upgradeData } from '../../jobs/upgrade-data.js';
import { createWatchJob } from '../../jobs/watch.js';
import { weeklyReport } from '../../jobs/weekly-report.js';
import { upgradeAttachments } from '../attachments/attachment-store.js';
import { createBackup, keepNewest } from '../backup/create-backup.js';
import { upgradeCartables } from '../cartables/cartable-upgrade.js';
import { createFindWaiting } from '../cartables/waiting-for.js';
import { createDataUpgrades, createUpgradeStore } from '../database/data-upgrades.js';
import { upgradeNamelessDeliveries } from '../deliveries/nameless-upgrade.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import { REQUESTS_ARE_PUBLIC, upgradePublicRecords } from '../open311/upgrade.js';
import { upgradeRequests } from '../requests/request-upgrade.js';
import type { BotClients } from './bot-clients.js';
import type { Foundation } from './foundation.js';
import type { Neighbours } from './neighbours.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** What the product does by itself, without an update. */
export interface Background {
  /** Does everything that is due now, once; true if anything was. */
  runDue(): Promise<boolean>;
  /** Starts delivering and running the jobs. */
  start(): Promise<void>;
}

const STOP_JOBS_MS = 2_000;
/** How often the public figures are counted: who tries the simulated city wants to see them move at once. */
export const FIGURES_PACE = {
  messengers: { leastPauseMs: 5 * 60_000, shareOfTime: 40 },
  simulator: { leastPauseMs: 0, shareOfTime: 4 },
} as const;

/** Assembles the recurring jobs; nothing runs before `start`. */
export function createBackground(
  foundation: Foundation,
  {
    stores,
    clients,
    services,
    mailbox,
    neighbours,
  }: {
    readonly stores: Stores;
    readonly clients: BotClients;
    readonly services: Services;
    readonly mailbox: Mailbox;
    readonly neighbours: Neighbours;
  },
): Background {
  const { config, connection, logger, processId, clock, machineClock, startedAt, onStop } = foundation;
  const { requests, deliveries, gam, readVitals } = services;
  const { rateLimiters } = clients;
  const { pulse } = stores;
  const everySeconds = config.sweepSeconds;
  const shared = {
    ...stores,
    clock,
    logger,
    everySeconds,
    timeZone: config.timeZone,
    morningHour: config.reminderHours[0],
    reminderHours: config.reminderHours,
    findWaiting: createFindWaiting(stores),
    announce: deliveries.announce,
    handOver: deliveries.handOver,
  };

  const stopping = new AbortController();
  const upgradeStore = createUpgradeStore(connection);
  const upgrades = createDataUpgrades({
    store: upgradeStore,
    upgrades: [
      upgradeRequests(connection, clock.now),
      upgradeAttachments(connection, clock.now),
      upgradeNamelessDeliveries(connection),
      upgradeCartables(connection, { ...stores.requests, ...stores.cartables }),
      ...(config.isOpen311Served ? [upgradePublicRecords({ ...stores, records: stores.publicRecords })] : []),
    ],
    logger,
    now: machineClock.now,
  });
  const deadlines = actOnDeadlines({
    ...shared,
    requests,
    store: stores.requests,
    onSwept: () => pulse.noteSweep(machineClock.now()),
  });
  const sweeps = [
    changeDeputies(shared),
    leaveVacantPositions({ ...shared, requests, store: stores.requests }),
    sendDigests(shared),
    learnNightly({ ...shared, requests: stores.requests }),
    weeklyReport({ ...shared, filedBetween: stores.requests.filedBetween }),
    ...(neighbours.length === 0 ? [] : [exchangeWithNeighbours({ neighbours, everySeconds })]),
    createWatchJob({ ...shared, readVitals, rateLimiters, machineClock }),
  ];
  const figures = keepCityFigures({
    ...shared,
    ...FIGURES_PACE[config.connections.kind],
    figures: stores.cityFigures,
    filingsChangedSince: stores.requests.filingsChangedSince,
    filedBetween: stores.requests.filedBetween,
    toldBetween: stores.toldElsewhere.countBetween,
    machineClock,
  });
  const jobs: readonly RecurringJob[] = [
    deadlines,
    ...sweeps,
    figures,
    deliverWhatIsLeft({ deliveries, everySeconds }),
    resumeMailbox({ mailbox, everySeconds }),
    giveUpUnfinished({ mailbox, clock, everySeconds }),
    fetchAttachments({ attachments: services.attachments }),
    putMissingLetters({ gam }),
    upgradeData({ upgrades, everySeconds, signal: stopping.signal }),
    removeUnusedFiles(services),
    removeOldRequests({
      ...stores,
      ...services,
      requests: stores.requests,
      requestYears: config.requestYears,
      clock,
    }),
    finishDepartures({ departures: services.departures, everySeconds }),
    cleanUp({ ...stores, deliveries, feed: services.feed, auditDays: config.auditDays, clock, machineClock }),
    ...(config.backup.keep === 0
      ? []
      : [backUpNightly({ ...shared, machineClock, startedAt, backUp: () => backUp(foundation) })]),
  ];

  return {
    async runDue() {
      const { acted } = await deadlines.sweep();
      let moved = 0;
      for (const { sweep } of sweeps) moved += await sweep();
      const planned = await deliveries.planLeftOvers();
      const givenUp = await mailbox.giveUpExpired(clock.now());
      await services.unusedFiles.remove();
      await figures.sweep();
      return acted + moved + planned + givenUp > 0;
    },
    async start() {
      // What happens until it is served again has to be caught up with then.
      if (!config.isOpen311Served) await upgradeStore.forget(REQUESTS_ARE_PUBLIC);
      await deliveries.start();
      onStop('deliveries', () => deliveries.stop());
      services.shortMessages.start();
      onStop('short messages', () => services.shortMessages.stop());
      services.feed.start();
      onStop('feed', () => services.feed.stop());
      await services.webhooks.start();
      onStop('webhooks', () => services.webhooks.stop());
      await gam.start();
      onStop('Gam', () => gam.stop());
      const agenda = createJobs({ connection, logger, processId, jobs });
      // Work that came due or was left while nothing ran need not wait for the first round of the jobs.
      await mailbox.resume();
      await deadlines.sweep();
      await deliveries.planLeftOvers();
      await agenda.start();
      onStop('jobs', () => {
        stopping.abort();
        return agenda.stop(STOP_JOBS_MS);
      });
    },
  };
}

/** Makes a backup of the database, and removes the oldest ones if there are then too many. */
async function backUp({
  config,
  connection,
  database,
  version,
  logger,
  machineClock,
}: Foundation): Promise<void> {
  const { folder, key, keep } = config.backup;
  const { path, bytes, check, readBy } = await createBackup({
    connection,
    kind: database.kind,
    uri: database.uri,
    folder,
    ...(key === undefined ? {} : { key }),
    version,
    logger,
    now: machineClock.now,
  });
  await keepNewest(folder, keep);
  logger.info({ event: 'backedUp', path, bytes, check, readBy });
}
