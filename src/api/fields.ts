import { z } from 'zod';
import { codePoints } from '../text/persian.js';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';

/*
 * The kinds of fields that the interface has. Each is checked here and described to others by the same schema; where
 * JSON Schema counts otherwise than zod does (letters, not UTF-16 units), the schema says it in its own words.
 */

/** What says something, and what may be nothing; a zero character is in no text. */
const SAYING = '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$';
const MAYBE_SAYING = '^[^\\u0000]*$';

/** A text that says something, with at most `most` code points. */
export function words(most: number) {
  return textOf(SAYING, most, `The text must say something, in ${most} characters at most.`);
}

/** A text that may be empty, with at most `most` code points. */
export function maybeWords(most: number) {
  return textOf(MAYBE_SAYING, most, `The text has more than ${most} characters.`);
}

function textOf(pattern: string, most: number, error: string) {
  const form = new RegExp(pattern, 'u');
  return z
    .string()
    .refine((text) => codePoints(text) <= most && form.test(text), { error })
    .meta({ maxLength: most, pattern });
}

/** The id of a member of staff, as `GET /positions` has it. */
export const personId = z
  .string()
  .regex(/^[A-Za-z0-9:_-]{1,64}$/)
  .meta({ examples: ['500120'] });

/** The code of a unit, a position, a category. */
export const cityCode = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,48}$/)
  .meta({ examples: ['district-9'] });

/** Begins what a client itself calls a position (`PUT /organization`). */
const OWN = 'own:';

/** The code of a position, or what the client itself calls it, behind `own:`. */
export const positionCode = z
  .string()
  .refine((text) => isOwnCode(text) || cityCode.safeParse(text).success, {
    error: 'The code of a position, or yours for it behind `own:`.',
  })
  .meta({
    maxLength: OWN.length + 64,
    pattern: `^([A-Za-z0-9-]{1,48}|${OWN}${SAYING.slice(1, -1)})$`,
    examples: ['district-9-civil-works-head', 'own:9-120'],
  });

function isOwnCode(text: string): boolean {
  return text.startsWith(OWN) && words(64).safeParse(text.slice(OWN.length)).success;
}

/** Our code of a position that a client has named; one of its own that it has not given is nobody's, and stays as it is. */
export function ourPositionCode(named: string, ownCodes: Readonly<Record<string, string>> = {}): string {
  if (!named.startsWith(OWN)) return named;
  const own = named.slice(OWN.length).trim();
  return Object.entries(ownCodes).find(([, code]) => code === own)?.[0] ?? named;
}

/** The tracking code of a request: ten Latin digits, the last of them a check digit. */
export const trackingCode = z
  .string()
  .regex(/^[0-9]{10}$/)
  .meta({ examples: ['5724910382'] });

/** A moment in ISO 8601 with an offset. */
export const instant = z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-30T20:05:00+03:30'] });

/** A moment as it is answered: with the offset of the city and no fraction of a second. */
export const writtenInstant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
  .meta({ format: 'date-time', examples: ['2026-11-30T20:05:00+03:30'] });

/** The name of another system among external ids. */
const systemName = z.string().regex(/^[a-z][a-z0-9]{0,31}$/);
/** The number that another system has for a request. */
const systemNumber = z.string().regex(/^[\p{L}\p{N}._/-]{1,64}$/u);

/** The numbers that other systems have for a request, by the name of the system. */
export const externalIds = z
  .record(systemName, systemNumber)
  .refine((ids) => Object.keys(ids).length <= 5, { error: 'There are more than five systems.' })
  .meta({ maxProperties: 5, examples: [{ saja: '140509-118231' }] });

/** What a file is to a request. */
export const fileKind = z.enum(['photo', 'voice', 'video', 'audio', 'document']);

/** The address of one request: its tracking code, or `system:number`. */
export const requestId = z
  .string()
  .min(1)
  .max(100)
  .meta({ examples: ['5724910382', 'saja:140509-118231'] });

/** The parts of a request's address; undefined for what cannot be one. */
export function readRequestId(
  id: string,
): { readonly code: TrackingCode } | { readonly system: string; readonly number: string } | undefined {
  if (isTrackingCode(id)) return { code: id };
  const [, system, number] = /^([a-z][a-z0-9]{0,31}):(.{1,64})$/s.exec(id) ?? [];
  return system === undefined || number === undefined ? undefined : { system, number };
}
