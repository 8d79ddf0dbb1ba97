import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { BALE, type BotRole, type Messenger as MessengerName, TELEGRAM } from '../channel/bot.js';
import { type Clock, type MovableClock, systemClock } from '../clock.js';
import { isFromAnotherPage, isToThisServer } from '../local-call.js';
import type { Logger } from '../logger.js';
import { packageRoot } from '../package-root.js';
import { createSimulatedBale } from './bale/index.js';
import type { SimulatedProduct } from './control-api/context.js';
import { createSimulatedGam, type SimulatedGamOptions } from './gam/index.js';
import { openJournal } from './journal.js';
import { DEFAULT_LIMITS, type SimulatorLimits } from './limits.js';
import { createMessenger, type Messenger, type SimulatedBot, type SimulatedPerson } from './messenger.js';
import { createPages } from './pages.js';
import { TELEGRAM_RULES } from './rules.js';
import { createSimulatedSaja, type SimulatedSajaOptions } from './saja/index.js';
import { createSimulatedSms } from './sms/index.js';
import { BOT_NAMES } from './state.js';
import { createStore, type Store } from './store.js';

export type { Role, SimulatedProduct } from './control-api/context.js';
export { readClockOffset } from './journal.js';
export type { SimulatorLimits } from './limits.js';
export type { SimulatedBot } from './messenger.js';

export interface SimulatorOptions {
  /** The product's own clock; only the simulator moves it. */
  readonly clock: MovableClock;
  readonly logger: Logger;
  readonly bots: Readonly<Record<BotRole, SimulatedBot>>;
  /** Folder for the state of the simulated Telegram; if absent, it is kept in memory only. */
  readonly journalFolder?: string;
  readonly limits?: Partial<SimulatorLimits>;
  readonly product: SimulatedProduct;
  /** The simulated Bale beside Telegram; if absent, there is none. */
  readonly bale?: {
    readonly bots: Readonly<Record<BotRole, SimulatedBot>>;
    readonly product: SimulatedProduct;
  };
  /** The simulated office automation beside it; if absent, there is none. */
  readonly gam?: SimulatedGamOptions;
  /** The simulated registry of calls beside it; if absent, there is none. */
  readonly saja?: SimulatedSajaOptions;
  /** What calls to the simulated providers of short messages show; if absent, there are none. */
  readonly sms?: { readonly key: string };
  /** The name under which this server may be called, besides numbers and `localhost`. */
  readonly host?: string;
  /** Returns numbers from 0 (inclusive) to 1 (exclusive) for ids and waits. */
  readonly random?: () => number;
  /** Clock of the machine, for waits that end whether or not the product's clock moves. */
  readonly wallClock?: Clock;
}

/** A simulated Telegram (docs/design.md, 8): Bot API, control API and page on one router. */
export interface Simulator {
  /**
   * Serves `/telegram/…`, `/simulator/api/…`, the pages `/simulator`, `/simulator/gam`, `/simulator/saja` and `/simulator/sms`,
   * and what they are made of.
   */
  readonly router: express.Router;
  /** Adds a person, or changes name and number of the one with this id; on Telegram where no messenger is named. */
  addPerson(person: SimulatedPerson, messenger?: MessengerName): void;
  /** True once somebody uses the registry of calls: then every event is told to it. */
  isRegistryUsed(): boolean;
  /** True while the registry of calls has nothing to send or to read. */
  isRegistryIdle(): boolean;
  /** Starts delivering updates to webhooks. */
  start(): Promise<void>;
  /** Ends long polls, webhook deliveries and event streams; what was not confirmed stays for the next start. */
  stop(): Promise<void>;
}

