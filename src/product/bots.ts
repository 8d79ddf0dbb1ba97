import { createCitizenBot } from '../../bots/citizen/index.js';
import { createStaffBot } from '../../bots/staff/index.js';
import { download } from '../attachments/download.js';
import { auditedRequests } from '../audit/audited-requests.js';
import { collectOwnData } from '../citizens/own-data.js';
import { createWordSearch } from '../requests/word-search.js';
import { meteredBot } from '../watch/metering.js';
import type { Entrance } from './entrance.js';
import type { Ground } from './foundation.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** The rooms that a bot is built from. */
interface Rooms {
  readonly ground: Ground;
  readonly stores: Stores;
  readonly entrance: Entrance;
  readonly services: Services;
}

/** Builds the two bots, gives them to the mailbox and starts them: from now on updates are handled. */
export async function startBots(rooms: Rooms): Promise<void> {
  const { machineClock, onStop } = rooms.ground;
  const { mailbox, metrics } = rooms.entrance;
  const bots = { citizen: citizenBot(rooms), staff: staffBot(rooms) };
  for (const name of ['citizen', 'staff'] as const) {
    mailbox.connect(name, meteredBot(name, bots[name], { metrics, machineClock }));
  }
  for (const name of ['citizen', 'staff'] as const) {
    onStop(`${name} bot`, () => bots[name].stop());
    await bots[name].start();
  }
}

function citizenBot(rooms: Rooms) {
  const { stores, entrance, services } = rooms;
  const { attachments, deliveries } = services;
  return createCitizenBot({
    ...forBoth(rooms),
    machineClock: rooms.ground.machineClock,
    requests: services.requests,
    token: entrance.tokens.citizen,
    gate: services.gates.citizen,
    phones: services.phones,
    departures: services.departures,
    collectOwnData: (citizen, conversation) =>
      collectOwnData({ requests: stores.requests, attachments, audit: stores.audit }, citizen, conversation),
    limits: rooms.ground.config.limits,
    notices: stores.notices,
    catchUp: (citizen, mark) => deliveries.catchUp(citizen, mark),
  });
}

function staffBot(rooms: Rooms) {
  const { ground, stores, entrance, services } = rooms;
  const { clock, machineClock, startedAt } = ground;
  const { mailbox, apiRoot, tokens } = entrance;
  const { apis, deliveries } = services;
  const { chats } = stores;
  return createStaffBot({
    ...forBoth(rooms),
    requests: auditedRequests(services.requests, { audit: stores.audit, clock }),
    token: tokens.staff,
    gate: services.gates.staff,
    people: stores.people,
    invites: stores.invites,
    cards: stores.cards,
    cartables: stores.cartables,
    claims: stores.claims,
    keptAnswers: stores.keptAnswers,
    phrases: stores.phrases,
    histories: stores.requests,
    announce: (bulletins) => deliveries.announce(bulletins),
    callbacks: stores.callbacks,
    search: createWordSearch({ store: stores.requests, clock }),
    rehearseImport: services.files.rehearseImport,
    writeWorkbook: services.files.writeWorkbook,
    downloadFile: (fileId) => download({ api: apis.staff, apiRoot, token: tokens.staff }, fileId),
    async whoHasOpened(staff) {
      const known = await chats.known('staff', staff.map(Number));
      return new Set([...known].map(String));
    },
    handOver: (position) => deliveries.handOver(position),
    readVitals: services.readVitals,
    describeSystem: async () => ({
      database: ground.database.description,
      isDatabaseUp: await ground.isDatabaseUp(),
      version: ground.version,
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

/** What both bots are handed. */
function forBoth({ ground, stores, entrance, services }: Rooms) {
  return {
    apiRoot: entrance.apiRoot,
    clock: ground.clock,
    logger: ground.logger,
    texts: ground.texts,
    timeZone: ground.config.timeZone,
    defaultLocale: ground.config.defaultLocale,
    random: ground.random,
    citizens: stores.citizens,
    organization: stores.organization,
    audit: stores.audit,
    attachments: services.attachments,
  };
}
