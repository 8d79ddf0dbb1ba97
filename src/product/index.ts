import { type Clock, systemClock } from '../clock.js';
import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import { createWork } from './background.js';
import { startBots } from './bots.js';
import { openEntrance } from './entrance.js';
import { inviteFirstAdministrator } from './first-administrator.js';
import { type Ground, layGround } from './foundation.js';
import { createServices, type Services } from './services.js';
import { openStores } from './stores.js';
import { startUpdates } from './updates.js';

/** The whole product, running. */
export interface Product {
  /** Address of the HTTP server on this machine. */
  readonly url: string;
  /** What the database is, in words. */
  readonly database: string;
  readonly messenger: 'telegram' | 'simulator';
  /** Stops everything that was started, in reverse order. */
  stop(): Promise<void>;
}

/** What the product is started with. */
export interface ProductOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** What the product's clock is based on; a test may hand in one that stands still. */
  readonly baseClock?: Clock;
  /** Told, in words for a person, what takes a while at the start. */
  readonly onProgress?: (sentence: string) => void;
}

/**
 * Builds the product from its configuration and starts it: the one place that knows every part. Rejects with
 * a `ConfigError` or another error whose message is a sentence for the person who starts it; what had been
 * started is stopped then.
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const started: { readonly name: string; readonly stop: () => Promise<unknown> }[] = [];
  const onStop = (name: string, stop: () => Promise<unknown>) => started.push({ name, stop });
  const stop = async () => {
    for (const part of started.splice(0).reverse()) {
      await part
        .stop()
        .catch((error) => options.logger.error({ event: 'stopFailed', part: part.name, error }));
    }
  };
  try {
    return { ...(await build(options, onStop)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  { config, logger, baseClock = systemClock, onProgress = () => undefined }: ProductOptions,
  onStop: Ground['onStop'],
): Promise<Omit<Product, 'stop'>> {
  let isReady = false;
  const ground = await layGround({ config, logger, baseClock, onProgress, onStop });
  const { database, clock } = ground;
  const stores = await openStores(ground);
  const entrance = await openEntrance(ground, stores, {
    isReady: () => isReady,
    readVitals: async () => services.readVitals(),
  });
  const { mailbox, simulation } = entrance;
  const services: Services = await createServices(ground, stores, entrance);
  const { apis, deliveries, phones } = services;
  await startBots({ ground, stores, entrance, services });

  const work = createWork(ground, stores, services, mailbox);
  await simulation?.connect({
    isIdle: () => mailbox.isIdle() && deliveries.isIdle(),
    isQuiet: async () => (await mailbox.isQuiet()) && (await deliveries.isQuiet()),
    runDue: () => work.runDue(),
    requestStore: stores.requests,
    phones,
  });

  if (ground.isAlone) {
    await stores.chats.freeAll();
    await deliveries.takeOverLeases();
  }
  if (config.processRole !== 'web') await work.start();
  if (config.processRole !== 'worker') await startUpdates(ground, entrance, services);
  if (simulation === undefined && !(await stores.people.hasAny('administrator'))) {
    onProgress(await inviteFirstAdministrator({ invites: stores.invites, api: apis.staff, clock }));
  }
  isReady = true;
  logger.info({ event: 'started', database: database.kind, messenger: config.messenger.kind });
  return { url: entrance.url, database: database.description, messenger: config.messenger.kind };
}
