import type { FormatterModule } from 'i18next';
import { LOCALES } from '../config.js';
import { formatNumber } from './numbers.js';

/** Writes the numbers in texts in the digits of the language, including the `count` that selects a plural. */
export const digitsOfTheLanguage: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value, _format, language) =>
    typeof value === 'number'
      ? formatNumber(value, LOCALES.find((locale) => locale === language) ?? LOCALES[0])
      : value,
};
