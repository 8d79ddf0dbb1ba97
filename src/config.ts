import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import {
  type BaleConfig,
  type BotConnection,
  type Connections,
  connectionVariables,
  readConnections,
} from './config/connections.js';
import { type GamConfig, gamVariables, readGam } from './config/gam.js';
import { type Limits, limitVariables, readLimits } from './config/limits.js';
import { ConfigError, createReader } from './config/reading.js';
import { readSms, type SmsConfig, smsVariables } from './config/sms.js';
import { packageRoot } from './package-root.js';

export { type BotConnection, ConfigError, type Connections, type Limits };

/** The supported languages: each has its texts and its typed words in `locales/<language>`. */
export const LOCALES = ['fa', 'en', 'ar'] as const;
/** A supported language. */
export type Locale = (typeof LOCALES)[number];

/** The whole configuration (docs/design.md, 7), read once at the start and never changed. */
/** The fewest hours that a request from another registry has left (src/requests/lifecycle/rules.ts keeps to it). */
const LEAST_IMPORTED_HOURS = 24;

export interface Config {
  readonly connections: Connections;
  readonly bale: BaleConfig;
  /** Public HTTPS address of this server, without a slash at its end; if absent, long polling is used. */
  readonly publicUrl?: string;
  readonly port: number;
  readonly host: string;
  /** How many proxies stand before this server, each of which adds the address from which it was called. */
  readonly trustedProxies: number;
  /** Seconds for which a stop goes on serving once it is announced, so that proxies lead elsewhere. */
  readonly drainSeconds: number;
  readonly mongodbUri?: string;
  /** Absolute folder for everything this program keeps on the machine's disk. */
  readonly dataDir: string;
  /** Absolute path of the file that names the city's units, positions and categories. */
  readonly cityFile: string;
  /** Hours a position has to answer if neither category nor position says otherwise; may be a fraction. */
  readonly answerHours: number;
  /** The least hours until the deadline of a request that is brought in from another registry. */
  readonly importLeastHours: number;
  readonly sweepSeconds: number;
  /**
   * Hours of the day at which managers are told what falls due, earliest first. At the first of them promises are
   * asked about and reports go out.
   */
  readonly reminderHours: readonly [number, ...number[]];
  /** Seconds in which a sent answer can be taken back, before anybody reads it; 0 gives answers at once. */
  readonly recallSeconds: number;
  readonly timeZone: string;
  readonly defaultLocale: Locale;
  readonly logLevel: string;
  readonly processRole: 'all' | 'web' | 'worker';
  readonly limits: Limits;
  /** Years for which closed requests are kept. */
  readonly requestYears: number;
  /** Days for which the audit log is kept. */
  readonly auditDays: number;
  readonly backup: BackupConfig;
  /** The token with which another machine may read the metrics; if absent, only this one may. */
  readonly metricsToken?: string;
  /** Citizens are asked whether everybody may read their words and see their photos, and operators publish these. */
  readonly publishesWords: boolean;
  /** What is public of requests can be read by everybody, as Open311. */
  readonly isOpen311Served: boolean;
  /** Absolute path of the file that names other Open311 servers; absent: none. */
  readonly open311Neighbours?: string;
  /** Networks inside, such as `10.20.0.0/16`, to whose addresses events may be sent all the same. */
  readonly webhookNetworks: readonly string[];
  readonly gam: GamConfig;
  readonly sms: SmsConfig;
}

/** Backups of the database. */
interface BackupConfig {
  /** Absolute folder of the backups. */
  readonly folder: string;
  /** The key with which backups are encrypted; if absent, they are not. */
  readonly key?: string;
  /** How many nightly backups are kept; 0 turns them off. */
  readonly keep: number;
}

const REMINDER_HOURS = [8, 12, 16, 20] as const;

/** The hours in a list such as `8,12,16`; `NaN` for anything else, which the check after it refuses. */
function hoursOf(text: string): readonly [number, ...number[]] {
  const [first, ...rest] = text.split(',').map(Number);
  return [first ?? Number.NaN, ...rest];
}

