import { sendDigests } from '../../jobs/send-digests.js';
import { createManualClock } from '../../src/clock.js';
import { ABOVE, POSITION, REFERRAL, requestIn, speechIn } from '../messages/samples.js';

/** Noon in Mashhad, at which a digest says only what is new. */
const NOON = new Date('2026-11-24T08:30:00Z');
const HOLDERS: Readonly<Record<string, string>> = { '7': POSITION, '8': ABOVE };

/** The day's second slot in a city of two managers, where a request waits for one of them; what was read and said. */
async function atNoon(): Promise<{ readonly read: readonly string[]; readonly told: readonly string[] }> {
  const read: string[] = [];
  const told: string[] = [];
  const dueAt = new Date(NOON.getTime() + 3_600_000);
  const request = requestIn({ status: 'referred', referral: { ...REFERRAL, dueAt } });
  const positionsOf = (person: string) => [HOLDERS[person] ?? ''];
  const organization = { ...speechIn('fa', NOON).organization, positionsOf };
  await sendDigests({
    organization: { current: async () => organization },
    people: {
      listAll: async () =>
        Object.keys(HOLDERS).map((_id) => ({
          _id,
          name: 'مدیر',
          roles: ['manager' as const],
          reachable: 'yes' as const,
        })),
    },
    once: { isDone: async () => false, markDone: async () => undefined },
    announce: async (bulletins) => void told.push(...bulletins.map(({ person }) => person)),
    clock: createManualClock(NOON),
    timeZone: 'Asia/Tehran',
    everySeconds: 30,
    reminderHours: [8, 12, 16, 20],
    cartables: { occupied: async () => new Set([POSITION]) },
    async *findWaiting(positions) {
      read.push(...positions);
      yield [request];
    },
    toldElsewhere: { countBetween: async () => [] },
    requests: {
      due: async () => [],
      unplanned: async () => [],
      countLateByOwner: async () => new Map(),
      heldBySince: async () => [],
    },
  }).sweep();
  return { read, told };
}

it('reads the cartables in which something waits, and no others', async () => {
  expect(await atNoon()).toEqual({ read: [POSITION], told: ['7'] });
});
