import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInstance } from 'i18next';
import { LOCALES, type Locale } from '../config.js';
import { escapeHtml, stripHtml } from './html.js';
import { digitsOfTheLanguage } from './number-format.js';

/**
 * The values of a text's placeholders; numbers are written in the digits of the language. `count` decides the form of
 * a plural, and a number that is written already would decide none.
 */
export type TextValues = Readonly<Record<string, string | number>> & { readonly count?: number };

/** Everything the product says, in every language. Asking for a missing text throws. */
export interface Texts {
  /** A text as Telegram's HTML; every value is escaped. */
  html(locale: Locale, key: string, values?: TextValues): string;
  /** A text without markup, for buttons and short answers; the values are inserted as they are. */
  plain(locale: Locale, key: string, values?: TextValues): string;
  has(key: string): boolean;
  readonly locales: readonly Locale[];
}

/**
 * Loads `<folder>/<locale>/<feature>.json`; the text `preview.title` of `answer.json` has the key
 * `answer.preview.title`. No language falls back to another: a missing text is a fault that tests find.
 */
export async function loadTexts(options: { folder: string; defaultLocale: Locale }): Promise<Texts> {
  const resources = Object.fromEntries(
    await Promise.all(
      LOCALES.map(
        async (locale) => [locale, { translation: await readLocale(join(options.folder, locale)) }] as const,
      ),
    ),
  );
  const i18n = createInstance().use(digitsOfTheLanguage);
  await i18n.init({
    resources,
    lng: options.defaultLocale,
    fallbackLng: false,
    // Else a regional form of a language would speak like the language itself where a text is missing.
    load: 'currentOnly',
    returnNull: false,
    // Values are escaped below, where it is known whether the text is HTML.
    interpolation: { escapeValue: false, alwaysFormat: true },
  });

  function translate(
    locale: Locale,
    key: string,
    values: TextValues,
    written: (value: string) => string,
  ): string {
    const filled = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? written(value) : value,
      ]),
    );
    if (!i18n.exists(key, { lng: locale, ...filled }))
      throw new Error(`There is no text ${key} in ${locale}.`);
    return i18n.t(key, { lng: locale, ...filled });
  }

  return {
    locales: LOCALES,
    html: (locale, key, values = {}) => translate(locale, key, values, escapeHtml),
    plain: (locale, key, values = {}) => stripTags(translate(locale, key, values, (value) => value)),
    has: (key) => i18n.exists(key, { lng: options.defaultLocale }),
  };
}

/** Removes the markup of a text that is shared between messages and buttons. */
function stripTags(text: string): string {
  return /<\/?(b|i|code|blockquote)>/.test(text) ? stripHtml(text) : text;
}

async function readLocale(folder: string): Promise<Record<string, unknown>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const files = await Promise.all(
    names.map(
      async (name) =>
        [basename(name, '.json'), JSON.parse(await readFile(join(folder, name), 'utf8'))] as const,
    ),
  );
  return Object.fromEntries(files);
}
