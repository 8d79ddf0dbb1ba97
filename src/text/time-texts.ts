import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import { LOCALES, type Locale } from '../config.js';
import { packageRoot } from '../package-root.js';
import { digitsOfTheLanguage } from './number-format.js';

/** The words of dates and durations: `locales/<language>/time.json`. */
type TimeText = 'day' | 'hour' | 'minute' | 'lessThanAMinute' | 'together' | 'dateAndTime' | 'deadline';

const i18n = createInstance().use(digitsOfTheLanguage);
// The texts are in memory, so it is ready when this returns.
void i18n.init({
  initAsync: false,
  resources: Object.fromEntries(LOCALES.map((locale) => [locale, { translation: readTimeTexts(locale) }])),
  fallbackLng: false,
  load: 'currentOnly',
  interpolation: { escapeValue: false, alwaysFormat: true },
});

/** A text of dates and durations; `count` selects its plural and is written in the digits of the language. */
export function timeText(
  locale: Locale,
  name: TimeText,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return i18n.t(`time.${name}`, { lng: locale, ...values });
}

function readTimeTexts(locale: Locale): { readonly time: unknown } {
  return { time: JSON.parse(readFileSync(join(packageRoot, 'locales', locale, 'time.json'), 'utf8')) };
}
