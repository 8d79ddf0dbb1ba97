import type { Connection } from 'mongoose';
import type { BotRole } from '../../../src/channel/bot.js';
import type { StoredDelivery } from '../../../src/deliveries/delivery.js';
import type { RequestStore, StoredRequest } from '../../../src/requests/request-store.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import type { RunningSimulator, ViewedMessage } from '../../simulator/harness.js';

/** What a test reads of a world: requests, chats, planned deliveries and calls. */
export function readingsOf({
  simulator,
  connection,
  requests,
}: {
  readonly simulator: RunningSimulator;
  readonly connection: Connection;
  readonly requests: RequestStore;
}) {
  const readings = {
    async stored(code: TrackingCode): Promise<StoredRequest> {
      const stored = await requests.find(code);
      if (stored === undefined) throw new Error('There is no such request.');
      return stored;
    },

    /** What a person reads in the chat with a bot, oldest first. */
    async texts(person: number, bot: BotRole): Promise<string[]> {
      return (await readings.messages(person, bot)).map(({ text, caption }) => text ?? caption ?? '');
    },

    async messages(person: number, bot: BotRole): Promise<ViewedMessage[]> {
      return simulator.chat(person, bot);
    },

    async planned(code: TrackingCode): Promise<(StoredDelivery & { readonly because?: string })[]> {
      const found = await connection.collection('deliveries').find({ code }).toArray();
      // The collection holds nothing but documents of its schema.
      return found as unknown as (StoredDelivery & { readonly because?: string })[];
    },

    /** How often the bots have called a method. */
    async calls(method: string): Promise<number> {
      const { body } = await simulator.control('GET', '/stats');
      return (body as { calls: Record<string, number> }).calls[method] ?? 0;
    },
  };
  return readings;
}
