import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const BOT_TOKEN = /\b\d{5,}:[A-Za-z0-9_-]{20,}/g;
const DATABASE_CREDENTIALS = /(mongodb(?:\+srv)?:\/\/)[^@\s/]+@/g;

/** Removes bot tokens and database credentials from a text that is about to be logged. */
export function withoutSecrets(text: string): string {
  return text.replace(BOT_TOKEN, '<token>').replace(DATABASE_CREDENTIALS, '$1<credentials>@');
}

/**
 * The product's log: one JSON line an event, fields instead of sentences, nothing personal. An error is
 * logged as its name, code and message without secrets, never with what a person typed.
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    redact: {
      paths: [
        'token',
        'phone',
        'text',
        'name',
        'update',
        'payload',
        '*.token',
        '*.phone',
        '*.text',
        '*.payload',
      ],
      censor: '<redacted>',
    },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) };
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name,
    ...(code === undefined ? {} : { code }),
    message: withoutSecrets(message),
    ...(stack === undefined ? {} : { stack: withoutSecrets(stack) }),
  };
}
