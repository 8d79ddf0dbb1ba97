import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/package-root.js';
import { type ReadTime, readTime } from '../../../src/text/times/read-time.js';

/** The rows of `test/fixtures/times.tsv`: a text, the moment at which it is typed, the day, and the time of it. */
const rows = readFileSync(join(packageRoot, 'test/fixtures/times.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));

const twoDigits = (number: number) => String(number).padStart(2, '0');

/** What was read, as the table writes it. */
function written(read: ReadTime): string {
  switch (read.kind) {
    case 'notATime':
      return 'none';
    case 'ambiguous':
      return 'ask';
    case 'time':
    case 'past': {
      const { day, time } = read.named;
      const date = [String(day.year), twoDigits(day.month), twoDigits(day.day)].join('-');
      return time === undefined ? date : `${date} ${twoDigits(time.hour)}:${twoDigits(time.minute)}`;
    }
  }
}

it('reads every time of the table, in every language', () => {
  expect(rows.length).toBeGreaterThanOrEqual(120);
  const wrong = rows.flatMap(([text = '', now = '', day = '', time = '']) => {
    const expected = time === '' ? day : `${day} ${time}`;
    const read = written(readTime(text, { now: new Date(now), timeZone: 'Asia/Tehran' }));
    return read === expected ? [] : [`${text} (${now}): ${read} instead of ${expected}`];
  });
  expect(wrong).toEqual([]);
});
