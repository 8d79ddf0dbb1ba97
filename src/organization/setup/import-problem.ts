import type { CityProblem } from '../city-problems.js';

/** Where in a file the error is, as far as it is known. */
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

/** Errors of a file as a whole. */
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
  | 'columnTwice'
  | 'noMention'
  | 'severalMentions';

/** Errors of a single value. */
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
  | 'badNumber'
  | 'notThreeLanguages'
  | 'tooManyLines'
  | 'badHazardKind'
  | 'textTooLong'
  | 'otherGroupName'
  | 'badArea'
  | 'badValue';

/** Why a file cannot be imported: a sentence of `setup.problem`, its values, and the place. */
export interface ImportProblem {
  readonly code: FileProblemCode | ValueProblemCode | CityProblem['code'] | 'openRequests';
  readonly place: ImportPlace;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The values for the sentence of a city's problem. */
export function valuesOf({ place: _place, code: _code, ...values }: CityProblem): ImportProblem['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
}
