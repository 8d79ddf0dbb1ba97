import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Bot, type BotRole, TELEGRAM } from './channel/bot.js';
import { packageRoot } from './package-root.js';

/** The supported languages: each has its texts and its typed words in `locales/<language>`. */
export const LOCALES = ['fa', 'en', 'ar'] as const;
/** A supported language. */
export type Locale = (typeof LOCALES)[number];

/** How the product reaches one of its bots. */
export interface BotConnection extends Bot {
  readonly token: string;
  /** Root of the Bot API, without a slash at its end. */
  readonly apiRoot: string;
}

/** Where people are: on messengers, or on the simulator that comes with the product. */
export type Connections =
  | { readonly kind: 'simulator' }
  | { readonly kind: 'messengers'; readonly bots: readonly BotConnection[] };

/** The whole configuration (docs/design.md, 7), read once at the start and never changed. */
export interface Config {
  readonly connections: Connections;
  /** Public HTTPS address of this server, without a slash at its end; if absent, long polling is used. */
  readonly publicUrl?: string;
  readonly port: number;
  readonly host: string;
  /** How many proxies stand before this server, each of which adds the address from which it was called. */
  readonly trustedProxies: number;
  readonly mongodbUri?: string;
  /** Absolute folder for everything this program keeps on the machine's disk. */
  readonly dataDir: string;
  /** Absolute path of the file that names the city's units, positions and categories. */
  readonly cityFile: string;
  /** Hours a position has to answer if neither category nor position says otherwise; may be a fraction. */
  readonly answerHours: number;
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
  /** What is public of requests can be read by everybody, as Open311. */
  readonly isOpen311Served: boolean;
  /** Absolute path of the file that names other Open311 servers; absent: none. */
  readonly open311Neighbours?: string;
  /** Networks inside, such as `10.20.0.0/16`, to whose addresses events may be sent all the same. */
  readonly webhookNetworks: readonly string[];
  readonly gam: GamConfig;
}

