import { textOf } from '../../text/decode.js';
import type { City } from '../city.js';
import { type CityPlace, problemsOf } from '../city-problems.js';
import { type CityDifference, compareCities } from './compare.js';
import { type ImportPlace, type ImportProblem, valuesOf } from './import-problem.js';
import { readJson } from './read-json.js';
import { readWorkbook } from './read-workbook.js';
import { cityOfRows, keyOf } from './rows-to-city.js';

/**
 * The result of importing a file: a city and its differences, or all errors. `system` is the coordinate
 * system of its areas, if it is not GeoJSON's own.
 */
export type DryRun =
  | { readonly ok: true; readonly city: City; readonly difference: CityDifference; readonly system?: string }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

/** The part of a city that a file contains. */
interface ReadPart {
  readonly part: Partial<City>;
  readonly problems: readonly ImportProblem[];
  placeOf(place: CityPlace): ImportPlace;
  readonly system?: string;
}

/** The context in which a file is read. */
export interface ImportContext {
  /** The city as it is now. */
  readonly present: City;
  /** The time zone of the dates in a workbook. */
  readonly timeZone: string;
}

/**
 * Reads a file of any kind and compares the resulting city to the current one, without changing anything.
 * Parts that the file does not contain stay as they are.
 */
export async function dryRunImport(bytes: Buffer, { present, timeZone }: ImportContext): Promise<DryRun> {
  const { part, problems, placeOf, system } = await readPart(bytes, timeZone);
  const city: City = { ...present, ...part, districts: areasIn(part, present) };
  const told = new Set(problems.map(({ place }) => keyOf(place)));
  const ofCity =
    Object.keys(part).length === 0
      ? []
      : problemsOf(city)
          .map((problem) => ({
            code: problem.code,
            place: placeOf(problem.place),
            values: valuesOf(problem),
          }))
          .filter(({ place }) => !told.has(keyOf(place)));
  const all = [...problems, ...ofCity];
  if (all.length > 0) return { ok: false, problems: all };
  const difference = compareCities(present, city);
  return { ok: true, city, difference, ...(system === undefined ? {} : { system }) };
}

/** Areas that the file does not contain stay, except those of removed units. */
function areasIn({ districts, units }: Partial<City>, present: City): City['districts'] {
  if (districts !== undefined) return districts;
  const stay = new Set((units ?? present.units).map(({ code }) => code));
  return present.districts.filter(({ unit }) => stay.has(unit));
}

const ZIP = Buffer.from('PK');
/** The first bytes of every Excel file before 2007, and of every workbook with a password since. */
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** The name of the part that contains a workbook with a password ([MS-OFFCRYPTO], 2.1.5). */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/** The kind of a file is determined by its content, never by its name. */
async function readPart(bytes: Buffer, timeZone: string): Promise<ReadPart> {
  if (bytes.length === 0) return refuse('emptyFile');
  if (startsWith(bytes, ZIP)) return readRows(bytes, timeZone);
  if (startsWith(bytes, COMPOUND_FILE)) {
    return refuse(bytes.includes(ENCRYPTED_PACKAGE) ? 'lockedWorkbook' : 'oldWorkbook');
  }
  return readJson(textOf(bytes));
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}

async function readRows(bytes: Buffer, timeZone: string): Promise<ReadPart> {
  const { sheets, problems } = await readWorkbook(bytes);
  const rows = cityOfRows(sheets, problems, timeZone);
  // If a sheet or a column is missing, every reference to it would be reported as an error as well.
  const isIncomplete = rows.isIncomplete || problems.some(({ code }) => INCOMPLETE.has(code));
  return {
    part: isIncomplete ? {} : rows.city,
    problems: [...problems, ...rows.problems],
    placeOf: rows.placeOf,
  };
}

const INCOMPLETE: ReadonlySet<ImportProblem['code']> = new Set([
  'notAWorkbook',
  'otherSpreadsheet',
  'tooLarge',
  'headerNotFirst',
  'missingSheet',
  'missingColumn',
  'tooManyRows',
]);

function refuse(code: ImportProblem['code']): ReadPart {
  return { part: {}, problems: [{ code, place: {}, values: {} }], placeOf: () => ({}) };
}
