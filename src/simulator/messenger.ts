import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Router } from 'express';
import type { BotRole } from '../channel/bot.js';
import type { Clock, MovableClock } from '../clock.js';
import type { Logger } from '../logger.js';
import { type BotApi, createBotApi } from './bot-api/router.js';
import type { SimulatedProduct } from './control-api/context.js';
import { createEventStream } from './control-api/events.js';
import { createControlApi } from './control-api/router.js';
import { omitUndefined } from './defined.js';
import { createFaults } from './faults.js';
import { createFileStore } from './files.js';
import type { Journal } from './journal.js';
import { createSendLimits, type SimulatorLimits } from './limits.js';
import type { MessengerRules } from './rules.js';
import type { Person } from './state.js';
import { createStatistics } from './statistics.js';
import type { Store } from './store.js';
import type { BotAccount, Telegram } from './telegram.js';
import { createLongPolling } from './updates/long-polling.js';
import { createWebhookDelivery } from './updates/webhook-delivery.js';

/** A bot as BotFather would make it; the number before the colon of the token is its id. */
export interface SimulatedBot {
  readonly token: string;
  readonly username: string;
  readonly firstName: string;
}

/** A person who exists from the beginning. */
export interface SimulatedPerson {
  readonly id: number;
  readonly name: string;
  readonly phone?: string;
  readonly languageCode?: string;
  readonly bot: BotRole;
  /** The person has opened the chat with that bot, so the bot may write first. */
  readonly started?: boolean;
}

/** One simulated messenger: Telegram, or one like it with rules of its own. */
export interface Messenger {
  /** Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
  readonly botApi: Router;
  /** What people do, for pages and tests. */
  readonly controlApi: Router;
  /** Adds a person, or changes name and number of the one with this id. */
  addPerson(person: SimulatedPerson): void;
  /** Starts delivering updates to webhooks. */
  start(): void;
  /** Ends long polls, webhook deliveries and event streams; what was not confirmed stays for the next start. */
  stop(): void;
}

/** Makes a messenger over its own store; the caller closes the journal. */
export function createMessenger(options: {
  readonly rules: MessengerRules;
  readonly bots: Readonly<Record<BotRole, SimulatedBot>>;
  readonly store: Store;
  readonly journal: Journal;
  /** Folder of the files; if absent, they are kept in memory only. */
  readonly folder: string | undefined;
  readonly limits: SimulatorLimits;
  readonly product: SimulatedProduct;
  readonly clock: MovableClock;
  readonly wallClock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
}): Messenger {
  const { rules, bots, store, journal, folder, limits, product, clock, wallClock, logger, random } = options;
  const accounts = { citizen: accountOf('citizen', bots.citizen), staff: accountOf('staff', bots.staff) };
  const ended = new AbortController();
  const faults = createFaults();
  const statistics = createStatistics();
  const polling = createLongPolling({ store, clock, faults, statistics, rules });
  const telegram: Telegram = {
    clock,
    rules,
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
      folder: folder === undefined ? undefined : join(folder, 'files'),
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
    rules,
    runMethod: (bot, body) => botApi.runMethod(bot, body),
  });
  const botApi: BotApi = createBotApi({ telegram, lastDeliveryError: (bot) => delivery.lastError(bot) });
  const events = createEventStream(telegram);

  return {
    botApi: botApi.router,
    controlApi: createControlApi({ telegram, product, events }),
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
    start: () => delivery.start(),
    stop() {
      ended.abort();
      delivery.stop();
      polling.stop();
      events.stop();
      journal.close();
    },
  };
}

function accountOf(name: BotRole, { token, username, firstName }: SimulatedBot): BotAccount {
  const user = { id: Number(token.split(':')[0]), is_bot: true, first_name: firstName, username };
  return { name, token, user };
}
