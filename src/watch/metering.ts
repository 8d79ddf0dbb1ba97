import type { Connection } from 'mongoose';
import type { BotKey } from '../channel/bot.js';
import type { Clock } from '../clock.js';
import type { Mailbox, MailboxBot } from '../mailbox/mailbox.js';
import type { Api } from '../telegram/api.js';
import { classifyFailure } from '../telegram/errors.js';
import type { Metrics } from './metrics.js';

/** The mailbox, counting what comes in. */
export function meteredMailbox(mailbox: Mailbox, metrics: Pick<Metrics, 'received'>): Mailbox {
  return {
    ...mailbox,
    async receive(bot, update) {
      const result = await mailbox.receive(bot, update);
      metrics.received(bot, result);
      return result;
    },
  };
}

/** A bot, counting what it handles and measuring how long that takes. */
export function meteredBot(
  name: BotKey,
  bot: MailboxBot,
  { metrics, machineClock }: { readonly metrics: Pick<Metrics, 'handled'>; readonly machineClock: Clock },
): MailboxBot {
  return {
    ...bot,
    async handle(...handed) {
      const begun = machineClock.now().getTime();
      const seconds = () => (machineClock.now().getTime() - begun) / 1000;
      try {
        const result = await bot.handle(...handed);
        metrics.handled(name, 'done', seconds());
        return result;
      } catch (error) {
        metrics.handled(name, 'failed', seconds());
        throw error;
      }
    },
  };
}

/** Counts what goes out through a client of the Bot API, and what became of it. */
export function meterSends(bot: BotKey, api: Api, metrics: Pick<Metrics, 'sent'>): void {
  api.config.use(async (call, method, payload, signal) => {
    if (!/^(send|edit)/.test(method)) return call(method, payload, signal);
    try {
      const answer = await call(method, payload, signal);
      metrics.sent(bot, answer.ok ? 'sent' : classifyFailure(answer).kind);
      return answer;
    } catch (error) {
      metrics.sent(bot, classifyFailure(error).kind);
      throw error;
    }
  });
}

/**
 * Measures what the database takes for each command, by the time for which a connection of the pool is in use for it:
 * the driver tells of that anyway, while the monitoring of commands would cost a ninth of what an update costs.
 */
export function meterDatabase(
  connection: Connection,
  { metrics, machineClock }: { readonly metrics: Pick<Metrics, 'asked'>; readonly machineClock: Clock },
): void {
  const client = connection.getClient();
  const inUseSince = new Map<string, number>();
  client.on('connectionCheckedOut', ({ address, connectionId }) => {
    inUseSince.set(`${address} ${connectionId}`, machineClock.now().getTime());
  });
  client.on('connectionCheckedIn', ({ address, connectionId }) => {
    const key = `${address} ${connectionId}`;
    const since = inUseSince.get(key);
    inUseSince.delete(key);
    if (since !== undefined) metrics.asked(machineClock.now().getTime() - since);
  });
}
