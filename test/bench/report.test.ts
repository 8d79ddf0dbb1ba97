import { NOTES } from './notes.js';
import { documentOf, tableOf } from './report.js';
import type { Row } from './row.js';

const MET: Row = {
  measure: 'inbound',
  what: 'filing',
  ours: '900 updates/s',
  against: 'plain bot: 880 updates/s',
  ratio: '1.02',
  goal: '≥ 1.0',
  verdict: 'yes',
  note: 'speed',
};
const UNMEASURED: Row = {
  measure: 'sweep',
  what: 'growth',
  ours: '2 times',
  goal: '≤ 1.3',
  verdict: 'unmeasured',
  note: 'growth',
};
const MACHINE = { cores: 2, processor: 'a processor', node: '20.0.0', database: 'a database' };

it('makes a table in which every line is as wide as the others', () => {
  const lines = tableOf([MET, UNMEASURED]).split('\n');
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines).toHaveLength(4);
});

it('says where a goal could not be measured', () => {
  expect(tableOf([UNMEASURED])).toContain('not measured here');
});

it('explains what was measured, and nothing else', () => {
  const page = documentOf(MACHINE, [MET]);
  expect(page).toContain('**inbound.**');
  expect(page).not.toContain('**sweep.**');
});

it('ends with what measures have added', () => {
  expect(documentOf(MACHINE, [MET], ['## A profile', '## Another'])).toMatch(
    /\n\n## A profile\n\n## Another\n$/,
  );
});

it('explains a goal that is not met or not measured, and no other', () => {
  const page = documentOf(MACHINE, [MET, UNMEASURED]);
  expect(page).toContain(NOTES.growth);
  expect(page).not.toContain(NOTES.speed);
});
