import { digestSlot, nextSlot, spanOfYesterday } from '../../src/reports/digest-slot.js';

const CITY = { timeZone: 'Asia/Tehran', hours: [8, 12, 16, 20] };
const at = (time: string, day = '2025-11-22') => new Date(`${day}T${time}+03:30`);

it.each([
  ['07:59', undefined],
  ['08:00', '2025-11-22T08'],
  ['11:59', '2025-11-22T08'],
  ['12:00', '2025-11-22T12'],
  ['19:59', '2025-11-22T16'],
  ['20:00', '2025-11-22T20'],
  ['21:59', '2025-11-22T20'],
  ['22:00', undefined],
  ['00:00', undefined],
])('at %s the slot is %s', (time, name) => {
  expect(digestSlot(at(time), CITY)?.name).toBe(name);
});

it('looks ahead to the next slot, in the evening to the next morning, and back to the one before', () => {
  expect(digestSlot(at('12:30'), CITY)).toMatchObject({
    before: at('08:00'),
    at: at('12:00'),
    until: at('16:00'),
    isFirst: false,
  });
  expect(digestSlot(at('08:30'), CITY)).toMatchObject({
    before: at('20:00', '2025-11-21'),
    until: at('12:00'),
    isFirst: true,
  });
  expect(digestSlot(at('20:30'), CITY)?.until).toEqual(at('08:00', '2025-11-23'));
});

it('follows the hours that are set', () => {
  const once = { ...CITY, hours: [10] };
  expect(digestSlot(at('09:59'), once)).toBeUndefined();
  expect(digestSlot(at('21:00'), once)).toMatchObject({
    name: '2025-11-22T10',
    before: at('10:00', '2025-11-21'),
    until: at('10:00', '2025-11-23'),
  });
});

it('knows the next slot at night, too', () => {
  expect(nextSlot(at('23:00'), CITY)).toEqual(at('08:00', '2025-11-23'));
  expect(nextSlot(at('08:00'), CITY)).toEqual(at('12:00'));
});

it('knows from when to when yesterday was', () => {
  expect(spanOfYesterday(at('08:00'), 'Asia/Tehran')).toEqual({
    from: at('00:00', '2025-11-21'),
    to: at('00:00'),
  });
});
