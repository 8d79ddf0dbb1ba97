import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../config.js';
import type { City } from './city.js';
import { problemsOf } from './city-problems.js';

const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a code has small letters, digits and hyphens only');
const title = z.object({
  fa: z.string().trim().min(1),
  en: z.string().trim().min(1).exactOptional(),
  ar: z.string().trim().min(1).exactOptional(),
});
const hours = z.number().positive();

const organizationSchema = z.object({
  units: z.array(
    z.object({
      code,
      kind: z.enum(['mayor', 'deputy', 'district', 'organisation']),
      title,
      connected: z.boolean(),
      intake: z.record(z.string(), code).exactOptional(),
    }),
  ),
  positions: z.array(
    z
      .object({ code, unit: code, title, reportsTo: code.nullish(), hours: hours.exactOptional() })
      .transform(({ reportsTo, ...position }) =>
        reportsTo === null || reportsTo === undefined ? position : { ...position, reportsTo },
      ),
  ),
});

const categoriesSchema = z.object({
  groups: z.array(
    z.object({
      code,
      title,
      categories: z.array(
        z.object({
          code,
          title,
          route: z.union([
            z.strictObject({ district: z.string() }),
            z.strictObject({ unit: code, domain: z.string().exactOptional() }),
            z.strictObject({ position: code }),
          ]),
          keywords: z.array(z.string()),
          needsPlace: z.boolean(),
          anonymous: z.boolean().exactOptional(),
          urgent: z.boolean(),
          hours: hours.exactOptional(),
        }),
      ),
    }),
  ),
});

const coordinates = z
  .tuple([z.number(), z.number()])
  .rest(z.number())
  .transform(([x, y]) => [x, y] as const);
const ring = z.array(coordinates).min(4);
const districtsSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({ unit: code }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
      ]),
    }),
  ),
});

const answersSchema = z.object({
  answers: z.array(
    z.object({
      code,
      keywords: z.array(z.string().trim().min(1)).min(1),
      courtesy: z.boolean().exactOptional(),
      text: title,
    }),
  ),
});

const citySchema = z.object({
  organization: z.string().min(1),
  categories: z.string().min(1),
  districts: z.string().min(1),
  answers: z.string().min(1).exactOptional(),
});

/** A city as its files describe it, and a fingerprint that changes when they do. */
export interface CityFile {
  readonly city: City;
  readonly fingerprint: string;
}

/**
 * Reads and checks the city: `path` names the files with units and positions, categories, the districts'
 * areas (GeoJSON) and, where the city has them, ready answers. Throws a `ConfigError` for CITY_FILE that names
 * the file and the first thing that is wrong in it.
 */
export async function readCity(path: string): Promise<CityFile> {
  const hash = createHash('sha256');
  const read = async <Value>(file: string, schema: z.ZodType<Value>): Promise<Value> => {
    const text = await readFile(file, 'utf8').catch(() => {
      throw problem(file, 'cannot be read');
    });
    hash.update(text);
    return parse(file, text, schema);
  };
  const files = await read(path, citySchema);
  const beside = (name: string) => join(dirname(path), name);
  const { units, positions } = await read(beside(files.organization), organizationSchema);
  const { groups } = await read(beside(files.categories), categoriesSchema);
  const { features } = await read(beside(files.districts), districtsSchema);
  const districts = features.map(({ properties, geometry }) => ({ unit: properties.unit, geometry }));
  const answers =
    files.answers === undefined ? undefined : (await read(beside(files.answers), answersSchema)).answers;
  const city: City = {
    units,
    positions,
    groups,
    districts,
    ...(answers === undefined ? {} : { answers }),
  };
  const [first] = problemsOf(city);
  if (first !== undefined) throw problem(path, first);
  return { city, fingerprint: hash.digest('hex') };
}

function parse<Value>(file: string, text: string, schema: z.ZodType<Value>): Value {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw problem(file, 'is not JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw problem(file, `has a wrong value at ${issue?.path.join('.') || 'its top'} (${issue?.message ?? ''})`);
}

function problem(file: string, what: string): ConfigError {
  return new ConfigError(
    'CITY_FILE',
    `CITY_FILE cannot be used: ${basename(file)} ${what}. Mend it or leave CITY_FILE out for the example city.`,
  );
}
