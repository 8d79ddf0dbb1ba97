import { z } from 'zod';
import type { Uploads } from '../attachments/uploads.js';
import type { Checked } from '../clients/checked-body.js';
import type { FieldProblem } from '../clients/problem.js';
import type { Organization } from '../organization/organization.js';
import type { Attachment, Place } from '../requests/lifecycle/facts.js';
import { parsePhone } from '../text/phone.js';
import { cityCode, externalIds, maybeWords, words } from './fields.js';

/** Code points of a request's words, as in the bot. */
const LONGEST_WORDS = 4_000;
const LONGEST_ADDRESS = 300;
const LONGEST_NAME = 60;
const MOST_FILES = 10;
/** Words that say something. */
const SAYING = /\S/u;

const placeSchema = z
  .strictObject({
    point: z
      .strictObject({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
      })
      .optional(),
    address: words(LONGEST_ADDRESS).optional(),
    district: cityCode.optional().describe('The unit in whose area it lies; without it, the point decides.'),
  })
  .meta({ id: 'Place' });

/** The ids of files that were sent to `POST /files` before. */
const fileIds = z
  .array(z.string().regex(/^file-[0-9a-f]{40}$/))
  .max(MOST_FILES)
  .optional();

/** The body that registers a request. */
export const newRequestSchema = z
  .strictObject({
    text: maybeWords(LONGEST_WORDS).describe(
      'In the words of whoever asks. May be empty where files say it.',
    ),
    category: cityCode.optional().describe('Without it the words decide, where they are clear.'),
    place: placeSchema.optional(),
    caller: z
      .strictObject({
        phone: words(40).meta({ examples: ['+989151234567'] }),
        name: words(LONGEST_NAME).optional(),
      })
      .optional()
      .describe(
        'Who asks by telephone; the answer reaches them in the bot, or by a call. Absent: nobody known.',
      ),
    files: fileIds,
    externalIds: externalIds.optional(),
  })
  .refine(({ text, files = [] }) => SAYING.test(text) || files.length > 0, {
    path: ['text'],
    error: 'A request says something, in words or files.',
  })
  .meta({
    id: 'NewRequest',
    anyOf: [
      { properties: { text: { pattern: SAYING.source } } },
      { required: ['files'], properties: { files: { minItems: 1 } } },
    ],
    examples: [
      {
        text: 'A hole in Emamat street, in front of number 12, damages cars.',
        place: { address: 'Emamat street 12', district: 'district-9' },
        caller: { phone: '+989151234567', name: 'Maryam Rezai' },
        externalIds: { saja: '140509-118231' },
      },
    ],
  });
export type NewRequestBody = z.output<typeof newRequestSchema>;

/** What a body asks for, in the terms of the city. */
export interface NewRequest {
  readonly text: string;
  /** E.164; absent for nobody known. */
  readonly phone?: string;
  readonly name?: string;
  readonly category?: string;
  readonly place?: Place;
  readonly files: readonly Attachment[];
}

/** What a body says to this city; or which of its fields the city does not know. */
export async function readNewRequest(
  body: NewRequestBody,
  city: Organization,
  uploads: Pick<Uploads, 'find'>,
): Promise<Checked<NewRequest>> {
  const phone = readPhone(body.caller?.phone, city);
  if (phone === 'wrong') return invalid('/caller/phone', 'This is no telephone number.');
  const category = body.category ?? guess(body.text, city);
  if (category !== undefined && city.category(category) === undefined) {
    return invalid('/category', 'The city has no such category.');
  }
  const place = readPlace(body.place, city);
  if (place === 'unknown') return invalid('/place/district', 'The city has no such district.');
  const files = await uploads.find(body.files ?? []);
  if (files === undefined) return invalid('/files', 'One of these files was not sent to POST /files.');
  const text = body.text.trim();
  const name = body.caller?.name?.trim();
  return {
    ok: true,
    value: {
      text,
      files,
      ...(phone === undefined ? {} : { phone }),
      ...(name === undefined ? {} : { name }),
      ...(category === undefined ? {} : { category }),
      ...(place === undefined ? {} : { place }),
    },
  };
}

function readPlace(given: NewRequestBody['place'], city: Organization): Place | undefined | 'unknown' {
  if (given === undefined) return undefined;
  const { point, address } = given;
  const district = given.district ?? (point === undefined ? undefined : city.districtAt(point));
  if (district !== undefined && city.unit(district)?.kind !== 'district') return 'unknown';
  return {
    ...(point === undefined ? {} : point),
    ...(address === undefined ? {} : { address: address.trim() }),
    ...(district === undefined ? {} : { district }),
  };
}

function readPhone(typed: string | undefined, { areaCode }: Organization): string | undefined | 'wrong' {
  if (typed === undefined) return undefined;
  const parsed = parsePhone(typed, areaCode === undefined ? {} : { areaCode });
  return parsed.ok ? parsed.phone : 'wrong';
}

/** The category that words say with certainty, as in the bot. */
function guess(text: string, { understanding, category }: Organization): string | undefined {
  const { ranked, isSure } = understanding.guess(text);
  const [first] = ranked;
  return isSure && first?.kind === 'topic' && category(first.code) !== undefined ? first.code : undefined;
}

function invalid(
  path: FieldProblem['path'],
  message: string,
): Extract<Checked<never>, { readonly ok: false }> {
  return { ok: false, problem: { code: 'invalid', errors: [{ path, message }] } };
}
