import { createAttachmentService } from '../attachments/attachment-service.js';
import { createBulletinWriter } from '../bulletins/bulletin-writer.js';
import { createReportWriter } from '../bulletins/report-bulletin.js';
import { MORNING_HOUR, nextTimeOfDay } from '../calendar.js';
import { moveCallbacks } from '../callbacks/transfer.js';
import { createDepartures } from '../citizens/departure.js';
import { createPhoneClaim } from '../citizens/phone-claim.js';
import { createIndexes } from '../database/connection.js';
import { createDeliveries } from '../deliveries/index.js';
import { createSmsLog } from '../integrations/sms.js';
import { joinMerged } from '../requests/merging.js';
import { createRequestService, type RequestService } from '../requests/request-service.js';
import { createApi } from '../telegram/api.js';
import { createGate } from '../telegram/rate-limiter.js';
import { meterSends } from '../watch/metering.js';
import { createVitals } from '../watch/vitals.js';
import type { Entrance } from './entrance.js';
import { openFileWork } from './file-work.js';
import type { Ground } from './foundation.js';
import type { Stores } from './stores.js';

/** What the bots and the jobs work with. */
export type Services = Awaited<ReturnType<typeof createServices>>;

/** Milliseconds between looks at the database for deliveries that another process planned. */
const POLL_SHARED_DATABASE_MS = 1_000;
const POLL_OWN_DATABASE_MS = 15_000;

/** Connects requests, deliveries and files with the two bots' ways to Telegram; nothing is sent yet. */
export async function createServices(ground: Ground, stores: Stores, entrance: Entrance) {
  const { config, logger, connection, clock, machineClock } = ground;
  const { tokens, apiRoot, metrics } = entrance;
  const apis = {
    citizen: createApi({ token: tokens.citizen, apiRoot }),
    staff: createApi({ token: tokens.staff, apiRoot }),
  };
  meterSends('citizen', apis.citizen, metrics);
  meterSends('staff', apis.staff, metrics);
  const gates = { citizen: createGate({ clock }), staff: createGate({ clock }) };
  const files = openFileWork();
  ground.onStop('work with files', () => files.stop());
  const { prepareFile } = files;
  const attachments = createAttachmentService({
    connection,
    apis,
    apiRoot,
    tokens,
    clock,
    logger,
    prepareFile,
  });

  const deliveries = createDeliveries({
    ...ground,
    ...stores,
    attachments,
    sms: createSmsLog({ logger }),
    onMerged: (stored) => joinMerged({ requests, addFollowing: stores.citizens.addFollowing }, stored),
    writeBulletin: createBulletinWriter({
      writeReport: createReportWriter({
        filedBetween: stores.requests.filedBetween,
        writeWorkbook: files.writeWorkbook,
      }),
    }),
    apis,
    gates,
    timeZone: config.timeZone,
    defaultLocale: config.defaultLocale,
    pollMs: ground.isAlone ? POLL_OWN_DATABASE_MS : POLL_SHARED_DATABASE_MS,
  });
  await createIndexes(connection);
  const requests: RequestService = createRequestService({
    store: stores.requests,
    clock,
    logger,
    organization: stores.organization,
    nextMorning: (after) => nextTimeOfDay(after, MORNING_HOUR, config.timeZone),
    onChanged(stored) {
      metrics.changed(stored);
      deliveries.onChanged(stored);
    },
  });

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
    async forgetDeliveries(citizen) {
      await deliveries.forget(citizen);
      await stores.notices.forgetAllOf(citizen);
    },
    machineClock,
    logger,
    drawWord: () => ground.randomBytes(12).toString('base64url'),
  });
  const readVitals = createVitals({ ...stores, deliveries, gates, clock, machineClock });
  return { apis, gates, files, attachments, deliveries, requests, phones, departures, readVitals };
}
