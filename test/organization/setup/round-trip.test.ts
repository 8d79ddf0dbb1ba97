import { join } from 'node:path';
import type { City } from '../../../src/organization/city.js';
import { readCity } from '../../../src/organization/city-file.js';
import { TEMPLATE_CITY } from '../../../src/organization/setup/city-workbook.js';
import { isSameCity } from '../../../src/organization/setup/compare.js';
import type { DryRun } from '../../../src/organization/setup/dry-run-import.js';
import { writeJson } from '../../../src/organization/setup/read-json.js';
import { packageRoot } from '../../../src/package-root.js';
import { dryRun, setCell, workbook, writeCity } from './workbooks.js';

const EMPTY: City = { units: [], positions: [], groups: [], districts: [] };

let city: City;
beforeAll(async () => {
  const {
    answers: _answers,
    words,
    urgent: _urgent,
    areaCode: _areaCode,
    ...read
  } = (await readCity(join(packageRoot, 'city/mashhad/city.json'))).city;
  city = {
    ...read,
    ...(words?.danger === undefined ? {} : { danger: words.danger }),
    ...(words === undefined ? {} : { bodies: words.bodies }),
    units: read.units.map((unit, index) =>
      index === 10 ? { ...unit, connectionChangesAt: new Date('2026-12-21T20:30:00Z') } : unit,
    ),
  };
});

function cityOf(result: DryRun): City {
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 5)));
  return result.city;
}

it('makes the same organisation of the example city through a workbook and through JSON', async () => {
  const throughJson = cityOf(await dryRun(writeJson(city), EMPTY));
  expect(throughJson).toEqual(city);
  const present = { ...EMPTY, districts: city.districts };
  const throughWorkbook = cityOf(await dryRun(await writeCity(city), present));
  expect(throughWorkbook).toEqual(city);
  const again = await dryRun(await writeCity(throughJson), city);
  expect(again.ok && isSameCity(again.difference)).toBe(true);
});

it('reads what offices type: Arabic letters, digits of any script, fonts, spaces, empty rows, English headers', async () => {
  const bytes = await workbook((book) => {
    setCell(book, 'سمت‌ها', 'A1', 'Code');
    setCell(book, 'سمت‌ها', 'F1', 'REPORTS_TO');
    setCell(book, 'سمت‌ها', 'C2', {
      richText: [{ text: ' شهردار ' }, { text: 'مشهد  كبير', font: { bold: true } }],
    });
    setCell(book, 'سمت‌ها', 'C3', 'شهردار منطقه ۱ اصفهانی'.replace('ی', 'ي'));
    setCell(book, 'سمت‌ها', 'G3', '۷۲٫۵');
    setCell(book, 'سمت‌ها', 'A7', '  deputy-۲ ');
    setCell(book, 'سمت‌ها', 'B7', 'city');
    setCell(book, 'سمت‌ها', 'C7', { text: 'معاون', hyperlink: 'https://example.org' });
    setCell(book, 'سمت‌ها', 'F7', 'mayor');
    setCell(book, 'سمت‌ها', 'G7', 24);
    setCell(book, 'واحدها', 'F3', true);
  });
  const { positions, units } = cityOf(await dryRun(bytes, EMPTY));
  expect(positions[0]?.title.fa).toBe('شهردار مشهد کبیر');
  expect(positions[1]).toMatchObject({ title: { fa: 'شهردار منطقه ۱ اصفهانی' }, hours: 72.5 });
  expect(positions[3]).toEqual({
    code: 'deputy-2',
    unit: 'city',
    title: { fa: 'معاون' },
    reportsTo: 'mayor',
    hours: 24,
  });
  expect(units[1]?.connected).toBe(true);
});

it('names every value of a JSON file that is wrong, by its place', async () => {
  const file = JSON.parse(writeJson(city).toString('utf8'));
  file.positions[3].hours = -1;
  file.units[2].kind = 'king';
  delete file.groups[1].categories[0].route;
  const result = await dryRun(Buffer.from(JSON.stringify(file)), city);
  expect(result.ok ? [] : result.problems.map(({ code, place }) => [code, place.path])).toEqual([
    ['badKind', 'units.2.kind'],
    ['badHours', 'positions.3.hours'],
    ['missing', 'groups.1.categories.0.route'],
  ]);
});

