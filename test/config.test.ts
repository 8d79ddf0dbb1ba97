import { isAbsolute, resolve } from 'node:path';
import { type Config, ConfigError, readConfig } from '../src/config.js';
import { packageRoot } from '../src/package-root.js';

const CITIZEN = '1234567890:AAHcitizen-token-of-the-bot-0123456';
const STAFF = '1234567891:AAHstaff-token-of-the-bot-01234567';
const BALE_CITIZEN = '1234567892:citizen-token-of-the-bot-on-bale';
const BALE_STAFF = '1234567893:staff-token-of-the-bot-on-bale-0';
const BOTH = { CITIZEN_BOT_TOKEN: CITIZEN, STAFF_BOT_TOKEN: STAFF };

/** Why a start with this environment stops. */
function problem(environment: Record<string, string>): ConfigError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The environment was accepted.');
}

describe('with nothing set', () => {
  it('runs on the simulator with the defaults', () => {
    expect(readConfig({})).toEqual<Config>({
      connections: { kind: 'simulator', messengers: ['telegram'] },
      bale: { blockedTexts: ['blocked'] },
      port: 3137,
      host: '127.0.0.1',
      trustedProxies: 0,
      drainSeconds: 0,
      publishesWords: false,
      dataDir: resolve('data'),
      cityFile: resolve(packageRoot, 'city/mashhad/city.json'),
      answerHours: 72,
      importLeastHours: 24,
      sweepSeconds: 60,
      reminderHours: [8, 12, 16, 20],
      recallSeconds: 60,
      timeZone: 'Asia/Tehran',
      defaultLocale: 'fa',
      logLevel: 'info',
      processRole: 'all',
      limits: {
        updatesPerMinute: 20,
        filesPerMinute: 5,
        requestsPerHour: 3,
        requestsPerDay: 10,
        openRequests: 10,
        codesPerHour: 10,
        lookupsPerHour: 60,
      },
      webhookNetworks: ['127.0.0.0/8', '::1/128'],
      requestYears: 5,
      auditDays: 730,
      backup: { folder: resolve('data/backups'), keep: 0 },
      isOpen311Served: true,
      gam: { mappingFile: resolve(packageRoot, 'city/mashhad/gam.json'), pollSeconds: 15 },
      sms: {
        partsPerDay: 5_000,
        hasLinks: false,
        takesReplies: false,
        templates: {},
        sendsWithoutTemplate: true,
      },
    });
  });

  it('gives an object that nobody can change', () => {
    const config = readConfig(BOTH);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.connections)).toBe(true);
  });

  it('takes an empty variable for an absent one, and a blank one too', () => {
    const names = ['CITIZEN_BOT_TOKEN', 'STAFF_BOT_TOKEN', 'TELEGRAM_API_ROOT', 'PUBLIC_URL', 'PORT', 'HOST'];
    const more = [
      'MONGODB_URI',
      'DATA_DIR',
      'CITY_FILE',
      'ANSWER_HOURS',
      'SWEEP_SECONDS',
      'TIME_ZONE',
      'REMINDER_HOURS',
    ];
    const last = ['DEFAULT_LOCALE', 'LOG_LEVEL', 'PROCESS_ROLE', 'LIMIT_OPEN_REQUESTS'];
    for (const blank of ['', '  ']) {
      const environment = Object.fromEntries([...names, ...more, ...last].map((name) => [name, blank]));
      expect(readConfig(environment)).toEqual(readConfig({}));
    }
  });
});

