import { formatDateTime } from '../text/dates.js';
import { writeDigits } from '../text/numbers.js';
import type { Sight } from './phones.js';

const TIME_ZONE = 'Asia/Tehran';

const MEDIA: Readonly<Record<string, string>> = {
  photo: 'عکس',
  voice: 'پیام صوتی',
  video: 'فیلم',
  document: 'فایل',
  location: 'موقعیت روی نقشه',
};

/** The heading of a part of the story, with the city's time at which it begins. */
export function writeHeading(title: string, at: Date): string {
  return `\n━━ ${title} ━━ ${formatDateTime(at, 'fa', TIME_ZONE)}\n`;
}

/** A line about time that passes. */
export function describeWaiting(hours: number, until: Date): string {
  return `… ${writeDigits(String(hours), 'fa')} ساعت بعد: ${formatDateTime(until, 'fa', TIME_ZONE)}\n`;
}

/** What became visible on a phone, as a person would tell it: who saw what, and which buttons. */
export function describeSight({ phone, kind, text, media, buttons }: Sight): string {
  const who = phone.screen === undefined ? whoOnAPhone(phone.owner, kind) : whereOnAScreen(phone.owner, kind);
  const attached = media.map((one) => `[${MEDIA[one] ?? one}]`).join(' ');
  const content =
    kind === 'pressed' ? `[ ${text} ]` : [attached, text].filter((part) => part !== '').join('\n');
  const keyboard = buttons.map((row) => row.map((button) => `[ ${button} ]`).join(' '));
  return [who, ...[...content.split('\n'), ...keyboard].map((line) => `    ${line}`)].join('\n');
}

function whoOnAPhone(owner: string, kind: Sight['kind']): string {
  return {
    sent: `${owner} می‌فرستد:`,
    received: `${owner} می‌بیند:`,
    edited: `روی گوشی ${owner} پیام تغییر می‌کند:`,
    deleted: `از گوشی ${owner} پیام پاک می‌شود:`,
    pressed: `${owner} دکمه را می‌زند:`,
  }[kind];
}

/** Nothing is sent, pressed or deleted on the screens of other systems: what stands there comes or changes. */
function whereOnAScreen(owner: string, kind: Sight['kind']): string {
  return kind === 'received' ? `در ${owner} دیده می‌شود:` : `در ${owner} تغییر می‌کند:`;
}

/** A message that says what it said before, and whose buttons are gone. */
export function describeTakenButtons({ phone: { owner }, text }: Pick<Sight, 'phone' | 'text'>): string {
  const [first = ''] = text.split('\n');
  return `روی گوشی ${owner} دکمه‌های پیام «${first}» برداشته می‌شود.`;
}

/** The effort of an act, if it is limited. */
export function describeEffort(updates: number, most: number): string {
  return `\n… تا این‌جا ${writeDigits(String(updates), 'fa')} پیام و دکمه؛ بیشتر از ${writeDigits(String(most), 'fa')} لازم نیست.`;
}

/** The end of the story: that all of it happened, or what did not. */
export function writeConclusion(problems: readonly string[]): string {
  if (problems.length === 0) return '\n✔ All of the story happened: nothing was missing, doubled or wrong.';
  return ['\n✘ The story did not happen as it should:', ...problems.map((one) => `  - ${one}`)].join('\n');
}
