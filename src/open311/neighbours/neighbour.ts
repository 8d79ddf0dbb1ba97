import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError } from '../../config.js';

const code = z.string().min(1).max(100);

/** Another Open311 server, with what goes to it and what comes from it. */
const neighbourSchema = z
  .strictObject({
    /** How it is called in the history of requests and in the log: small letters, digits and hyphens. */
    name: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(40),
    /** The address of its GeoReport v2, such as `https://water.example.org/open311/v2`. */
    address: z
      .string()
      .regex(/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/)
      .transform((text) => text.replace(/\/+$/, '')),
    /** Its key for filing; without one nothing can be pushed. */
    apiKey: z.string().min(1).exactOptional(),
    /** Codes of our categories whose requests go to it, each with its own code for that. */
    push: z.record(code, code).default({}),
    /** Its codes whose requests come to us, each with the code of our category. */
    pull: z.record(code, code).default({}),
    /** What it is told: what is public here, or also the words and the exact place; never who asked. */
    shares: z.enum(['public', 'words']).default('public'),
    /** It wants to be told what becomes of the requests that came from it, by `servicerequestupdates`. */
    reports: z.boolean().default(false),
    /** It takes a repeated `Idempotency-Key` for the same call, as this product does. */
    repeatsSafely: z.boolean().default(false),
  })
  .refine(
    ({ push, pull }) => Object.keys(push).every((category) => !Object.values(pull).includes(category)),
    'a category goes to a neighbour or comes from it, not both',
  )
  .refine(
    ({ push, reports, apiKey }) => (Object.keys(push).length === 0 && !reports) || apiKey !== undefined,
    'to push or to report, apiKey is needed',
  );
export type Neighbour = z.output<typeof neighbourSchema>;

const fileSchema = z
  .strictObject({ neighbours: z.array(neighbourSchema) })
  .refine(
    ({ neighbours }) => new Set(neighbours.map(({ name }) => name)).size === neighbours.length,
    'each neighbour has a name of its own',
  );

/**
 * The neighbours of a file; none without one. Throws a `ConfigError` that says where the file is wrong, and repeats no
 * value of it, since it holds keys.
 */
export async function readNeighbours(path: string | undefined): Promise<readonly Neighbour[]> {
  if (path === undefined) return [];
  const refuse = (because: string) =>
    new ConfigError('OPEN311_NEIGHBOURS', `The file of OPEN311_NEIGHBOURS cannot be used: ${because}.`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw refuse('it cannot be read');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('it is not JSON');
  }
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return parsed.data.neighbours;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the whole' : issue.path.join('.');
  throw refuse(
    `${where}: ${issue?.code === 'custom' ? issue.message : 'not as described in docs/connecting.md'}`,
  );
}

/** How a neighbour is named as the client that does something here. */
export function clientOf({ name }: Pick<Neighbour, 'name'>): string {
  return `${NEIGHBOUR}${name}`;
}

/** True for the client name of a neighbour: what came from one goes to none. */
export function isNeighbour(client: string): boolean {
  return client.startsWith(NEIGHBOUR);
}

const NEIGHBOUR = 'neighbour:';