describe('with everything set', () => {
  it('takes it over', () => {
    expect(
      readConfig({
        ...BOTH,
        TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
        PUBLIC_URL: 'https://137.example.org/bots//',
        PORT: '0',
        HOST: '::1',
        TRUSTED_PROXIES: '1',
        DRAIN_SECONDS: '7.5',
        MONGODB_URI: 'mongodb://user:word@db.example.org:27017/pasokh?replicaSet=rs0',
        DATA_DIR: '/var/lib/pasokh',
        CITY_FILE: '/etc/pasokh/city.json',
        ANSWER_HOURS: '0.5',
        IMPORT_LEAST_HOURS: '48',
        SWEEP_SECONDS: '0.2',
        REMINDER_HOURS: '9, 13',
        RECALL_SECONDS: '30',
        TIME_ZONE: 'Europe/Berlin',
        DEFAULT_LOCALE: 'ar',
        LOG_LEVEL: 'debug',
        PROCESS_ROLE: 'worker',
        LIMIT_UPDATES_PER_MINUTE: '40',
        LIMIT_FILES_PER_MINUTE: '10',
        LIMIT_REQUESTS_PER_HOUR: '5',
        LIMIT_REQUESTS_PER_DAY: '20',
        LIMIT_OPEN_REQUESTS: '30',
        LIMIT_CODES_PER_HOUR: '12',
        LIMIT_LOOKUPS_PER_HOUR: '90',
        REQUEST_YEARS: '7',
        AUDIT_DAYS: '365',
        BACKUP_DIR: '/mnt/backups',
        BACKUP_KEY: 'sixteen characters',
        BACKUP_KEEP: '30',
        METRICS_TOKEN: 'scrape-the-numbers-137',
        OPEN311: 'on',
        OPEN311_WORDS: 'on',
        OPEN311_NEIGHBOURS: '/etc/pasokh/neighbours.json',
        WEBHOOK_NETWORKS: '10.20.0.0/16, fd00::/8',
        GAM_URL: 'https://gam.example.org/api/',
        GAM_TOKEN: 'letters-for-the-office-137',
        GAM_MAPPING: '/etc/pasokh/gam.json',
        GAM_POLL_SECONDS: '5',
        SMS_PROVIDER: 'magfa',
        SMS_KEY: 'city/magfa:secret-of-the-line',
        SMS_LINE: '30001370',
        SMS_API_ROOT: 'https://sms.example.org/',
        SMS_PARTS_PER_DAY: '900',
        SMS_LINKS: 'on',
        SMS_REPLIES: 'on',
        SMS_WITHOUT_TEMPLATE: 'leave',
        BALE_BLOCKED_TEXTS: 'blocked | user_left',
      }),
    ).toEqual<Config>({
      connections: {
        kind: 'messengers',
        bots: [
          { messenger: 'telegram', role: 'citizen', token: CITIZEN, apiRoot: 'http://127.0.0.1:8081' },
          { messenger: 'telegram', role: 'staff', token: STAFF, apiRoot: 'http://127.0.0.1:8081' },
        ],
      },
      bale: { blockedTexts: ['blocked', 'user_left'] },
      publicUrl: 'https://137.example.org/bots',
      port: 0,
      host: '::1',
      trustedProxies: 1,
      drainSeconds: 7.5,
      publishesWords: true,
      mongodbUri: 'mongodb://user:word@db.example.org:27017/pasokh?replicaSet=rs0',
      dataDir: '/var/lib/pasokh',
      cityFile: '/etc/pasokh/city.json',
      answerHours: 0.5,
      importLeastHours: 48,
      sweepSeconds: 0.2,
      reminderHours: [9, 13],
      recallSeconds: 30,
      timeZone: 'Europe/Berlin',
      defaultLocale: 'ar',
      logLevel: 'debug',
      processRole: 'worker',
      limits: {
        updatesPerMinute: 40,
        filesPerMinute: 10,
        requestsPerHour: 5,
        requestsPerDay: 20,
        openRequests: 30,
        codesPerHour: 12,
        lookupsPerHour: 90,
      },
      requestYears: 7,
      auditDays: 365,
      backup: { folder: '/mnt/backups', key: 'sixteen characters', keep: 30 },
      metricsToken: 'scrape-the-numbers-137',
      isOpen311Served: true,
      open311Neighbours: '/etc/pasokh/neighbours.json',
      webhookNetworks: ['10.20.0.0/16', 'fd00::/8'],
      gam: {
        connection: { kind: 'http', url: 'https://gam.example.org/api', token: 'letters-for-the-office-137' },
        mappingFile: '/etc/pasokh/gam.json',
        pollSeconds: 5,
      },
      sms: {
        account: {
          provider: 'magfa',
          key: 'city/magfa:secret-of-the-line',
          line: '30001370',
          root: 'https://sms.example.org',
        },
        partsPerDay: 900,
        hasLinks: true,
        takesReplies: true,
        templates: {},
        sendsWithoutTemplate: false,
      },
    });
  });

  it('finds folders and files from where it was started', () => {
    const { dataDir, cityFile } = readConfig({ DATA_DIR: 'here', CITY_FILE: 'city.json' });
    expect([dataDir, cityFile]).toEqual([resolve('here'), resolve('city.json')]);
    expect(isAbsolute(dataDir)).toBe(true);
  });

  it('writes to Telegram itself unless another root is named', () => {
    expect(readConfig(BOTH).connections).toMatchObject({
      bots: [{ apiRoot: 'https://api.telegram.org' }, { apiRoot: 'https://api.telegram.org' }],
    });
  });
});

