import type { Connection } from 'mongoose';
import type { Logger } from '../logger.js';
import { createDocumentSchema } from './typed-collection.js';

/** A change of stored documents that a new version needs. The product works before, during and after it. */
export interface DataUpgrade {
  /** The name under which its progress is stored; never used again for another one. */
  readonly name: string;
  /**
   * Changes one batch: the documents that follow this id, or the first ones. Resolves to the id of the last
   * one, or undefined if none was left. Repeating a batch changes nothing more.
   */
  changeBatch(after: string | undefined): Promise<string | undefined>;
  /** What only the earlier version needed is removed, once no document of it is left. */
  finish?(): Promise<void>;
}

/** The upgrades of the stored data, carried out in batches in the background. */
export interface DataUpgrades {
  /** Continues where the last run ended, until everything is done, time is up or `signal` is aborted. */
  run(options: { readonly forMs: number; readonly signal: AbortSignal }): Promise<void>;
}

/** How far upgrades have got, in the database. */
export interface UpgradeStore {
  /** True once every document has been changed. */
  isDone(name: string): Promise<boolean>;
  progress(name: string): Promise<UpgradeProgress>;
  noteProgress(name: string, after: string): Promise<void>;
  noteDone(name: string, at: Date): Promise<void>;
  /** Lets an upgrade begin anew, since what it made is no longer kept. */
  forget(name: string): Promise<void>;
}

interface UpgradeProgress {
  /** The id of the last changed document. */
  readonly after?: string;
  readonly doneAt?: Date;
}

const upgradeSchema = createDocumentSchema<UpgradeProgress & { readonly _id: string }>('dataUpgrades', {
  _id: { type: String, required: true },
  after: { type: String },
  doneAt: { type: Date },
});

/** The progress of upgrades on a connection. */
export function createUpgradeStore(connection: Connection): UpgradeStore {
  const model = connection.model('DataUpgrade', upgradeSchema);
  // Done once is done for ever.
  const done = new Set<string>();

  async function progress(name: string): Promise<UpgradeProgress> {
    const found = await model.findById(name).lean<UpgradeProgress>().exec();
    if (found?.doneAt !== undefined) done.add(name);
    return found ?? {};
  }

  return {
    progress,
    async isDone(name) {
      return done.has(name) || (await progress(name)).doneAt !== undefined;
    },
    async noteProgress(name, after) {
      await model.updateOne({ _id: name }, { $set: { after } }, { upsert: true }).exec();
    },
    async noteDone(name, at) {
      await model.updateOne({ _id: name }, { $set: { doneAt: at } }, { upsert: true }).exec();
      done.add(name);
    },
    async forget(name) {
      done.delete(name);
      await model.deleteOne({ _id: name }).exec();
    },
  };
}

/** Milliseconds between two lines in the log about the progress of an upgrade. */
const SAY_EVERY_MS = 10_000;

/** The upgrades on a store. `now` is the machine's clock. */
export function createDataUpgrades(options: {
  readonly store: UpgradeStore;
  readonly upgrades: readonly DataUpgrade[];
  readonly logger: Logger;
  readonly now: () => Date;
}): DataUpgrades {
  const { store, upgrades, logger, now } = options;
  let lastSaid = 0;

  async function carryOut(upgrade: DataUpgrade, mayGoOn: () => boolean): Promise<void> {
    const { name } = upgrade;
    let { after } = await store.progress(name);
    while (mayGoOn()) {
      const last = await upgrade.changeBatch(after);
      if (last === undefined) {
        await upgrade.finish?.();
        await store.noteDone(name, now());
        if (after !== undefined) logger.info({ event: 'dataUpgraded', upgrade: name });
        return;
      }
      after = last;
      await store.noteProgress(name, after);
      if (now().getTime() - lastSaid < SAY_EVERY_MS) continue;
      lastSaid = now().getTime();
      logger.info({ event: 'dataUpgrading', upgrade: name });
    }
  }

  return {
    async run({ forMs, signal }) {
      const until = now().getTime() + forMs;
      const mayGoOn = () => !signal.aborted && now().getTime() < until;
      for (const upgrade of upgrades) {
        if (!(await store.isDone(upgrade.name))) await carryOut(upgrade, mayGoOn);
      }
    },
  };
}
