import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import type { Answerer } from '../requests/lifecycle/request.js';
import { formatDay, formatDeadline } from '../text/dates.js';
import { isolate } from '../text/direction.js';
import { escapeHtml } from '../text/html.js';
import { truncate, withoutControls } from '../text/persian.js';
import type { Texts, TextValues } from '../text/texts.js';
import { formatTrackingCode, type TrackingCode } from '../text/tracking-code.js';

/** Everything that turns a request into words for one person. */
export interface Speech {
  readonly organization: Organization;
  readonly locale: Locale;
  readonly now: Date;
  readonly timeZone: string;
  readonly texts: Texts;
}

/** Words with formatted values, in the language of one person. */
export interface Wording {
  /** A text of ours as HTML; the values are escaped. */
  html(key: string, values?: TextValues): string;
  plain(key: string, values?: TextValues): string;
  /** A tracking code, safe in a sentence of any direction. */
  code(code: TrackingCode): string;
  /** The title of a position or of a unit. */
  name(code: string): string;
  names(codes: readonly string[]): string;
  answerer(by: Answerer): string;
  /** A moment until when something has to happen. */
  deadline(date: Date): string;
  /** A day, with its year only when it is not the present one. */
  day(date: Date): string;
  /** Words of a person inside a sentence of ours: in one line, cut to `most` code points, keeping their direction. */
  words(text: string, most: number): string;
  /** Words of a person as a quotation in HTML; nothing for no words. */
  quote(text: string): string;
}

/** The wording for one person. */
export function createWording({ organization, locale, now, timeZone, texts }: Speech): Wording {
  const name = (code: string) => {
    const named = organization.position(code) ?? organization.unit(code);
    return named === undefined ? isolate(code) : organization.title(named, locale);
  };
  return {
    html: (key, values) => texts.html(locale, key, values),
    plain: (key, values) => texts.plain(locale, key, values),
    code: (code) => formatTrackingCode(code, locale),
    name,
    names: (codes) => codes.map(name).join(locale === 'en' ? ', ' : '، '),
    answerer: (by) => name(by.kind === 'position' ? by.position : by.unit),
    deadline: (date) => formatDeadline(date, now, locale, timeZone),
    day: (date) => formatDay(date, now, locale, timeZone),
    words: (text, most) => isolate(truncate(withoutControls(text).replace(/\s+/g, ' ').trim(), most)),
    quote: (text) =>
      text.trim() === '' ? '' : `<blockquote>${escapeHtml(withoutControls(text).trim())}</blockquote>`,
  };
}

/** Lines that are there, one under the other. */
export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

/** Paragraphs that are there, with an empty line between them. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}
