import type { CityProblem } from '../city-problems.js';

/** Where in what was sent something is wrong, as far as that is known. */
export interface ImportPlace {
  /** The name of a workbook's sheet. */
  readonly sheet?: string;
  /** The row as Excel numbers it, from 1. */
  readonly row?: number;
  /** The column as Excel names it: `A`, `B`, … */
  readonly column?: string;
  /** The place in a JSON file: `positions.12.title.fa`. */
  readonly path?: string;
}

/** What is wrong with a file as a whole. */
type FileProblemCode =
  | 'emptyFile'
  | 'unknownFile'
  | 'oldWorkbook'
  | 'lockedWorkbook'
  | 'otherSpreadsheet'
  | 'notAWorkbook'
  | 'tooHeavy'
  | 'headerNotFirst'
  | 'tooLarge'
  | 'missingSheet'
  | 'tooManyRows'
  | 'tooManyCorners'
  | 'missingColumn'
  | 'unknownColumn'
  | 'columnTwice';

/** What is wrong with one value. */
export type ValueProblemCode =
  | 'missing'
  | 'merged'
  | 'formula'
  | 'cellError'
  | 'notText'
  | 'badCode'
  | 'nameTooLong'
  | 'badKind'
  | 'notYesOrNo'
  | 'badHours'
  | 'badDoors'
  | 'badRoute'
  | 'badMoment'
  | 'otherGroupName'
  | 'badArea'
  | 'badValue';

/** Why a file cannot be taken in: a sentence of `setup.problem`, what fills it, and where. */
export interface ImportProblem {
  readonly code: FileProblemCode | ValueProblemCode | CityProblem['code'] | 'openRequests';
  readonly place: ImportPlace;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What a problem of a city fills its sentence with. */
export function valuesOf({ place: _place, code: _code, ...values }: CityProblem): ImportProblem['values'] {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
