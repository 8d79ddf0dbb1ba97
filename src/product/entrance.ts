import { botsIn, ofBot } from '../channel/per-bot.js';
import { createMailbox, type Mailbox } from '../mailbox/mailbox.js';
import { isOutage } from '../outage.js';
import { createWebhookRouter } from '../telegram/webhook.js';
import { cacheFor } from '../watch/fresh-for.js';
import { meterDatabase, meteredMailbox, meterSends } from '../watch/metering.js';
import { createMetrics, type Metrics } from '../watch/metrics.js';
import { createMetricsRouter } from '../watch/metrics-router.js';
import type { BotClients } from './bot-clients.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** Where updates arrive, and their metrics. */
export interface Entrance {
  readonly mailbox: Mailbox;
  readonly metrics: Metrics;
}

/** Milliseconds for which figures from the database are cached for scrapers. */
const FRESH_METRICS_MS = 10_000;

/** Opens the mailbox and the metrics, and counts incoming and outgoing traffic from now on. */
export function openEntrance(
  foundation: Foundation,
  {
    http,
    stores,
    clients,
    services,
  }: {
    readonly http: Http;
    readonly stores: Stores;
    readonly clients: BotClients;
    readonly services: Services;
  },
): Entrance {
  const { config, logger, connection, machineClock, processId, onStop } = foundation;
  const { metricsToken } = config;
  const metrics = createMetrics({
    readVitals: cacheFor(FRESH_METRICS_MS, machineClock, services.readVitals),
  });
  meterDatabase(connection, { metrics, machineClock });
  for (const bot of botsIn(clients.apis)) meterSends(bot, ofBot(clients.apis, bot), metrics);
  services.changes.subscribe(metrics.changed);
  http.mount(
    createMetricsRouter({ metrics, ...(metricsToken === undefined ? {} : { token: metricsToken }) }),
  );

  const mailbox = meteredMailbox(
    createMailbox({
      store: stores.chats,
      clock: machineClock,
      logger,
      processId,
      isOutage,
      alonePeriod: foundation.solitude.calmPeriod,
    }),
    metrics,
  );
  onStop('mailbox', () => mailbox.stop());
  return { mailbox, metrics };
}

/** Accepts what the messengers deliver to webhooks. The mailbox must know the bots by then. */
export function mountWebhooks(
  { config, logger }: Foundation,
  {
    http,
    clients,
    mailbox,
  }: {
    readonly http: Http;
    readonly clients: BotClients;
    readonly mailbox: Mailbox;
  },
): void {
  if (config.processRole === 'worker') return;
  http.mount(
    createWebhookRouter({
      connections: clients.connections,
      capabilities: clients.capabilities,
      mailbox,
      logger,
    }),
  );
}
