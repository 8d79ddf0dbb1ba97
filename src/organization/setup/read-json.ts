import { z } from 'zod';
import type { City } from '../city.js';
import type { CityPlace } from '../city-problems.js';
import { categoriesSchema, districtsSchema, organizationSchema, urgentSchema } from '../city-schema.js';
import { bodiesSchema, dangerSchema } from '../words-schema.js';
import type { ImportPlace, ImportProblem } from './import-problem.js';
import { MOST_ROWS } from './layout.js';

/** The content of a JSON file about a city. */
export interface CityOfJson {
  readonly part: Partial<City>;
  readonly problems: readonly ImportProblem[];
  placeOf(place: CityPlace): ImportPlace;
  /** The coordinate system that the file names, if it is not GeoJSON's own (RFC 7946, 4). */
  readonly system?: string;
}

/**
 * The most corners of all areas together: several times what a city of this size needs, while the stored
 * document, which holds the whole city, still has room to grow.
 */
const MOST_CORNERS = 50_000;
/**
 * The most lists and objects in a file. Text alone is cheap; each of these takes memory once it is parsed.
 */
const MOST_OPENINGS = 400_000;

type Issue = z.core.$ZodIssue;

const withUrgent = z.object({ urgent: urgentSchema });

/**
 * Reads `organization.json`, `categories.json`, `danger.json`, `bodies.json`, a GeoJSON of districts, or a file with
 * several of these,
 * recognised by their properties instead of the file's name. Every wrong value is reported.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat list of what a file can hold, behind the checks of its size.
export function readJson(text: string): CityOfJson {
  if (text.includes('"features"') && countCorners(text) > MOST_CORNERS) {
    return refuse('tooManyCorners', {}, { count: MOST_CORNERS });
  }
  if (countOpenings(text) > MOST_OPENINGS) return refuse('tooLarge');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('unknownFile');
  }
  const problems: ImportProblem[] = [];
  const read = <Value>(schema: z.ZodType<Value>): Value | undefined => {
    const parsed = schema.safeParse(json, { reportInput: true });
    if (!parsed.success) problems.push(...parsed.error.issues.map(problemOf));
    return parsed.data;
  };
  const has = (member: string) => typeof json === 'object' && json !== null && member in json;
  const tooLong = tooLongList(json);
  if (tooLong !== undefined) return refuse('tooManyRows', { path: tooLong }, { count: MOST_ROWS });
  const isKnown = ['units', 'positions', 'groups', 'features', 'hazards', 'bodies'].some(has);
  if (!isKnown) return refuse('unknownFile');
  const organization = has('units') || has('positions') ? read(organizationSchema) : undefined;
  const categories = has('groups') ? read(categoriesSchema) : undefined;
  const districts = has('features') ? read(districtsSchema)?.features : undefined;
  const danger = has('hazards') ? read(dangerSchema) : undefined;
  const bodies = has('bodies') ? read(bodiesSchema)?.bodies : undefined;
  const urgent = has('urgent') ? read(withUrgent)?.urgent : undefined;
  const part: Partial<City> =
    problems.length > 0
      ? {}
      : {
          ...(urgent === undefined ? {} : { urgent }),
          ...(danger === undefined ? {} : { danger }),
          ...(bodies === undefined ? {} : { bodies }),
          ...organization,
          ...categories,
          ...(districts === undefined ? {} : { districts }),
        };
  const system = districts === undefined ? undefined : otherSystem(json);
  return {
    part,
    problems,
    placeOf: (place) => ({ path: pathOf(place, part) }),
    ...(system === undefined ? {} : { system }),
  };
}

/** The city as a file that `readJson` can read in full. */
export function writeJson({ units, positions, groups, districts, urgent, danger, bodies }: City): Buffer {
  const features = districts.map(({ unit, isExample, geometry }) => ({
    type: 'Feature',
    properties: { unit, ...(isExample === true ? { demo: true } : {}) },
    geometry,
  }));
  const file = {
    units,
    positions,
    groups,
    ...(urgent === undefined ? {} : { urgent }),
    ...danger,
    ...(bodies === undefined ? {} : { bodies }),
    type: 'FeatureCollection',
    features,
  };
  return Buffer.from(`${JSON.stringify(file, undefined, 1)}\n`);
}

/** Names for longitude and latitude in degrees, which is GeoJSON's own system. */
const OWN_SYSTEM = /CRS:?84|EPSG:{1,2}4326$/i;
const withSystem = z.object({ crs: z.object({ properties: z.object({ name: z.string() }) }) });

function otherSystem(json: unknown): string | undefined {
  const named = withSystem.safeParse(json).data?.crs.properties.name;
  return named === undefined || OWN_SYSTEM.test(named) ? undefined : shortly(named);
}

function countOpenings(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (text[at] === '[' || text[at] === '{') count += 1;
  return count;
}

/** Counts the lists that begin with a number, as each corner does; nothing else in a city's file does. */
function countCorners(text: string): number {
  return text.match(/\[\s*-?\d/g)?.length ?? 0;
}

/**
 * The path of a list with more entries than any city has; each entry could cause an error message of its own.
 */
function tooLongList(json: unknown, path = ''): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  for (const [name, value] of Object.entries(json)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (Array.isArray(value) && value.length > MOST_ROWS) return at;
    const isGroup = name === 'groups' || path.startsWith('groups');
    const longer = isGroup ? tooLongList(value, at) : undefined;
    if (longer !== undefined) return longer;
  }
  return undefined;
}

function refuse(
  code: ImportProblem['code'],
  place: ImportPlace = {},
  values: ImportProblem['values'] = {},
): CityOfJson {
  return { part: {}, problems: [{ code, place, values }], placeOf: () => ({}) };
}

function problemOf(issue: Issue): ImportProblem {
  const path = issue.path.join('.');
  const value = shortly(issue.input);
  return { code: codeOf(issue), place: path === '' ? {} : { path }, values: { value, header: path } };
}

function codeOf(issue: Issue): ImportProblem['code'] {
  const field = String(issue.path.at(-1));
  if (issue.input === undefined) return 'missing';
  if (issue.path.includes('title')) {
    return typeof issue.input === 'string' && issue.input.trim() !== '' ? 'nameTooLong' : 'badValue';
  }
  switch (field) {
    case 'code':
    case 'reportsTo':
      return 'badCode';
    case 'geometry':
      return 'badArea';
    case 'kind':
      return 'badKind';
    case 'hours':
      return 'badHours';
    case 'route':
      return 'badRoute';
    case 'connected':
    case 'needsPlace':
    case 'urgent':
    case 'anonymous':
      return 'notYesOrNo';
    case 'connectionChangesAt':
      return 'badMoment';
    default:
      return 'badValue';
  }
}

const LONGEST_VALUE = 40;

function shortly(input: unknown): string {
  const text = typeof input === 'string' ? input : (JSON.stringify(input) ?? '');
  return [...text].slice(0, LONGEST_VALUE).join('');
}

/** The path in the file, which stores categories in their groups. */
function pathOf({ list, index, field }: CityPlace, { groups = [] }: Partial<City>): string {
  const rest = field === undefined ? [] : [field];
  if (index === undefined) return list;
  if (list !== 'categories') return [list === 'districts' ? 'features' : list, index, ...rest].join('.');
  let before = 0;
  for (const [at, { categories }] of groups.entries()) {
    if (index < before + categories.length) {
      return ['groups', at, 'categories', index - before, ...rest].join('.');
    }
    before += categories.length;
  }
  return 'groups';
}
