import { TELEGRAM } from '../../src/channel/bot.js';
import { TELEGRAM_CAPABILITIES } from '../../src/telegram/capabilities.js';
import { createRateLimiter, type RateLimiter } from '../../src/telegram/rate-limiter.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { IS_THOROUGH } from '../support/thorough.js';
import { openWorld, type World } from './sending/world.js';

const FOLLOWERS = Array.from({ length: IS_THOROUGH ? 1_000 : 200 }, (_, index) => 20_001 + index);
const RETRY_AFTER_SECONDS = 7;
const STEP_MS = 100;
/** Messages on their way at once: the clock of the city is faster than the machine, and waits for it there. */
const MOST_UNDER_WAY = 10;
const OTHER = '9876543215' as TrackingCode;

let world: World;
beforeAll(async () => {
  world = await openWorld({});
});
afterAll(() => world.close());

it('pauses the one bot for a 429 amid hundreds of notices, keeps to the limits and tells everybody once', async () => {
  const { clock } = world;
  for (const id of FOLLOWERS) {
    world.simulator.simulator.addPerson({ id, name: 'شهروند', bot: 'citizen', started: true });
  }
  await Promise.all(
    FOLLOWERS.map((chatId) => world.citizens.meet({ messenger: TELEGRAM, userId: chatId, locale: 'fa' })),
  );
  let passed = 0;
  const citizenGate = createRateLimiter({ clock, ...TELEGRAM_CAPABILITIES.pace });
  const counted: RateLimiter = {
    ...citizenGate,
    async passBulk(chatId, signal) {
      await citizenGate.passBulk(chatId, signal);
      passed += 1;
    },
  };
  const rateLimiters = {
    citizen: counted,
    staff: createRateLimiter({ clock, ...TELEGRAM_CAPABILITIES.pace }),
  };
  const code = await world.file(await world.citizen());
  await world.does(code, { type: 'join', from: OTHER, citizens: FOLLOWERS.map(String) }, { kind: 'clock' });
  const deliveries = await world.send({ rateLimiters });
  await world.answer(code);

  let longestPause = 0;
  let longestOfStaff = 0;
  let isFaulty = false;
  while (!(await deliveries.isQuiet())) {
    const sent = await world.calls('sendMessage');
    if (!isFaulty && sent > FOLLOWERS.length / 2) {
      await world.fault({ kind: '429', bot: 'citizen', retryAfter: RETRY_AFTER_SECONDS, times: 1 });
      isFaulty = true;
    }
    longestPause = Math.max(longestPause, rateLimiters.citizen.pausedFor());
    longestOfStaff = Math.max(longestOfStaff, rateLimiters.staff.pausedFor());
    if (passed - sent < MOST_UNDER_WAY) clock.advance(STEP_MS);
  }

  expect(longestPause).toBeGreaterThan((RETRY_AFTER_SECONDS - 1) * 1_000);
  expect(longestOfStaff).toBe(0);
  const { body } = await world.simulator.control('GET', '/stats');
  expect(body).toMatchObject({ tooManyRequests: 1 });
  const answers = await Promise.all(
    FOLLOWERS.map(
      async (id) => (await world.texts(id, 'citizen')).filter((text) => text.includes('چاله پر شد')).length,
    ),
  );
  expect(answers.filter((count) => count !== 1)).toEqual([]);
});