describe('a wrong value', () => {
  it.each([
    ['CITIZEN_BOT_TOKEN', 'not-a-token', 'BotFather'],
    ['STAFF_BOT_TOKEN', '12:short', 'BotFather'],
    ['TELEGRAM_API_ROOT', 'api.telegram.example', 'https://api.telegram.org'],
    ['TELEGRAM_API_ROOT', 'https://api.telegram.example?debug=yes', 'https://api.telegram.org'],
    ['BALE_CITIZEN_BOT_TOKEN', 'not-a-token', 'Bale'],
    ['BALE_API_ROOT', 'tapi.bale.example', 'https://tapi.bale.ai'],
    ['SIMULATED_MESSENGERS', 'eitaa', 'telegram, bale'],
    ['SIMULATED_MESSENGERS', 'bale,bale', 'telegram, bale'],
    ['SMS_TEMPLATES', 'merged', 'registered=137-new'],
    ['SMS_TEMPLATES', 'nothing=137-new', 'registered=137-new'],
    ['SMS_TEMPLATES', 'merged=137 new', 'registered=137-new'],
    ['SMS_WITHOUT_TEMPLATE', 'on', 'send or leave'],
    ['PUBLIC_URL', 'http://plain.example.org', 'HTTPS'],
    ['PUBLIC_URL', 'https://137.example.org:9443', '8443'],
    ['PUBLIC_URL', 'https://137.example.net?from=bot', 'HTTPS'],
    ['PUBLIC_URL', 'https://137.example.net/#bots', 'HTTPS'],
    ['PORT', 'eighty', '65535'],
    ['PORT', '65536', '65535'],
    ['PORT', '-8', '65535'],
    ['PORT', '80.25', '65535'],
    ['MONGODB_URI', 'postgres://somebody:word@db', 'mongodb://'],
    ['MONGODB_URI', 'mongodb+src://db', 'mongodb://'],
    ['ANSWER_HOURS', '0.0', '72'],
    ['ANSWER_HOURS', '-4', '72'],
    ['IMPORT_LEAST_HOURS', '12', '24 to 720'],
    ['ANSWER_HOURS', 'three', '72'],
    ['ANSWER_HOURS', 'Infinity', '72'],
    ['SWEEP_SECONDS', '0.00', '3600'],
    ['SWEEP_SECONDS', '0.0001', '3600'],
    ['SWEEP_SECONDS', '86400', '3600'],
    ['REMINDER_HOURS', '6,12', '7 to 21'],
    ['REMINDER_HOURS', '13,17', 'before 12'],
    ['REMINDER_HOURS', '8,22', '7 to 21'],
    ['REMINDER_HOURS', '8,12,12', 'rising'],
    ['REMINDER_HOURS', '8;12', '8,12,16,20'],
    ['RECALL_SECONDS', '-1', '3600'],
    ['TIME_ZONE', 'Asia/Mashhad', 'Asia/Tehran'],
    ['DEFAULT_LOCALE', 'farsi', 'fa, en or ar'],
    ['LOG_LEVEL', 'loud', 'debug'],
    ['PROCESS_ROLE', 'boss', 'worker'],
    ['LIMIT_OPEN_REQUESTS', '0', '1000000'],
    ['LIMIT_FILES_PER_MINUTE', '2.5', '1000000'],
  ])('of %s (%s) stops the start with one sentence that says what to write', (name, value, remedy) => {
    const error = problem({ [name]: value });
    expect(error.variable).toBe(name);
    expect(error.message).toMatch(/^[^\n]+\.$/);
    expect(error.message).toContain(`${name} has a value that cannot be used: set it to `);
    expect(error.message).toContain(remedy);
    expect(error.message.replaceAll(remedy, '')).not.toContain(value);
  });

  it.each([
    ['on the simulator', { MONGODB_URI: 'mongodb://db' }],
    ['without a shared database', BOTH],
  ])('of PROCESS_ROLE, which splits the work, stops the start %s', (_where, environment) => {
    const error = problem({ ...environment, PROCESS_ROLE: 'worker' });
    expect(error.variable).toBe('PROCESS_ROLE');
    expect(error.message).toMatch(/^[^\n]+MONGODB_URI[^\n]+\.$/);
  });

  it('is not repeated where it is a secret that was mistyped', () => {
    const error = problem({ ...BOTH, STAFF_BOT_TOKEN: `${STAFF} !` });
    expect(JSON.stringify(error) + String(error) + error.stack).not.toContain(STAFF.slice(12));
  });
});

