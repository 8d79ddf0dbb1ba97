import type { Connection } from 'mongoose';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { isDuplicateKey } from './duplicate-key.js';
import { createDocumentSchema } from './typed-collection.js';

/** The leases in the database, for work that only one process at a time may do. */
export interface LeaseStore {
  /** Takes a lease that is free at `now`, or its own one again; false if it is another owner's. */
  take(name: string, owner: string, now: Date, until: Date): Promise<boolean>;
  /** Extends a lease; false if it has another owner now. */
  renew(name: string, owner: string, until: Date): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
  /** Ends all leases; only for a process that knows it is alone. */
  endAll(): Promise<void>;
  /** Ends the leases of another process that has ended. */
  endAllOf(owner: string): Promise<void>;
}

interface LeaseDocument {
  _id: string;
  owner: string;
  until: Date;
}

const leaseSchema = createDocumentSchema<LeaseDocument>('leases', {
  _id: { type: String, required: true },
  owner: { type: String, required: true },
  until: { type: Date, required: true },
});
const NEVER = new Date(0);

/** The lease store on a connection. */
export function createLeaseStore(connection: Connection): LeaseStore {
  const model = connection.model<LeaseDocument>('Lease', leaseSchema);

  return {
    async take(name, owner, now, until) {
      try {
        const taken = await model
          .updateOne(
            { _id: name, $or: [{ until: { $lte: now } }, { owner }] },
            { $set: { owner, until } },
            { upsert: true },
          )
          .exec();
        return taken.matchedCount + taken.upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async renew(name, owner, until) {
      const renewed = await model.updateOne({ _id: name, owner }, { $set: { until } }).exec();
      return renewed.matchedCount === 1;
    },
    async release(name, owner) {
      await model.updateOne({ _id: name, owner }, { $set: { until: NEVER } }).exec();
    },
    async endAll() {
      await model.updateMany({}, { $set: { until: NEVER } }).exec();
    },
    async endAllOf(owner) {
      await model.updateMany({ _id: { $gt: '' }, owner }, { $set: { until: NEVER } }).exec();
    },
  };
}

/** A lease held by this process: it is renewed until it is released or lost. */
export interface Lease {
  /** Tries to take the lease; true if this process holds it now. */
  take(): Promise<boolean>;
  /** False from the moment at which another process may hold it, whatever the database says. */
  isHeld(): boolean;
  /** Releases it. */
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly store: LeaseStore;
  readonly name: string;
  /** Identifies this process; no two processes share an id. */
  readonly owner: string;
  /** The machine's clock: a lease concerns processes, not the city's time. */
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Changes once the others may have taken this process for ended, undefined while they may: a lease of
   * another epoch is lost.
   */
  readonly epoch: () => number | undefined;
  /** Milliseconds after which a lease that is not renewed is lost. */
  readonly leaseMs?: number;
}

/** How many renewals fit into one lease: one or two may fail. */
const RENEWALS = 3;

/** A lease of this process. */
export function createLease(options: LeaseOptions): Lease {
  const { store, name, owner, clock, logger, epoch, leaseMs = 30_000 } = options;
  let heldUntil = NEVER;
  let heldIn: number | undefined;
  let renewing: { readonly ended: AbortController; readonly done: Promise<void> } | undefined;

  const isHeld = () => clock.now() < heldUntil && heldIn !== undefined && heldIn === epoch();
  const untilFrom = (now: Date) => new Date(now.getTime() + leaseMs);

  async function renewWhileHeld(ended: AbortSignal): Promise<void> {
    for (;;) {
      await clock.sleep(leaseMs / RENEWALS, ended);
      if (ended.aborted || !isHeld()) return;
      const until = untilFrom(clock.now());
      try {
        heldUntil = (await store.renew(name, owner, until)) ? until : NEVER;
      } catch (error) {
        logger.warn({ event: 'leaseNotRenewed', lease: name, error });
      }
      if (!isHeld()) logger.warn({ event: 'leaseLost', lease: name });
    }
  }

  async function endRenewing(): Promise<void> {
    renewing?.ended.abort();
    await renewing?.done;
    renewing = undefined;
  }

  return {
    isHeld,
    async take() {
      if (isHeld()) return true;
      await endRenewing();
      const now = clock.now();
      const until = untilFrom(now);
      const takenIn = epoch();
      if (takenIn === undefined || !(await store.take(name, owner, now, until))) return false;
      heldUntil = until;
      heldIn = takenIn;
      const ended = new AbortController();
      renewing = { ended, done: renewWhileHeld(ended.signal) };
      return true;
    },
    async release() {
      await endRenewing();
      const wasHeld = isHeld();
      heldUntil = NEVER;
      if (wasHeld) await store.release(name, owner);
    },
  };
}
