import type { BotName } from '../mailbox/chat-store.js';
import { createMailbox, type Mailbox } from '../mailbox/mailbox.js';
import { isOutage } from '../outage.js';
import { createSimulation, type Simulation, simulatedBots } from '../simulation.js';
import { createWebhookRouter } from '../telegram/webhook.js';
import { freshFor } from '../watch/fresh-for.js';
import { meterDatabase, meteredMailbox } from '../watch/metering.js';
import { createMetrics, type Metrics } from '../watch/metrics.js';
import { createMetricsRouter } from '../watch/metrics-router.js';
import type { Vitals } from '../watch/vitals.js';
import { createWebApp } from '../web/app.js';
import { startServer } from '../web/server.js';
import type { Ground } from './foundation.js';
import type { Stores } from './stores.js';

/** Where everything comes in. */
export interface Entrance {
  readonly mailbox: Mailbox;
  readonly metrics: Metrics;
  readonly tokens: Readonly<Record<BotName, string>>;
  /** In simulation only. */
  readonly simulation: Simulation | undefined;
  /** Address of the HTTP server on this machine. */
  readonly url: string;
  /** Root of the Bot API: Telegram's, or the simulator's at this server. */
  readonly apiRoot: string;
}

/** Milliseconds for which the numbers read from the database serve whoever scrapes them. */
const FRESH_METRICS_MS = 10_000;

/**
 * Opens the mailbox and the HTTP server with all that it serves. Updates are stored from now on; they are
 * handled once the mailbox knows the bots.
 */
export async function openEntrance(
  ground: Ground,
  stores: Stores,
  later: { readonly isReady: () => boolean; readonly readVitals: () => Promise<Vitals> },
): Promise<Entrance> {
  const { config, logger, connection, database, machineClock, processId, onStop } = ground;
  const { messenger, metricsToken } = config;
  const metrics = createMetrics({ readVitals: freshFor(FRESH_METRICS_MS, machineClock, later.readVitals) });
  meterDatabase(connection, { metrics, machineClock });
  const mailbox = meteredMailbox(
    createMailbox({ store: stores.chats, clock: machineClock, logger, processId, isOutage }),
    metrics,
  );
  onStop('mailbox', () => mailbox.stop());

  const tokens =
    messenger.kind === 'telegram'
      ? { citizen: messenger.citizenToken, staff: messenger.staffToken }
      : { citizen: simulatedBots.citizen.token, staff: simulatedBots.staff.token };
  const simulation = messenger.kind === 'simulator' ? simulate(ground, stores) : undefined;
  const routers = [
    createMetricsRouter({ metrics, ...(metricsToken === undefined ? {} : { token: metricsToken }) }),
    ...(config.processRole === 'worker' ? [] : [createWebhookRouter({ tokens, mailbox, logger })]),
    ...(simulation === undefined ? [] : [simulation.router]),
  ];
  const readiness = async () => ({
    ready: later.isReady() && (await ground.isDatabaseUp()),
    database: database.description,
    messenger: messenger.kind,
  });
  const server = await startServer(createWebApp({ readiness, routers, logger }), config);
  onStop('server', () => server.stop());

  return {
    mailbox,
    metrics,
    tokens,
    simulation,
    url: server.url,
    apiRoot: messenger.kind === 'telegram' ? messenger.apiRoot : `${server.url}/telegram`,
  };
}

function simulate({ clock, logger, simulatorFolder, onStop }: Ground, stores: Stores): Simulation {
  const { organization, people, invites, citizens } = stores;
  const simulation = createSimulation({
    clock,
    logger,
    folder: simulatorFolder,
    organization,
    people,
    invites,
    citizens,
  });
  onStop('simulator', () => simulation.stop());
  return simulation;
}
