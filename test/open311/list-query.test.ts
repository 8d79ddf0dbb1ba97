import { zonedIsoTime } from '../../src/calendar.js';
import { readListQuery, readParameters } from '../../src/open311/list-query.js';
import { readMoment } from '../../src/open311/moments.js';

const NOW = new Date('2026-11-30T17:00:00Z');
const read = (query: string) => readListQuery(readParameters(query), NOW);
const days = (count: number) => new Date(NOW.getTime() - count * 24 * 3_600_000);

it('lists the latest 90 days, a thousand at most, where nothing is said', () => {
  expect(read('')).toEqual({ ok: true, query: { from: days(90), to: NOW, skip: 0, limit: 1000 } });
});

it('takes a parameter that is given but empty for one that is not given', () => {
  expect(read('status=&service_code=&start_date=&end_date=&page=&page_size=')).toEqual(read(''));
});

it('reads lists with commas, pages, and times whose plus was not escaped', () => {
  expect(
    read(
      'status=OPEN&service_code=pothole,%20garbage&page=3&page_size=50&start_date=2026-11-01T00:00:00+03:30',
    ),
  ).toEqual({
    ok: true,
    query: {
      from: new Date('2026-10-31T20:30:00Z'),
      to: NOW,
      services: ['pothole', 'garbage'],
      isOpen: true,
      skip: 100,
      limit: 50,
    },
  });
  expect(read('status=open,closed')).toEqual(read(''));
});

it('cuts a longer time to its latest 90 days', () => {
  expect(read('start_date=2020-01-01T00:00:00Z')).toEqual(read(''));
  const end = '2026-06-01T00:00:00Z';
  expect(read(`start_date=2020-01-01T00:00:00Z&end_date=${end}`)).toMatchObject({
    query: { from: new Date('2026-03-03T00:00:00Z'), to: new Date(end) },
  });
});

it.each([
  'status=broken',
  'page=0',
  'page=x',
  'page=1.5',
  'page_size=1001',
  'page=99999',
  'start_date=2026-11-01',
  'start_date=yesterday',
  'end_date=2026-13-45T00:00:00Z',
  'start_date=2026-11-02T00:00:00Z&end_date=2026-11-01T00:00:00Z',
])('says what is wrong with %s', (query) => {
  expect(read(query)).toEqual({ ok: false, because: expect.stringMatching(/\.$/) });
});

it.each(['Asia/Tehran', 'UTC', 'America/St_Johns'])('reads the moments that it writes, in %s', (zone) => {
  expect(readMoment(zonedIsoTime(NOW, zone))).toEqual(NOW);
});
