import { z } from 'zod';
import { LOCALES } from '../config.js';
import type { Example } from '../understanding/index.js';

const words = z.string().trim().min(1);
const wording = z.record(z.enum(LOCALES), words);
const phrases = z.array(words);
const phone = z.string().regex(/^\d{3,11}$/, 'a number has Latin digits only');
const code = z.string().regex(/^[a-zA-Z0-9]+(-[a-z0-9]+)*$/, 'a code has letters, digits and hyphens only');

/** Words of danger, in the format of `danger.json`. */
export const dangerSchema = z
  .object({
    numbers: z.record(phone, wording),
    general: z.array(phone),
    mention: wording,
    unless: phrases,
    hazards: z
      .array(
        z.object({
          code,
          kind: z.enum(['danger', 'selfHarm', 'violence']),
          call: z.array(phone).min(1),
          text: wording,
          signs: phrases.min(1),
          words: phrases,
        }),
      )
      .min(1),
  })
  .refine(
    ({ numbers, general, hazards }) =>
      [general, ...hazards.map(({ call }) => call)].flat().every((number) => number in numbers),
    {
      message: 'every number to call stands in numbers',
      path: ['hazards'],
    },
  );

/** Other bodies, in the format of `bodies.json`. */
export const bodiesSchema = z.object({
  bodies: z.array(z.object({ code, title: wording, text: wording, call: z.array(phone) })),
});

/** Quarters and streets, in the format of `places.json`. */
export const placesSchema = z.object({
  places: z.array(z.object({ names: z.array(words).min(1), districts: z.array(code).min(1) })),
});

/**
 * The examples in a file: one sentence a line, below a line with their topic in brackets; empty lines and
 * lines that begin with `#` are ignored. Undefined if a sentence comes before the first brackets.
 */
export function readExamples(text: string): readonly Example[] | undefined {
  const examples: Example[] = [];
  let label: string | undefined;
  for (const line of text.split(/\r?\n/).map((typed) => typed.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const named = /^\[(.+)\]$/.exec(line)?.[1];
    if (named !== undefined) label = named;
    else if (label === undefined) return undefined;
    else examples.push({ label, text: line });
  }
  return examples;
}
