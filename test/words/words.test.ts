import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';
import { mashhad } from '../understanding/mashhad.js';
import { readLabelled } from './labelled.js';
import { measureWords, percent, type WordsMeasured } from './measure.js';

let measured: WordsMeasured;

beforeAll(async () => {
  const file = await readFile(join(packageRoot, 'test/fixtures/words.tsv'), 'utf8');
  measured = measureWords(mashhad, readLabelled(file));
});

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