it('refuses an area that is open or not in degrees, and lists that no city has', async () => {
  const feature = (corners: readonly (readonly number[])[]) => ({
    properties: { unit: 'district-1' },
    geometry: { type: 'Polygon', coordinates: [corners] },
  });
  const square = [
    [59, 36],
    [60, 36],
    [60, 37],
    [59, 37],
  ];
  const file = {
    features: [
      feature([...square, [59, 36, 900]]),
      feature(square),
      feature([...square.slice(1), [726_000, 4_020_000], [60, 36]]),
    ],
  };
  const result = await dryRun(Buffer.from(JSON.stringify(file)), city);
  expect(result.ok ? [] : result.problems.map(({ code, place }) => [code, place.path])).toEqual([
    ['badArea', 'features.1.geometry'],
    ['badArea', 'features.2.geometry'],
  ]);
  const endless = { groups: [{ categories: Array.from({ length: 5_001 }, () => 1) }] };
  const refused = await dryRun(Buffer.from(JSON.stringify(endless)), city);
  expect(refused.ok ? [] : refused.problems).toMatchObject([
    { code: 'tooManyRows', place: { path: 'groups.0.categories' } },
  ]);
});

it('refuses more corners than can be stored, before they are parsed', async () => {
  const corner = '[59.123456,36.123456]';
  const ring = `[${Array.from({ length: 50_001 }, () => corner).join(',')}]`;
  const geometry = `{"type":"Polygon","coordinates":[${ring}]}`;
  const file = `{"features":[{"properties":{"unit":"district-1"},"geometry":${geometry}}]}`;
  expect(await dryRun(Buffer.from(file), city)).toEqual({
    ok: false,
    problems: [{ code: 'tooManyCorners', place: {}, values: { count: 50_000 } }],
  });
});

it('takes the areas of units away with them, so that another city can follow', async () => {
  const bytes = await workbook();
  const result = await dryRun(bytes, city);
  expect(cityOf(result).districts.map(({ unit }) => unit)).toEqual(['district-1']);
  expect(result.ok && result.difference.areas).toBe(city.districts.length - 1);
});

it('names in a JSON file what leads nowhere, also from a part that stays', async () => {
  const unit = city.units.find(({ code }) => code === 'organisation-waste');
  const units = city.units.filter((one) => one !== unit);
  const positions = city.positions.filter((position) => position.unit !== unit?.code);
  const bytes = Buffer.from(`\uFEFF${JSON.stringify({ units, positions })}`);
  const result = await dryRun(bytes, city);
  const problems = result.ok ? [] : result.problems;
  expect(problems[0]).toMatchObject({ code: 'routeToNoUnit', values: { other: 'organisation-waste' } });
});

it('tells what would change', async () => {
  const bytes = await workbook((book) => {
    setCell(book, 'سمت‌ها', 'A4', 'district-1-works');
    setCell(book, 'واحدها', 'H3', 'civil-works: district-1-works');
    setCell(book, 'سمت‌ها', 'C3', 'شهردار نو');
  });
  const present: City = { ...TEMPLATE_CITY, districts: [] };
  const result = await dryRun(bytes, present);
  if (!result.ok) throw new Error('It was refused.');
  expect(result.difference.lists.map(({ list, ...rest }) => [list, rest])).toEqual([
    [
      'units',
      {
        added: [],
        changed: [
          {
            title: { fa: 'منطقه ۱', en: 'District 1' },
            cells: [
              {
                field: 'intake',
                before: { kind: 'cell', value: 'civil-works: district-1-civil-works-head' },
                after: { kind: 'cell', value: 'civil-works: district-1-works' },
              },
            ],
          },
        ],
        removed: [],
        isReordered: false,
      },
    ],
    [
      'positions',
      {
        added: [{ fa: 'رئیس اداره فنی و عمران منطقه ۱' }],
        changed: [
          {
            title: { fa: 'شهردار نو' },
            cells: [
              {
                field: 'title.fa',
                before: { kind: 'cell', value: 'شهردار منطقه ۱' },
                after: { kind: 'cell', value: 'شهردار نو' },
              },
            ],
          },
        ],
        removed: [{ fa: 'رئیس اداره فنی و عمران منطقه ۱' }],
        isReordered: false,
      },
    ],
  ]);
});
