import type { Browser } from 'playwright-core';
import { createWebApp } from '../../../src/web/app.js';
import { openPage, type WatchedPage } from '../../support/browser.js';
import {
  type ApiAnswer,
  close,
  listen,
  type RunningSimulator,
  runSimulator,
  SILENT,
  until,
} from '../harness.js';

/** The page of a running simulator, served under the product's own security headers. */
export interface CityPage extends WatchedPage {
  readonly running: RunningSimulator;
  readonly address: string;
  /** Ends all connections of the page, as a network that fails does. */
  cutConnections(): void;
  /** A bot writes to somebody; resolves to the id of the message. */
  botWrites(person: number, text: string, more?: object): Promise<number>;
  /** Waits for the press of a button and answers it as the citizens' bot. */
  answerNextPress(answer: object): Promise<void>;
}

export type CityPageOptions = Parameters<typeof runSimulator>[0] & {
  /** The page that is opened; absent: that of the city. */
  readonly path?: string;
  /** Fills the city before the page opens. */
  readonly prepare?: (running: RunningSimulator) => void;
  /** Runs in the browser before the scripts of the page. */
  readonly initScript?: string;
};

/** Runs a simulator and opens its page. */
export async function openCityPage(browser: Browser, options: CityPageOptions = {}): Promise<CityPage> {
  const { prepare, initScript, path = '/simulator/', ...rest } = options;
  const running = await runSimulator(rest);
  prepare?.(running);
  const { app, mount } = createWebApp({
    readiness: async () => ({ ready: true, database: 'none', messenger: 'simulator' }),
    logger: SILENT,
  });
  mount(running.simulator.router);
  const { server, address } = await listen(app);
  const watched = await openPage(
    browser,
    `${address}${path}`,
    initScript === undefined ? {} : { initScript },
  );
  return {
    ...watched,
    running,
    address,
    cutConnections: () => server.closeAllConnections(),
    async botWrites(person, text, more = {}) {
      const parameters = { chat_id: person, text, parse_mode: 'HTML', ...more };
      return messageIdOf(await running.call('citizen', 'sendMessage', parameters));
    },
    async answerNextPress(answer) {
      const id = await until(async () => {
        const { body } = await running.call('citizen', 'getUpdates', { timeout: 1 });
        // The simulator's own answer; only the presses in it are of interest.
        const updates = body.result as { callback_query?: { id: string } }[];
        return updates.find((update) => update.callback_query)?.callback_query?.id;
      });
      await running.call('citizen', 'answerCallbackQuery', { callback_query_id: id, ...answer });
    },
    async close() {
      await watched.close();
      await close(server);
      await running.stop();
    },
  };
}

function messageIdOf({ body }: ApiAnswer): number {
  // A failed call has no result and fails the test here.
  return (body.result as { message_id: number }).message_id;
}
