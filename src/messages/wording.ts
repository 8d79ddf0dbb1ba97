import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import type { Answerer } from '../requests/lifecycle/request.js';
import { formatDay, formatDeadline, formatMoment } from '../text/dates.js';
import { isolateDirection } from '../text/direction.js';
import { escapeHtml } from '../text/html.js';
import { truncateText, withoutControls } from '../text/persian.js';
import type { Texts, TextValues } from '../text/texts.js';
import { formatTrackingCode, type TrackingCode } from '../text/tracking-code.js';

/** Everything needed to put a request into words for one person. */
export interface Speech {
  readonly organization: Organization;
  readonly locale: Locale;
  readonly now: Date;
  readonly timeZone: string;
  readonly texts: Texts;
}

/** Texts with formatted values, in the language of one person. */
export interface Wording {
  /** One of our texts as HTML; the values are escaped. */
  html(key: string, values?: TextValues): string;
  plain(key: string, values?: TextValues): string;
  /** A tracking code, safe in a sentence of any direction. */
  code(code: TrackingCode): string;
  /** The title of a position or of a unit. */
  name(code: string): string;
  names(codes: readonly string[]): string;
  /** Words or names one after the other, with the comma of the language between them. */
  list(words: readonly string[]): string;
  answerer(by: Answerer): string;
  /** A moment by which something has to happen. */
  deadline(date: Date): string;
  /** A moment by which something has to happen, as short as it can be told: the hour alone where it is today. */
  moment(date: Date): string;
  /** A day; the year is shown only if it is not the current one. */
  day(date: Date): string;
  /**
   * A person's words inside one of our sentences: on one line, cut to `most` code points, keeping their
   * direction.
   */
  words(text: string, most: number): string;
  /** A person's words as a quotation in HTML; empty for no words. */
  quote(text: string): string;
}

/** The wording for one person. */
export function createWording({ organization, locale, now, timeZone, texts }: Speech): Wording {
  const list = (words: readonly string[]) => words.join(`${texts.plain(locale, 'common.comma')} `);
  const name = (code: string) => {
    const named = organization.position(code) ?? organization.unit(code);
    return named === undefined ? isolateDirection(code) : organization.title(named, locale);
  };
  return {
    html: (key, values) => texts.html(locale, key, values),
    plain: (key, values) => texts.plain(locale, key, values),
    code: (code) => formatTrackingCode(code, locale),
    name,
    names: (codes) => list(codes.map(name)),
    list,
    answerer: (by) => name(by.kind === 'position' ? by.position : by.unit),
    deadline: (date) => formatDeadline(date, now, locale, timeZone),
    moment: (date) => formatMoment(date, now, locale, timeZone),
    day: (date) => formatDay(date, now, locale, timeZone),
    words: (text, most) =>
      isolateDirection(truncateText(withoutControls(text).replace(/\s+/g, ' ').trim(), most)),
    quote: (text) =>
      text.trim() === '' ? '' : `<blockquote>${escapeHtml(withoutControls(text).trim())}</blockquote>`,
  };
}

/** The non-empty lines, one below the other. */
export function joinLines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

/** The non-empty paragraphs, with an empty line between them. */
export function joinParagraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}
