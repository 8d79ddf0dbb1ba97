import { afterQuietHours, nextTimeOfDay, wallClockDay, zonedDayEnd, zonedIsoTime } from '../src/calendar.js';

const TEHRAN = 'Asia/Tehran';
const BERLIN = 'Europe/Berlin';

/** The moment of a wall clock in Tehran. */
const tehran = (local: string) => new Date(`${local}+03:30`);

describe('the next time of day', () => {
  it.each([
    ['the same morning before it', '2026-11-24T06:00:00', '2026-11-24T08:00:00'],
    ['the same morning a second before it', '2026-11-24T07:59:59', '2026-11-24T08:00:00'],
    ['the next morning when it is exactly that time', '2026-11-24T08:00:00', '2026-11-25T08:00:00'],
    ['the next morning a millisecond later', '2026-11-24T08:00:00.001', '2026-11-25T08:00:00'],
    ['the coming morning just before midnight', '2026-11-24T23:59:59.999', '2026-11-25T08:00:00'],
    ['the coming morning at midnight', '2026-11-25T00:00:00', '2026-11-25T08:00:00'],
    [
      'the coming morning after midnight, though it is still yesterday in UTC',
      '2026-11-25T02:00:00',
      '2026-11-25T08:00:00',
    ],
    ['the first of the next month', '2026-11-30T22:00:00', '2026-12-01T08:00:00'],
    ['the first of the next year', '2026-12-31T22:00:00', '2027-01-01T08:00:00'],
    ['the leap day', '2028-02-28T22:00:00', '2028-02-29T08:00:00'],
  ])('is %s', (_when, after, expected) => {
    expect(nextTimeOfDay(tehran(after), 8, TEHRAN)).toEqual(tehran(expected));
  });

  it('keeps to the wall clock when summer time begins in the night', () => {
    expect(nextTimeOfDay(new Date('2026-03-28T20:00:00+01:00'), 8, BERLIN)).toEqual(
      new Date('2026-03-29T08:00:00+02:00'),
    );
  });

  it('keeps to the wall clock when summer time ends in the night', () => {
    expect(nextTimeOfDay(new Date('2026-10-24T20:00:00+02:00'), 8, BERLIN)).toEqual(
      new Date('2026-10-25T08:00:00+01:00'),
    );
  });

  it('is the first moment after an hour that summer time leaves out', () => {
    expect(nextTimeOfDay(new Date('2026-03-28T20:00:00+01:00'), 2, BERLIN)).toEqual(
      new Date('2026-03-29T03:00:00+02:00'),
    );
  });

  it('knows that Iran had summer time until 1401', () => {
    expect(nextTimeOfDay(new Date('2021-07-01T00:00:00Z'), 8, TEHRAN)).toEqual(
      new Date('2021-07-01T08:00:00+04:30'),
    );
  });

  it('is right west of Greenwich', () => {
    expect(nextTimeOfDay(new Date('2026-11-01T01:00:00-04:00'), 7, 'America/New_York')).toEqual(
      new Date('2026-11-01T07:00:00-05:00'),
    );
  });
});

describe('quiet hours', () => {
  it.each([
    ['2026-11-24T07:00:00', '2026-11-24T07:00:00'],
    ['2026-11-24T14:10:00', '2026-11-24T14:10:00'],
    ['2026-11-24T21:59:59', '2026-11-24T21:59:59'],
    ['2026-11-24T22:00:00', '2026-11-25T07:00:00'],
    ['2026-11-24T23:59:59', '2026-11-25T07:00:00'],
    ['2026-11-25T00:00:00', '2026-11-25T07:00:00'],
    ['2026-11-25T06:59:59', '2026-11-25T07:00:00'],
  ])('make what comes at %s come at %s', (moment, expected) => {
    expect(afterQuietHours(tehran(moment), TEHRAN)).toEqual(tehran(expected));
  });

  it('end at seven by the wall clock in the night in which summer time begins', () => {
    expect(afterQuietHours(new Date('2026-03-28T23:00:00+01:00'), BERLIN)).toEqual(
      new Date('2026-03-29T07:00:00+02:00'),
    );
  });
});

describe('a day', () => {
  it('begins at midnight in the city, not in UTC', () => {
    expect(wallClockDay(new Date('2026-11-24T20:29:59Z'), TEHRAN)).toEqual({
      year: 2026,
      month: 11,
      day: 24,
    });
    expect(wallClockDay(new Date('2026-11-24T20:30:00Z'), TEHRAN)).toEqual({
      year: 2026,
      month: 11,
      day: 25,
    });
  });

  it.each([
    [{ year: 2026, month: 11, day: 24 }, TEHRAN, '2026-11-24T23:59:59.999+03:30'],
    [{ year: 2026, month: 12, day: 31 }, TEHRAN, '2026-12-31T23:59:59.999+03:30'],
    [{ year: 2021, month: 3, day: 21 }, TEHRAN, '2021-03-21T23:59:59.999+03:30'],
    [{ year: 2021, month: 9, day: 21 }, TEHRAN, '2021-09-21T23:59:59.999+03:30'],
    [{ year: 2026, month: 3, day: 29 }, BERLIN, '2026-03-29T23:59:59.999+02:00'],
    [{ year: 2026, month: 4, day: 23 }, 'Africa/Cairo', '2026-04-23T23:59:59.999+02:00'],
  ])('ends with its last millisecond: %j in %s', (day, zone, end) => {
    expect(zonedDayEnd(day, zone)).toEqual(new Date(end));
  });
});

it.each([
  ['2026-11-30T17:00:00.999Z', 'Asia/Tehran', '2026-11-30T20:30:00+03:30'],
  ['2026-11-30T21:00:00.000Z', 'Asia/Tehran', '2026-12-01T00:30:00+03:30'],
  ['2026-07-01T00:00:00.000Z', 'America/St_Johns', '2026-06-30T21:30:00-02:30'],
  ['2026-03-29T00:59:59.000Z', 'Europe/Berlin', '2026-03-29T01:59:59+01:00'],
  ['2026-03-29T01:00:00.000Z', 'Europe/Berlin', '2026-03-29T03:00:00+02:00'],
  ['2026-11-30T17:00:00.000Z', 'UTC', '2026-11-30T17:00:00+00:00'],
])('writes %s in %s as %s for other systems', (moment, timeZone, written) => {
  expect(zonedIsoTime(new Date(moment), timeZone)).toBe(written);
  expect(new Date(written).getTime()).toBe(Math.floor(Date.parse(moment) / 1000) * 1000);
});
