import { join } from 'node:path';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganization } from '../../src/organization/organization.js';
import {
  findCategoriesByName,
  findPositionsByName,
  findStaffByName,
  findUnitsByName,
} from '../../src/organization/search-by-name.js';
import { packageRoot } from '../../src/package-root.js';

const { city } = await readCity(join(packageRoot, 'city/mashhad/city.json'));
const HEAD = 'district-9-civil-works-head';
const holdings = { [HEAD]: { holder: '500120' }, mayor: { holder: '7' } };
const organization = createOrganization({ city, holdings, defaultAnswerHours: 72 });
const ANYWHERE = { organization, own: [] };
const AT_HEAD = { organization, own: [HEAD] };
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
  expect(codesOf(findUnitsByName(typed, city.units, ANYWHERE))).toContain('district-9');
});

it('finds a position by a name that is written as one word', () => {
  const [position] = city.positions;
  const typed = position?.title.fa.replace(/[\s\u200c]/g, '') ?? '';
  expect(codesOf(findPositionsByName(typed, city.positions, ANYWHERE))).toContain(position?.code);
});

it('looks for no single letter', () => {
  expect(findCategoriesByName('آ', city.groups)).toEqual([]);
});

describe('what is near comes first', () => {
  it('finds the deputy of the own district before those of the head office and of other districts', () => {
    const found = findPositionsByName('معاون فنی', city.positions, AT_HEAD);
    expect(found[0]?.code).toBe('district-9-civil-works-deputy');
    expect(found.length).toBeGreaterThan(10);
    expect(new Set(codesOf(found))).toEqual(
      new Set(codesOf(findPositionsByName('معاون فنی', city.positions, ANYWHERE))),
    );
  });

  it('finds all of the own unit before anybody above it, and those before other units', () => {
    const units = findPositionsByName('فنی', city.positions, AT_HEAD).map(({ unit }) => unit);
    const last = units.lastIndexOf('district-9');
    expect(last).toBeGreaterThan(0);
    expect(new Set(units.slice(0, last + 1))).toEqual(new Set(['district-9']));
    expect(findUnitsByName('منطقه', city.units, AT_HEAD)[0]?.code).toBe('district-9');
  });

  it('keeps the order of the city for somebody without a position', () => {
    const found = codesOf(findPositionsByName('معاون فنی', city.positions, ANYWHERE));
    expect(found).toEqual(city.positions.map(({ code }) => code).filter((code) => found.includes(code)));
  });
});

describe('name, title, unit and code are searched alike', () => {
  const staff = [
    { _id: '500120', name: 'مریم احمدی', roles: ['manager'], reachable: 'yes' },
    { _id: '7', name: '\u3164', roles: ['manager'], reachable: 'yes' },
  ] as const;
  const people = (typed: string) => findStaffByName(typed, staff, ANYWHERE).map(({ _id }) => _id);

  it.each([
    'مريم',
    'احمدی مریم',
    'رئیس اداره فنی و عمران منطقه ۹',
    'عمران ۹',
    'منطقه۹',
    HEAD,
    'فني و عمران',
    '500120',
  ])('finds a colleague by «%s»', (typed) => {
    expect(people(typed)).toEqual(['500120']);
  });

  it('finds a person whose name cannot be seen by what they do', () => {
    expect(people('شهردار مشهد')).toEqual(['7']);
  });

  it.each(['معاون منطقه ۹', 'منطقه ۹ معاون', 'district-9 معاون'])(
    'finds positions of a unit by «%s»',
    (typed) => {
      const found = findPositionsByName(typed, city.positions, ANYWHERE);
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found.map(({ unit }) => unit))).toEqual(new Set(['district-9']));
    },
  );

  it('cuts no number: «منطقه ۱» is not «منطقه ۱۲»', () => {
    const found = findPositionsByName('معاون منطقه ۱', city.positions, ANYWHERE);
    expect(new Set(found.map(({ unit }) => unit))).toEqual(new Set(['district-1']));
  });

  it('finds nothing by what is no name at all', () => {
    for (const typed of ['', ' ', '؟', 'م', 'هزارپای قرمز']) {
      expect(findPositionsByName(typed, city.positions, ANYWHERE)).toEqual([]);
    }
  });
});
