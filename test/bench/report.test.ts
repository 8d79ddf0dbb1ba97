import { measures } from './measures/index.js';
import { NOTES } from './notes.js';
import { documentOf, tableOf } from './report.js';
import type { Row } from './row.js';

const ROWS: readonly Row[] = [
  {
    measure: 'inbound',
    what: 'filing',
    ours: '900 updates/s',
    against: 'plain bot: 880 updates/s',
    ratio: '1.02',
    goal: '≥ 1.0',
    verdict: 'yes',
  },
  { measure: 'sweep', what: 'none due', ours: '2 ms', goal: 'none', verdict: 'unmeasured' },
];
const MACHINE = { cores: 2, processor: 'a processor', node: '20.0.0', database: 'a database' };

it('makes a table in which every line is as wide as the others', () => {
  const lines = tableOf(ROWS).split('\n');
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines).toHaveLength(ROWS.length + 2);
});

it('says where a goal could not be measured', () => {
  expect(tableOf(ROWS)).toContain('not measured here');
});

it('explains the measures that were taken, and no others', () => {
  const page = documentOf(MACHINE, ROWS.slice(0, 1));
  expect(page).toContain('**inbound**');
  expect(page).not.toContain('**outbound**');
});

it('has notes for measures only that there are', () => {
  const names = measures.map(({ name }) => name);
  expect(Object.keys(NOTES).filter((name) => !names.includes(name))).toEqual([]);
});
