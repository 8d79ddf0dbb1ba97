import type { ColumnContent, SheetContent, WorkbookContent } from '../../workbooks/workbook-content.js';
import { writeHazardKind, writeKind, writeYesOrNo } from './cells.js';
import { rowsOfSheet } from './city-rows.js';
import { type Column, SHEETS, type SheetLayout, type WorkbookCity } from './layout.js';

const WIDTH = 24;
const GUIDE_WIDTH = 90;
/** The kinds of units in the order in which a cell offers them. */
const HAZARD_KINDS = ['danger', 'selfHarm', 'violence', 'mention'] as const;
const KINDS = ['mayor', 'deputy', 'district', 'organisation'] as const;

/**
 * The text of the sheet that explains the others, in the language of the person who asked for the workbook.
 */
export interface GuideTexts {
  readonly readsFromRight: boolean;
  readonly sheetName: string;
  readonly headers: readonly [sheet: string, column: string, isRequired: string, meaning: string];
  readonly required: string;
  readonly optional: string;
  /** What belongs in a column. */
  meaning(guide: Column['guide']): string;
}

/**
 * A city as a workbook that `readWorkbook` reads: a sheet each for units, positions, categories, numbers to
 * call, danger and other bodies, and a guide.
 */
export function cityContent(
  city: WorkbookCity,
  { timeZone, guide }: { readonly timeZone: string; readonly guide: GuideTexts },
): WorkbookContent {
  const sheets = SHEETS.map(
    (layout): SheetContent => ({
      name: layout.names[0],
      readsFromRight: true,
      columns: layout.columns.map((column) => columnContent(layout, column)),
      rows: rowsOfSheet(layout.list, city, timeZone).map((row) =>
        layout.columns.map(({ field }) => row[field] ?? null),
      ),
    }),
  );
  return { sheets: [...sheets, guideSheet(guide)] };
}

function columnContent({ list }: SheetLayout, { field, headers, choices }: Column): ColumnContent {
  return {
    header: headers[0],
    width: WIDTH,
    name: `${list}_${field.replaceAll('.', '_')}`,
    ...(choices === undefined ? {} : { choices: CHOICES[choices] }),
  };
}

const CHOICES: Readonly<Record<NonNullable<Column['choices']>, NonNullable<ColumnContent['choices']>>> = {
  kinds: KINDS.map(writeKind),
  hazardKinds: HAZARD_KINDS.map(writeHazardKind),
  yesOrNo: [true, false].map(writeYesOrNo),
  units: { column: 'units_code' },
  positions: { column: 'positions_code' },
};

function guideSheet(guide: GuideTexts): SheetContent {
  return {
    name: guide.sheetName,
    readsFromRight: guide.readsFromRight,
    columns: guide.headers.map((header, at) => ({
      header,
      width: at === guide.headers.length - 1 ? GUIDE_WIDTH : WIDTH,
    })),
    rows: SHEETS.flatMap(({ names, columns }) =>
      columns.map(({ headers, isRequired, guide: key }) => [
        names[0],
        headers[0],
        isRequired ? guide.required : guide.optional,
        guide.meaning(key),
      ]),
    ),
  };
}

/** A small valid city, so that the template shows what belongs in each column. */
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
