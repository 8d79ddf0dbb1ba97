import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BotKey } from '../channel/bot.js';
import { botsIn, ofBot } from '../channel/per-bot.js';
import type { StoredRequest } from '../requests/request-store.js';
import type { Vitals } from './vitals.js';

/** The metrics of one process, for Prometheus. */
export interface Metrics {
  /** An update was received, with the result: stored, known already, or not ours. */
  received(bot: BotKey, result: string): void;
  /** The handling of an update succeeded or failed; in seconds. */
  handled(bot: BotKey, result: 'done' | 'failed', seconds: number): void;
  /** A message was sent or edited, or why it was not. */
  sent(bot: BotKey, result: string): void;
  /** The events of the newest command on a request. */
  changed(stored: Pick<StoredRequest, 'events'>): void;
  /** A database command finished, after this many milliseconds. */
  asked(ms: number): void;
  /** All metrics in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
  /** The names of all metrics. */
  names(): readonly string[];
}

const FAST = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];
const HANDLING = [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 50];

/** The metrics of a process; values from the database are read through the given function, on request. */
export function createMetrics(options: { readonly readVitals: () => Promise<Vitals> }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers });

  const received = counter('pasokh_updates_received_total', 'Updates that came in.', ['bot', 'result']);
  const handled = counter('pasokh_updates_handled_total', 'Updates that were handled.', ['bot', 'result']);
  const handling = new Histogram({
    name: 'pasokh_update_handling_seconds',
    help: 'Time that handling an update took.',
    labelNames: ['bot'],
    buckets: HANDLING,
    registers,
  });
  const sent = counter('pasokh_sends_total', 'Messages that deliveries sent or edited, or tried to.', [
    'bot',
    'result',
  ]);
  const escalations = counter('pasokh_escalations_total', 'Requests that climbed, by the level reached.', [
    'level',
  ]);
  const database = new Histogram({
    name: 'pasokh_database_command_seconds',
    help: 'Time that a command to the database took.',
    buckets: FAST,
    registers,
  });
  const waiting = gauge('pasokh_mailbox_waiting', 'Updates that wait to be handled.');
  const waitingSince = gauge('pasokh_mailbox_oldest_seconds', 'Age of the oldest update that waits.');
  const due = gauge('pasokh_deliveries_due', 'Deliveries that are due and not sent.', ['bot']);
  const dueSince = gauge('pasokh_deliveries_oldest_seconds', 'Age of the oldest delivery that is due.', [
    'bot',
  ]);
  const sweepLag = gauge('pasokh_sweep_lag_seconds', 'Time since deadlines were last looked at.');
  const letters = gauge('pasokh_dead_letters', 'Updates that could not be handled.');
  const paused = gauge('pasokh_sender_paused', '1 while Telegram makes a sender wait.', ['bot']);
  const open = gauge('pasokh_open_requests', 'Requests that are not closed, by status.', ['status']);

  const ofAddress = (name: string, help: string) => gauge(`pasokh_webhook_${name}`, help, ['endpoint']);
  const webhooks = {
    waiting: ofAddress('waiting', 'Events that wait for an address of another system.'),
    oldest: ofAddress('oldest_seconds', 'Age of the oldest event that waits for an address.'),
    failures: ofAddress('failures', 'Failures in a row at an address.'),
    givenUp: ofAddress('given_up', 'Events that an address has not taken in any attempt.'),
    stopped: ofAddress('stopped', '1 while nothing is sent to an address.'),
  };

  function showWebhooks(addresses: Vitals['webhooks']): void {
    // An address that was removed is not shown any more.
    for (const one of Object.values(webhooks)) one.reset();
    for (const [endpoint, { count, oldestMs, failures, givenUp, isStopped }] of addresses) {
      webhooks.waiting.set({ endpoint }, count);
      webhooks.oldest.set({ endpoint }, oldestMs / 1000);
      webhooks.failures.set({ endpoint }, failures);
      webhooks.givenUp.set({ endpoint }, givenUp);
      webhooks.stopped.set({ endpoint }, isStopped ? 1 : 0);
    }
  }

  function show(vitals: Vitals): void {
    waiting.set(vitals.mailbox.count);
    waitingSince.set(vitals.mailbox.oldestMs / 1000);
    for (const bot of botsIn(vitals.deliveries)) {
      const { count, oldestMs } = ofBot(vitals.deliveries, bot);
      due.set({ bot }, count);
      dueSince.set({ bot }, oldestMs / 1000);
      paused.set({ bot }, vitals.pauses[bot] === undefined ? 0 : 1);
    }
    sweepLag.set((vitals.sinceSweepMs ?? 0) / 1000);
    letters.set(vitals.deadLetters);
    showWebhooks(vitals.webhooks);
    for (const [status, count] of Object.entries(vitals.open)) open.set({ status }, count);
  }

  return {
    contentType: registry.contentType,
    received: (bot, result) => received.inc({ bot, result }),
    handled(bot, result, seconds) {
      handled.inc({ bot, result });
      handling.observe({ bot }, seconds);
    },
    sent: (bot, result) => sent.inc({ bot, result }),
    changed({ events }) {
      const last = events.at(-1);
      for (const event of events) {
        if (event.type === 'escalated' && event.commandId === last?.commandId) {
          escalations.inc({ level: event.level });
        }
      }
    },
    asked: (ms) => database.observe(ms / 1000),
    async text() {
      show(await options.readVitals());
      return registry.metrics();
    },
    names: () => registry.getMetricsAsArray().map(({ name }) => name),
  };
}
