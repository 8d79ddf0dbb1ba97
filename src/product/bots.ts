import { createCitizenBot } from '../../bots/citizen/index.js';
import { createStaffBot } from '../../bots/staff/index.js';
import { DOWNLOAD_IN_HANDLER_MS, downloadFile } from '../attachments/download.js';
import { auditedRequests } from '../audit/audited-requests.js';
import { botKey } from '../channel/bot.js';
import { botsIn, mapBots, ofBot } from '../channel/per-bot.js';
import { collectOwnData } from '../citizens/own-data.js';
import type { BotConnection } from '../config.js';
import { nextSlot } from '../reports/digest-slot.js';
import { createWordSearch } from '../requests/word-search.js';
import type { RefusedProfile } from '../telegram/profile-keeper.js';
import { meteredBot } from '../watch/metering.js';
import type { BotClients } from './bot-clients.js';
import type { Entrance } from './entrance.js';
import type { Foundation } from './foundation.js';
import { openRequestImport } from './open-request-import.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** The dependencies of the bots. */
export interface Parts {
  readonly foundation: Foundation;
  readonly stores: Stores;
  readonly clients: BotClients;
  readonly services: Services;
  readonly entrance: Entrance;
}

/**
 * Builds a bot for each connection, connects it to the mailbox and starts it: from now on updates are
 * handled.
 */
export async function startBots(parts: Parts): Promise<void> {
  const { machineClock, onStop } = parts.foundation;
  const { mailbox, metrics } = parts.entrance;
  const bots = mapBots(parts.clients.connections, (connection) =>
    connection.role === 'citizen' ? citizenBot(parts, connection) : staffBot(parts, connection),
  );
  for (const key of botsIn(bots)) {
    mailbox.connect(key, meteredBot(key, ofBot(bots, key), { metrics, machineClock }));
  }
  for (const key of botsIn(bots)) {
    const bot = ofBot(bots, key);
    onStop(`${key} bot`, () => bot.stop());
    await bot.start();
  }
}

function citizenBot(parts: Parts, connection: BotConnection) {
  const { stores, services } = parts;
  const { attachments, deliveries } = services;
  return createCitizenBot({
    ...forBoth(parts, connection),
    pressPatienceMs: parts.foundation.pressPatienceMs,
    requests: services.requests,
    linkTo: services.links?.requests.linkTo,
    asksToPublish: asksToPublish(parts),
    phones: services.phones,
    departures: services.departures,
    collectOwnData: (citizen, conversation) =>
      collectOwnData({ requests: stores.requests, attachments, audit: stores.audit }, citizen, conversation),
    requestYears: parts.foundation.config.requestYears,
    backupsKept: parts.foundation.config.backup.keep,
    restraints: stores.restraints,
    notices: stores.notices,
    toldElsewhere: stores.toldElsewhere,
    catchUp: (citizen, mark) => deliveries.catchUp(citizen, mark),
  });
}

function staffBot(parts: Parts, connection: BotConnection) {
  const { foundation, stores, clients, entrance, services } = parts;
  const { clock, machineClock, startedAt } = foundation;
  const { mailbox } = entrance;
  const { deliveries } = services;
  const files = { ...connection, api: ofBot(clients.apis, botKey(connection)) };
  const { chats } = stores;
  return createStaffBot({
    ...forBoth(parts, connection),
    requests: auditedRequests(services.requests, { audit: stores.audit, clock }),
    people: stores.people,
    invites: stores.invites,
    linkToRecord: services.links?.toRecord,
    asksToPublish: asksToPublish(parts),
    cards: stores.cards,
    cartables: stores.cartables,
    claims: stores.claims,
    clients: stores.clients,
    webhooks: services.webhooks,
    hashPerson: stores.hashPerson,
    restraints: stores.restraints,
    keptAnswers: stores.keptAnswers,
    phrases: stores.phrases,
    confirmedTopics: stores.confirmedTopics,
    histories: stores.requests,
    noteShown: (message, lastSeq) => deliveries.noteShown(message, lastSeq),
    announce: (bulletins) => deliveries.announce(bulletins),
    callbacks: stores.callbacks,
    search: createWordSearch({ store: stores.requests, clock }),
    dryRunImport: services.files.dryRunImport,
    reviewAreas: services.files.reviewAreas,
    writeWorkbook: services.files.writeWorkbook,
    readOpenRequests: services.files.readOpenRequests,
    openRequests: openRequestImport(foundation, { stores, services }),
    downloadFile: (fileId) => downloadFile(files, fileId, DOWNLOAD_IN_HANDLER_MS),
    async whoHasOpened(staff) {
      return new Set(await chats.known('staff', staff));
    },
    handOver: (position) => deliveries.handOver(position),
    gam: services.gam,
    readVitals: services.readVitals,
    describeSystem: async () => ({
      database: foundation.database.description,
      isDatabaseUp: await foundation.isDatabaseUp(),
      version: foundation.version,
      node: process.versions.node,
      uptimeMs: machineClock.now().getTime() - startedAt.getTime(),
    }),
    letters: {
      list: (limit) => chats.letters(limit),
      retry: (letter) => mailbox.retryLetter(letter),
      drop: (letter) => chats.drop(letter),
    },
  });
}

/** Words that nobody can read need no publishing. */
function asksToPublish({ foundation: { config } }: Parts): boolean {
  return config.publishesWords && config.isOpen311Served;
}

/** The dependencies of both bots. */
function forBoth({ foundation, stores, clients, services }: Parts, connection: BotConnection) {
  const { messenger, role, token, apiRoot } = connection;
  return {
    identity: { messenger, role },
    token,
    apiRoot,
    capabilities: ofBot(clients.capabilities, botKey(connection)),
    rateLimiter: ofBot(clients.rateLimiters, botKey(connection)),
    clock: foundation.clock,
    machineClock: foundation.machineClock,
    onProfileRefused: (refused: RefusedProfile | undefined) =>
      stores.pulse.noteProfile(botKey(connection), refused),
    limits: foundation.config.limits,
    logger: foundation.logger,
    texts: foundation.texts,
    timeZone: foundation.config.timeZone,
    nextMorning: foundation.nextMorning,
    nextReminder: (after: Date) =>
      nextSlot(after, {
        timeZone: foundation.config.timeZone,
        hours: foundation.config.reminderHours,
      }),
    defaultLocale: foundation.config.defaultLocale,
    random: foundation.random,
    citizens: stores.citizens,
    organization: stores.organization,
    audit: stores.audit,
    attachments: services.attachments,
  };
}
