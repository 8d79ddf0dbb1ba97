import type { City } from '../city.js';

/** A column of a sheet: the field that it fills, and what may stand above it, first as the template writes it. */
export interface Column {
  readonly field: string;
  readonly headers: readonly [persian: string, english: string];
  /** A row without a value in it is an error. */
  readonly isRequired: boolean;
  /** The text of `setup.guide.column` that says what belongs into it. */
  readonly guide: ColumnGuide;
  /** What the workbook offers to choose from in its cells. */
  readonly choices?: 'kinds' | 'yesOrNo' | 'units' | 'positions';
}

/** What a column is for; some columns of different sheets are for the same. */
type ColumnGuide =
  | 'code'
  | 'hours'
  | 'name'
  | 'otherName'
  | 'kind'
  | 'connected'
  | 'connectionChangesAt'
  | 'intake'
  | 'unit'
  | 'reportsTo'
  | 'groupCode'
  | 'groupName'
  | 'route'
  | 'keywords'
  | 'needsPlace'
  | 'anonymous'
  | 'urgent';

/** One sheet of the workbook of a city. */
export interface SheetLayout {
  readonly list: 'units' | 'positions' | 'categories';
  readonly names: readonly [persian: string, english: string];
  readonly columns: readonly Column[];
}

/** What a city is without the parts that no workbook holds. */
export type WorkbookCity = Pick<City, 'units' | 'positions' | 'groups'>;

/** Rows under the header that a sheet may have. */
export const MOST_ROWS = 5_000;

const CODE = required('code', 'کد', 'code', { guide: 'code' });
const HOURS = optional('hours', 'ساعت پاسخ', 'hours', { guide: 'hours' });
const TITLES: readonly Column[] = [
  required('title.fa', 'نام', 'name', { guide: 'name' }),
  optional('title.en', 'نام انگلیسی', 'english name', { guide: 'otherName' }),
  optional('title.ar', 'نام عربی', 'arabic name', { guide: 'otherName' }),
];

/** The sheets of the workbook, in their order. */
export const SHEETS: readonly SheetLayout[] = [
  {
    list: 'units',
    names: ['واحدها', 'units'],
    columns: [
      CODE,
      required('kind', 'نوع', 'kind', { guide: 'kind', choices: 'kinds' }),
      ...TITLES,
      required('connected', 'متصل', 'connected', { guide: 'connected', choices: 'yesOrNo' }),
      optional('connectionChangesAt', 'زمان تغییر اتصال', 'connection changes at', {
        guide: 'connectionChangesAt',
      }),
      optional('intake', 'ورودی‌ها', 'doors', { guide: 'intake' }),
    ],
  },
  {
    list: 'positions',
    names: ['سمت‌ها', 'positions'],
    columns: [
      CODE,
      required('unit', 'کد واحد', 'unit', { guide: 'unit', choices: 'units' }),
      ...TITLES,
      optional('reportsTo', 'کد بالادست', 'reports to', { guide: 'reportsTo', choices: 'positions' }),
      HOURS,
    ],
  },
  {
    list: 'categories',
    names: ['موضوع‌ها', 'categories'],
    columns: [
      required('group.code', 'کد گروه', 'group', { guide: 'groupCode' }),
      required('group.title.fa', 'نام گروه', 'group name', { guide: 'groupName' }),
      optional('group.title.en', 'نام انگلیسی گروه', 'group english name', { guide: 'otherName' }),
      optional('group.title.ar', 'نام عربی گروه', 'group arabic name', { guide: 'otherName' }),
      CODE,
      ...TITLES,
      required('route', 'مسیر', 'route', { guide: 'route' }),
      optional('keywords', 'واژه‌ها', 'keywords', { guide: 'keywords' }),
      required('needsPlace', 'نشانی لازم است', 'needs place', { guide: 'needsPlace', choices: 'yesOrNo' }),
      optional('anonymous', 'بدون شماره', 'anonymous', { guide: 'anonymous', choices: 'yesOrNo' }),
      required('urgent', 'فوری', 'urgent', { guide: 'urgent', choices: 'yesOrNo' }),
      HOURS,
    ],
  },
];

type Help = Pick<Column, 'guide' | 'choices'>;

function required(field: string, persian: string, english: string, help: Help): Column {
  return { field, headers: [persian, english], isRequired: true, ...help };
}

function optional(field: string, persian: string, english: string, help: Help): Column {
  return { field, headers: [persian, english], isRequired: false, ...help };
}
