import { firstBot, ofBot } from '../channel/per-bot.js';
import { type Clock, systemClock } from '../clock.js';
import type { Config } from '../config.js';
import { updateIndexes } from '../database/indexes.js';
import { createWakeRouter } from '../gam/wake-router.js';
import type { Logger } from '../logger.js';
import { mountApi } from './api.js';
import { createBackground } from './background.js';
import { createBotClients } from './bot-clients.js';
import { startBots } from './bots.js';
import { makeDemoKey, openClientAccess } from './client-access.js';
import { describeConnections } from './describe-connections.js';
import { mountWebhooks, openEntrance } from './entrance.js';
import { type FileWork, openFileWork } from './file-work.js';
import { inviteFirstAdministrator } from './first-administrator.js';
import { type Foundation, openFoundation } from './foundation.js';
import { openGamConnection } from './gam-connection.js';
import { openHttp } from './http.js';
import { openNeighbours } from './neighbours.js';
import { mountOpen311 } from './open311.js';
import { createServices } from './services.js';
import { openSimulation } from './simulated-city.js';
import { mountSite } from './site.js';
import { openStores } from './stores.js';
import { startUpdates } from './updates.js';

/** The whole product, running. */
export interface Product {
  /** Address of the HTTP server on this machine. */
  readonly url: string;
  /** The kind of database, in words. */
  readonly database: string;
  /** The connected messengers, or `simulator`. */
  readonly messenger: string;
  /**
   * Makes a key with which a reader of the guide can try the API at once, in place of the one made before; only in the
   * simulation.
   */
  readonly makeDemoKey?: () => Promise<string>;
  /** Resolves once updates can come, which it waits for a while before the start is over. */
  readonly whenReady: Promise<void>;
  /** Says at `/health/ready` that it is about to stop, and serves on. */
  drain(): void;
  /** Stops everything that was started, in reverse order. */
  stop(): Promise<void>;
}

/** The options of a start. */
export interface ProductOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** The clock that the product's clock is based on; a test may pass one that stands still. */
  readonly baseClock?: Clock;
  /**
   * Milliseconds after which a press is answered even if its work is not done yet. Where what a press was answered
   * with is judged, the machine may be slow.
   */
  readonly pressPatienceMs?: number;
  /** Work on files that several products of one process share, and whoever opened it ends; otherwise its own. */
  readonly fileWork?: FileWork;
  /** Is told, in words for a person, what takes a while at the start. */
  readonly onProgress?: (sentence: string) => void;
  /** True if what `onProgress` is told is read on a terminal and kept nowhere; false by default. */
  readonly isTerminal?: boolean;
}

/**
 * Builds the product from its configuration and starts it: the only place that knows every part. Rejects with
 * a `ConfigError` or another error whose message is a sentence for the person who starts it; everything
 * started before is then stopped.
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

/** Until a press is answered its button shows a spinner. */
const PRESS_PATIENCE_MS = 1_500;
/** Milliseconds after which the start says what it is waiting for. */
const SLOW_MS = 2_000;

/** Says what the start waits for if that takes a while, such as an index over many requests. */
async function sayWhenSlow(
  waitedFor: Promise<unknown>,
  say: (sentence: string) => void,
  sentence: string,
): Promise<void> {
  const done = new AbortController();
  const late = systemClock.sleep(SLOW_MS, done.signal).then(() => {
    if (!done.signal.aborted) say(sentence);
  });
  await waitedFor.finally(() => done.abort());
  await late;
}

/** Milliseconds for which a start waits for Telegram; the rest happens while the product already runs. */
const WAIT_FOR_UPDATES_MS = 5_000;

