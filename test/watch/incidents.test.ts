import { incidentId, incidentsIn, patienceMs } from '../../src/watch/incidents.js';
import type { Vitals } from '../../src/watch/vitals.js';

const HEALTHY: Vitals = {
  mailbox: { count: 0, oldestMs: 0 },
  deliveries: { citizen: { count: 0, oldestMs: 0 }, staff: { count: 0, oldestMs: 0 } },
  sinceSweepMs: 60_000,
  deadLetters: 0,
  pauses: {},
  unsure: 0,
  open: { intake: 0, referred: 0, waiting: 0, followUp: 0, answered: 0 },
  lookups: [],
  codesGuessed: 0,
  profilesRefused: {},
  sms: { partsToday: 0, partsPerDay: 100, late: { count: 0 } },
  vacant: new Map(),
  webhooks: new Map(),
};
const NOON = new Date('2026-11-24T08:30:00Z');

const idsIn = (changes: Partial<Vitals>, sweepSeconds = 60) =>
  incidentsIn({ ...HEALTHY, ...changes }, sweepSeconds).map(incidentId);
const pauseOf = (seconds: number) => ({
  citizen: { from: NOON, until: new Date(NOON.getTime() + seconds * 1000) },
});

it('finds nothing wrong where nothing is', () => {
  expect(idsIn({})).toEqual([]);
});

it('counts a sweep as late after five were missed, and never within half a minute', () => {
  expect(idsIn({ sinceSweepMs: 300_000 })).toEqual([]);
  expect(idsIn({ sinceSweepMs: 300_001 })).toEqual(['sweepLate']);
  expect(idsIn({ sinceSweepMs: 30_000 }, 0.1)).toEqual([]);
  expect(idsIn({ sinceSweepMs: 30_001 }, 0.1)).toEqual(['sweepLate']);
});

it('does not alarm for a short pause of a sender, and names the bot of a long one', () => {
  expect(idsIn({ pauses: pauseOf(300) })).toEqual([]);
  expect(idsIn({ pauses: pauseOf(301) })).toEqual(['paused:citizen']);
});

it('alarms for each bot of which Telegram refuses something', () => {
  expect(idsIn({ profilesRefused: { citizen: 2, staff: 1 } })).toEqual([
    'profileRefused:citizen',
    'profileRefused:staff',
  ]);
});

it('has one incident a vacant position, which may pass by itself first', () => {
  const vacant = new Map([
    ['mayor', 3],
    ['district-9-mayor', 1],
  ]);
  expect(idsIn({ vacant })).toEqual(['vacant:mayor', 'vacant:district-9-mayor']);
  expect(incidentsIn({ ...HEALTHY, vacant }, 60).map((one) => patienceMs(one, 60))).toEqual([
    180_000, 180_000,
  ]);
});

it('is the same incident however many dead letters or lost answers there are', () => {
  expect(idsIn({ deadLetters: 1, unsure: 1 })).toEqual(idsIn({ deadLetters: 7, unsure: 9 }));
  expect(patienceMs({ kind: 'deadLetters', count: 1 }, 60)).toBe(0);
});

it('alarms for a database that ended, and for a backup until the next one is made', () => {
  expect(idsIn({ databaseEnd: { at: NOON, because: 'No space left on device' } })).toEqual(['databaseEnded']);
  expect(idsIn({ backup: { at: NOON, failedBecause: 'ENOSPC' } })).toEqual(['backupFailed']);
  expect(idsIn({ backup: { at: NOON } })).toEqual([]);
});

it('tells of short messages that are not sent, and of a day whose budget is nearly used up', () => {
  const sms = { partsToday: 90, partsPerDay: 100, late: { count: 0 } };
  expect(idsIn({ sms })).toEqual([]);
  expect(idsIn({ sms: { ...sms, partsToday: 91 } })).toEqual(['smsBudget']);
  const late = { ...HEALTHY, sms: { ...sms, late: { count: 3, because: 'credit' } } } as const;
  expect(incidentsIn(late, 60)).toEqual([{ kind: 'smsLate', count: 3, because: 'credit' }]);
});