/** The office automation Gam, in which managers can have their requests too. */
interface GamConfig {
  /** How Gam is reached; absent: not at all, or in simulation at the simulated Gam. */
  readonly connection?: { readonly url: string; readonly token: string };
  /** Absolute path of the file with Gam's names and codes. */
  readonly mappingFile: string;
  /** Seconds between looks at what was done in Gam. */
  readonly pollSeconds: number;
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

/** The most that one person can do, so that nobody monopolises a bot or looks at everybody. */
export interface Limits {
  /** Messages and presses that are handled. */
  readonly updatesPerMinute: number;
  /** Files that are accepted; an album that has begun is accepted whole. */
  readonly filesPerMinute: number;
  readonly requestsPerHour: number;
  readonly requestsPerDay: number;
  /** Requests that are open at the same time. */
  readonly openRequests: number;
  /** Codes of others, existing or not, that a citizen asks about. */
  readonly codesPerHour: number;
  /** Numbers, cases and words that a member of staff looks up. */
  readonly lookupsPerHour: number;
}

/** A setting that the program cannot start with. Its message is one sentence with the remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(
    readonly variable: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

const token = z.string().regex(/^\d{5,}:[A-Za-z0-9_-]{20,}$/);
/** A limit of at least one. */
const limit = {
  schema: z.coerce.number().int().min(1).max(1_000_000),
  remedy: 'a whole number from 1 to 1000000',
};
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

/** The ports that Telegram delivers to (Bot API, setWebhook); an address without one has that of HTTPS. */
const WEBHOOK_PORTS: ReadonlySet<string> = new Set(['', '443', '80', '88', '8443']);
const httpUrl = z.string().regex(/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/);

const variables = {
  CITIZEN_BOT_TOKEN: { schema: token, remedy: 'the token of the citizen bot as BotFather shows it' },
  STAFF_BOT_TOKEN: { schema: token, remedy: 'the token of the staff bot as BotFather shows it' },
  TELEGRAM_API_ROOT: { schema: httpUrl, remedy: 'an address such as https://api.telegram.org' },
  PUBLIC_URL: {
    schema: z.string().regex(/^https:\/\/[^\s/?#]+(\/[^\s?#]*)?$/),
    remedy: 'an HTTPS address such as https://137.example.org, or leave it out for long polling',
  },
  PORT: { schema: z.coerce.number().int().min(0).max(65535), remedy: 'a whole number from 0 to 65535' },
  HOST: { schema: z.string().min(1), remedy: 'an address to listen on, such as 127.0.0.1' },
  TRUSTED_PROXIES: {
    schema: z.coerce.number().int().min(0).max(10),
    remedy: 'a whole number from 0 (people reach this server directly) to 10',
  },
  MONGODB_URI: {
    schema: z.string().regex(/^mongodb(\+srv)?:\/\/[^\s/]+/),
    remedy: 'an address that begins with mongodb:// or mongodb+srv://',
  },
  DATA_DIR: { schema: z.string().min(1), remedy: 'the path of a folder' },
  CITY_FILE: { schema: z.string().min(1), remedy: 'the path of a city file' },
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
  LIMIT_UPDATES_PER_MINUTE: limit,
  LIMIT_FILES_PER_MINUTE: limit,
  LIMIT_REQUESTS_PER_HOUR: limit,
  LIMIT_REQUESTS_PER_DAY: limit,
  LIMIT_OPEN_REQUESTS: limit,
  LIMIT_CODES_PER_HOUR: limit,
  LIMIT_LOOKUPS_PER_HOUR: limit,
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
  OPEN311_NEIGHBOURS: { schema: z.string().min(1), remedy: 'the path of a file' },
  WEBHOOK_NETWORKS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((network) => network.trim()))
      .refine((networks) => networks.every(isNetwork)),
    remedy: 'networks with commas between them, such as 10.20.0.0/16,192.168.5.0/24',
  },
  GAM_URL: { schema: httpUrl, remedy: "the address of Gam's API, such as https://gam.example.org/api" },
  GAM_TOKEN: {
    schema: z.string().regex(/^[A-Za-z0-9._~+/=-]{16,}$/),
    remedy: 'at least 16 letters, digits or hyphens',
  },
  GAM_MAPPING: { schema: z.string().min(1), remedy: 'the path of a mapping file' },
  GAM_POLL_SECONDS: {
    schema: z.coerce.number().int().min(1).max(3600),
    remedy: 'a whole number of seconds from 1 to 3600',
  },
} as const;

/**
 * Turns environment variables into the configuration. Throws a `ConfigError` that names the first
 * variable with a wrong value and says what to write instead; the value itself is never repeated.
 * An empty variable counts as absent.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat list of variables with their defaults.
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  function read<Name extends keyof typeof variables>(name: Name) {
    type Value = z.infer<(typeof variables)[Name]['schema']>;
    const raw = environment[name]?.trim();
    if (raw === undefined || raw === '') return undefined;
    const parsed = variables[name].schema.safeParse(raw);
    if (!parsed.success) {
      throw new ConfigError(
        name,
        `${name} has a value that cannot be used: set it to ${variables[name].remedy}.`,
      );
    }
    return parsed.data as Value;
  }

  const publicUrl = read('PUBLIC_URL')?.replace(/\/+$/, '');
  // A Bot API server of one's own delivers to any port.
  const port =
    publicUrl === undefined || read('TELEGRAM_API_ROOT') !== undefined ? '' : new URL(publicUrl).port;
  if (!WEBHOOK_PORTS.has(port)) {
    throw new ConfigError(
      'PUBLIC_URL',
      'PUBLIC_URL has a value that cannot be used: set it to an address with the port 443, 80, 88 or 8443, since Telegram delivers to no other, or leave it out for long polling.',
    );
  }
  const mongodbUri = read('MONGODB_URI');
  const metricsToken = read('METRICS_TOKEN');
  const neighbours = read('OPEN311_NEIGHBOURS');
  const backupKey = read('BACKUP_KEY');
  const gamUrl = read('GAM_URL')?.replace(/\/+$/, '');
  const gamToken = read('GAM_TOKEN');
  if ((gamUrl === undefined) !== (gamToken === undefined)) {
    const [missing, present] = gamUrl === undefined ? ['GAM_URL', 'GAM_TOKEN'] : ['GAM_TOKEN', 'GAM_URL'];
    throw new ConfigError(
      missing,
      `${missing} is not set but ${present} is: set both to connect Gam, or neither.`,
    );
  }
  const dataDir = resolve(read('DATA_DIR') ?? 'data');
  const connections = readConnections(
    read('CITIZEN_BOT_TOKEN'),
    read('STAFF_BOT_TOKEN'),
    read('TELEGRAM_API_ROOT'),
  );
  const processRole = read('PROCESS_ROLE') ?? 'all';
  if (processRole !== 'all' && (connections.kind === 'simulator' || mongodbUri === undefined)) {
    throw new ConfigError(
      'PROCESS_ROLE',
      `PROCESS_ROLE is ${processRole}, but processes can share the work only with both bot tokens and MONGODB_URI set: set them, or leave PROCESS_ROLE out.`,
    );
  }
  return Object.freeze({
    connections,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    port: read('PORT') ?? 3137,
    host: read('HOST') ?? '127.0.0.1',
    trustedProxies: read('TRUSTED_PROXIES') ?? 0,
    ...(mongodbUri === undefined ? {} : { mongodbUri }),
    dataDir,
    cityFile: resolve(read('CITY_FILE') ?? resolve(packageRoot, 'city/mashhad/city.json')),
    answerHours: read('ANSWER_HOURS') ?? 72,
    sweepSeconds: read('SWEEP_SECONDS') ?? 60,
    reminderHours: read('REMINDER_HOURS') ?? REMINDER_HOURS,
    recallSeconds: read('RECALL_SECONDS') ?? 60,
    timeZone: read('TIME_ZONE') ?? 'Asia/Tehran',
    defaultLocale: read('DEFAULT_LOCALE') ?? 'fa',
    logLevel: read('LOG_LEVEL') ?? 'info',
    processRole,
    limits: Object.freeze({
      updatesPerMinute: read('LIMIT_UPDATES_PER_MINUTE') ?? 20,
      filesPerMinute: read('LIMIT_FILES_PER_MINUTE') ?? 5,
      requestsPerHour: read('LIMIT_REQUESTS_PER_HOUR') ?? 3,
      requestsPerDay: read('LIMIT_REQUESTS_PER_DAY') ?? 10,
      openRequests: read('LIMIT_OPEN_REQUESTS') ?? 10,
      codesPerHour: read('LIMIT_CODES_PER_HOUR') ?? 10,
      lookupsPerHour: read('LIMIT_LOOKUPS_PER_HOUR') ?? 60,
    }),
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
    isOpen311Served: (read('OPEN311') ?? (connections.kind === 'simulator' ? 'on' : 'off')) === 'on',
    // Who tries it out on this machine has the receiver there too.
    webhookNetworks: Object.freeze(
      read('WEBHOOK_NETWORKS') ?? (connections.kind === 'simulator' ? ['127.0.0.0/8', '::1/128'] : []),
    ),
    gam: Object.freeze({
      ...(gamUrl === undefined || gamToken === undefined
        ? {}
        : { connection: { url: gamUrl, token: gamToken } }),
      mappingFile: resolve(read('GAM_MAPPING') ?? resolve(packageRoot, 'city/mashhad/gam.json')),
      pollSeconds: read('GAM_POLL_SECONDS') ?? 15,
    }),
  });
}

function readConnections(
  citizenToken: string | undefined,
  staffToken: string | undefined,
  apiRoot: string | undefined,
): Connections {
  if (citizenToken === undefined && staffToken === undefined) return Object.freeze({ kind: 'simulator' });
  if (citizenToken === undefined) throw missingToken('CITIZEN_BOT_TOKEN', 'STAFF_BOT_TOKEN');
  if (staffToken === undefined) throw missingToken('STAFF_BOT_TOKEN', 'CITIZEN_BOT_TOKEN');
  if (citizenToken === staffToken) {
    throw new ConfigError(
      'STAFF_BOT_TOKEN',
      'STAFF_BOT_TOKEN is the same as CITIZEN_BOT_TOKEN: give each bot its own token.',
    );
  }
  const root = (apiRoot ?? 'https://api.telegram.org').replace(/\/+$/, '');
  const bot = (role: BotRole, token: string): BotConnection =>
    Object.freeze({ messenger: TELEGRAM, role, token, apiRoot: root });
  return Object.freeze({
    kind: 'messengers',
    bots: Object.freeze([bot('citizen', citizenToken), bot('staff', staffToken)]),
  });
}

function missingToken(missing: string, present: string): ConfigError {
  return new ConfigError(
    missing,
    `${missing} is not set but ${present} is: set both to run on Telegram, or neither to run on the simulator.`,
  );
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
