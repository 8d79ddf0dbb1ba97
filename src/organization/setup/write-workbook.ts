import type { Unit } from '../city.js';
import { writeDoors, writeRoute } from './cells.js';
import { SHEETS, type SheetLayout, type WorkbookCity } from './layout.js';

type Row = Readonly<Record<string, string | number | undefined>>;

const WIDTH = 24;
const KIND: Readonly<Record<Unit['kind'], string>> = {
  mayor: 'شهرداری',
  deputy: 'معاونت',
  district: 'منطقه',
  organisation: 'سازمان',
};

/** A city as a workbook that `readWorkbook` reads: one sheet each for units, positions and categories. */
export async function writeWorkbook(city: WorkbookCity): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  for (const layout of SHEETS) {
    const sheet = workbook.addWorksheet(layout.names[0], {
      views: [{ rightToLeft: true, state: 'frozen', ySplit: 1 }],
    });
    sheet.columns = layout.columns.map(({ field, headers }) => ({
      key: field,
      header: headers[0],
      width: WIDTH,
    }));
    sheet.getRow(1).font = { bold: true };
    sheet.addRows([...rowsOf(layout, city)]);
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A small sound city, so that the template shows with each column what belongs into it. */
export const TEMPLATE_CITY: WorkbookCity = {
  units: [
    {
      code: 'city',
      kind: 'mayor',
      title: { fa: 'شهرداری نمونه', en: 'Example municipality' },
      connected: true,
    },
    {
      code: 'district-1',
      kind: 'district',
      title: { fa: 'منطقه ۱', en: 'District 1' },
      connected: false,
      intake: { 'civil-works': 'district-1-civil-works-head' },
    },
  ],
  positions: [
    { code: 'mayor', unit: 'city', title: { fa: 'شهردار' } },
    {
      code: 'district-1-mayor',
      unit: 'district-1',
      title: { fa: 'شهردار منطقه ۱' },
      reportsTo: 'mayor',
      hours: 48,
    },
    {
      code: 'district-1-civil-works-head',
      unit: 'district-1',
      title: { fa: 'رئیس اداره فنی و عمران منطقه ۱' },
      reportsTo: 'district-1-mayor',
    },
  ],
  groups: [
    {
      code: 'streets',
      title: { fa: 'معابر و آسفالت' },
      categories: [
        {
          code: 'pothole',
          title: { fa: 'چاله و خرابی آسفالت' },
          route: { district: 'civil-works' },
          keywords: ['چاله', 'آسفالت'],
          needsPlace: true,
          urgent: false,
        },
      ],
    },
  ],
};

function rowsOf({ list }: SheetLayout, city: WorkbookCity): readonly Row[] {
  switch (list) {
    case 'units':
      return city.units.map((unit) => ({
        code: unit.code,
        kind: KIND[unit.kind],
        ...titles('title', unit.title),
        connected: yesOrNo(unit.connected),
        connectionChangesAt: unit.connectionChangesAt?.toISOString(),
        intake: unit.intake === undefined ? undefined : writeDoors(unit.intake),
      }));
    case 'positions':
      return city.positions.map(({ code, unit, title, reportsTo, hours }) => ({
        code,
        unit,
        ...titles('title', title),
        reportsTo,
        hours,
      }));
    case 'categories':
      return city.groups.flatMap((group) =>
        group.categories.map((category) => ({
          'group.code': group.code,
          ...titles('group.title', group.title),
          code: category.code,
          ...titles('title', category.title),
          route: writeRoute(category.route),
          keywords: category.keywords.join('، '),
          needsPlace: yesOrNo(category.needsPlace),
          anonymous: category.anonymous === undefined ? undefined : yesOrNo(category.anonymous),
          urgent: yesOrNo(category.urgent),
          hours: category.hours,
        })),
      );
  }
}

function titles(field: string, { fa, en, ar }: Unit['title']): Row {
  return { [`${field}.fa`]: fa, [`${field}.en`]: en, [`${field}.ar`]: ar };
}

function yesOrNo(value: boolean): string {
  return value ? 'بله' : 'خیر';
}
