import type { Locale } from '../config.js';
import { LEAST_SHOWN, type Published } from '../reports/city/hidden-cells.js';
import { HOUR_MS } from '../requests/lifecycle/rules.js';
import { formatDuration } from '../text/dates.js';
import { formatNumber } from '../text/numbers.js';
import type { TextValues } from '../text/texts.js';
import type { Reading } from './page.js';

/** How figures are written in a language. */
export interface CityCells {
  readonly locale: Locale;
  /** A text of the pages of figures. */
  say(key: string, values?: TextValues): string;
  /** A count, or that it is hidden. */
  count(value: Published): string;
  /** A share from 0 to 1 in per cent, or that there is too little to tell. */
  share(value: number | undefined): string;
  /** A time in words, or that there is too little to tell. */
  hours(value: number | undefined): string;
}

/** The cells of pages in the language of a reader. */
export function createCityCells({ locale, texts }: Reading): CityCells {
  const say = (key: string, values?: TextValues) => texts.plain(locale, `city.${key}`, values);
  return {
    locale,
    say,
    count: (value) =>
      value === undefined
        ? say('fewer', { least: formatNumber(LEAST_SHOWN, locale) })
        : formatNumber(value, locale),
    share: (value) =>
      value === undefined
        ? say('none')
        : say('percent', { share: formatNumber(Math.round(value * 100), locale) }),
    hours: (value) => (value === undefined ? say('none') : formatDuration(value * HOUR_MS, locale)),
  };
}
