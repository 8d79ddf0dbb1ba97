import { botsIn, ofBot } from '../channel/per-bot.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import { createPolling } from '../telegram/polling.js';
import { createWebhookAddress } from '../telegram/webhook.js';
import type { BotClients } from './bot-clients.js';
import type { Foundation } from './foundation.js';

/**
 * Starts receiving the bots' updates: by webhooks if the server has a public address, else by long polling.
 * Resolves to a promise of the moment from which on updates of every bot can come.
 */
export async function startUpdates(
  foundation: Foundation,
  { clients, mailbox }: { readonly clients: BotClients; readonly mailbox: Mailbox },
): Promise<{ readonly opened: Promise<unknown> }> {
  const { config, logger, machineClock, onStop } = foundation;
  const opened: Promise<void>[] = [];
  for (const bot of botsIn(clients.apis)) {
    const parts = { bot, api: ofBot(clients.apis, bot), clock: machineClock, logger };
    const { token } = ofBot(clients.connections, bot);
    const updates =
      config.publicUrl === undefined
        ? createPolling({ ...parts, mailbox })
        : createWebhookAddress({ ...parts, token, publicUrl: config.publicUrl });
    await updates.start();
    opened.push(updates.opened);
    onStop(`updates of the ${bot} bot`, () => updates.stop());
  }
  return { opened: Promise.all(opened) };
}