/** True for hours between the quiet hours that rise, the first of them in the morning. */
function isDayOfReminders(hours: readonly [number, ...number[]]): boolean {
  const [first] = hours;
  const isRising = hours.every((hour, index) => index === 0 || hour > (hours[index - 1] ?? hour));
  return first >= 7 && first <= 11 && isRising && (hours.at(-1) ?? first) <= 21;
}

const variables = {
  ...connectionVariables,
  ...limitVariables,
  ...gamVariables,
  ...smsVariables,
  PORT: { schema: z.coerce.number().int().min(0).max(65535), remedy: 'a whole number from 0 to 65535' },
  HOST: { schema: z.string().min(1), remedy: 'an address to listen on, such as 127.0.0.1' },
  TRUSTED_PROXIES: {
    schema: z.coerce.number().int().min(0).max(10),
    remedy: 'a whole number from 0 (people reach this server directly) to 10',
  },
  DRAIN_SECONDS: {
    schema: z.coerce.number().min(0).max(60),
    remedy: 'a number of seconds from 0 (a stop begins at once) to 60',
  },
  MONGODB_URI: {
    schema: z.string().regex(/^mongodb(\+srv)?:\/\/[^\s/]+/),
    remedy: 'an address that begins with mongodb:// or mongodb+srv://',
  },
  DATA_DIR: { schema: z.string().min(1), remedy: 'the path of a folder' },
  CITY_FILE: { schema: z.string().min(1), remedy: 'the path of a city file' },
  IMPORT_LEAST_HOURS: {
    schema: z.coerce.number().int().min(LEAST_IMPORTED_HOURS).max(720),
    remedy: `a whole number of hours from ${LEAST_IMPORTED_HOURS} to 720`,
  },
  ANSWER_HOURS: {
    schema: z.coerce.number().positive().max(8760),
    remedy: 'a number of hours above 0, such as 72',
  },
  SWEEP_SECONDS: {
    schema: z.coerce.number().min(0.1).max(3600),
    remedy: 'a number of seconds from 0.1 to 3600',
  },
  REMINDER_HOURS: {
    schema: z
      .string()
      .regex(/^\d{1,2}(\s*,\s*\d{1,2}){0,5}$/)
      .transform(hoursOf)
      .refine(isDayOfReminders),
    remedy: 'one to six hours from 7 to 21, rising, the first before 12, such as 8,12,16,20',
  },
  RECALL_SECONDS: {
    schema: z.coerce.number().int().min(0).max(3600),
    remedy: 'a whole number of seconds from 0 to 3600',
  },
  TIME_ZONE: { schema: z.string().refine(isTimeZone), remedy: 'a time zone name such as Asia/Tehran' },
  DEFAULT_LOCALE: { schema: z.enum(LOCALES), remedy: 'fa, en or ar' },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    remedy: 'one of fatal, error, warn, info, debug, trace, silent',
  },
  PROCESS_ROLE: { schema: z.enum(['all', 'web', 'worker']), remedy: 'all, web or worker' },
  REQUEST_YEARS: {
    schema: z.coerce.number().int().min(1).max(100),
    remedy: 'a whole number of years from 1 to 100',
  },
  AUDIT_DAYS: {
    schema: z.coerce.number().int().min(1).max(36_500),
    remedy: 'a whole number of days from 1 to 36500',
  },
  BACKUP_DIR: { schema: z.string().min(1), remedy: 'the path of a folder' },
  BACKUP_KEY: { schema: z.string().min(16), remedy: 'a secret of at least 16 characters' },
  BACKUP_KEEP: {
    schema: z.coerce.number().int().min(0).max(1_000),
    remedy: 'a whole number from 0 (no nightly backup) to 1000',
  },
  METRICS_TOKEN: {
    schema: z.string().regex(/^[A-Za-z0-9._~+/=-]{16,}$/),
    remedy: 'at least 16 letters, digits or hyphens',
  },
  OPEN311: { schema: z.enum(['on', 'off']), remedy: 'on or off' },
  OPEN311_WORDS: { schema: z.enum(['on', 'off']), remedy: 'on or off' },
  OPEN311_NEIGHBOURS: { schema: z.string().min(1), remedy: 'the path of a file' },
  WEBHOOK_NETWORKS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((network) => network.trim()))
      .refine((networks) => networks.every(isNetwork)),
    remedy: 'networks with commas between them, such as 10.20.0.0/16,192.168.5.0/24',
  },
} as const;

