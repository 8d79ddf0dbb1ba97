import type { City } from '../city.js';

/** A column of a sheet: the field that it fills, and what may stand above it, first as the template writes it. */
export interface Column {
  readonly field: string;
  readonly headers: readonly [persian: string, english: string];
  /** A row without a value in it is an error. */
  readonly isRequired: boolean;
}

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

const CODE = required('code', 'کد', 'code');
const HOURS = optional('hours', 'ساعت پاسخ', 'hours');
const TITLES: readonly Column[] = [
  required('title.fa', 'نام', 'name'),
  optional('title.en', 'نام انگلیسی', 'english name'),
  optional('title.ar', 'نام عربی', 'arabic name'),
];

/** The sheets of the workbook, in their order. */
export const SHEETS: readonly SheetLayout[] = [
  {
    list: 'units',
    names: ['واحدها', 'units'],
    columns: [
      CODE,
      required('kind', 'نوع', 'kind'),
      ...TITLES,
      required('connected', 'متصل', 'connected'),
      optional('connectionChangesAt', 'زمان تغییر اتصال', 'connection changes at'),
      optional('intake', 'ورودی‌ها', 'doors'),
    ],
  },
  {
    list: 'positions',
    names: ['سمت‌ها', 'positions'],
    columns: [
      CODE,
      required('unit', 'کد واحد', 'unit'),
      ...TITLES,
      optional('reportsTo', 'کد بالادست', 'reports to'),
      HOURS,
    ],
  },
  {
    list: 'categories',
    names: ['موضوع‌ها', 'categories'],
    columns: [
      required('group.code', 'کد گروه', 'group'),
      required('group.title.fa', 'نام گروه', 'group name'),
      optional('group.title.en', 'نام انگلیسی گروه', 'group english name'),
      optional('group.title.ar', 'نام عربی گروه', 'group arabic name'),
      CODE,
      ...TITLES,
      required('route', 'مسیر', 'route'),
      optional('keywords', 'واژه‌ها', 'keywords'),
      required('needsPlace', 'نشانی لازم است', 'needs place'),
      optional('anonymous', 'بدون شماره', 'anonymous'),
      required('urgent', 'فوری', 'urgent'),
      HOURS,
    ],
  },
];

function required(field: string, ...headers: Column['headers']): Column {
  return { field, headers, isRequired: true };
}

function optional(field: string, ...headers: Column['headers']): Column {
  return { field, headers, isRequired: false };
}
