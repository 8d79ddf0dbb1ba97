import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../config.js';
import { textOf } from '../text/decode.js';
import type { CityWords } from '../understanding/index.js';
import type { City } from './city.js';
import { describeProblem, problemsOf } from './city-problems.js';
import {
  answersSchema,
  areaCodeSchema,
  categoriesSchema,
  districtsSchema,
  organizationSchema,
  urgentSchema,
} from './city-schema.js';
import { bodiesSchema, dangerSchema, placesSchema, readExamples } from './words-schema.js';

const citySchema = z.object({
  organization: z.string().min(1),
  categories: z.string().min(1),
  districts: z.string().min(1),
  answers: z.string().min(1).exactOptional(),
  urgent: urgentSchema.exactOptional(),
  areaCode: areaCodeSchema.exactOptional(),
  examples: z.array(z.string().min(1)).exactOptional(),
  bodies: z.string().min(1).exactOptional(),
  danger: z.string().min(1).exactOptional(),
  places: z.string().min(1).exactOptional(),
});

/** The files with citizens' wording, as the city's main file names them. */
type WordFiles = Pick<z.infer<typeof citySchema>, 'examples' | 'bodies' | 'danger' | 'places'>;

/**
 * A city as its files describe it, and a fingerprint that changes when they do, except for citizens' wording.
 */
export interface CityFile {
  readonly city: City;
  readonly fingerprint: string;
}

/**
 * Reads and checks the city: `path` names the files with units and positions, categories, the districts'
 * areas (GeoJSON) and, if the city has them, canned answers and citizens' wording. Throws a `ConfigError` for
 * CITY_FILE that names the file and its first error.
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
    ...(files.urgent === undefined ? {} : { urgent: files.urgent }),
    ...(files.areaCode === undefined ? {} : { areaCode: files.areaCode }),
    words: await readWords(files, beside),
  };
  const [first] = problemsOf(city);
  if (first !== undefined) throw problem(path, describeProblem(first));
  return { city, fingerprint: hash.digest('hex') };
}

async function readWords(files: WordFiles, beside: (name: string) => string): Promise<CityWords> {
  const read = async <Value>(name: string | undefined, schema: z.ZodType<Value>) =>
    name === undefined ? undefined : parse(name, await readText(beside(name)), schema);
  const examples = await Promise.all(
    (files.examples ?? []).map(async (name) => {
      const found = readExamples(await readText(beside(name)));
      if (found === undefined) throw problem(name, 'has a sentence before the first [topic]');
      return found;
    }),
  );
  const danger = await read(files.danger, dangerSchema);
  return {
    examples: examples.flat(),
    bodies: (await read(files.bodies, bodiesSchema))?.bodies ?? [],
    places: (await read(files.places, placesSchema))?.places ?? [],
    ...(danger === undefined ? {} : { danger }),
  };
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw problem(file, 'cannot be read');
  });
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
