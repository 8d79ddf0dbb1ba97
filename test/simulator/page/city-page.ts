import type { Browser } from 'playwright-core';
import { createWebApp } from '../../../src/web/app.js';
import { openPage, type WatchedPage } from '../../support/browser.js';
import { close, listen, type RunningSimulator, runSimulator, SILENT } from '../harness.js';

/** The simulator with its page, served under the product's own security headers. */
export interface CityPage extends WatchedPage {
  readonly running: RunningSimulator;
}

/** Runs a simulator and opens its page; `prepare` fills the city before. */
export async function openCityPage(
  browser: Browser,
  options: Parameters<typeof runSimulator>[0] & {
    readonly prepare?: (running: RunningSimulator) => Promise<void>;
    readonly viewport?: { readonly width: number; readonly height: number };
  } = {},
): Promise<CityPage> {
  const { prepare, viewport, ...rest } = options;
  const running = await runSimulator(rest);
  await prepare?.(running);
  const app = createWebApp({
    readiness: async () => ({ ready: true, database: 'none', messenger: 'simulator' }),
    routers: [running.simulator.router],
    logger: SILENT,
  });
  const { server, address } = await listen(app);
  const watched = await openPage(browser, `${address}/simulator/`, viewport);
  return {
    ...watched,
    running,
    async close() {
      await watched.close();
      await close(server);
      await running.stop();
    },
  };
}
