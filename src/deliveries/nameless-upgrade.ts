import type { Connection } from 'mongoose';
import type { DataUpgrade } from '../database/data-upgrades.js';

/** The bot that earlier versions took for the one of callers without a number; nothing sends for it. */
const NO_BOT = 'call:citizen';

/** Removes what earlier versions planned for callers without a number: nobody can be told, and so it never ended. */
export function upgradeNamelessDeliveries(connection: Connection): DataUpgrade {
  return {
    name: 'no deliveries for callers without a number',
    async changeBatch() {
      await connection.collection('deliveries').deleteMany({ bot: NO_BOT });
      return undefined;
    },
  };
}
