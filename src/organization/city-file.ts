import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../config.js';
import { textOf } from '../text/decode.js';
import type { City } from './city.js';
import { describeProblem, problemsOf } from './city-problems.js';
import { answersSchema, categoriesSchema, districtsSchema, organizationSchema } from './city-schema.js';

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
    const text = await readFile(file).then(textOf, () => {
      throw problem(file, 'cannot be read');
    });
    hash.update(text);
    return parse(file, text, schema);
  };
  const files = await read(path, citySchema);
  const beside = (name: string) => join(dirname(path), name);
  const { units, positions } = await read(beside(files.organization), organizationSchema);
  const { groups } = await read(beside(files.categories), categoriesSchema);
  const { features: districts } = await read(beside(files.districts), districtsSchema);
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
  if (first !== undefined) throw problem(path, describeProblem(first));
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
