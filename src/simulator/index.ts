import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import express from 'express';
import type { BotRole } from '../channel/bot.js';
import { type Clock, type MovableClock, systemClock } from '../clock.js';
import { isFromAnotherPage, isToThisServer } from '../local-call.js';
import type { Logger } from '../logger.js';
import { packageRoot } from '../package-root.js';
import { type BotApi, createBotApi } from './bot-api/router.js';
import type { SimulatedProduct } from './control-api/context.js';
import { createEventStream } from './control-api/events.js';
import { createControlApi } from './control-api/router.js';
import { omitUndefined } from './defined.js';
import { createFaults } from './faults.js';
import { createFileStore } from './files.js';
import { createSimulatedGam, type SimulatedGamOptions } from './gam/index.js';
import { openJournal } from './journal.js';
import { createSendLimits, DEFAULT_LIMITS, type SimulatorLimits } from './limits.js';
import { createPages } from './pages.js';
import { createSimulatedSaja, type SimulatedSajaOptions } from './saja/index.js';
import { createSimulatedSms } from './sms/index.js';
import type { Person } from './state.js';
import { createStatistics } from './statistics.js';
import { createStore } from './store.js';
import type { BotAccount, Telegram } from './telegram.js';
import { createLongPolling } from './updates/long-polling.js';
import { createWebhookDelivery } from './updates/webhook-delivery.js';

export type { Role, SimulatedProduct } from './control-api/context.js';
export { readClockOffset } from './journal.js';
export type { SimulatorLimits } from './limits.js';

/** A bot as BotFather would make it; the number before the colon of the token is its id. */
export interface SimulatedBot {
  readonly token: string;
  readonly username: string;
  readonly firstName: string;
}

export interface SimulatorOptions {
  /** The product's own clock; only the simulator moves it. */
  readonly clock: MovableClock;
  readonly logger: Logger;
  readonly bots: Readonly<Record<BotRole, SimulatedBot>>;
  /** Folder for the state of the simulated Telegram; if absent, it is kept in memory only. */
  readonly journalFolder?: string;
  readonly limits?: Partial<SimulatorLimits>;
  readonly product: SimulatedProduct;
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

/** A person who exists from the beginning. */
interface SimulatedPerson {
  readonly id: number;
  readonly name: string;
  readonly phone?: string;
  readonly languageCode?: string;
  readonly bot: BotRole;
  /** The person has opened the chat with that bot, so the bot may write first. */
  readonly started?: boolean;
}

/** A simulated Telegram (docs/design.md, 8): Bot API, control API and page on one router. */
export interface Simulator {
  /**
   * Serves `/telegram/…`, `/simulator/api/…`, the pages `/simulator`, `/simulator/gam`, `/simulator/saja` and `/simulator/sms`,
   * and what they are made of.
   */
  readonly router: express.Router;
  /** Adds a person, or changes name and number of the one with this id. */
  addPerson(person: SimulatedPerson): void;
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

  const accounts = {
    citizen: accountOf('citizen', options.bots.citizen),
    staff: accountOf('staff', options.bots.staff),
  };
  const ended = new AbortController();
  const faults = createFaults();
  const statistics = createStatistics();
  const polling = createLongPolling({ store, clock, faults, statistics });
  const telegram: Telegram = {
    clock,
    wallClock,
    random,
    logger,
    accounts,
    store,
    faults,
    statistics,
    polling,
    ended: ended.signal,
    files: createFileStore({
      store,
      folder: journalFolder === undefined ? undefined : join(journalFolder, 'files'),
      secrets: { citizen: accounts.citizen.token, staff: accounts.staff.token },
    }),
    limits: createSendLimits({ clock, limits }),
  };
  const delivery = createWebhookDelivery({
    store,
    clock,
    random,
    faults,
    statistics,
    logger,
    runMethod: (bot, body) => botApi.runMethod(bot, body),
  });
  const botApi: BotApi = createBotApi({ telegram, lastDeliveryError: (bot) => delivery.lastError(bot) });
  const events = createEventStream(telegram);

  const router = express.Router();
  router.use(['/telegram', '/bot*rest', '/file', '/simulator'], ofOwnPages(options.host));
  router.use('/telegram', botApi.router);
  // Telegraf resolves its paths against the root and so loses the last part of one without a slash at its end.
  router.use('/', botApi.router);
  router.use('/simulator/api', createControlApi({ telegram, product, events }));
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
  if (existsSync(page)) router.use('/simulator', createPages(), express.static(page));

  return {
    router,
    addPerson({ started, ...given }) {
      const known = store.state.people.get(given.id);
      const person: Person = { ...known, ...omitUndefined(given) };
      if (!isDeepStrictEqual(known, person)) store.commit({ type: 'person', person });
      const chat = store.chat(person.bot, person.id);
      if (started && !chat.started) {
        const { blocked } = chat;
        store.commit({ type: 'chat', bot: person.bot, personId: person.id, started, blocked });
      }
    },
    isRegistryUsed: () => saja?.isUsed() ?? false,
    isRegistryIdle: () => saja?.isIdle() ?? true,
    async start() {
      delivery.start();
      saja?.start();
      gam?.start();
    },
    async stop() {
      await saja?.stop();
      await gam?.stop();
      ended.abort();
      delivery.stop();
      polling.stop();
      events.stop();
      sms?.stop();
      journal.close();
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

function accountOf(name: BotRole, { token, username, firstName }: SimulatedBot): BotAccount {
  const user = { id: Number(token.split(':')[0]), is_bot: true, first_name: firstName, username };
  return { name, token, user };
}
