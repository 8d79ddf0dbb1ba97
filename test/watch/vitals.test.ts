import { createManualClock } from '../../src/clock.js';
import { createOrganization } from '../../src/organization/organization.js';
import type { RefusedProfile } from '../../src/telegram/profile-keeper.js';
import { createVitals } from '../../src/watch/vitals.js';
import { CITY } from '../requests/open-requests.js';

const NOON = new Date('2026-11-24T08:30:00Z');
const HOUR_MS = 3_600_000;
const organization = createOrganization({ city: CITY, holdings: {}, defaultAnswerHours: 72 });

/** The vitals of a product in which nothing happens but that Telegram refuses what a bot says of itself. */
function vitalsWith(profiles: Readonly<Record<string, RefusedProfile>>) {
  const none = async () => ({ count: 0 });
  const clock = createManualClock(NOON);
  return createVitals({
    chats: { backlog: none, countLetters: async () => 0 },
    deliveries: { backlog: none, countUnsure: async () => 0 },
    requests: {
      countOpen: async () => ({ intake: 0, referred: 0, waiting: 0, followUp: 0, answered: 0 }),
      referredTo: async () => [],
      findMany: async () => [],
    },
    organization: { current: async () => organization },
    audit: { countSince: async () => new Map() },
    people: { find: async () => undefined },
    pulse: { read: async () => ({ pauses: {}, profiles }) },
    webhooks: { statuses: async () => new Map() },
    shortMessages: { partsSince: async () => 0, late: async () => ({ count: 0 }) },
    partsPerDay: 100,
    timeZone: 'Asia/Tehran',
    rateLimiters: {},
    databaseEnd: () => undefined,
    clock,
    machineClock: clock,
  })();
}

it('counts what Telegram has refused for an hour, and nothing that it may still take', async () => {
  const since = (ms: number) => ({ since: new Date(NOON.getTime() - ms), count: 3 });
  const { profilesRefused } = await vitalsWith({ citizen: since(HOUR_MS - 1), staff: since(HOUR_MS) });
  expect(profilesRefused).toEqual({ staff: 3 });
});
