import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { TELEGRAM } from '../../src/channel/bot.js';
import { createCitizenStore } from '../../src/citizens/citizen-store.js';
import type { MovableClock } from '../../src/clock.js';
import type { Locale } from '../../src/config.js';
import {
  type CityClient,
  createCityClient,
  messengersOf,
  type Whereabouts,
} from '../../src/story/city-client.js';
import { openTestDatabase, withOption } from './database.js';
import { NO_LIMITS_ENVIRONMENT } from './no-limits.js';
import { startInHost } from './product-in-host.js';
import { removeFolder } from './remove-folder.js';
import { type WatchedCommands, watchCommands } from './watched-commands.js';

/** The whole product on the simulator, with a database and a folder of its own. */
export interface RunningCity {
  readonly url: string;
  /** Plays people over the control API. */
  readonly city: CityClient;
  /** Begins to watch what the product asks of its database; only of one that runs in this process. */
  watchDatabase(): WatchedCommands;
  /** The database of the city. */
  readonly connection: Connection;
  /** Makes somebody known who has used the bot before: he has agreed, and goes without a number. */
  introduce(person: number, locale?: Locale): Promise<void>;
  /**
   * Stops the product and starts it again on the same database and folder. `whileAwayHours` pass in between
   * on the base clock that was handed in.
   */
  restart(options?: { readonly whileAwayHours?: number }): Promise<void>;
  stop(): Promise<void>;
}

export interface CityOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What the city's clock is based on; a manual clock stands still between moves. */
  readonly baseClock?: MovableClock;
  /** Runs the product in the process of the test, as a city with a clock of its own does in any case. */
  readonly isInThisProcess?: boolean;
  /** The messengers on which people are; Telegram if absent. */
  readonly whereabouts?: Whereabouts;
  /** Level of a log to the standard output; silent unless a test is being written. */
  readonly logLevel?: string;
}

/** Starts the product for a test; the simulated city is full of people (src/simulated-people.ts). */
export async function startCity(options: CityOptions = {}): Promise<RunningCity> {
  const { baseClock, logLevel = 'silent', whereabouts } = options;
  const isInThisProcess = options.isInThisProcess === true || baseClock !== undefined;
  const database = await openTestDatabase();
  const { connection } = database;
  const dataDir = await mkdtemp(join(tmpdir(), 'pasokh-city-'));
  const environment = {
    PORT: '0',
    DATA_DIR: dataDir,
    MONGODB_URI: isInThisProcess ? withOption(database.uri, 'monitorCommands=true') : database.uri,
    ...NO_LIMITS_ENVIRONMENT,
    ...(whereabouts === undefined ? {} : { SIMULATED_MESSENGERS: messengersOf(whereabouts) }),
    ...options.environment,
  };
  const start = async () => {
    if (!isInThisProcess) return startInHost({ environment, logLevel });
    // Most test files can do without loading the whole product.
    const { startInThisProcess } = await import('./started-product.js');
    return startInThisProcess({ environment, logLevel }, baseClock === undefined ? {} : { baseClock });
  };
  let product = await start();
  let city = createCityClient(product.url, whereabouts);

  return {
    get url() {
      return product.url;
    },
    get city() {
      return city;
    },
    watchDatabase() {
      if (!isInThisProcess) throw new Error('The product runs in another process.');
      return watchCommands(connection.name);
    },
    connection,
    async introduce(person, locale = 'fa') {
      const citizens = createCitizenStore(connection);
      const { _id } = await citizens.meet({ messenger: TELEGRAM, userId: person, locale });
      await citizens.update(_id, { consentAt: await city.now(), isWithoutPhone: true });
    },
    async restart({ whileAwayHours = 0 } = {}) {
      await product.stop();
      baseClock?.advance(whileAwayHours * 3_600_000);
      product = await start();
      city = createCityClient(product.url, whereabouts);
    },
    async stop() {
      await product.stop();
      await database.close();
      await removeFolder(dataDir);
    },
  };
}
