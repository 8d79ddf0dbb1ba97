import type { TrackingCode } from '../text/tracking-code.js';
import type { ChangeCommand } from './lifecycle/commands.js';
import { NOBODY, type Request } from './lifecycle/request.js';
import type { CommandResult, Order } from './orders.js';
import type { RequestStore, StoredRequest } from './request-store.js';

/** A command that merges one request into another. */
export type MergeOrder = Order<Extract<ChangeCommand, { type: 'merge' }>>;

export interface MergingOptions {
  readonly store: Pick<RequestStore, 'find' | 'touch'>;
  /** What a command would come to, without writing anything; undefined: it would be carried out. */
  readonly foresee: (
    stored: StoredRequest,
    order: Order<ChangeCommand>,
    other: Request | undefined,
  ) => Promise<CommandResult | undefined>;
  /** Decides and writes once; undefined: somebody else has changed the request since it was read. */
  readonly attempt: (
    stored: StoredRequest,
    order: Order<ChangeCommand>,
    other?: Request,
  ) => Promise<CommandResult | undefined>;
  /** How often others may be faster before it is given up. */
  readonly mostConflicts: number;
}

/**
 * Merges one request into another. Each attempt reads both, then lets the citizens follow the other one, which
 * writes it at the revision at which it was open, and only then closes the first, at its own revision. So nobody
 * is left without a request that somebody works on; and of requests that are merged in a circle, however long,
 * one is always refused: each would have to be read after it was written for the one before, all around. Resolves to
 * undefined where the first is not at `rev`, if one is given, or where others were faster again and again.
 */
export function createMerging(options: MergingOptions) {
  const { store, foresee, attempt, mostConflicts } = options;
  // Merges of one process wait for each other, so that two that meet do not hold each other up again and again.
  let last: Promise<unknown> = Promise.resolve();

  /** True when the citizens of `merged` follow `other`, which was written just now and is open. */
  async function holdOpen(other: StoredRequest, merged: Request, order: MergeOrder): Promise<boolean> {
    const joined = await attempt(other, {
      command: { type: 'join', from: merged.code, citizens: citizensOf(merged) },
      actor: { kind: 'clock' },
      commandId: `${order.commandId}:${merged.code}:${other.rev}`,
    });
    if (joined?.ok === false && joined.refusal.code === 'alreadyFollowing') {
      return store.touch(other.request.code, other.rev);
    }
    return joined?.ok === true;
  }

  /** Merges a request as it was read; undefined: it or the other one has been changed since. */
  async function mergeOnce(stored: StoredRequest, order: MergeOrder): Promise<CommandResult | undefined> {
    const other = await store.find(order.command.into);
    const foreseen = await foresee(stored, order, other?.request);
    if (foreseen !== undefined) return foreseen;
    const isHeld = other !== undefined && (await holdOpen(other, stored.request, order));
    return isHeld ? attempt(stored, order, other.request) : undefined;
  }

  async function merge(
    code: TrackingCode,
    order: MergeOrder,
    rev: number | undefined,
  ): Promise<CommandResult | undefined> {
    for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
      const stored = await store.find(code);
      if (stored === undefined) return { ok: false, refusal: { code: 'notFound' } };
      if (hasMovedOn(stored, order, rev)) return undefined;
      const result = await mergeOnce(stored, order);
      if (result !== undefined) return result;
    }
    return undefined;
  }

  return (code: TrackingCode, order: MergeOrder, rev?: number): Promise<CommandResult | undefined> => {
    const result = last.then(() => merge(code, order, rev));
    last = result.catch(() => undefined);
    return result;
  };
}

/** True for a request that is not at the revision that was asked for, unless by this very command. */
function hasMovedOn(
  { rev, events }: Pick<StoredRequest, 'rev' | 'events'>,
  order: MergeOrder,
  asked: number | undefined,
): boolean {
  if (asked === undefined || rev === asked) return false;
  return events.every(({ commandId }) => commandId !== order.commandId);
}

/** Everybody who waits for a request: its citizen, unless they withdrew it, and its followers. */
export function citizensOf({ citizen, followers }: Request): readonly string[] {
  return citizen === NOBODY ? followers : [citizen, ...followers];
}
