import type { Connection } from 'mongoose';
import type { Clock } from '../clock.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { Logger } from '../logger.js';

/** The signs of life of processes in the database: a number each, which grows. */
export interface ProcessSignStore {
  /** Gives a sign; false if the process had none, since it is new or has been taken for ended. */
  beat(processId: string): Promise<boolean>;
  /** The number of every process. */
  all(): Promise<ReadonlyMap<string, number>>;
  /** Notes whether a process takes itself to be alone; false if it has no sign, since it was taken for ended. */
  claimAlone(processId: string, isAlone: boolean): Promise<boolean>;
  /** Every process, and whether it takes itself to be alone. */
  claims(): Promise<Map<string, boolean>>;
  /** Removes a process whose number is still this one; false if it has given a sign since. */
  remove(processId: string, beats?: number): Promise<boolean>;
}

const processSchema = createDocumentSchema<{
  readonly _id: string;
  readonly beats: number;
  readonly isAlone?: boolean;
}>('processes', {
  _id: { type: String, required: true },
  beats: { type: Number, required: true },
  isAlone: { type: Boolean },
});

/** The signs of life on a connection. */
export function createProcessSignStore(connection: Connection): ProcessSignStore {
  const model = connection.model('Process', processSchema);
  return {
    async beat(processId) {
      const before = await model
        .findOneAndUpdate(
          { _id: processId },
          { $inc: { beats: 1 } },
          { upsert: true, returnDocument: 'before' },
        )
        .lean()
        .exec();
      return before !== null;
    },
    async all() {
      const found = await model
        .find({ _id: { $gt: '' } })
        .lean()
        .exec();
      return new Map(found.map(({ _id, beats }) => [_id, beats]));
    },
    async claimAlone(processId, isAlone) {
      const { matchedCount } = await model.updateOne({ _id: processId }, { $set: { isAlone } }).exec();
      return matchedCount === 1;
    },
    async claims() {
      const found = await model
        .find({ _id: { $gt: '' } })
        .lean()
        .exec();
      return new Map(found.map(({ _id, isAlone = false }) => [_id, isAlone]));
    },
    async remove(processId, beats) {
      const filter = { _id: processId, ...(beats === undefined ? {} : { beats }) };
      const { deletedCount } = await model.deleteOne(filter).exec();
      return deletedCount === 1;
    },
  };
}

/** Whether this process still counts as alive among those that share a database. */
export interface SignOfLife {
  /**
   * A number that stays the same for as long as the others cannot have taken this process for ended, and
   * undefined while they may. Whatever was held under another number may have gone to somebody else.
   */
  epoch(): number | undefined;
}

/** The sign of a process that shares its database with no other one. */
export const ALONE: SignOfLife = { epoch: () => 0 };

/** Gives signs of life, and notices which other processes give none any longer. */
export interface ProcessSigns extends SignOfLife {
  /**
   * Gives the first sign, and goes on. `onEnded` takes up the work of a process that has given no sign for so
   * long that it counts as ended; if it fails, it is tried again in the next round.
   */
  start(onEnded: (processId: string) => Promise<void>): Promise<void>;
  /** Gives no more signs, and removes this process from the list. */
  stop(): Promise<void>;
}

export interface ProcessSignsOptions {
  readonly store: Pick<ProcessSignStore, 'beat' | 'all' | 'remove'>;
  readonly processId: string;
  /** The machine's clock. Clocks of different machines are never compared. */
  readonly clock: Clock;
  readonly logger: Logger;
}

const BEAT_MS = 3_000;
/** Without a sign for so long, a process counts as ended: another one takes up its work within 15 seconds. */
const SILENT_MS = 11_000;
/** Without having given a sign itself for so long, a process touches nothing that others could have by now. */
const UNSURE_MS = 8_000;

/** The signs of this process. */
export function createProcessSigns({ store, processId, clock, logger }: ProcessSignsOptions): ProcessSigns {
  const ended = new AbortController();
  /** The last number of every other process, and when it was first seen. */
  const seen = new Map<string, { readonly beats: number; readonly at: number }>();
  /** Processes whose work has not been taken up yet. */
  const endedProcesses = new Set<string>();
  let running = Promise.resolve();
  let epoch = 0;
  let beatAt = Number.NEGATIVE_INFINITY;

  async function beat(): Promise<void> {
    const before = clock.now().getTime();
    const wasThere = await store.beat(processId);
    if (!wasThere) epoch += 1;
    if (!wasThere && epoch > 1) logger.warn({ event: 'takenForEnded' });
    beatAt = before;
  }

  async function lookAtOthers(): Promise<void> {
    const now = clock.now().getTime();
    const all = await store.all();
    for (const id of seen.keys()) if (!all.has(id)) seen.delete(id);
    for (const [id, beats] of all) {
      const last = seen.get(id);
      if (last?.beats !== beats) seen.set(id, { beats, at: now });
      else if (now - last.at >= SILENT_MS && id !== processId) await takeForEnded(id, beats);
    }
  }

  async function takeForEnded(id: string, beats: number): Promise<void> {
    if (!(await store.remove(id, beats))) return;
    seen.delete(id);
    endedProcesses.add(id);
    logger.warn({ event: 'processEnded' });
  }

  async function takeUpWork(onEnded: (id: string) => Promise<void>): Promise<void> {
    for (const id of endedProcesses) {
      await onEnded(id);
      endedProcesses.delete(id);
    }
  }

  async function run(onEnded: (id: string) => Promise<void>): Promise<void> {
    for (let roundAt = clock.now().getTime(); !ended.signal.aborted; ) {
      await clock.sleep(BEAT_MS, ended.signal);
      if (ended.signal.aborted) return;
      const now = clock.now().getTime();
      // A process that was itself held up, or whose clock was set, knows nothing of the time in between.
      if (now - roundAt > 2 * BEAT_MS || now < roundAt) seen.clear();
      roundAt = now;
      try {
        await beat();
        await lookAtOthers();
        await takeUpWork(onEnded);
      } catch (error) {
        logger.warn({ event: 'signNotGiven', error });
      }
    }
  }

  return {
    epoch: () => (clock.now().getTime() - beatAt < UNSURE_MS ? epoch : undefined),
    async start(onEnded) {
      await beat();
      running = run(onEnded);
    },
    async stop() {
      ended.abort();
      await running;
      await store.remove(processId);
    },
  };
}