/**
 * Makes the simulator. What an earlier one recorded in `journalFolder` is restored, and the clock is moved to
 * the time that it had reached.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, logger, journalFolder, product, random = Math.random, wallClock = systemClock } = options;
  const journal = openJournal(journalFolder);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const store = createStore(journal, limits);
  if (store.state.clockOffset > clock.offset) clock.advance(store.state.clockOffset - clock.offset);

  const parts = { clock, wallClock, logger, random, limits };
  const stores = [store];
  /** The product is idle once it has everything that waits on any of the messengers. */
  const watched = (seen: SimulatedProduct, beside?: Store): SimulatedProduct => {
    if (beside !== undefined) {
      stores.push(beside);
      shareClock(store, beside);
      shareClock(beside, store);
    }
    return { ...seen, isIdle: () => stores.every(hasNothingPending) && seen.isIdle() };
  };
  const telegram = createMessenger({
    ...parts,
    rules: TELEGRAM_RULES,
    bots: options.bots,
    store,
    journal,
    folder: journalFolder,
    product: watched(product),
  });
  const bale =
    options.bale === undefined ? undefined : openBale(options.bale, journalFolder, { ...parts, watched });

  const router = express.Router();
  router.use(['/telegram', '/bale', '/bot*rest', '/file', '/simulator'], ofOwnPages(options.host));
  router.use('/telegram', telegram.botApi);
  // Telegraf resolves its paths against the root and so loses the last part of one without a slash at its end.
  router.use('/', telegram.botApi);
  router.use('/simulator/api', telegram.controlApi);
  if (bale !== undefined) {
    router.use('/bale', bale.botApi);
    router.use('/simulator/bale/api', bale.controlApi);
  }
  /** What a system beside Telegram is made with; each has a folder of its own. */
  const systemParts = (name: string) => ({
    folder: journalFolder === undefined ? undefined : join(journalFolder, name),
    clock,
    wallClock,
    logger,
  });
  const gam =
    options.gam === undefined ? undefined : createSimulatedGam({ ...options.gam, ...systemParts('gam') });
  if (gam !== undefined) router.use('/simulator/gam/api', gam.router);
  const saja =
    options.saja === undefined ? undefined : createSimulatedSaja({ ...options.saja, ...systemParts('saja') });
  if (saja !== undefined) router.use('/simulator/saja/api', saja.router);
  const sms =
    options.sms === undefined ? undefined : createSimulatedSms({ ...options.sms, ...systemParts('sms') });
  if (sms !== undefined) router.use('/simulator/sms/api', sms.router);
  router.use('/simulator/fonts', express.static(join(packageRoot, 'node_modules/vazirmatn/fonts/webfonts')));
  const page = join(packageRoot, 'src/simulator/page');
  if (existsSync(page))
    router.use('/simulator', createPages({ hasBale: bale !== undefined }), express.static(page));

  return {
    router,
    addPerson(person, messenger = TELEGRAM) {
      if (messenger === BALE) bale?.addPerson(person);
      else telegram.addPerson(person);
    },
    isRegistryUsed: () => saja?.isUsed() ?? false,
    isRegistryIdle: () => saja?.isIdle() ?? true,
    async start() {
      telegram.start();
      bale?.start();
      saja?.start();
      gam?.start();
    },
    async stop() {
      await saja?.stop();
      await gam?.stop();
      telegram.stop();
      bale?.stop();
      sms?.stop();
    },
  };
}

/** Lets through what programs and the page itself call, and refuses what pages of others would. */
function ofOwnPages(ownName: string | undefined): express.RequestHandler {
  return ({ headers }, response, next) => {
    if (!isToThisServer(headers, ownName)) {
      response.status(421).json({ error: 'This server has another name: use the address that it printed.' });
    } else if (isFromAnotherPage(headers)) {
      response.status(403).json({ error: 'Only the page of this server may do that.' });
    } else next();
  };
}

/** Whatever time one store reaches is written into the other, too, before anything comes from that time. */
function shareClock(from: Store, to: Store): void {
  from.subscribe((change) => {
    if (change.type === 'clock' && to.state.clockOffset !== change.offset) to.commit(change);
  });
}

/** True once bots have fetched and confirmed everything. */
function hasNothingPending({ state }: Store): boolean {
  return BOT_NAMES.every((bot) => state.bots[bot].pending.size === 0);
}

/** The simulated Bale, with a journal of its own beside Telegram's. */
function openBale(
  { bots, product }: NonNullable<SimulatorOptions['bale']>,
  journalFolder: string | undefined,
  {
    watched,
    ...parts
  }: Pick<
    Parameters<typeof createSimulatedBale>[0],
    'clock' | 'wallClock' | 'logger' | 'random' | 'limits'
  > & { readonly watched: (product: SimulatedProduct, beside: Store) => SimulatedProduct },
): Messenger {
  const folder = journalFolder === undefined ? undefined : join(journalFolder, 'bale');
  const journal = openJournal(folder);
  const store = createStore(journal, parts.limits);
  return createSimulatedBale({ ...parts, bots, store, journal, folder, product: watched(product, store) });
}
