import { join } from 'node:path';
import { type CitizenBot, createCitizenBot } from '../../../bots/citizen/index.js';
import { createAttachmentService } from '../../../src/attachments/attachment-service.js';
import { createAuditStore } from '../../../src/audit/audit-store.js';
import { nextTimeOfDay } from '../../../src/calendar.js';
import { TELEGRAM } from '../../../src/channel/bot.js';
import { personId } from '../../../src/channel/person-id.js';
import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { collectOwnData } from '../../../src/citizens/own-data.js';
import { createPhoneClaim } from '../../../src/citizens/phone-claim.js';
import { type Clock, createMovableClock, systemClock } from '../../../src/clock.js';
import type { Locale } from '../../../src/config.js';
import { createCitizenNoticeStore } from '../../../src/deliveries/citizen-notice-store.js';
import type { City } from '../../../src/organization/city.js';
import { readCity } from '../../../src/organization/city-file.js';
import {
  createOrganizationStore,
  type OrganizationStore,
} from '../../../src/organization/organization-store.js';
import { packageRoot } from '../../../src/package-root.js';
import { createToldElsewhereStore } from '../../../src/reports/told-elsewhere-store.js';
import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import type { Actor } from '../../../src/requests/lifecycle/facts.js';
import {
  createRequestService,
  type RequestService,
  type RequestServiceOptions,
} from '../../../src/requests/request-service.js';
import { createRequestStore } from '../../../src/requests/request-store.js';
import { createApi } from '../../../src/telegram/api.js';
import { TELEGRAM_CAPABILITIES } from '../../../src/telegram/capabilities.js';
import { createRateLimiter } from '../../../src/telegram/rate-limiter.js';
import { loadTexts } from '../../../src/text/texts.js';
import { createTrackingCode, type TrackingCode } from '../../../src/text/tracking-code.js';
import { type RunningSimulator, runSimulator, SILENT, TOKENS } from '../../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { NO_DANGER } from '../../support/no-danger.js';
import { NO_LIMITS } from '../../support/no-limits.js';
import { prepareHere } from '../../support/prepare-here.js';
import { seededRandom } from '../../support/seeded.js';

/** The citizen bot without a mailbox: updates are handed to it as they may come after a crash. */
export interface BotAlone {
  readonly bot: CitizenBot;
  /** Draws the tracking codes, from the seed of the tests. */
  readonly random: () => number;
  readonly database: TestDatabase;
  readonly simulator: RunningSimulator;
  readonly requests: RequestService;
  readonly organization: OrganizationStore;
  /** Makes a person known who has used the bot before: he has agreed, and goes without a number. */
  introduce(person: number, locale?: Locale): Promise<void>;
  /** Makes a request that is in the store a person's own. */
  own(person: number, code: TrackingCode): Promise<void>;
  /** Makes a person follow a request of somebody else, who then withdraws it; resolves to its code. */
  leaveOneTo(person: number): Promise<TrackingCode>;
  /** Codes of what a person has filed, the oldest first. */
  codesOf(person: number): Promise<readonly TrackingCode[]>;
  stop(): Promise<void>;
}

/** A press is answered when its work is done, also where the machine is slow. */
const PRESS_PATIENCE_MS = 60_000;
/** Messages a second that nothing in a test comes near: the pace is told elsewhere. */
const NO_PACE = 100_000;

