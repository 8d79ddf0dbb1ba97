import type { Connection } from 'mongoose';
import type { BotKey } from '../channel/bot.js';
import type { Clock } from '../clock.js';
import type { Mailbox, MailboxBot } from '../mailbox/mailbox.js';
import type { Api } from '../telegram/api.js';
import { classifyFailure } from '../telegram/errors.js';
import type { Metrics } from './metrics.js';

/** The mailbox, counting incoming updates. */
export function meteredMailbox(mailbox: Mailbox, metrics: Pick<Metrics, 'received'>): Mailbox {
  return {
    ...mailbox,
    async receive(...received) {
      const [bot] = received;
      const result = await mailbox.receive(...received);
      metrics.received(bot, result);
      return result;
    },
  };
}

/** A bot, counting updates and measuring how long handling takes. */
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

/** Counts the calls of a Bot API client, by their result. */
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
 * Measures the time of each database command by how long a connection of the pool is in use for it. The
 * driver reports that anyway, while command monitoring would cost a ninth of the time of an update.
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
