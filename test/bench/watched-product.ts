import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';
import type { Organization } from '../../src/organization/organization.js';
import { startProduct } from '../../src/product/index.js';
import { TOKENS } from '../simulator/harness.js';
import { eventually } from '../support/eventually.js';
import { NO_LIMITS_ENVIRONMENT } from '../support/no-limits.js';
import { populate } from './city.js';
import { listenToCommands, type SentCommand } from './commands.js';
import { type BenchDatabase, type Ground, watched } from './ground.js';
import { freePort, type Running, startProcess } from './processes.js';
import type { SideOptions } from './sides.js';

/** The product in this process, receiving but not sending, so that one sees what an update costs the database. */
export interface WatchedProduct {
  readonly telegram: Running;
  readonly database: BenchDatabase;
  readonly organization: Organization;
  /** Does something and waits until all updates of it are handled; resolves to what the database was asked for. */
  during(act: () => Promise<unknown>): Promise<readonly SentCommand[]>;
  close(): Promise<void>;
}

const HANDLED_WITHIN_MS = 20_000;

/** Starts the product in this process, in a city in which somebody holds every position. */
export async function startWatchedProduct(
  ground: Ground,
  options: { readonly citizens: number; readonly fill?: SideOptions['fill'] },
): Promise<WatchedProduct> {
  const database = await ground.newDatabase();
  const organization = await populate(database.connection);
  await options.fill?.(database, organization);
  const telegram = await startProcess('simulator.ts', {
    CITIZENS: String(options.citizens),
    MANAGERS: String(organization.positions.length),
  });
  const port = await freePort();
  const config = readConfig({
    MONGODB_URI: watched(database.uri),
    CITIZEN_BOT_TOKEN: TOKENS.citizen,
    STAFF_BOT_TOKEN: TOKENS.staff,
    TELEGRAM_API_ROOT: `${telegram.address}/telegram`,
    PORT: String(port),
    PROCESS_ROLE: 'web',
    DATA_DIR: await ground.folder(`watched-${port}`),
    ...NO_LIMITS_ENVIRONMENT,
  });
  const product = await startProduct({
    config: { ...config, publicUrl: `http://127.0.0.1:${port}` },
    logger: createLogger({ level: 'silent' }),
  });
  const listener = listenToCommands(database.connection.name, database.connection);
  const isHandled = async () => {
    const { connection } = database;
    const chats = await connection
      .collection('chats')
      .countDocuments({ $or: [{ 'pending.0': { $exists: true } }, { leaseOwner: { $ne: null } }] });
    const unplanned = await connection
      .collection('requests')
      .countDocuments({ 'undelivered.0': { $exists: true } });
    return chats + unplanned === 0;
  };

  return {
    telegram,
    database,
    organization,
    async during(act) {
      listener.take();
      await act();
      await eventually(isHandled, { withinMs: HANDLED_WITHIN_MS });
      return listener.take();
    },
    async close() {
      await product.stop();
      await telegram.kill();
      await database.drop();
    },
  };
}
