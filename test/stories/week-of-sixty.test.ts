import { nextTimeOfDay } from '../../src/calendar.js';
import { createLogger } from '../../src/logger.js';
import { createOrganizationStore } from '../../src/organization/organization-store.js';
import { callerId } from '../../src/requests/lifecycle/callers.js';
import type { ChangeCommand } from '../../src/requests/lifecycle/commands.js';
import { createRequestService, type RequestService } from '../../src/requests/request-service.js';
import { createRequestStore } from '../../src/requests/request-store.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { type RunningCity, startCity } from '../support/city.js';
import { holderOf } from '../support/people.js';
import { IS_THOROUGH } from '../support/thorough.js';

const ZONE = 'Asia/Tehran';
/** Cards come at Telegram's pace, so that sixty of them take more than a minute. */
const REQUESTS = IS_THOROUGH ? 60 : 12;
const AT_ONCE = 4;
const STEP_HOURS = IS_THOROUGH ? 2 : 4;
const MOST_A_DAY = 6;
const HOUR = 3_600_000;
const HEAD_POSITION = 'district-9-civil-works-head';
/** The chain that the requests climb. */
const CHAIN = [HEAD_POSITION, 'district-9-civil-works-deputy', 'district-9-mayor'].map(holderOf);

let running: RunningCity;
let requests: RequestService;
/** The hour of the morning at which the week begins, and the present moment. */
let start: Date;
let now: Date;

beforeAll(async () => {
  // What this process files is planned by the jobs of the city.
  running = await startCity({ environment: { SWEEP_SECONDS: '0.2' } });
  const { city, connection } = running;
  start = nextTimeOfDay(await city.now(), 9, ZONE);
  await waitUntil(start);
  now = start;
  const clock = { now: () => now, sleep: async () => undefined };
  requests = createRequestService({
    store: createRequestStore(connection),
    organization: createOrganizationStore({ connection, clock, defaultAnswerHours: 72 }),
    clock,
    logger: createLogger({ level: 'silent' }),
    tellsOfDanger: async () => false,
    filedBy: async () => [],
    nextMorning: (after) => nextTimeOfDay(after, 8, ZONE),
    // The city plans what another process has left.
    onChanged: () => undefined,
  });
});
afterAll(() => running.stop());

async function waitUntil(moment: Date): Promise<void> {
  const before = await running.city.now();
  await running.city.advance({ advanceSeconds: (moment.getTime() - before.getTime()) / 1000 });
  now = moment;
}

async function file(index: number): Promise<TrackingCode> {
  const code = createTrackingCode(() => (index + 1) / 1_000);
  await requests.register({
    command: {
      type: 'register',
      code,
      citizen: callerId(`+9891512${10_000 + index}`),
      channel: 'phone',
      text: `چاله شماره ${index} وسط خیابان`,
      attachments: [],
      place: { district: 'district-9', address: 'خیابان کوهسنگی' },
      category: 'pothole',
    },
    actor: { kind: 'operator', person: 'operator' },
    commandId: `file:${code}`,
  });
  return code;
}

async function headDoes(code: TrackingCode, command: ChangeCommand): Promise<void> {
  const actor = { kind: 'manager', position: HEAD_POSITION, person: String(CHAIN[0]) } as const;
  const result = await requests.execute(code, { command, actor, commandId: `does:${code}` });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
}

/** How many messages besides cards a person was sent on each day of the week. */
async function messagesADay(person: number): Promise<ReadonlyMap<string, number>> {
  const sent = await running.connection
    .collection('deliveries')
    .find({ person: String(person), kind: { $in: ['message', 'bulletin'] }, status: 'sent' })
    .toArray();
  const days = new Map<string, number>();
  for (const { notBefore } of sent) {
    const day = (notBefore as Date).toLocaleDateString('en-CA', { timeZone: ZONE });
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return days;
}

it('writes to no manager more than six times a day, with sixty requests in one chain for a week', async () => {
  for (let index = 0; index < REQUESTS; index += 1) {
    const code = await file(index);
    if (index % AT_ONCE === AT_ONCE - 1) await waitUntil(new Date(now.getTime() + HOUR / 2));
    if (index % 6 === 0) await headDoes(code, { type: 'ask', question: 'کدام پلاک است؟' });
    if (index % 6 === 1) {
      const day = new Date(start.getTime() + 2 * 24 * HOUR);
      const outcome = { kind: 'planned', day } as const;
      await headDoes(code, { type: 'answer', outcome, text: 'همان روز پر می‌شود.', attachments: [] });
    }
  }
  const end = new Date(start.getTime() + 7 * 24 * HOUR);
  while (now < end) await waitUntil(new Date(now.getTime() + STEP_HOURS * HOUR));
  for (const person of CHAIN) {
    const days = await messagesADay(person);
    expect(days.size).toBeGreaterThan(1);
    expect(Math.max(...days.values())).toBeLessThanOrEqual(MOST_A_DAY);
  }
});
