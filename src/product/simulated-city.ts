import type { Mailbox } from '../mailbox/mailbox.js';
import { createSimulation, type Simulation } from '../simulation.js';
import type { Background } from './background.js';
import { makeRegistryKey } from './client-access.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** Opens the simulated Telegram with its page; nobody writes yet. */
export function openSimulation(
  { config, clock, logger, simulatorFolder, onStop }: Foundation,
  {
    http,
    stores,
    services,
    mailbox,
    background,
  }: {
    readonly http: Http;
    readonly stores: Stores;
    readonly services: Services;
    readonly mailbox: Mailbox;
    readonly background: Background;
  },
): Simulation {
  const { organization, people, invites, citizens } = stores;
  const { deliveries, shortMessages, feed, gam, phones } = services;
  const simulation = createSimulation({
    clock,
    logger,
    folder: simulatorFolder,
    messengers: config.connections.kind === 'simulator' ? config.connections.messengers : [],
    url: http.url,
    host: config.host,
    ...(config.gam.connection?.kind === 'folder' ? { letterFolder: config.gam.connection.folder } : {}),
    organization,
    people,
    invites,
    citizens,
    product: {
      isIdle: () => mailbox.isIdle() && deliveries.isIdle() && shortMessages.isIdle() && gam.isIdle(),
      async isQuiet() {
        for (const part of [mailbox, deliveries, shortMessages, gam])
          if (!(await part.isQuiet())) return false;
        return true;
      },
      runDue: () => background.runDue(),
      requestStore: stores.requests,
      phones,
      areEventsTold: () => feed.isIdle(),
      makeRegistryKey: () => makeRegistryKey(stores.clients, clock),
    },
  });
  onStop('simulator', () => simulation.stop());
  http.mount(simulation.router);
  return simulation;
}
