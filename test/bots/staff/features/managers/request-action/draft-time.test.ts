import {
  namedDraftTime,
  readDraftTimes,
} from '../../../../../../bots/staff/features/managers/request-action/draft-time.js';

/** Tuesday, 3 Azar 1405, 10:00 in Mashhad; the deadline is two days later. */
const NOW = new Date('2026-11-24T06:30:00Z');
const DESK = { now: NOW, timeZone: 'Asia/Tehran', dueAt: new Date('2026-11-26T06:30:00Z') };

it.each([
  ['۴ ساعت', '2026-11-24T10:30:00.000Z'],
  ['6', '2026-11-24T12:30:00.000Z'],
  ['تا فردا', '2026-11-25T08:30:00.000Z'],
  ['یک ساعت پیش از مهلت', '2026-11-26T05:30:00.000Z'],
  ['ساعت ۱۴', '2026-11-24T10:30:00.000Z'],
  ['۰۹:۱۵', '2026-11-25T05:45:00.000Z'],
  ['چهارشنبه', '2026-11-25T20:29:59.999Z'],
])('understands «%s»', (typed, moment) => {
  expect(readDraftTimes(typed, DESK).map((time) => time.toISOString())).toEqual([moment]);
});

it.each(['ساعت ۲۵', 'زود', ''])('does not take «%s» for a time', (typed) => {
  expect(readDraftTimes(typed, DESK)).toEqual([]);
});

it('finds every time that is meant where the weekday is that of another day', () => {
  expect(readDraftTimes('پنجشنبه ۴ آذر', DESK).map((time) => time.toISOString())).toEqual([
    '2026-11-25T20:29:59.999Z',
    '2026-11-26T20:29:59.999Z',
  ]);
});

it('offers no time after the deadline', () => {
  const soon = { ...DESK, dueAt: new Date(NOW.getTime() + 3 * 3_600_000) };
  expect(namedDraftTime('fourHours', soon)).toBeUndefined();
  expect(namedDraftTime('tomorrow', soon)).toBeUndefined();
  expect(namedDraftTime('beforeDeadline', soon)).toEqual(new Date('2026-11-24T08:30:00Z'));
});
