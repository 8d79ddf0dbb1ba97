import { nextTimeOfDay } from '../../../src/calendar.js';
import { createCallbackStore } from '../../../src/callbacks/callback-store.js';
import { systemClock } from '../../../src/clock.js';
import { readConfig } from '../../../src/config.js';
import { readCity } from '../../../src/organization/city-file.js';
import type { Organization } from '../../../src/organization/organization.js';
import { createSmsInboxStore } from '../../../src/sms/inbox-store.js';
import { createShortMessages, type ShortMessages } from '../../../src/sms/index.js';
import { createSmsStore } from '../../../src/sms/message-store.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { createUnderstanding, NO_WORDS } from '../../../src/understanding/index.js';
import { ALONE } from '../../../src/watch/process-signs.js';
import { SILENT } from '../../simulator/harness.js';
import { openTelephones, type ProviderName, type Telephones } from '../../sms/telephones.js';
import { eventually } from '../../support/eventually.js';
import { openWorld, type World } from './world.js';

const TIME_ZONE = 'Asia/Tehran';

/** Callers without a chat, their telephones, and the processes that write to these. */
export interface TelephoneLine {
  readonly world: World;
  readonly telephones: Telephones;
  /** The number of whoever calls in this test, in E.164, and their id. */
  number(): string;
  citizen(): string;
  /** Lets it become that hour of the city's day. */
  goTo(hour: number): void;
  /** Opens short messages by a provider, in a process of their own; nothing is sent before they are started. */
  openMessages(options?: MessagesOptions): ShortMessages;
  /** Starts sending by a provider. */
  send(options?: MessagesOptions): void;
  /** Ends all processes that were opened. */
  stopAll(): Promise<void>;
  file(changes?: Parameters<World['file']>[1]): Promise<TrackingCode>;
  /** What has come to the telephone, oldest first. */
  onPhone(): readonly string[];
  /** How the messages about a request stand, in the order of their events. */
  states(code: TrackingCode): Promise<readonly string[]>;
  becomes(code: TrackingCode, ...expected: readonly string[]): Promise<void>;
  /** What a person still has to tell the caller. */
  toPhone(): Promise<readonly string[]>;
}

export interface MessagesOptions {
  /** Kavenegar if absent. */
  readonly provider?: ProviderName;
  readonly partsPerDay?: number;
  /** Messages that telephones have sent are read; else the faults of the provider are for what is sent alone. */
  readonly reads?: boolean;
}

/** Opens a line for the tests of a file, each of which has a caller of its own. */
export function openTelephoneLine(): TelephoneLine {
  let world: World;
  let telephones: Telephones;
  let dangers: Pick<Organization, 'words' | 'understanding'>;
  /** Where what is planned is handed over to now. */
  let current: ShortMessages | undefined;
  const opened: ShortMessages[] = [];
  let caller = 0;
  const number = () => `+98915123${4000 + caller}`;
  const citizen = () => `phone:${number()}`;

  beforeAll(async () => {
    world = await openWorld();
    dangers = await readDangers();
    telephones = await openTelephones();
    await world.send({ shortMessages: { put: async (...told) => current?.put(...told) } });
  });
  beforeEach(async () => {
    caller += 1;
    await world.citizens.meetCaller({ phone: number(), locale: 'fa' });
    goTo(10);
  });
  afterEach(async () => {
    telephones.faults.clear();
    await stopAll();
    // The next test has the faults of the provider to itself.
    await world.connection.collection('shortMessages').deleteMany({});
    await world.connection.collection('shortMessageInbox').deleteMany({});
    telephones.network.takeReceived();
  });
  afterAll(async () => {
    await world.close();
    await telephones.stop();
  });

  function goTo(hour: number): void {
    const now = world.clock.now();
    world.clock.advance(nextTimeOfDay(now, hour, TIME_ZONE).getTime() - now.getTime());
  }

  async function stopAll(): Promise<void> {
    await Promise.all(opened.splice(0).map((messages) => messages.stop()));
  }

  function openMessages({ provider, partsPerDay = 1_000, reads = false }: MessagesOptions = {}) {
    const { connection, requests, citizens, catalogue: texts, clock } = world;
    const organization = { current: async () => ({ ...(await world.organization.current()), ...dangers }) };
    const messages = createShortMessages({
      connection,
      provider: {
        ...telephones.provider(provider ?? 'kavenegar'),
        ...(reads ? {} : { receive: async () => [] }),
      },
      shortMessages: createSmsStore(connection),
      shortMessageInbox: createSmsInboxStore(connection),
      callbacks: createCallbackStore(connection),
      requests,
      execute: world.execute,
      takesReplies: true,
      templates: {},
      sendsWithoutTemplate: true,
      citizens,
      organization,
      texts,
      clock,
      machineClock: systemClock,
      logger: SILENT,
      processId: `messages-${caller}-${opened.length}`,
      epoch: ALONE.epoch,
      timeZone: TIME_ZONE,
      defaultLocale: 'fa',
      codesPerHour: 2,
      morningHour: 8,
      partsPerDay,
      pollMs: 20,
    });
    opened.push(messages);
    current = messages;
    return messages;
  }

  async function states(code: TrackingCode): Promise<readonly string[]> {
    const found = await world.connection
      .collection('shortMessages')
      .find({ code })
      .sort({ seq: 1 })
      .toArray();
    return found.map(({ status, because = '' }) => `${status} ${because}`.trim());
  }

  return {
    get world() {
      return world;
    },
    get telephones() {
      return telephones;
    },
    number,
    citizen,
    goTo,
    openMessages,
    send: (options) => openMessages(options).start(),
    stopAll,
    file: (changes = {}) => world.file(citizen(), changes),
    onPhone: () => telephones.on(number().replace('+98', '0')),
    states,
    becomes: (code, ...expected) =>
      eventually(async () => expect(await states(code)).toEqual(expected) === undefined),
    toPhone: async () =>
      (await createCallbackStore(world.connection).waitingOf(citizen())).map(({ what }) => what),
  };
}

/** How the city of Mashhad recognises danger: the small city of this world knows none. */
async function readDangers(): Promise<Pick<Organization, 'words' | 'understanding'>> {
  const { danger } = (await readCity(readConfig({}).cityFile)).city.words ?? NO_WORDS;
  const words = { ...NO_WORDS, ...(danger === undefined ? {} : { danger }) };
  return { words, understanding: createUnderstanding({ words, topics: [] }) };
}