describe('the office automation Gam', () => {
  it('is reached by letter files, with the mapping that is for them, and needs no token for it', () => {
    expect(readConfig({ GAM_FOLDER: '/mnt/gam' }).gam).toEqual({
      connection: { kind: 'folder', folder: '/mnt/gam' },
      mappingFile: resolve(packageRoot, 'city/mashhad/gam-files.json'),
      pollSeconds: 15,
    });
  });

  it('is reached in one way only', () => {
    const both = {
      GAM_URL: 'https://gam.example.org',
      GAM_TOKEN: 'letters-for-the-office-137',
      GAM_FOLDER: '/mnt/gam',
    };
    expect(problem(both).variable).toBe('GAM_FOLDER');
  });
});

describe('the tokens', () => {
  it.each([
    ['STAFF_BOT_TOKEN', 'CITIZEN_BOT_TOKEN', { CITIZEN_BOT_TOKEN: CITIZEN }],
    ['CITIZEN_BOT_TOKEN', 'STAFF_BOT_TOKEN', { STAFF_BOT_TOKEN: STAFF }],
    ['STAFF_BOT_TOKEN', 'BALE_CITIZEN_BOT_TOKEN', { BALE_CITIZEN_BOT_TOKEN: CITIZEN }],
  ])('are of citizens and staff: without %s the start stops and says so', (missing, present, environment) => {
    const error = problem(environment);
    expect(error.variable).toBe(missing);
    expect(error.message).toBe(
      `${missing} is not set but ${present} is: set it, or BALE_${missing}, to run on a messenger, or leave out all tokens to run on the simulator.`,
    );
  });

  it.each([
    { STAFF_BOT_TOKEN: CITIZEN, CITIZEN_BOT_TOKEN: CITIZEN },
    { STAFF_BOT_TOKEN: CITIZEN, BALE_CITIZEN_BOT_TOKEN: CITIZEN, CITIZEN_BOT_TOKEN: STAFF },
  ])('are not the same', (environment) => {
    const error = problem(environment);
    expect(error.variable).toMatch(/_BOT_TOKEN$/);
    expect(error.message).toContain(' is the same as ');
    expect(error.message).not.toContain(CITIZEN);
  });

  it.each([
    [{ ...BOTH, BALE_CITIZEN_BOT_TOKEN: BALE_CITIZEN, BALE_STAFF_BOT_TOKEN: BALE_STAFF }, 4],
    [{ ...BOTH, BALE_CITIZEN_BOT_TOKEN: BALE_CITIZEN }, 3],
    [{ STAFF_BOT_TOKEN: STAFF, BALE_CITIZEN_BOT_TOKEN: BALE_CITIZEN }, 2],
    [{ BALE_STAFF_BOT_TOKEN: BALE_STAFF, BALE_CITIZEN_BOT_TOKEN: BALE_CITIZEN }, 2],
  ])('may be of both messengers, each with its own root', (environment, count) => {
    const { connections } = readConfig(environment);
    const bots = connections.kind === 'messengers' ? connections.bots : [];
    expect(bots).toHaveLength(count);
    for (const { messenger, apiRoot } of bots) {
      expect(apiRoot).toBe(messenger === 'bale' ? 'https://tapi.bale.ai' : 'https://api.telegram.org');
    }
  });

  it('lead to an address that each messenger delivers to', () => {
    const environment = {
      ...BOTH,
      BALE_CITIZEN_BOT_TOKEN: BALE_CITIZEN,
      PUBLIC_URL: 'https://a.example.org:8443',
    };
    expect(problem(environment).message).toContain('the port 443 or 88, since Bale delivers to no other');
    expect(readConfig({ ...environment, PUBLIC_URL: 'https://a.example.org:88' }).publicUrl).toContain(':88');
  });
});

describe('the templates of short messages', () => {
  const account = (provider: string, key = 'key-of-the-account') => ({
    ...BOTH,
    SMS_PROVIDER: provider,
    SMS_KEY: key,
    SMS_LINE: '30001370',
  });

  it('are read by kind', () => {
    const { sms } = readConfig({
      ...account('kavenegar'),
      SMS_TEMPLATES: 'registered=137-new, answered=137-answer',
    });
    expect(sms.templates).toEqual({ registered: '137-new', answered: '137-answer' });
  });

  it.each([
    [account('smsir'), 'SMS.ir numbers its templates'],
    [account('magfa', 'city/magfa:secret-of-the-line'), 'Magfa has no templates'],
  ])('are those of the provider', (environment, sentence) => {
    expect(problem({ ...environment, SMS_TEMPLATES: 'registered=new' }).message).toContain(sentence);
  });
});
