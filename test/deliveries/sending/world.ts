import { join } from 'node:path';
import type { PhotoSize } from 'grammy/types';
import { createAttachmentService } from '../../../src/attachments/attachment-service.js';
import { nextTimeOfDay } from '../../../src/calendar.js';
import { createCallbackStore } from '../../../src/callbacks/callback-store.js';
import { createCartableStore } from '../../../src/cartables/cartable-store.js';
import { TELEGRAM } from '../../../src/channel/bot.js';
import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { createMovableClock, systemClock } from '../../../src/clock.js';
import type { Locale } from '../../../src/config.js';
import { createCardStore } from '../../../src/deliveries/card-store.js';
import { createCitizenNoticeStore } from '../../../src/deliveries/citizen-notice-store.js';
import { createDeliveries, type Deliveries, type DeliveriesOptions } from '../../../src/deliveries/index.js';
import { createUrgentBundleStore } from '../../../src/deliveries/urgent-bundle-store.js';
import { createChatStore } from '../../../src/mailbox/chat-store.js';
import { readCity } from '../../../src/organization/city-file.js';
import { createOrganizationStore } from '../../../src/organization/organization-store.js';
import { createPeopleStore } from '../../../src/organization/people-store.js';
import { packageRoot } from '../../../src/package-root.js';
import { eraseLeavers, giveToCarrier } from '../../../src/requests/handed-over.js';
import { joinMerged } from '../../../src/requests/join-merged.js';
import type { ChangeCommand, Register } from '../../../src/requests/lifecycle/commands.js';
import type { Actor, Attachment } from '../../../src/requests/lifecycle/facts.js';
import { createRequestService } from '../../../src/requests/request-service.js';
import { createRequestStore } from '../../../src/requests/request-store.js';
import type { SimulatorLimits } from '../../../src/simulator/index.js';
import { createApi } from '../../../src/telegram/api.js';
import { TELEGRAM_CAPABILITIES } from '../../../src/telegram/capabilities.js';
import { createRateLimiter } from '../../../src/telegram/rate-limiter.js';
import { loadTexts } from '../../../src/text/texts.js';
import { createTrackingCode, type TrackingCode } from '../../../src/text/tracking-code.js';
import { NO_WORDS } from '../../../src/understanding/index.js';
import { ALONE } from '../../../src/watch/process-signs.js';
import { runSimulator, SILENT, TOKENS, type ViewedMessage } from '../../simulator/harness.js';
import { openTestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { NO_DANGER } from '../../support/no-danger.js';
import { prepareHere } from '../../support/prepare-here.js';
import { readingsOf } from './readings.js';

const TIME_ZONE = 'Asia/Tehran';
export const HOUR = 3_600_000;
/** The chain of roads in district 9, from below: each with the Telegram id of the person who holds it. */
export const HEAD = { position: 'district-9-civil-works-head', person: 7001 };
export const DEPUTY = { position: 'district-9-civil-works-deputy', person: 7002 };
export const DISTRICT_MAYOR = { position: 'district-9-mayor', person: 7003 };
/** Somebody of the staff who holds nothing yet. */
export const NEWCOMER = 7009;
/** Words that tell of danger in this world. */
export const DANGER = 'سیم برق روی زمین افتاده است.';

const FILING: Omit<Register, 'code' | 'citizen'> = {
  type: 'register',
  channel: 'bot',
  text: 'وسط کوچه چاله بزرگی است.',
  attachments: [],
  place: { latitude: 36.3, longitude: 59.5, address: 'خیابان صیاد شیرازی', district: 'district-9' },
  category: 'pothole',
};

/**
 * A city whose requests change, with the simulator as its Telegram; nothing is sent before `send`. Its limits are so
 * wide that no test comes near them, where none are given.
 */
export async function openWorld(limits: Partial<SimulatorLimits> = { chatBurst: 1_000, botBurst: 1_000 }) {
  const database = await openTestDatabase();
  const { connection } = database;
  const clock = createMovableClock();
  const simulator = await runSimulator({ clock, limits });
  const apiRoot = `${simulator.address}/telegram`;
  const texts = await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' });
  const organization = createOrganizationStore({ connection, clock, defaultAnswerHours: 72 });
  const people = createPeopleStore({ connection });
  const citizens = createCitizenStore(connection);
  const requests = createRequestStore(connection);
  const cards = createCardStore(connection);
  const cartables = createCartableStore(connection, requests.findMany);
  const urgentBundles = createUrgentBundleStore(connection);
  const notices = createCitizenNoticeStore(connection);
  const processes: Deliveries[] = [];
  let current: Deliveries | undefined;
  let orders = 0;

  const { city, fingerprint } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
  // Nobody's words are guessed at here, so that nothing need be learned.
  await organization.importCity({ city: { ...city, words: NO_WORDS }, fingerprint });
  const holders = [HEAD, DEPUTY, DISTRICT_MAYOR];
  await organization.assign(
    Object.fromEntries(holders.map(({ position, person }) => [position, String(person)])),
  );
  for (const id of [...holders.map(({ person }) => person), NEWCOMER]) {
    await people.grant({ id: String(id), name: `مدیر ${id}`, role: 'manager' });
    simulator.simulator.addPerson({ id, name: `مدیر ${id}`, bot: 'staff', started: true });
  }

  function apisWith(citizenToken: string) {
    return {
      citizen: createApi({ token: citizenToken, apiRoot }),
      staff: createApi({ token: TOKENS.staff, apiRoot }),
    };
  }

  function attachmentsWith(apis: ReturnType<typeof apisWith>) {
    return createAttachmentService({
      connection,
      apis,
      capabilities: { citizen: TELEGRAM_CAPABILITIES, staff: TELEGRAM_CAPABILITIES },
      apiRoots: { citizen: apiRoot, staff: apiRoot },
      tokens: TOKENS,
      prepareFile: prepareHere,
      clock,
      logger: SILENT,
    });
  }

  /** A process with its own senders on the same database; it sends once it is started. */
  function openProcess(options: Partial<DeliveriesOptions> = {}): Deliveries {
    const apis = apisWith(TOKENS.citizen);
    const deliveries = createDeliveries({
      connection,
      epoch: ALONE.epoch,
      requests,
      citizens,
      people,
      organization,
      attachments: attachmentsWith(apis),
      cards,
      chats: createChatStore(connection),
      cartables,
      urgentBundles,
      notices,
      callbacks: createCallbackStore(connection),
      shortMessages: { put: async () => undefined },
      onLeft: (stored) => eraseLeavers({ store: requests, expectUnused: async () => undefined }, stored),
      onCarriedOn: (stored) => giveToCarrier(citizens, stored),
      onMerged: (stored) => joinMerged({ requests: service, addFollowing: citizens.addFollowing }, stored),
      writeBulletin: () => Promise.reject(new Error('This world has no bulletins.')),
      texts,
      apis,
      capabilities: { citizen: TELEGRAM_CAPABILITIES, staff: TELEGRAM_CAPABILITIES },
      rateLimiters: {
        citizen: createRateLimiter({ clock, perSecond: 1_000, perChatPerSecond: 1_000 }),
        staff: createRateLimiter({ clock, perSecond: 1_000, perChatPerSecond: 1_000 }),
      },
      clock,
      machineClock: systemClock,
      logger: SILENT,
      processId: `process-${processes.length}`,
      alonePeriod: () => undefined,
      timeZone: TIME_ZONE,
      defaultLocale: 'fa',
      pollMs: 50,
      ...options,
    });
    processes.push(deliveries);
    return deliveries;
  }

  const service = createRequestService({
    ...NO_DANGER,
    tellsOfDanger: async (words) => words.includes(DANGER),
    store: requests,
    clock,
    logger: SILENT,
    organization,
    nextMorning: (after) => nextTimeOfDay(after, 8, TIME_ZONE),
    onChanged: (stored) => current?.onChanged(stored),
  });

  function order<Command>(command: Command, actor: Actor) {
    orders += 1;
    return { command, actor, commandId: `test:${orders}` };
  }

  const world = {
    ...readingsOf({ simulator, connection, requests }),
    catalogue: texts,
    clock,
    simulator,
    connection,
    organization,
    people,
    citizens,
    requests,
    cards,
    /** What waits for a position, as its cartable lists it. */
    codesAt: (position: string) => cartables.page([position], {}, { skip: 0, limit: 100 }),
    notices,
    openProcess,
    apisWithToken: apisWith,

    /** A citizen bot whose HTML Telegram cannot read; counts how often it said so. */
    apisThatRefuseHtml() {
      const apis = apisWith(TOKENS.citizen);
      let refused = 0;
      apis.citizen.config.use(async (previous, method, payload, signal) => {
        if (!('parse_mode' in payload)) return previous(method, payload, signal);
        refused += 1;
        return { ok: false, error_code: 400, description: "Bad Request: can't parse entities: unclosed tag" };
      });
      return { apis, refused: () => refused };
    },

    /** Starts a process and lets what happens from now on be planned in it. */
    async send(options: Partial<DeliveriesOptions> = {}): Promise<Deliveries> {
      current = openProcess(options);
      await current.start();
      return current;
    },

    /** From now on nobody plans at once, as after a crash. */
    forgetToPlan() {
      current = undefined;
    },

    /** Waits until everything that is due has been told. */
    async quiet(deliveries = current): Promise<void> {
      await eventually(async () => (await deliveries?.isQuiet()) === true);
    },

    async citizen(locale: Locale = 'fa'): Promise<number> {
      const chatId = await simulator.startedPerson('citizen');
      await citizens.meet({ messenger: TELEGRAM, userId: chatId, locale });
      return chatId;
    },

    /** Files a pothole in district 9 and returns its code. */
    async file(citizen: number | string, changes: Partial<Register> = {}): Promise<TrackingCode> {
      orders += 1;
      const code = createTrackingCode(() => (orders * 7_919 + 1) / 10 ** 9);
      const command: Register = { ...FILING, code, citizen: String(citizen), ...changes };
      const result = await service.register(order(command, { kind: 'operator', person: 'desk' }));
      if (!result.ok) throw new Error(`Refused: ${result.refusal.code}`);
      return code;
    },

    /** A photo that a citizen has sent to the citizen bot. */
    async photoFrom(citizen: number): Promise<Attachment> {
      await simulator.control('POST', `/people/${citizen}/messages`, { bot: 'citizen', photo: 'pothole' });
      const { body } = await simulator.call('citizen', 'getUpdates', { timeout: 0 });
      // The simulator answers with updates as the Bot API describes them.
      const updates = body.result as { message?: { photo?: PhotoSize[] } }[];
      const photo = updates.at(-1)?.message?.photo?.at(-1);
      if (photo === undefined) throw new Error('No photo has arrived.');
      const { file_id: fileId, file_unique_id: uniqueId, file_size: size = 0 } = photo;
      return attachmentsWith(apisWith(TOKENS.citizen)).keep(
        { bot: 'citizen', fileId, uniqueId, kind: 'photo', size },
        { hasAgreed: true },
      );
    },

    /** Files at that hour of the city's day. */
    async fileAt(hour: number, citizen: number, changes: Partial<Register> = {}): Promise<TrackingCode> {
      clock.advance(nextTimeOfDay(clock.now(), hour, TIME_ZONE).getTime() - clock.now().getTime());
      return world.file(citizen, changes);
    },

    execute: service.execute,

    async does(code: TrackingCode, command: ChangeCommand, actor: Actor): Promise<void> {
      const result = await service.execute(code, order(command, actor));
      if (!result.ok) throw new Error(`Refused: ${result.refusal.code}`);
    },

    /** The manager who has it answers that it is done. */
    async answer(code: TrackingCode, holder = HEAD): Promise<void> {
      const command = {
        type: 'answer',
        outcome: { kind: 'done' },
        text: 'چاله پر شد.',
        attachments: [],
      } as const;
      await world.does(code, command, asManager(holder));
    },

    /** Lets the time of the present level pass, and time act on it. */
    async escalate(code: TrackingCode): Promise<void> {
      clock.advance(73 * HOUR);
      await service.actOnTime(code);
    },

    /** Does what time demands of a request now. */
    async sweep(code: TrackingCode): Promise<void> {
      await service.actOnTime(code);
    },

    async fault(fault: Readonly<Record<string, unknown>>): Promise<void> {
      await simulator.control('POST', '/faults', fault);
    },

    async close(): Promise<void> {
      await Promise.all(processes.map((deliveries) => deliveries.stop()));
      await simulator.stop();
      await database.close();
    },
  };
  return world;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

export function asManager({
  position,
  person,
}: {
  readonly position: string;
  readonly person: number;
}): Actor {
  return { kind: 'manager', position, person: String(person) };
}

/** Texts of the buttons below a message. */
export function buttonsOf(message: ViewedMessage | undefined): string[] {
  return message?.keyboard?.flat().map(({ text }) => text) ?? [];
}
