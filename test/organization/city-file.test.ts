import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../src/config.js';
import { readCity } from '../../src/organization/city-file.js';
import { packageRoot } from '../../src/package-root.js';
import { removeFolder } from '../support/remove-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasokh-city-file-'));
  await cp(join(packageRoot, 'city/mashhad'), folder, { recursive: true });
});
afterEach(() => removeFolder(folder));

const cityPath = () => join(folder, 'city.json');

async function edit(name: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, change(await readFile(path, 'utf8')));
}

async function sentence(): Promise<string> {
  const error = await readCity(cityPath()).catch((reason: unknown) => reason);
  if (!(error instanceof ConfigError)) throw new Error('The city was read.');
  expect(error.variable).toBe('CITY_FILE');
  return error.message;
}

it('reads the example city, and knows by its fingerprint whether it has changed', async () => {
  const before = await readCity(cityPath());
  expect(before.city.positions.length).toBeGreaterThan(200);
  expect((await readCity(cityPath())).fingerprint).toBe(before.fingerprint);
  await edit('categories.json', (text) => text.replace('"urgent": false', '"urgent": true'));
  expect((await readCity(cityPath())).fingerprint).not.toBe(before.fingerprint);
});

it.each(['city.json', 'organization.json', 'categories.json', 'districts.geojson', 'answers.json'])(
  'reads %s also with the mark of the byte order that some editors write',
  async (name) => {
    await edit(name, (text) => `\uFEFF${text}`);
    expect((await readCity(cityPath())).city.positions.length).toBeGreaterThan(200);
  },
);

it.each([
  ['organization.json', '"reportsTo": "mayor"', '"reportsTo": "nobody"', 'nobody, which is no position'],
  [
    'organization.json',
    '"reportsTo": null',
    '"reportsTo": "deputy-mayor"',
    '0 positions that report to nobody',
  ],
  ['organization.json', '"code": "district-2",', '"code": "district-1",', 'the unit district-1 twice'],
  ['organization.json', '"kind": "mayor"', '"kind": "king"', 'wrong value at units.0.kind'],
  ['organization.json', '"code": "mayor"', '"code": "Mayor!"', 'small letters, digits and hyphens'],
  [
    'organization.json',
    '"civil-works": "district-1-civil-works-head"',
    '"civil-works": "mayor"',
    'not a position of it',
  ],
  [
    'organization.json',
    '"civil-works": "district-1-civil-works-head"',
    '"civil": "district-1-civil-works-head"',
    'no door',
  ],
  [
    'categories.json',
    '"unit": "organisation-waste"',
    '"unit": "organisation-moon"',
    'organisation-moon, which is no unit',
  ],
  ['categories.json', '"urgent": false', '"urgent": "no"', 'wrong value'],
  ['districts.geojson', '"unit": "district-1"', '"unit": "district-99"', 'district-99, which is no unit'],
  ['city.json', '{', '', 'is not JSON'],
  ['city.json', 'districts.geojson', 'absent.geojson', 'absent.geojson cannot be read'],
])('stops at what is wrong in %s: %s → %s', async (name, from, to, expected) => {
  await edit(name, (text) => text.replace(from, to));
  expect(await sentence()).toContain(expected);
});

it('stops at positions that report to each other in a circle', async () => {
  await edit('organization.json', (text) => {
    const data = JSON.parse(text) as { positions: { code: string; reportsTo: string | null }[] };
    for (const position of data.positions) {
      if (position.code === 'deputy-mayor') position.reportsTo = 'district-1-mayor';
    }
    return JSON.stringify(data);
  });
  expect(await sentence()).toContain('in a circle');
});
