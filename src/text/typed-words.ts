import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { LOCALES, type Locale } from '../config.js';
import { packageRoot } from '../package-root.js';

/**
 * Reads the words that people may type, one file a language: `locales/<language>/typed/<name>.json`. Whoever
 * types may use any language, whatever the bot speaks to them. Throws for a file that is missing or has
 * another shape: the program cannot understand people without it.
 */
export function readTypedWords<Words>(
  name: string,
  schema: z.ZodType<Words>,
): readonly (readonly [Locale, Words])[] {
  return LOCALES.map((locale) => {
    const path = join(packageRoot, 'locales', locale, 'typed', `${name}.json`);
    return [locale, schema.parse(JSON.parse(readFileSync(path, 'utf8')))] as const;
  });
}
