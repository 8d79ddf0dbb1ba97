import { join } from 'node:path';
import { readCity } from '../../src/organization/city-file.js';
import {
  findCategoriesByName,
  findPositionsByName,
  findUnitsByName,
} from '../../src/organization/search-by-name.js';
import { packageRoot } from '../../src/package-root.js';

const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
const codesOf = (named: readonly { readonly code: string }[]) => named.map(({ code }) => code);

it.each([
  ['دستفروش', 'street-vendors'],
  ['دست‌فروش', 'street-vendors'],
  ['دست فروش', 'street-vendors'],
  ['آبگرفتگی', 'flooding'],
  ['آب گرفتگی معابر', 'flooding'],
  ['سرعتگیر', 'speed-bump'],
  ['ايستگاه اتوبوس', 'bus-stop'],
  ['گرفتگی', undefined],
  ['ستفروش', undefined],
])('finds the category of «%s» however its parts are joined', (typed, category) => {
  const found = codesOf(findCategoriesByName(typed, city.groups));
  if (category === undefined) expect(found).not.toContain('street-vendors');
  else expect(found).toContain(category);
});

it.each(['منطقه ۹', 'منطقه۹', 'منطقه‌۹'])('finds a unit by «%s»', (typed) => {
  expect(codesOf(findUnitsByName(typed, city.units))).toContain('district-9');
});

it('finds a position by a name that is written as one word', () => {
  const [position] = city.positions;
  const typed = position?.title.fa.replace(/[\s\u200c]/g, '') ?? '';
  expect(codesOf(findPositionsByName(typed, city.positions))).toContain(position?.code);
});

it('looks for no single letter', () => {
  expect(findCategoriesByName('آ', city.groups)).toEqual([]);
});
