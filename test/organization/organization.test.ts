import { join } from 'node:path';
import type { Holding } from '../../src/organization/city.js';
import { type CityFile, readCity } from '../../src/organization/city-file.js';
import { createOrganization } from '../../src/organization/organization.js';
import { packageRoot } from '../../src/package-root.js';

const NOW = new Date('2026-11-24T10:40:00Z');
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

let file: CityFile;
beforeAll(async () => {
  file = await readCity(join(packageRoot, 'city/mashhad/city.json'));
});

function organize(holdings: Record<string, Holding> = {}) {
  return createOrganization({ city: file.city, holdings, defaultAnswerHours: 72 });
}

it('moves the requests of a position that was removed to the top', () => {
  const organization = organize({ mayor: { holder: '7' } });
  expect(organization.isVacant('removed-by-an-import', NOW)).toBe(true);
  expect(organization.superiorOf('removed-by-an-import')).toBe('mayor');
  expect(organization.superiorOf('mayor')).toBeUndefined();
});

describe('where a request goes', () => {
  it.each([
    ['pothole', 'district-9', { kind: 'position', position: 'district-9-civil-works-head' }],
    ['street-sweeping', 'district-1', { kind: 'position', position: 'district-1-urban-services-head' }],
    ['garbage', undefined, { kind: 'position', position: 'organisation-waste-operations' }],
    ['pilgrims', undefined, { kind: 'position', position: 'district-samen-urban-services-head' }],
    ['staff-conduct', undefined, { kind: 'position', position: 'public-relations-director' }],
    ['pothole', 'district-3', { kind: 'followUp', unit: 'district-3' }],
    ['metro', undefined, { kind: 'followUp', unit: 'organisation-metro' }],
    ['pothole', undefined, { kind: 'intake', because: 'noUnit' }],
    ['pothole', 'no-such-district', { kind: 'intake', because: 'noUnit' }],
    ['no-such-category', 'district-9', { kind: 'intake', because: 'noCategory' }],
    [undefined, 'district-9', { kind: 'intake', because: 'noCategory' }],
  ])('%s in %s', (category, district, expected) => {
    const route = organize().route({
      ...(category === undefined ? {} : { category }),
      ...(district === undefined ? {} : { district }),
    });
    expect(route).toEqual(expected);
  });
});

describe('the chain', () => {
  it('leads from the head of an office to the mayor', () => {
    const chain = organize().chainFrom('district-9-civil-works-head');
    expect(chain.map(({ code }) => code)).toEqual([
      'district-9-civil-works-head',
      'district-9-civil-works-deputy',
      'district-9-mayor',
      'deputy-mayor',
      'mayor',
    ]);
  });

  it('reaches the mayor from every position of the example city', () => {
    const organization = organize();
    const ends = organization.positions.map(({ code }) => organization.chainFrom(code).at(-1)?.code);
    expect(new Set(ends)).toEqual(new Set(['mayor']));
  });

  it('finds the lowest superior of two positions, and of one above the other', () => {
    const organization = organize();
    const common = (one: string, other: string) => organization.lowestCommonSuperior(one, other);
    expect(common('district-9-civil-works-head', 'district-9-traffic-head')).toBe('district-9-mayor');
    expect(common('district-9-civil-works-head', 'district-9-mayor')).toBe('district-9-mayor');
    expect(common('district-9-civil-works-head', 'organisation-waste-operations')).toBe('deputy-mayor');
  });

  it('puts the position above its head over a unit that is not connected', () => {
    expect(organize().superiorOfUnit('organisation-metro')).toBe('deputy-transport');
  });
});

describe('who holds a position', () => {
  const absence = { from: later(1), until: later(3) };

  it('nobody where nobody was appointed, and then it is vacant', () => {
    expect(organize().holderOf('mayor', NOW)).toBeUndefined();
    expect(organize().isVacant('mayor', NOW)).toBe(true);
  });

  it.each([
    ['before the absence', 0, '7'],
    ['during the absence', 2, '8'],
    ['from its end on', 3, '7'],
  ])('the deputy only during the absence: %s', (_when, hours, expected) => {
    const organization = organize({ mayor: { holder: '7', absence: { ...absence, deputy: '8' } } });
    expect(organization.holderOf('mayor', later(hours))).toBe(expected);
  });

  it('is vacant during an absence without a deputy', () => {
    const organization = organize({ mayor: { holder: '7', absence } });
    expect(organization.isVacant('mayor', later(2))).toBe(true);
    expect(organization.positionsOf('7', later(2))).toEqual([]);
    expect(organization.positionsOf('7', later(4))).toEqual(['mayor']);
  });
});

it('gives the hours of the category, else of the position, else of the city', () => {
  const [group] = file.city.groups;
  if (group === undefined) throw new Error('The example city has no categories.');
  const city = {
    ...file.city,
    groups: [
      {
        ...group,
        categories: group.categories.map((category) =>
          category.code === 'pothole' ? { ...category, hours: 24 } : category,
        ),
      },
    ],
    positions: file.city.positions.map((position) =>
      position.code === 'mayor' ? { ...position, hours: 48 } : position,
    ),
  };
  const organization = createOrganization({ city, holdings: {}, defaultAnswerHours: 0.5 });
  expect(organization.answerHours('mayor', 'pothole')).toBe(24);
  expect(organization.answerHours('mayor', 'sidewalk')).toBe(48);
  expect(organization.answerHours('deputy-mayor', undefined)).toBe(0.5);
});

describe('guessing what a text is about', () => {
  it.each([
    ['چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.', 'pothole'],
    ['سه روز است زباله‌ها را نبرده‌اند', 'garbage'],
    ['چراغ خيابان ما خاموش است و كوچه تاريكه', 'public-lighting'],
    ['درخت جلوی خانه را هرس کنید', 'tree-pruning'],
    ['دست انداز کوچه خیلی بلند است', 'pothole'],
    ['قطع درخت در بوستان', 'tree-cutting'],
    ['اتوبوس خط ۱۲ دیر می‌آید', 'bus-service'],
    ['سد معبر دست‌فروش‌ها جلوی مترو', 'street-vendors'],
  ])('«%s»', (text, expected) => {
    expect(organize().guess(text)[0]?.code).toBe(expected);
  });

  it('names three at most, and none for words without a sign', () => {
    expect(organize().guess('چاله، زباله، درخت، تابلو، سگ').length).toBe(3);
    expect(organize().guess('سلام، خسته نباشید')).toEqual([]);
  });

  it('does not find a keyword inside another word', () => {
    const codes = organize()
      .guess('مبلمان')
      .map(({ code }) => code);
    expect(codes).not.toContain('noise');
  });
});

describe('the district of a point', () => {
  it.each([
    [36.23, 59.47, 'district-1'],
    [36.23, 59.55, 'district-2'],
    [35.7, 51.4, undefined],
    [0, 0, undefined],
  ])('%d, %d', (latitude, longitude, expected) => {
    expect(organize().districtAt({ latitude, longitude })).toBe(expected);
  });
});

it('names things in the language of the reader, else in Persian', () => {
  const organization = organize();
  const mayor = organization.position('mayor');
  if (mayor === undefined) throw new Error('The example city has no mayor.');
  expect(organization.title(mayor, 'fa')).toBe('شهردار مشهد');
  expect(organization.title(mayor, 'en')).toContain('ayor');
  expect(organization.title(mayor, 'ar')).toBe('شهردار مشهد');
});
