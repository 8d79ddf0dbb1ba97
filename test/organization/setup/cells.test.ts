import { quotedContent, readHours, readMoment } from '../../../src/organization/setup/cells.js';
import type { CellContent } from '../../../src/workbooks/sheet.js';
import { TIME_ZONE } from './workbooks.js';

const EIGHT_IN_THE_CITY = new Date('2026-12-22T04:30:00Z');
const MIDNIGHT_IN_THE_CITY = new Date('2026-12-21T20:30:00Z');
const moment = (shown: string): CellContent => ({ kind: 'moment', shown: new Date(shown) });

it.each([
  ['a date cell, as it shows', moment('2026-12-22T08:00:00Z'), EIGHT_IN_THE_CITY],
  ['a text without a zone', '2026-12-22T08:00:00', EIGHT_IN_THE_CITY],
  ['a text with a space in it', '2026-12-22 08:00', EIGHT_IN_THE_CITY],
  ['a text with a zone', '2026-12-22T04:30:00Z', EIGHT_IN_THE_CITY],
  ['a text with another zone', '2026-12-22T08:00:00+03:30', EIGHT_IN_THE_CITY],
  ['the Persian calendar', '۱۴۰۵/۱۰/۰۱ ۰۸:۰۰', EIGHT_IN_THE_CITY],
  ['the Persian calendar in words', '۱ دی ۱۴۰۵ ساعت ۸:۰۰', EIGHT_IN_THE_CITY],
  ['a day alone', '1405-10-01', MIDNIGHT_IN_THE_CITY],
] as const)('reads the moment of %s by the clocks of the city', (_what, content, expected) => {
  expect(readMoment(TIME_ZONE)(content)).toEqual({ ok: true, value: expected });
});

it.each([
  ['no day', 'بهار'],
  ['a day that no calendar has', '1405/12/31'],
  ['an hour that no day has', '1405/10/01 25:00'],
  ['a day without its year', '۱ دی'],
  ['a number', 46_000],
  ['a date of the wrong century', moment('1900-02-16T00:00:00Z')],
] as const)('takes %s for no moment', (_what, content) => {
  expect(readMoment(TIME_ZONE)(content)).toEqual({ ok: false, code: 'badMoment' });
});

it.each([
  [48, 48],
  ['۷۲٫۵', 72.5],
  ['48h', 48],
  ['۴۸ ساعت', 48],
  ['2 days', 48],
  ['سه روز', 72],
  ['48:00', 48],
  [{ kind: 'duration', hours: 36.000000001 }, 36],
] as const)('reads %j as %d hours', (content, hours) => {
  expect(readHours(content)).toEqual({ ok: true, value: hours });
});

it.each([0, -3, 'خیلی زود', '9000', true, moment('1900-02-16T00:00:00Z')] as const)(
  'takes %j for no hours',
  (content) => {
    expect(readHours(content)).toEqual({ ok: false, code: 'badHours' });
  },
);

it('quotes a date as its cell shows it', () => {
  expect(quotedContent(moment('1900-02-16T00:00:00Z'))).toBe('1900-02-16 00:00');
});
