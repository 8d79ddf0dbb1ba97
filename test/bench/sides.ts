import type { Organization } from '../../src/organization/organization.js';
import { TOKENS } from '../simulator/harness.js';
import { NO_LIMITS_ENVIRONMENT } from '../support/no-limits.js';
import { populate } from './city.js';
import type { BenchDatabase, Ground } from './ground.js';
import { freePort, type Running, startProcess } from './processes.js';

/** The simulated Telegram keeps every message of a run. */
const ROOM_FOR_MESSAGES = '--max-old-space-size=8192';

/** A program with a database and a Telegram of its own. */
export interface Side {
  /** The program that runs now. */
  program(): Running;
  readonly telegram: Running;
  readonly database: BenchDatabase;
  /** Ends the program as `kill -9` does, and starts it again on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface SideOptions {
  /** People who have opened the citizen bot. */
  readonly citizens: number;
  /** True where Telegram keeps the limits of the real one. */
  readonly isLimited?: boolean;
  /** A city that is there already, and stays; absent: a new one, which goes with the side. */
  readonly in?: CityDatabase;
  /** Fills the database before the program starts. */
  readonly fill?: (database: BenchDatabase, organization: Organization) => Promise<void>;
  /** Settings of the program besides those that every side has. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Options of Node for the program. */
  readonly engine?: readonly string[];
  /** Told of the Telegram before the program starts, so that nothing of it is missed. */
  readonly onTelegram?: (telegram: Running) => Promise<void>;
}

/** A database with the example city, in which somebody holds every position. */
export interface CityDatabase {
  readonly database: BenchDatabase;
  readonly organization: Organization;
}

/** Makes a database with the example city. */
export async function createCity(ground: Ground): Promise<CityDatabase> {
  const database = await ground.newDatabase();
  return { database, organization: await populate(database.connection) };
}

/** Starts the product behind a webhook, in a city in which somebody holds every position. */
export async function startProductSide(ground: Ground, options: SideOptions): Promise<Side> {
  const port = await freePort();
  const dataDir = await ground.folder(`product-${port}`);
  return startSide(ground, options, ({ database, telegramRoot }) =>
    startProcess(
      'product.ts',
      {
        ...connectionOf(database, telegramRoot),
        ...NO_LIMITS_ENVIRONMENT,
        PORT: String(port),
        DATA_DIR: dataDir,
        STAFF_BOT_TOKEN: TOKENS.staff,
        LOG_LEVEL: 'error',
        ...options.settings,
      },
      options.engine,
    ),
  );
}

/** Starts the plain bot behind a webhook. */
export async function startPlainSide(ground: Ground, options: SideOptions): Promise<Side> {
  return startSide(ground, options, ({ database, telegramRoot }) =>
    startProcess('plain-bot.ts', connectionOf(database, telegramRoot)),
  );
}

/** Starts a program that does the least that must happen, with so many calls to Telegram for a filing. */
export async function startLeastSide(ground: Ground, options: SideOptions, calls: number): Promise<Side> {
  return startSide(ground, options, ({ database, telegramRoot, managers }) =>
    startProcess('least.ts', {
      ...connectionOf(database, telegramRoot),
      STAFF_BOT_TOKEN: TOKENS.staff,
      CALLS: String(calls),
      MANAGERS: String(managers),
    }),
  );
}

/** Starts a webhook that does nothing but insert what comes. */
export async function startBareSide(ground: Ground, options: SideOptions): Promise<Side> {
  return startSide(ground, options, ({ database: { uri } }) =>
    startProcess('bare-webhook.ts', { MONGODB_URI: uri }),
  );
}

/** Starts an API that does nothing but check, insert and read. */
export async function startBareApiSide(ground: Ground, options: SideOptions): Promise<Side> {
  return startSide(ground, options, ({ database: { uri } }) =>
    startProcess('bare-api.ts', { MONGODB_URI: uri }),
  );
}

/** What a program finds. */
interface Surroundings {
  readonly database: BenchDatabase;
  readonly telegramRoot: string;
  /** Managers who have opened the staff bot. */
  readonly managers: number;
}

async function startSide(
  ground: Ground,
  { citizens, isLimited = false, fill, onTelegram, ...options }: SideOptions,
  start: (surroundings: Surroundings) => Promise<Running>,
): Promise<Side> {
  const { database, organization } = options.in ?? (await createCity(ground));
  await fill?.(database, organization);
  const telegram = await startProcess('simulator.ts', {
    CITIZENS: String(citizens),
    MANAGERS: String(organization.positions.length),
    NODE_OPTIONS: ROOM_FOR_MESSAGES,
    ...(isLimited ? { IS_LIMITED: 'yes' } : {}),
  });
  await onTelegram?.(telegram);
  const surroundings = {
    database,
    telegramRoot: `${telegram.address}/telegram`,
    managers: organization.positions.length,
  };
  let program = await start(surroundings);
  return {
    program: () => program,
    telegram,
    database,
    async restart() {
      await program.kill();
      program = await start(surroundings);
    },
    async close() {
      await program.kill();
      await telegram.kill();
      if (options.in === undefined) await database.drop();
    },
  };
}

function connectionOf({ uri }: BenchDatabase, telegramRoot: string) {
  return { CITIZEN_BOT_TOKEN: TOKENS.citizen, TELEGRAM_API_ROOT: telegramRoot, MONGODB_URI: uri };
}
