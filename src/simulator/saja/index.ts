import express from 'express';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import { createFaultSwitches } from '../other-systems/fault-switches.js';
import { createPageNews } from '../other-systems/page-news.js';
import { openCallBook } from './call-book.js';
import { createCityLists } from './city-lists.js';
import { createEventConnection } from './connection.js';
import { createDeskApi } from './desk-api.js';
import { createEventAddress } from './event-address.js';
import type { SajaFaultKind } from './faults.js';
import { createProductClient } from './product-client.js';
import { openRequestBook } from './request-book.js';
import { createSending } from './sending.js';

/** What the simulated registry is connected to. */
export interface SimulatedSajaOptions {
  /** The public interface of the product, such as `http://127.0.0.1:3137/api/v1`. */
  readonly api: string;
  /** Where this registry is told of events. */
  readonly eventAddress: string;
  /** Makes the key of its client anew; the one before is void. */
  readonly makeKey: () => Promise<string>;
}

/**
 * A simulated registry of calls, which registers through the public interface of the product and is told of events at an
 * address of its own. It calls nobody before somebody uses it, or has before.
 */
export interface SimulatedSaja {
  /** Serves `/events` of the product, `/desk/…`, and `/news` for the page. */
  readonly router: express.Router;
  /** True once somebody uses it: then it hears of every event. */
  isUsed(): boolean;
  /** True while nothing is to be sent or read. */
  isIdle(): boolean;
  start(): void;
  stop(): Promise<void>;
}

/** Opens the registry, with what an earlier one left in the folder. */
export function createSimulatedSaja(
  options: SimulatedSajaOptions & {
    readonly folder: string | undefined;
    readonly clock: Clock;
    readonly wallClock: Clock;
    readonly logger: Logger;
  },
): SimulatedSaja {
  const { folder, clock, wallClock, logger } = options;
  const stopping = new AbortController();
  const faults = createFaultSwitches<SajaFaultKind>();
  const calls = openCallBook({ folder, clock });
  const requests = openRequestBook(folder);
  const news = createPageNews();
  const subscriptions = [calls.subscribe(news.tell), requests.subscribe(news.tell)];
  let key = '';
  let isUsed = false;
  let noteReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    noteReady = resolve;
  });
  const product = createProductClient({
    url: options.api,
    key: () => key,
    faults,
    signal: stopping.signal,
  });
  const connection = createEventConnection({ folder, url: options.eventAddress, product, requests });
  const sending = createSending({
    calls,
    requests,
    product,
    connection,
    faults,
    wallClock,
    logger,
    stopping,
    async getKey() {
      key = await options.makeKey();
      noteReady();
    },
  });

  function use(): void {
    isUsed = true;
    sending.start();
    sending.wake();
  }

  const router = express.Router();
  router.use(
    '/events',
    createEventAddress({
      secret: connection.secret,
      requests,
      faults,
      wallClock,
      onHeard: sending.wake,
    }),
  );
  router.use(
    '/desk',
    createDeskApi({
      calls,
      requests,
      city: createCityLists({ product, whenReady: () => ready }),
      faults,
      onUse: use,
      onBack: sending.catchUp,
    }),
  );
  router.get('/news', news.handle);

  return {
    router,
    isUsed: () => isUsed,
    isIdle: sending.isIdle,
    start() {
      if (calls.list().length > 0) use();
    },
    async stop() {
      for (const unsubscribe of subscriptions) unsubscribe();
      news.stop();
      await sending.stop();
    },
  };
}
