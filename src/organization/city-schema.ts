import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { LOCALES, type Locale } from '../config.js';
import { withPersianLetters } from '../text/persian.js';

/** Code points of a name: it has to fit on a button and on a line of a card. */
export const LONGEST_NAME = 90;
/**
 * Letters of a code: it has to fit into the data of a button beside a tracking code (Bot API,
 * InlineKeyboardButton).
 */
const LONGEST_CODE = 48;
/** The hours of a year; more must be a mistake. */
export const MOST_HOURS = 8_760;

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** True for a valid code of a unit, a position or a category. */
export function isCode(text: string): boolean {
  return text.length <= LONGEST_CODE && CODE.test(text);
}

const code = z
  .string()
  .regex(CODE, 'a code has small letters, digits and hyphens only')
  .max(LONGEST_CODE, `a code has at most ${LONGEST_CODE} letters`);
const words = z.string().trim().min(1);
const name = words.refine(
  (text) => [...text].length <= LONGEST_NAME,
  `a name has at most ${LONGEST_NAME} letters`,
);
const title = inLanguages(name.overwrite(withPersianLetters), name);
const hours = z.number().positive().max(MOST_HOURS);
const moment = z.union([z.date(), z.iso.datetime().transform((text) => new Date(text))]);

/** Units and positions, in the format of `organization.json`. */
export const organizationSchema = z.object({
  units: z.array(
    z.object({
      code,
      kind: z.enum(['mayor', 'deputy', 'district', 'organisation']),
      title,
      connected: z.boolean(),
      connectionChangesAt: moment.exactOptional(),
      intake: z.record(code, code).exactOptional(),
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

/** Categories in their groups, in the format of `categories.json`. */
export const categoriesSchema = z.object({
  groups: z.array(
    z.object({
      code,
      title,
      categories: z.array(
        z.object({
          code,
          title,
          route: z.union([
            z.strictObject({ district: code }),
            z.strictObject({ unit: code, domain: code.exactOptional() }),
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

/** The area code of the city's telephone numbers, with its zero. */
export const areaCodeSchema = z
  .string()
  .regex(/^0\d{2,3}$/, 'an area code is a zero and two or three digits');

/** How urgent requests are dealt with, as the city's main file says it. */
export const urgentSchema = z.object({
  hours,
  alarmMinutes: z.number().positive().max(MOST_HOURS),
});

/** Longitude and latitude in degrees; GeoJSON allows a height as well, which is dropped. */
const corner = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.unknown())
  .transform(([longitude, latitude]) => [longitude, latitude] as const);
/** A closed line: the last corner repeats the first (RFC 7946, 3.1.6). */
const ring = z
  .array(corner)
  .min(4)
  .refine((corners) => isDeepStrictEqual(corners[0], corners.at(-1)));
const polygon = z.array(ring).min(1);
const area = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
]);
/**
 * An area, with a single issue for all of its errors: nobody wants a million messages about a million wrong
 * corners.
 */
const geometry = z.unknown().transform((value, context) => {
  const parsed = area.safeParse(value);
  if (parsed.success) return parsed.data;
  context.issues.push({ code: 'custom', message: 'no area', input: value });
  return z.NEVER;
});

/** The areas of districts as GeoJSON: each feature names its unit; `demo` says that it is only an example. */
export const districtsSchema = z.object({
  features: z.array(
    z
      .object({ properties: z.object({ unit: code, demo: z.boolean().exactOptional() }), geometry })
      .transform(({ properties: { unit, demo }, geometry }) => ({
        unit,
        ...(demo === true ? { isExample: demo } : {}),
        geometry,
      })),
  ),
});

/** Canned answers, in the format of `answers.json`. */
export const answersSchema = z.object({
  answers: z.array(
    z.object({
      code,
      keywords: z.array(words).min(1),
      courtesy: z.boolean().exactOptional(),
      text: inLanguages(words, words),
    }),
  ),
});

/** A text in the languages of the product: the Persian one has to be there. */
function inLanguages<Text extends z.ZodType<string, string>>(persian: Text, other: Text) {
  const others = Object.fromEntries(
    LOCALES.filter((locale) => locale !== 'fa').map((locale) => [locale, other.exactOptional()]),
  );
  // Object.fromEntries forgets that every other language is there.
  return z.object({ ...(others as Record<Exclude<Locale, 'fa'>, z.ZodExactOptional<Text>>), fa: persian });
}
