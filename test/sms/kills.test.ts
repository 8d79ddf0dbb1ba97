import { createManualClock, systemClock } from '../../src/clock.js';
import { createSmsStore, type SmsStore } from '../../src/sms/message-store.js';
import { createSmsOutbox, type SmsOutbox } from '../../src/sms/outbox.js';
import type { SmsProvider } from '../../src/sms/provider.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { seededRandom } from '../support/seeded.js';
import { IS_THOROUGH } from '../support/thorough.js';
import { openTelephones, type Telephones } from './telephones.js';

const KILLS = IS_THOROUGH ? 200 : 40;
/** A process ends at one of so many calls of the database or the provider. */
const LATEST_CALL = 12;
const LOOKED_FOR_MS = 31_000;
const NEVER = new Promise<never>(() => undefined);

let database: TestDatabase;
let telephones: Telephones;
beforeAll(async () => {
  [database, telephones] = await Promise.all([openTestDatabase(), openTelephones()]);
});
afterAll(async () => {
  await telephones.stop();
  await database.close();
});

/** A process that ends at a call, before it is made or before its answer is heard; then nothing of it goes on. */
function createLife(random: () => number, isToEnd: boolean) {
  let calls = isToEnd ? 1 + Math.floor(random() * LATEST_CALL) : Number.POSITIVE_INFINITY;
  let isAlive = true;
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));

  async function end(): Promise<never> {
    isAlive = false;
    ending.abort();
    return NEVER;
  }

  /** The same functions, at one of which the process ends. */
  function mortal<Part extends object>(part: Part): Part {
    return new Proxy(part, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        // Whether an id is kept is known without a call.
        if (typeof value !== 'function' || name === 'keepsId') return value;
        return async (...given: unknown[]) => {
          calls -= 1;
          if (calls === 0 && random() < 0.5) return end();
          const answer: unknown = await value.apply(target, given);
          return calls === 0 ? end() : answer;
        };
      },
    });
  }

  return { mortal, ended, isAlive: () => isAlive };
}

it(`loses and doubles no message in ${KILLS} kills, where the provider knows our ids`, async () => {
  const random = seededRandom();
  const clock = createManualClock(new Date('2026-11-24T06:30:00Z'));
  const store: SmsStore = createSmsStore(database.connection);
  const provider: SmsProvider = telephones.provider('kavenegar');
  const failed: string[] = [];
  const codes: TrackingCode[] = [];

  function open(life: ReturnType<typeof createLife>): SmsOutbox {
    return createSmsOutbox({
      provider: life.mortal(provider),
      store: life.mortal(store),
      write: async ({ code = '' }) => ({ number: '+989151234567', text: code }),
      receive: async () => undefined,
      onFailed: async ({ _id }) => void failed.push(_id),
      partsPerDay: 1_000_000,
      timeZone: 'Asia/Tehran',
      morningHour: 8,
      lease: { isHeld: life.isAlive, take: async () => life.isAlive(), release: async () => undefined },
      clock,
      machineClock: systemClock,
      logger: SILENT,
      pollMs: 5,
    });
  }

  for (let kill = 0; kill < KILLS; kill += 1) {
    const code = createTrackingCode(random);
    codes.push(code);
    const now = clock.now();
    await store.put({
      _id: code,
      code,
      seq: 1,
      citizen: 'phone:137',
      isUrgent: false,
      createdAt: now,
      notBefore: now,
    });
    const life = createLife(random, true);
    open(life).start();
    await life.ended;
    clock.advance(LOOKED_FOR_MS);
  }
  const last = open(createLife(random, false));
  last.start();
  for (let round = 0; round < 5; round += 1) {
    await eventually(() => last.isQuiet());
    clock.advance(LOOKED_FOR_MS);
  }
  await last.stop();

  expect(failed).toEqual([]);
  const sent = telephones.on('09151234567');
  expect(sent.length).toBe(codes.length);
  expect(new Set(sent)).toEqual(new Set(codes));
});
