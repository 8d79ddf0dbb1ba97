import { type Connection, Schema } from 'mongoose';
import type { BotKey } from '../channel/bot.js';
import type { PerBot } from '../channel/per-bot.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { RefusedProfile } from '../telegram/profile-keeper.js';
import type { Pause } from '../telegram/rate-limiter.js';

/** Signs of life that one process leaves for the others. */
interface Pulse {
  /** When deadlines were last checked, by the machine's clock. */
  readonly sweptAt?: Date;
  /** The latest known pause of each sender, by the city's clock. */
  readonly pauses: PerBot<Pause>;
  /** The latest nightly backup, by the machine's clock. */
  readonly backup?: BackupSign;
  /** What Telegram does not take of each bot's menus and descriptions, by the machine's clock. */
  readonly profiles: PerBot<RefusedProfile>;
}

/** How a nightly backup ended. */
export interface BackupSign {
  readonly at: Date;
  /** Why there is none, in the words of the error; absent if it succeeded. */
  readonly failedBecause?: string;
}

/** The signs of life in the database: one document. */
export interface PulseStore {
  read(): Promise<Pulse>;
  noteSweep(at: Date): Promise<void>;
  notePause(bot: BotKey, pause: Pause): Promise<void>;
  noteBackup(backup: BackupSign): Promise<void>;
  /** Without anything that is refused, the note of an earlier refusal goes. */
  noteProfile(bot: BotKey, refused: RefusedProfile | undefined): Promise<void>;
}

interface PulseDocument {
  _id: string;
  sweptAt?: Date;
  pauses?: PerBot<Pause>;
  backup?: BackupSign;
  profiles?: PerBot<RefusedProfile>;
}

const ID = 'current';

const pulseSchema = createDocumentSchema<PulseDocument>('pulse', {
  _id: { type: String, required: true },
  sweptAt: { type: Date },
  pauses: { type: Schema.Types.Mixed },
  backup: { type: Schema.Types.Mixed },
  profiles: { type: Schema.Types.Mixed },
});

/** The signs of life on a connection. */
export function createPulseStore(connection: Connection): PulseStore {
  const collection = typedCollection(connection.model<PulseDocument>('Pulse', pulseSchema));

  async function set(values: object): Promise<void> {
    await collection.updateOne({ _id: ID }, { $set: values }, { upsert: true });
  }

  return {
    async read() {
      const found = await collection.findOne({ _id: ID });
      const { sweptAt, pauses = {}, backup, profiles = {} } = found ?? {};
      return {
        ...(sweptAt === undefined ? {} : { sweptAt }),
        pauses,
        profiles,
        ...(backup === undefined ? {} : { backup }),
      };
    },
    noteSweep: (at) => set({ sweptAt: at }),
    noteBackup: (backup) => set({ backup }),
    notePause: (bot, pause) => set({ [`pauses.${bot}`]: pause }),
    async noteProfile(bot, refused) {
      if (refused !== undefined) await set({ [`profiles.${bot}`]: refused });
      else await collection.updateOne({ _id: ID }, { $unset: { [`profiles.${bot}`]: 1 } });
    },
  };
}
