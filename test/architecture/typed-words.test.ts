import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { packageRoot } from '../../src/package-root.js';

const ROOMS = ['src', 'bots', 'jobs'];
/** Letters of the Arabic script, in which Persian is written too; its marks and digits are none. */
const LETTER = /(?=\p{Script=Arabic})\p{L}/u;

/** Where letters of a language may stand in the code, and why. */
const ALLOWED: readonly (readonly [path: string, reason: string])[] = [
  ['src/text/persian.ts', 'letters that fall together when texts are compared'],
  ['src/text/folding.ts', 'letters that sound alike'],
  ['src/text/times/vocabulary.ts', 'a letter that is spelt in two ways'],
  ['src/organization/setup/city-workbook.ts', 'the made-up city of the template'],
  ['src/simulator/', 'the people of the simulator speak'],
  ['src/simulated-people.ts', 'the people of the simulator speak'],
  ['src/simulation/messengers.ts', 'the names of the simulated bots'],
  ['src/story/', 'the people of the story speak'],
  ['src/month/', 'the people of the month speak'],
];

it('keeps every word that people type or read out of the code, so that a language is added as data', async () => {
  const paths = (await Promise.all(ROOMS.map(sourcesIn))).flat();
  const found = await Promise.all(paths.filter((path) => !isAllowed(path)).map(literalsIn));
  expect(found.flat()).toEqual([]);
});

it('allows letters only where there are some', async () => {
  const paths = (await Promise.all(ROOMS.map(sourcesIn))).flat();
  const found = (await Promise.all(paths.filter(isAllowed).map(literalsIn))).flat();
  const idle = ALLOWED.filter(([allowed]) => !found.some((literal) => literal.startsWith(allowed)));
  expect(idle).toEqual([]);
});

async function sourcesIn(room: string): Promise<readonly string[]> {
  const names = await readdir(join(packageRoot, room), { recursive: true });
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${room}/${name.replaceAll('\\', '/')}`);
}

function isAllowed(path: string): boolean {
  return ALLOWED.some(([allowed]) => path.startsWith(allowed));
}

/** The literals and names of a source that have such letters; comments may have any. */
async function literalsIn(path: string): Promise<readonly string[]> {
  const text = await readFile(join(packageRoot, path), 'utf8');
  if (!LETTER.test(text)) return [];
  const words: string[] = [];
  new Visitor({
    Literal: (literal) => words.push('regex' in literal ? literal.regex.pattern : String(literal.value)),
    TemplateElement: ({ value }) => words.push(value.cooked ?? value.raw),
    Identifier: ({ name }) => words.push(name),
  }).visit(parseSync(path, text).program);
  return words.filter((word) => LETTER.test(word)).map((word) => `${path}: ${word}`);
}
