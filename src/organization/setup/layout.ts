import { z } from 'zod';
import { LOCALES, type Locale } from '../../config.js';
import { readTypedWords } from '../../text/typed-words.js';
import type { City } from '../city.js';

/** What something of a workbook may be called, first as the template writes it. */
export type Names = readonly [written: string, ...others: string[]];

const names = z.array(z.string().min(1)).readonly();
const workbookWords = z.strictObject({
  sheets: z.record(z.enum(['units', 'positions', 'categories', 'numbers', 'hazards', 'bodies']), names),
  /** By the field that the column fills. */
  columns: z.record(z.string(), names),
});
type WorkbookWords = z.infer<typeof workbookWords>;
const languages = readTypedWords('city-workbook', workbookWords);

/** A column of a sheet: the field that it fills, and what may stand above it. */
export interface Column {
  readonly field: string;
  readonly headers: Names;
  /** A row without a value in it is an error. */
  readonly isRequired: boolean;
  /** The text of `setup.guide.column` that says what belongs in it. */
  readonly guide: ColumnGuide;
  /** The choices that the workbook offers in its cells. */
  readonly choices?: 'kinds' | 'hazardKinds' | 'yesOrNo' | 'units' | 'positions';
}

/** The purpose of a column; columns of different sheets can share one. */
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
  | 'urgent'
  | 'number'
  | 'general'
  | 'hazardKind'
  | 'sentence'
  | 'call'
  | 'signs'
  | 'mentions';

/** One sheet of the workbook of a city. */
export interface SheetLayout {
  readonly list: 'units' | 'positions' | 'categories' | 'numbers' | 'hazards' | 'bodies';
  /** A workbook may lack it, or have it without rows: then what it would hold stays as it is. */
  readonly isOptional?: true;
  readonly names: Names;
  readonly columns: readonly Column[];
}

/** The parts of a city that a workbook contains. */
export type WorkbookCity = Pick<City, 'units' | 'positions' | 'groups' | 'danger' | 'bodies'>;

/** The most rows below the header of a sheet. */
export const MOST_ROWS = 5_000;

const CODE = required('code', { guide: 'code' });
const HOURS = optional('hours', { guide: 'hours' });
const TITLES = titles('title', 'name');

/** The sheets of the workbook, in their order. */
export const SHEETS: readonly SheetLayout[] = [
  {
    list: 'units',
    names: namesOf('units'),
    columns: [
      CODE,
      required('kind', { guide: 'kind', choices: 'kinds' }),
      ...TITLES,
      required('connected', { guide: 'connected', choices: 'yesOrNo' }),
      optional('connectionChangesAt', {
        guide: 'connectionChangesAt',
      }),
      optional('intake', { guide: 'intake' }),
    ],
  },
  {
    list: 'positions',
    names: namesOf('positions'),
    columns: [
      CODE,
      required('unit', { guide: 'unit', choices: 'units' }),
      ...TITLES,
      optional('reportsTo', { guide: 'reportsTo', choices: 'positions' }),
      HOURS,
    ],
  },
  {
    list: 'categories',
    names: namesOf('categories'),
    columns: [
      required('group.code', { guide: 'groupCode' }),
      ...titles('group.title', 'groupName'),
      CODE,
      ...TITLES,
      required('route', { guide: 'route' }),
      optional('keywords', { guide: 'keywords' }),
      required('needsPlace', { guide: 'needsPlace', choices: 'yesOrNo' }),
      optional('anonymous', { guide: 'anonymous', choices: 'yesOrNo' }),
      required('urgent', { guide: 'urgent', choices: 'yesOrNo' }),
      HOURS,
    ],
  },
  {
    list: 'numbers',
    isOptional: true,
    names: namesOf('numbers'),
    columns: [
      required('number', { guide: 'number' }),
      ...everyLanguage('title', 'name'),
      optional('general', { guide: 'general', choices: 'yesOrNo' }),
    ],
  },
  {
    list: 'hazards',
    isOptional: true,
    names: namesOf('hazards'),
    columns: [
      CODE,
      required('hazardKind', { guide: 'hazardKind', choices: 'hazardKinds' }),
      ...everyLanguage('text', 'sentence'),
      optional('call', { guide: 'call' }),
      required('signs', { guide: 'signs' }),
      optional('mentions', { guide: 'mentions' }),
    ],
  },
  {
    list: 'bodies',
    isOptional: true,
    names: namesOf('bodies'),
    columns: [
      CODE,
      ...everyLanguage('title', 'name'),
      ...everyLanguage('text', 'sentence'),
      optional('call', { guide: 'call' }),
    ],
  },
];

type Help = Pick<Column, 'guide' | 'choices'>;

function required(field: string, help: Help): Column {
  return { field, headers: headersOf(field), isRequired: true, ...help };
}

function optional(field: string, help: Help): Column {
  return { field, headers: headersOf(field), isRequired: false, ...help };
}

/** A column for each language: every title has its Persian, and may have the others. */
function titles(field: 'title' | 'group.title', guide: ColumnGuide): readonly Column[] {
  return LOCALES.map((locale) =>
    locale === 'fa'
      ? required(`${field}.${locale}`, { guide })
      : optional(`${field}.${locale}`, { guide: 'otherName' }),
  );
}

/** A column for each language, none of which may be empty: what is said in danger is said to everybody. */
function everyLanguage(field: 'title' | 'text', guide: ColumnGuide): readonly Column[] {
  return LOCALES.map((locale) => required(`${field}.${locale}`, { guide }));
}

function namesOf(list: SheetLayout['list']): Names {
  return allNames(list, ({ sheets }) => sheets[list]);
}

function headersOf(field: string): Names {
  return allNames(field, ({ columns }) => columns[field] ?? []);
}

function allNames(of: string, namesIn: (words: WorkbookWords) => readonly string[]): Names {
  const [written, ...others] = languages.flatMap(([, words]) => namesIn(words));
  if (written === undefined) throw new Error(`No language has a name for ${of} in a workbook.`);
  return [written, ...others];
}

/** The name of a column as people of a language read it. */
export function columnName(field: string, locale: Locale): string {
  const own = languages.find(([language]) => language === locale)?.[1].columns[field];
  return own?.[0] ?? headersOf(field)[0];
}
