import { createPolling } from '../telegram/polling.js';
import { createWebhookAddress } from '../telegram/webhook.js';
import type { Entrance } from './entrance.js';
import type { Ground } from './foundation.js';
import type { Services } from './services.js';

/** Begins to get both bots' updates: by webhooks where the server has a public address, else by long polling. */
export async function startUpdates(ground: Ground, entrance: Entrance, { apis }: Services): Promise<void> {
  const { config, logger, machineClock, onStop } = ground;
  const { mailbox, tokens } = entrance;
  for (const bot of ['citizen', 'staff'] as const) {
    const parts = { bot, api: apis[bot], clock: machineClock, logger };
    const updates =
      config.publicUrl === undefined
        ? createPolling({ ...parts, mailbox })
        : createWebhookAddress({ ...parts, token: tokens[bot], publicUrl: config.publicUrl });
    await updates.start();
    onStop(`updates of the ${bot} bot`, () => updates.stop());
  }
}
