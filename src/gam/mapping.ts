import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError } from '../config.js';

const name = z.string().min(1);

/** Gam's words and codes, however letters are exchanged. */
export const gamWords = {
  priorities: z.strictObject({ usual: name, urgent: name }),
  actKinds: z.strictObject({ answer: name, question: name, referral: name }),
  outcomes: z.strictObject({ done: name, planned: name, notPossible: name }),
  /** Gam's codes of positions, by ours, where they differ. */
  positions: z.record(z.string(), name),
};
const wordsSchema = z.strictObject(gamWords);
export type GamWords = Readonly<z.infer<typeof wordsSchema>>;

/** The names and codes of an installation of Gam that is called over HTTP. */
export const httpMapping = z.strictObject({
  ...gamWords,
  /** The kind of every letter, such as an internal one. */
  kind: name,
  /** Below the address of Gam; `{id}` stands for the id of the letter or act. */
  paths: z.strictObject({ put: name, update: name, withdraw: name, acts: name, receipt: name }),
  letter: z.strictObject({
    id: name,
    version: name,
    kind: name,
    priority: name,
    receiverCode: name,
    receiverTitle: name,
    subject: name,
    text: name,
    standing: name,
    marginNotes: name,
    trackingCode: name,
    deadline: name,
    links: name,
    indicator: name,
  }),
  act: z.strictObject({
    list: name,
    id: name,
    letter: name,
    number: name,
    kind: name,
    signer: name,
    text: name,
    outcome: name,
    day: name,
    receiver: name,
  }),
  receipt: z.strictObject({ accepted: name, sentence: name }),
});

/** How letters are written for Gam over HTTP, and what comes back is read. */
export type HttpMapping = Readonly<z.infer<typeof httpMapping>>;

/**
 * Reads a mapping file of that form; keys that begin with `//` are remarks. Throws a `ConfigError` with one sentence that
 * names what is wrong in it, and the file to begin with.
 */
export async function readGamMapping<Mapping extends GamWords>(
  path: string,
  { schema, example }: { readonly schema: z.ZodType<Mapping>; readonly example: string },
): Promise<Mapping> {
  const problem = (what: string) =>
    new ConfigError(
      'GAM_MAPPING',
      `GAM_MAPPING names a file that cannot be used, ${path}: ${what}. Begin with a copy of ${example}.`,
    );
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'), withoutRemarks);
  } catch {
    throw problem('it is not there, or not JSON');
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw problem(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'wrong'}`);
  }
  const codes = Object.values(parsed.data.positions);
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice !== undefined) throw problem(`two positions have the code ${twice} in Gam`);
  return parsed.data;
}

function withoutRemarks(key: string, value: unknown): unknown {
  return key.startsWith('//') ? undefined : value;
}
