import express from 'express';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import { createFaultSwitches } from '../other-systems/fault-switches.js';
import { createPageNews } from '../other-systems/page-news.js';
import { createDeskApi, type DeskPosition } from './desk-api.js';
import { GAM_FAULTS, GAM_FILE_FAULTS, type GamFaultKind } from './faults.js';
import { createLetterFolder } from './letter-folder.js';
import { openOffice } from './office.js';
import { createSystemApi } from './system-api.js';

/** What the simulated office automation is connected to. */
export interface SimulatedGamOptions {
  /** What the product shows it, and it shows the product. */
  readonly token: string;
  /** Where the product hears that something was done. */
  readonly callback: string;
  /** Where letters are exchanged as files; absent: over HTTP. */
  readonly letterFolder?: string;
  /** The positions that have a cartable in it. */
  readonly positions: () => Promise<readonly DeskPosition[]>;
}

/** A simulated office automation: what other systems call, what people do at their desks, and a stream for the page. */
export interface SimulatedGam {
  /** Serves `/system/…`, `/desk/…` and `/events`. */
  readonly router: express.Router;
  start(): void;
  stop(): Promise<void>;
}

/** Opens the office automation, with what an earlier one left in the folder. */
export function createSimulatedGam(
  options: SimulatedGamOptions & {
    readonly folder: string | undefined;
    readonly clock: Clock;
    readonly wallClock: Clock;
    readonly logger: Logger;
  },
): SimulatedGam {
  const { folder, clock, wallClock, logger, token, callback, positions } = options;
  const office = openOffice({ folder, clock });
  const faults = createFaultSwitches<GamFaultKind>();
  const news = createPageNews();
  const unsubscribe = office.subscribe(news.tell);

  async function tellProduct(): Promise<void> {
    if (faults.isOn('away')) return;
    try {
      await fetch(callback, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    } catch (error) {
      // The product asks by itself before long.
      logger.warn({ event: 'gamCallbackFailed', error });
    }
  }

  const codes = async () => new Set((await positions()).map(({ code }) => code));
  const letterFolder =
    options.letterFolder === undefined
      ? undefined
      : createLetterFolder({
          ...{ folder: options.letterFolder, office, faults, clock, wallClock, logger },
          ...{ positions: codes, tellProduct },
        });
  const router = express.Router();
  router.use('/system', createSystemApi({ office, faults, token, wallClock, positions: codes }));
  router.use(
    '/desk',
    createDeskApi({
      office,
      faults,
      kinds: letterFolder === undefined ? GAM_FAULTS : GAM_FILE_FAULTS,
      positions,
      takeFiles: async () => letterFolder?.exchange(),
      async tellProduct() {
        await letterFolder?.exchange();
        await tellProduct();
      },
    }),
  );
  router.get('/events', news.handle);

  return {
    router,
    start() {
      letterFolder?.start();
    },
    async stop() {
      await letterFolder?.stop();
      unsubscribe();
      news.stop();
    },
  };
}