/** Starts the bot on the simulator and a database of its own; `random` draws its tracking codes. */
export async function startBotAlone({
  random = seededRandom(),
  machineClock = systemClock,
  changeCity = (city) => city,
  onChanged = () => undefined,
  isFoundNearby = false,
}: {
  readonly random?: () => number;
  readonly machineClock?: Clock;
  /** Changes the example city before it is brought in. */
  readonly changeCity?: (city: City) => City;
  /** Told of each change of a request; nobody else hears of it. */
  readonly onChanged?: RequestServiceOptions['onChanged'];
  /** True where what is filed can be found nearby, which is the planner's work in the whole product. */
  readonly isFoundNearby?: boolean;
} = {}): Promise<BotAlone> {
  const database = await openTestDatabase();
  const { connection } = database;
  const clock = createMovableClock();
  const simulator = await runSimulator({ clock, limits: { chatBurst: 1_000, botBurst: 100_000 } });
  const apiRoot = `${simulator.address}/telegram`;
  const organization = createOrganizationStore({ connection, clock, defaultAnswerHours: 72 });
  const { city, fingerprint } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
  await organization.importCity({ city: changeCity(city), fingerprint });
  const apis = {
    citizen: createApi({ token: TOKENS.citizen, apiRoot }),
    staff: createApi({ token: TOKENS.staff, apiRoot }),
  };
  const requestStore = createRequestStore(connection);
  const audit = createAuditStore({ connection, logger: SILENT });
  const attachments = createAttachmentService({
    connection,
    apis,
    capabilities: { citizen: TELEGRAM_CAPABILITIES, staff: TELEGRAM_CAPABILITIES },
    apiRoots: { citizen: apiRoot, staff: apiRoot },
    tokens: TOKENS,
    prepareFile: prepareHere,
    clock,
    logger: SILENT,
  });
  const service = createRequestService({
    ...NO_DANGER,
    store: requestStore,
    clock,
    logger: SILENT,
    organization,
    nextMorning: (after) => nextTimeOfDay(after, 8, 'Asia/Tehran'),
    onChanged,
  });
  const requests: RequestService = {
    ...service,
    async register(order) {
      const result = await service.register(order);
      if (isFoundNearby && result.ok) await requestStore.keepNearby(result.request);
      return result;
    },
  };
  const citizens = createCitizenStore(connection);
  const bot = createCitizenBot({
    capabilities: TELEGRAM_CAPABILITIES,
    asksToPublish: true,
    identity: { messenger: TELEGRAM, role: 'citizen' },
    token: TOKENS.citizen,
    apiRoot,
    rateLimiter: createRateLimiter({ clock, perSecond: NO_PACE, perChatPerSecond: NO_PACE }),
    onProfileRefused: async () => undefined,
    clock,
    machineClock,
    pressPatienceMs: PRESS_PATIENCE_MS,
    logger: SILENT,
    texts: await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' }),
    timeZone: 'Asia/Tehran',
    defaultLocale: 'fa',
    requests,
    citizens,
    organization,
    attachments,
    audit,
    notices: createCitizenNoticeStore(connection),
    toldElsewhere: createToldElsewhereStore(connection),
    phones: createPhoneClaim({ citizens, requests: requestStore }),
    departures: { leave: (citizen) => citizens.remove(citizen) },
    collectOwnData: (citizen, conversation) =>
      collectOwnData({ requests: requestStore, attachments, audit }, citizen, conversation),
    limits: NO_LIMITS,
    requestYears: 5,
    backupsKept: 14,
    restraints: { find: async () => undefined },
    catchUp: async () => undefined,
    random,
  });
  await bot.start();
  return {
    bot,
    random,
    database,
    simulator,
    requests,
    organization,
    async introduce(person, locale = 'fa') {
      const { _id } = await citizens.meet({ messenger: TELEGRAM, userId: person, locale });
      await citizens.update(_id, { consentAt: clock.now(), isWithoutPhone: true });
    },
    own: (person, code) => citizens.addRequest(personId({ messenger: TELEGRAM, userId: person }), code),
    async leaveOneTo(person) {
      const follower = personId({ messenger: TELEGRAM, userId: person });
      const code = createTrackingCode(random);
      const filer = { kind: 'citizen', citizen: `filer of ${code}` } as const;
      const act = (actor: Actor, command: ChangeCommand) =>
        service.execute(code, { actor, command, commandId: `test:${code}:${command.type}` });
      await service.register({
        actor: filer,
        commandId: `test:${code}:register`,
        command: {
          type: 'register',
          code,
          citizen: filer.citizen,
          channel: 'bot',
          text: 'چاله',
          attachments: [],
        },
      });
      await act({ kind: 'citizen', citizen: follower }, { type: 'follow' });
      await citizens.addFollowing(follower, code);
      await act(filer, { type: 'withdraw' });
      return code;
    },
    codesOf: async (person) =>
      (await citizens.find(personId({ messenger: TELEGRAM, userId: person })))?.requests ?? [],
    async stop() {
      await bot.stop();
      await simulator.stop();
      await database.close();
    },
  };
}
