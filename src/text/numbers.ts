import type { Locale } from '../config.js';

const ZERO: Readonly<Record<Locale, number>> = { fa: 0x06f0, ar: 0x0660, en: 0x30 };
const NUMBER_LOCALE: Readonly<Record<Locale, string>> = { fa: 'fa-IR', ar: 'ar-EG', en: 'en' };
const formatters = new Map<Locale, Intl.NumberFormat>();

/** A number in the digits and separators of a language. */
export function formatNumber(value: number, locale: Locale): string {
  let formatter = formatters.get(locale);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(NUMBER_LOCALE[locale]);
    formatters.set(locale, formatter);
  }
  return formatter.format(value);
}

/** A number with at most one decimal, in the digits and separators of a language. */
export function formatDecimal(value: number, locale: Locale): string {
  return formatNumber(Math.round(value * 10) / 10, locale);
}

/** The text with its Latin digits written in the digits of the language. */
export function writeDigits(text: string, locale: Locale): string {
  if (locale === 'en') return text;
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(ZERO[locale] + Number(digit)));
}