async function build(
  {
    config,
    logger,
    baseClock = systemClock,
    pressPatienceMs = PRESS_PATIENCE_MS,
    fileWork,
    onProgress = () => undefined,
    isTerminal = false,
  }: ProductOptions,
  onStop: Foundation['onStop'],
): Promise<Omit<Product, 'stop'>> {
  const foundation = await openFoundation({
    config,
    logger,
    baseClock,
    pressPatienceMs,
    onProgress,
    onStop,
  });
  const { database, clock } = foundation;
  const http = await openHttp(foundation);
  const stores = await openStores(foundation);
  const clients = createBotClients(foundation, http);
  const files = fileWork ?? openFileWork();
  if (files !== fileWork) onStop('work with files', () => files.stop());
  const gam = await openGamConnection(foundation, http);
  const services = createServices(foundation, { stores, clients, files, gamPort: gam?.port, url: http.url });
  if (gam !== undefined) {
    http.mount(services.gamFiles.router);
    const { token } = gam;
    if (token !== undefined) http.mount(createWakeRouter({ token, wake: () => services.gam.wake() }));
  }
  // Every collection is open by now.
  http.waitFor('the indexes of the database');
  await sayWhenSlow(
    updateIndexes(foundation.connection),
    onProgress,
    'Building the indexes of the database; with many requests this takes minutes …',
  );
  http.waitFor('the start');
  const entrance = openEntrance(foundation, { http, stores, clients, services });
  const { mailbox } = entrance;
  const neighbours = await openNeighbours(foundation, { stores, services });
  const background = createBackground(foundation, { stores, clients, services, mailbox, neighbours });
  const simulation =
    config.connections.kind === 'simulator'
      ? openSimulation(foundation, { http, stores, services, mailbox, background })
      : undefined;
  const messenger = describeConnections(config.connections);
  http.waitFor(`an answer of ${messenger}`);
  await sayWhenSlow(
    startBots({ foundation, stores, clients, services, entrance }),
    onProgress,
    `Waiting for an answer of ${messenger}: is it within reach from this machine? …`,
  );
  if (foundation.isAlone) {
    await stores.chats.freeAll();
    await services.deliveries.takeOverLeases();
  }
  await services.processSigns?.start(async (ended) => {
    foundation.solitude.noteEnd();
    await stores.chats.freeAllOf(ended);
    await services.deliveries.takeOverFrom(ended);
    services.feed.wake();
    await mailbox.resume();
  });
  // Nothing is changed that another process remembers before that one knows of this.
  await foundation.solitude.start();
  const access = openClientAccess(foundation, stores);
  await mountApi(foundation, { http, stores, services, access });
  mountOpen311(foundation, { http, stores, services, access });
  mountSite(foundation, { http, stores, services, clients });
  await simulation?.start();
  if (config.processRole !== 'web') await background.start();
  mountWebhooks(foundation, { http, clients, mailbox });
  const updates =
    config.processRole === 'worker' ? undefined : await startUpdates(foundation, { clients, mailbox });
  if (simulation === undefined) {
    const staffBot = firstBot('staff', clients.apis);
    const whatToDo = await inviteFirstAdministrator({
      ...stores,
      api: ofBot(clients.apis, staffBot),
      capabilities: ofBot(clients.capabilities, staffBot),
      clock,
      dataDir: config.dataDir,
      isTerminal,
    });
    if (whatToDo !== undefined) onProgress(whatToDo);
  }
  // Whoever calls from now on is led elsewhere, before anything that would serve them stops. The product itself calls
  // the simulator until its own end.
  if (simulation === undefined) onStop('door', async () => http.stopListening());
  http.waitFor(`${messenger} to bring updates`);
  const whenReady = Promise.resolve(updates?.opened).then(() => {
    http.setReady();
    logger.info({ event: 'started', database: database.kind, messenger });
  });
  const isSaid = sayWhenSlow(
    whenReady,
    onProgress,
    `Waiting for ${messenger} to bring updates: the log says why it does not …`,
  );
  const enough = new AbortController();
  await Promise.race([isSaid, systemClock.sleep(WAIT_FOR_UPDATES_MS, enough.signal)]);
  enough.abort();
  return {
    url: http.url,
    database: database.description,
    messenger,
    whenReady,
    drain: http.drain,
    ...(simulation === undefined ? {} : { makeDemoKey: () => makeDemoKey(stores.clients, clock) }),
  };
}
