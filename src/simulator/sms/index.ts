import express from 'express';
import type { Clock } from '../../clock.js';
import { createFaultSwitches } from '../other-systems/fault-switches.js';
import { createPageNews } from '../other-systems/page-news.js';
import type { SmsFaults } from './faults.js';
import { createKavenegarApi } from './kavenegar-api.js';
import { createMagfaApi } from './magfa-api.js';
import { openPhoneNetwork, type PhoneNetwork } from './network.js';
import { createPhonesApi } from './phones-api.js';
import { createSmsIrApi } from './sms-ir-api.js';

/** Simulated providers of short messages, and the telephones that their messages reach. */
export interface SimulatedSms {
  /** Serves `/kavenegar/…`, `/smsir/…`, `/magfa/…`, `/phones/…` and `/events`. */
  readonly router: express.Router;
  readonly network: PhoneNetwork;
  readonly faults: SmsFaults;
  stop(): void;
}

/** Opens the providers, which all have the same telephones and the same faults. */
export function createSimulatedSms(options: {
  /** What every call has to show. */
  readonly key: string;
  readonly folder: string | undefined;
  readonly clock: Clock;
  readonly wallClock: Clock;
}): SimulatedSms {
  const { key, folder, clock, wallClock } = options;
  const network = openPhoneNetwork({ folder, clock });
  const faults: SmsFaults = createFaultSwitches();
  const exchange = { network, faults, key, wallClock };
  const news = createPageNews();
  const unsubscribe = network.subscribe(news.tell);

  const router = express.Router();
  router.use('/kavenegar', createKavenegarApi(exchange));
  router.use('/smsir', createSmsIrApi(exchange));
  router.use('/magfa', createMagfaApi(exchange));
  router.use('/phones', createPhonesApi(exchange));
  router.get('/events', news.handle);
  return {
    router,
    network,
    faults,
    stop() {
      unsubscribe();
      news.stop();
    },
  };
}
