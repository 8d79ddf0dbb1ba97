import type { Connection } from 'mongoose';
import type { Clock } from '../../src/clock.js';
import type { City, Holding } from '../../src/organization/city.js';
import { createOrganization } from '../../src/organization/organization.js';
import type { ChangeCommand, Register } from '../../src/requests/lifecycle/commands.js';
import type { Actor } from '../../src/requests/lifecycle/facts.js';
import { createRequestService } from '../../src/requests/request-service.js';
import { createRequestStore, type StoredRequest } from '../../src/requests/request-store.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { SILENT } from '../simulator/harness.js';
import { NO_DANGER } from '../support/no-danger.js';

/** Four positions above each other, and potholes as the only thing to ask for. */
export const CITY: City = {
  units: [
    { code: 'city', kind: 'mayor', title: { fa: 'شهرداری' }, connected: true },
    {
      code: 'd1',
      kind: 'district',
      title: { fa: 'منطقه ۱' },
      connected: true,
      intake: { roads: 'd1-roads' },
    },
  ],
  positions: [
    { code: 'mayor', unit: 'city', title: { fa: 'شهردار' } },
    { code: 'd1-mayor', unit: 'd1', title: { fa: 'شهردار منطقه ۱' }, reportsTo: 'mayor' },
    { code: 'd1-deputy', unit: 'd1', title: { fa: 'معاون فنی منطقه ۱' }, reportsTo: 'd1-mayor' },
    { code: 'd1-roads', unit: 'd1', title: { fa: 'رئیس اداره راه منطقه ۱' }, reportsTo: 'd1-deputy' },
  ],
  groups: [
    {
      code: 'streets',
      title: { fa: 'خیابان' },
      categories: [
        {
          code: 'pothole',
          title: { fa: 'چاله' },
          route: { district: 'roads' },
          keywords: ['چاله'],
          needsPlace: true,
          urgent: false,
        },
      ],
    },
  ],
  districts: [],
};

const HOLDINGS: Readonly<Record<string, Holding>> = Object.fromEntries(
  CITY.positions.map(({ code }) => [code, { holder: `holder of ${code}` }]),
);

export const citizen: Actor = { kind: 'citizen', citizen: 'maryam' };
export const operator: Actor = { kind: 'operator', person: 'desk-1' };
export const manager = (position: string): Actor => ({
  kind: 'manager',
  position,
  person: `holder of ${position}`,
});

export const DONE: Extract<ChangeCommand, { type: 'answer' }> = {
  type: 'answer',
  outcome: { kind: 'done' },
  text: 'چاله پر شد.',
  attachments: [],
};

/** A tracking code for each number from 0. */
export function codeOf(number: number): TrackingCode {
  return createTrackingCode(() => number / 1_000_000);
}

/** Store and service on a database, as one process has them. Time comes from `clock`. */
export function openRequests({
  connection,
  clock,
  hasIndexes = true,
  alonePeriod = () => undefined,
}: {
  readonly connection: Connection;
  readonly clock: Clock;
  /** False where the store remembers itself what time will do. */
  readonly hasIndexes?: boolean;
  readonly alonePeriod?: () => number | undefined;
}) {
  let city = CITY;
  const announced: StoredRequest[] = [];
  const store = createRequestStore(connection, { hasIndexes, alonePeriod });
  const service = createRequestService({
    ...NO_DANGER,
    store,
    clock,
    logger: SILENT,
    organization: {
      current: async () => createOrganization({ city, holdings: HOLDINGS, defaultAnswerHours: 72 }),
    },
    nextMorning: (after) => new Date(after.getTime() + 24 * 3_600_000),
    onChanged: (stored) => announced.push(stored),
  });
  return {
    store,
    service,
    /** What was told to whoever plans deliveries, in its order. */
    announced,
    /** From now on the organisation is this one. */
    reorganise(changed: City) {
      city = changed;
    },
    /** Files a pothole in district 1. */
    file: (code: TrackingCode, changes: Partial<Register> = {}, commandId = `file:${code}`) =>
      service.register({
        command: {
          type: 'register',
          code,
          citizen: 'maryam',
          channel: 'bot',
          text: 'وسط کوچه چاله بزرگی است.',
          attachments: [],
          place: { district: 'd1', address: 'صیاد شیرازی ۱۰' },
          category: 'pothole',
          ...changes,
        },
        actor: { kind: 'citizen', citizen: changes.citizen ?? 'maryam' },
        commandId,
      }),
    execute: (code: TrackingCode, actor: Actor, command: ChangeCommand, commandId: string) =>
      service.execute(code, { command, actor, commandId }),
    /** The position that has a request, and how many have had it so far. */
    async whereIs(code: TrackingCode): Promise<{ position: string; level: number; dueAt: Date } | undefined> {
      const stage = (await store.find(code))?.request.stage;
      if (stage?.status !== 'referred') return undefined;
      const { position, level, dueAt } = stage.referral;
      return { position, level, dueAt };
    },
  };
}

export type OpenRequests = ReturnType<typeof openRequests>;
