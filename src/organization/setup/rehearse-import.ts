import type { City } from '../city.js';
import { type CityPlace, problemsOf } from '../city-problems.js';
import { type CityDifference, compareCities } from './compare.js';
import { type ImportPlace, type ImportProblem, valuesOf } from './import-problem.js';
import { readJson } from './read-json.js';
import { readWorkbook } from './read-workbook.js';
import { cityOfRows, keyOf } from './rows-to-city.js';

/** What taking in a file would come to: a city that differs so, or everything that speaks against it. */
export type Rehearsal =
  | { readonly ok: true; readonly city: City; readonly difference: CityDifference }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

/** A part of a city as a file gives it. */
interface ReadPart {
  readonly part: Partial<City>;
  readonly problems: readonly ImportProblem[];
  placeOf(place: CityPlace): ImportPlace;
}

/** Counts what is open at positions and units that the file no longer has; names of those with something. */
export type OpenAt = (gone: {
  readonly positions: readonly string[];
  readonly units: readonly string[];
}) => Promise<readonly { readonly code: string; readonly count: number }[]>;

/**
 * Reads a file, whatever it is, and compares the city with it to the present one, without changing anything.
 * What a file does not speak of stays as it is. Positions at which requests are open cannot go.
 */
export async function rehearseImport(bytes: Buffer, present: City, openAt: OpenAt): Promise<Rehearsal> {
  const { part, problems, placeOf } = await readPart(bytes);
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
  const open = await openAt({ positions: difference.removedPositions, units: difference.removedUnits });
  if (open.length > 0) {
    return {
      ok: false,
      problems: open.map(({ code, count }) => ({
        code: 'openRequests',
        place: {},
        values: { named: code, count: String(count) },
      })),
    };
  }
  return { ok: true, city, difference };
}

/** Areas that no file speaks of stay; those of units that are no more go with them. */
function areasIn({ districts, units }: Partial<City>, present: City): City['districts'] {
  if (districts !== undefined) return districts;
  const stay = new Set((units ?? present.units).map(({ code }) => code));
  return present.districts.filter(({ unit }) => stay.has(unit));
}

const ZIP = Buffer.from('PK');
/** What every file of Excel before 2007 begins with. */
const OLD_WORKBOOK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** What a file is shows by its content, never by its name. */
async function readPart(bytes: Buffer): Promise<ReadPart> {
  if (bytes.length === 0) return refuse('emptyFile');
  if (bytes.subarray(0, ZIP.length).equals(ZIP)) return readRows(bytes);
  if (bytes.subarray(0, OLD_WORKBOOK.length).equals(OLD_WORKBOOK)) return refuse('oldWorkbook');
  return readJson(bytes.toString('utf8').replace(/^\uFEFF/, ''));
}

async function readRows(bytes: Buffer): Promise<ReadPart> {
  const { sheets, problems } = await readWorkbook(bytes);
  const rows = cityOfRows(sheets, problems);
  // Where a sheet or a column is missing, whatever refers to it would seem to be wrong as well.
  const isIncomplete = rows.isIncomplete || problems.some(({ code }) => INCOMPLETE.has(code));
  return {
    part: isIncomplete ? {} : rows.city,
    problems: [...problems, ...rows.problems],
    placeOf: rows.placeOf,
  };
}

const INCOMPLETE: ReadonlySet<ImportProblem['code']> = new Set([
  'notAWorkbook',
  'tooLarge',
  'missingSheet',
  'missingColumn',
  'tooManyRows',
]);

function refuse(code: ImportProblem['code']): ReadPart {
  return { part: {}, problems: [{ code, place: {}, values: {} }], placeOf: () => ({}) };
}
