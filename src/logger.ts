import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const BOT_TOKEN = /(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}/g;
const DATABASE_CREDENTIALS = /(mongodb(?:\+srv)?:\/\/)[^@\s/"]+@/g;
const PHONE = /(?<![\d.])(?:(?:\+|00)98\d{8,10}|989\d{9}|0[1-9]\d{9})(?!\d)/g;
/** Our errors and those of libraries are in English: text in Arabic script was typed by somebody. */
const ARABIC_SCRIPT =
  /\p{Script_Extensions=Arabic}[\p{Script_Extensions=Arabic}\p{Mark}\p{Zs}\u200c\u200f\u2066-\u2069.,!:؟،؛«»-]*/gu;
/** Fields whose values belong to people, at any depth. */
const PERSONAL_FIELDS: ReadonlySet<string> = new Set([
  'token',
  'phone',
  'phone_number',
  'text',
  'caption',
  'name',
  'first_name',
  'last_name',
  'username',
  'address',
  'question',
  'update',
  'payload',
]);
const CENSORED = '<redacted>';
/** How deep nested objects are logged; anything deeper is of no use in a log. */
const DEEPEST = 6;

/** Removes bot tokens and database credentials from a text that is about to be logged. */
export function withoutSecrets(text: string): string {
  return text.replace(BOT_TOKEN, '<token>').replace(DATABASE_CREDENTIALS, '$1<credentials>@');
}

/**
 * The product's log: one JSON line per event, fields instead of sentences, nothing personal. An error is
 * logged as its name, code and message without secrets, never with what a person typed; phone numbers and
 * words in Arabic script are removed from every line, wherever they come from.
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: withoutPersonalFields },
    hooks: { streamWrite: (line: string) => withoutPeople(withoutSecrets(line)) },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

function withoutPeople(line: string): string {
  return line.replace(PHONE, '<phone>').replace(ARABIC_SCRIPT, '<words>');
}

function withoutPersonalFields(fields: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      PERSONAL_FIELDS.has(key) ? CENSORED : loggable(value, depth),
    ]),
  );
}

function loggable(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describeError(value);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (depth >= DEEPEST) return CENSORED;
  if (Array.isArray(value)) return value.map((item) => loggable(item, depth + 1));
  return withoutPersonalFields(value, depth + 1);
}

function describeError(error: Error): Record<string, unknown> {
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name,
    ...(code === undefined ? {} : { code }),
    message,
    ...(stack === undefined ? {} : { stack }),
  };
}