/**
 * Turns environment variables into the configuration. Throws a `ConfigError` that names the first
 * variable with a wrong value and says what to write instead; the value itself is never repeated.
 * An empty variable counts as absent.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat list of variables with their defaults.
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = createReader(environment, variables);
  const mongodbUri = read('MONGODB_URI');
  const metricsToken = read('METRICS_TOKEN');
  const neighbours = read('OPEN311_NEIGHBOURS');
  const backupKey = read('BACKUP_KEY');
  const dataDir = resolve(read('DATA_DIR') ?? 'data');
  const { connections, bale, publicUrl } = readConnections(read);
  const processRole = read('PROCESS_ROLE') ?? 'all';
  if (processRole !== 'all' && (connections.kind === 'simulator' || mongodbUri === undefined)) {
    throw new ConfigError(
      'PROCESS_ROLE',
      `PROCESS_ROLE is ${processRole}, but processes can share the work only with both bot tokens and MONGODB_URI set: set them, or leave PROCESS_ROLE out.`,
    );
  }
  return Object.freeze({
    connections,
    bale,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    port: read('PORT') ?? 3137,
    host: read('HOST') ?? '127.0.0.1',
    trustedProxies: read('TRUSTED_PROXIES') ?? 0,
    drainSeconds: read('DRAIN_SECONDS') ?? 0,
    ...(mongodbUri === undefined ? {} : { mongodbUri }),
    dataDir,
    cityFile: resolve(read('CITY_FILE') ?? resolve(packageRoot, 'city/mashhad/city.json')),
    answerHours: read('ANSWER_HOURS') ?? 72,
    importLeastHours: read('IMPORT_LEAST_HOURS') ?? LEAST_IMPORTED_HOURS,
    sweepSeconds: read('SWEEP_SECONDS') ?? 60,
    reminderHours: read('REMINDER_HOURS') ?? REMINDER_HOURS,
    recallSeconds: read('RECALL_SECONDS') ?? 60,
    timeZone: read('TIME_ZONE') ?? 'Asia/Tehran',
    defaultLocale: read('DEFAULT_LOCALE') ?? 'fa',
    logLevel: read('LOG_LEVEL') ?? 'info',
    processRole,
    limits: readLimits(read),
    requestYears: read('REQUEST_YEARS') ?? 5,
    auditDays: read('AUDIT_DAYS') ?? 730,
    backup: Object.freeze({
      folder: resolve(read('BACKUP_DIR') ?? join(dataDir, 'backups')),
      ...(backupKey === undefined ? {} : { key: backupKey }),
      // With the simulator nobody's data is at stake.
      keep: read('BACKUP_KEEP') ?? (connections.kind === 'simulator' ? 0 : 14),
    }),
    ...(metricsToken === undefined ? {} : { metricsToken }),
    ...(neighbours === undefined ? {} : { open311Neighbours: resolve(neighbours) }),
    // What a real city makes public is for it to decide.
    publishesWords: (read('OPEN311_WORDS') ?? 'off') === 'on',
    isOpen311Served: (read('OPEN311') ?? (connections.kind === 'simulator' ? 'on' : 'off')) === 'on',
    // Who tries it out on this machine has the receiver there too.
    webhookNetworks: Object.freeze(
      read('WEBHOOK_NETWORKS') ?? (connections.kind === 'simulator' ? ['127.0.0.0/8', '::1/128'] : []),
    ),
    gam: readGam(read),
    sms: readSms(read),
  });
}

function isNetwork(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
