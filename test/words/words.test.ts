import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { mashhad } from '../understanding/mashhad.js';
import { readLabelled } from './labelled.js';
import { measureWords, percent, type WordsMeasured } from './measure.js';

let measured: WordsMeasured;
/** With Dari, as inhabitants from Afghanistan write, and the Arabic of pilgrims. */
let neighbours: WordsMeasured;

beforeAll(async () => {
  measured = await measure('words.tsv');
  neighbours = await measure('words-holdout-4.tsv');
});

async function measure(name: string): Promise<WordsMeasured> {
  const file = await readFile(join(packageRoot, 'test/fixtures', name), 'utf8');
  return measureWords(mashhad, readLabelled(file));
}

it('guesses as well as the city was promised', () => {
  expect(percent(measured.hit1)).toBeGreaterThanOrEqual(85);
  expect(percent(measured.hit3)).toBeGreaterThanOrEqual(97);
});

it('guesses well in every language', () => {
  const weak = measured.byLanguage.filter(({ hit1, hit3 }) => percent(hit1) < 70 || percent(hit3) < 85);
  expect(weak).toEqual([]);
});

it('says danger where there is danger, and hardly ever else', () => {
  expect(percent(measured.dangerSaid)).toBe(100);
  expect(percent(measured.falseAlarms)).toBeLessThanOrEqual(3);
});

it('is right where it does not ask', () => {
  expect(percent(measured.sureAndRight)).toBeGreaterThanOrEqual(97);
});

it('hears whose matter it is', () => {
  expect(percent(measured.otherBodies)).toBeGreaterThanOrEqual(90);
});

it('understands inhabitants from Afghanistan and pilgrims from Iraq', () => {
  const manners = neighbours.byManner.filter(({ manner }) => ['dari', 'iraqi'].includes(manner));
  expect(manners.map(({ manner, hit1 }) => [manner, percent(hit1) >= 85])).toEqual([
    ['dari', true],
    ['iraqi', true],
  ]);
  expect(percent(neighbours.dangerSaid)).toBe(100);
});
