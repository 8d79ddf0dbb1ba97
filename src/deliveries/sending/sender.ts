import type { BotKey } from '../../channel/bot.js';
import type { Clock } from '../../clock.js';
import type { Lease } from '../../database/lease.js';
import type { Logger } from '../../logger.js';
import type { Delivery, StoredDelivery } from '../delivery.js';
import type { DeliveryStore } from '../delivery-store.js';
import { createQueues, type Waiting } from './queues.js';
import type { Attempt } from './send-delivery.js';

/** Sends the deliveries of one bot, one process at a time (docs/design.md, 4). */
export interface Sender {
  start(): void;
  /** Queries the database for due deliveries. */
  wake(): void;
  /** Queues deliveries that were just planned in this process, so that nobody has to query for them. */
  offer(deliveries: readonly Delivery[]): void;
  /** True while nothing is being sent and nothing that could be sent is queued. */
  isIdle(): boolean;
  /** Begins nothing new, waits a moment for what is under way, and releases the lease. */
  stop(): Promise<void>;
}

export interface SenderOptions {
  readonly bot: BotKey;
  readonly store: DeliveryStore;
  readonly lease: Lease;
  readonly attempt: Attempt;
  /** The city's clock: when deliveries are due. */
  readonly clock: Clock;
  /** The machine's clock: leases, and database polling. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  /** Milliseconds between polls of the database while nobody wakes the sender. */
  readonly pollMs: number;
  /** Aborted by `stop` at once; no new message may be sent then. */
  readonly stopping: AbortController;
  /** Aborted by `stop` after a moment; messages under way are then no longer waited for. */
  readonly cutOff: AbortController;
}

/** How many chats are written to at the same time. */
const MOST_LANES = 48;
const MOST_IN_MEMORY = 5_000;
const MOST_OF_ONE = 50;
/** The least that one query fetches, if there is as much. */
const LOOK_LIMIT = 500;
/**
 * A query is followed by a rest this many times as long, so that polling takes little of the database's
 * capacity.
 */
const LOOK_REST = 9;
const LEAST_LOOK_REST_MS = 50;
/** How long a chat rests after an error of ours, for example when the database is unavailable. */
const PAUSE_AFTER_ERROR_MS = 1_000;
/** How long work in progress may take to finish when the sender stops. */
const STOP_MS = 2_000;
/** How long work that was cut off, such as a download, may take to notice. */
const CUT_OFF_MS = 1_000;

/**
 * A sender. Due deliveries are queued in memory by chat; a chat that waits for another attempt rests without
 * holding up others. The database is queried when the lease is taken, when something becomes due, when the
 * sender is woken and every `pollMs`, but not while memory has enough to send, nor right after another query:
 * deliveries planned by another process may be seen slightly later than those of this one.
 */
export function createSender(options: SenderOptions): Sender {
  const { bot, store, lease, attempt, clock, machineClock, logger, pollMs, stopping, cutOff } = options;
  const queues = createQueues({ most: MOST_IN_MEMORY, mostOfOne: MOST_OF_ONE });
  const lanes = new Map<string, Promise<void>>();
  const resting = new Map<string, Date>();
  let mustLook = true;
  /**
   * The database may hold due deliveries that are not in memory: until it is queried again, nothing is
   * offered to memory.
   */
  let hasMore = false;
  let hasRefused = false;
  /** True for a while after a query, until the next one may follow. */
  let isRestingFromLook = false;
  /** Deliveries that ended since the last query began, which may still have seen them as planned. */
  const endedMeanwhile = new Set<string>();
  /** When the next delivery that is not due yet becomes due. */
  let nextTime: Date | undefined;
  let isRecovered = false;
  let waiting = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const mayWork = () => !stopping.signal.aborted && lease.isHeld();

  function stir(): void {
    waiting.abort('woken');
  }

  function wake(): void {
    mustLook = true;
    stir();
  }

  /** Makes sure that this process may send, and recovers what the previous lease holder left behind. */
  async function isAllowed(): Promise<boolean> {
    if (lease.isHeld() && isRecovered) return true;
    await Promise.all(lanes.values());
    if (!(await lease.take())) return false;
    isRecovered = false;
    queues.clear();
    resting.clear();
    mustLook = true;
    for (const interrupted of await store.interrupted(bot)) await recover(interrupted);
    isRecovered = true;
    return true;
  }

  /**
   * An edit can safely be repeated; anything else that may have been sent is tried once more, and counted.
   */
  async function recover({ _id, kind, code, seq, ambiguous }: StoredDelivery): Promise<void> {
    const isEdit = kind === 'update';
    const status = isEdit || ambiguous === 0 ? 'planned' : 'unsure';
    logger.warn({ event: 'deliveryInterrupted', request: code, seq, bot, kind, status });
    await store.recover(_id, { status, ambiguous: !isEdit, at: clock.now() });
  }

  async function look(): Promise<void> {
    mustLook = false;
    hasRefused = false;
    nextTime = undefined;
    const now = clock.now();
    const began = performance.now();
    const except = queues.provided();
    // The query returns what is already in memory first, so the limit leaves room for the rest.
    const limit = LOOK_LIMIT + queues.size();
    endedMeanwhile.clear();
    const due = await store.due(bot, now, { limit, except });
    const taken = due.filter(({ _id }) => !endedMeanwhile.has(_id)).map((delivery) => queues.add(delivery));
    const next = await store.nextTime(bot, now);
    if (next !== undefined) becomesDue(next);
    // Deliveries refused in the meantime may have come too late for this query.
    hasMore = hasRefused || except.length > 0 || due.length === limit || taken.includes(false);
    void restFromLook(performance.now() - began);
  }

  async function restFromLook(tookMs: number): Promise<void> {
    isRestingFromLook = true;
    await machineClock.sleep(Math.max(tookMs * LOOK_REST, LEAST_LOOK_REST_MS), stopping.signal);
    isRestingFromLook = false;
    stir();
  }

  function becomesDue(at: Date): void {
    if (nextTime === undefined || at < nextTime) nextTime = at;
  }

  /** True if the database may hold something to send now; while memory has enough, that can wait. */
  function isToLook(): boolean {
    if (isRestingFromLook) return false;
    if (hasMore) return queues.hasRoom() && !hasSomebodyToWriteTo();
    return mustLook;
  }

  /** Notes that deliveries have become due, so that the next query finds them. */
  function noteWhatIsDue(): void {
    if (nextTime === undefined || nextTime > clock.now()) return;
    nextTime = undefined;
    mustLook = true;
  }

  function hasSomebodyToWriteTo(): boolean {
    return queues.people().some((person) => !lanes.has(person) && !resting.has(person));
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop whose conditions all decide about the same lane.
  function startLanes(): void {
    const now = clock.now();
    for (const [person, until] of resting) if (until <= now) resting.delete(person);
    for (const person of queues.people()) {
      if (lanes.size >= MOST_LANES || !mayWork()) return;
      const first = queues.first(person);
      if (first === undefined || lanes.has(person) || resting.has(person)) continue;
      if (first.retryAt !== undefined && first.retryAt > now) resting.set(person, first.retryAt);
      else lanes.set(person, openLane(person));
    }
  }

  async function openLane(person: string): Promise<void> {
    await workThrough(person).finally(() => {
      lanes.delete(person);
      stir();
    });
  }

  /** Sends a person's deliveries in order until none is left or the chat has to rest. */
  async function workThrough(person: string): Promise<void> {
    try {
      for (let next = queues.first(person); next !== undefined; next = queues.first(person)) {
        if (!mayWork() || !(await deal(next))) return;
      }
    } catch (error) {
      logger.error({ event: 'senderFailed', bot, error });
      resting.set(person, new Date(clock.now().getTime() + PAUSE_AFTER_ERROR_MS));
    }
  }

  function end(delivery: Delivery): void {
    queues.remove(delivery);
    endedMeanwhile.add(delivery._id);
  }

  /** True if the next one may follow. */
  async function deal(delivery: Waiting): Promise<boolean> {
    if (queues.isOvertaken(delivery)) {
      await store.cancel(delivery._id, 'overtaken', clock.now());
      end(delivery);
      return true;
    }
    const result = await attempt(delivery);
    switch (result.kind) {
      case 'ended':
        end(delivery);
        return true;
      case 'unreachable':
        queues.clear(delivery.person);
        return false;
      case 'later':
        resting.set(delivery.person, result.retryAt);
        return false;
      case 'stopped':
        return false;
    }
  }

  /** Waits until there may be something to do. */
  async function pause(): Promise<void> {
    const { signal } = waiting;
    const poll = machineClock.sleep(pollMs, signal).then(() => signal.aborted || wake());
    const times = [nextTime, ...resting.values()].flatMap((time) => time?.getTime() ?? []);
    const isWaiting = mayWork() && times.length > 0;
    await Promise.race([
      poll,
      ...(isWaiting ? [clock.sleep(Math.min(...times) - clock.now().getTime(), signal)] : []),
    ]);
    stir();
    waiting = new AbortController();
  }

  async function inTime(work: Promise<unknown>, ms: number): Promise<void> {
    const ended = new AbortController();
    await Promise.race([work, machineClock.sleep(ms, ended.signal)]);
    ended.abort();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (await isAllowed()) {
          noteWhatIsDue();
          if (isToLook()) await look();
          startLanes();
        }
        await pause();
      } catch (error) {
        logger.error({ event: 'senderFailed', bot, error });
        mustLook = true;
        await machineClock.sleep(PAUSE_AFTER_ERROR_MS, stopping.signal);
      }
    }
  }

  return {
    start() {
      running = run();
    },
    wake,
    offer(deliveries) {
      if (!lease.isHeld() || !isRecovered) return;
      const now = clock.now();
      for (const delivery of deliveries) {
        if (delivery.notBefore > now) becomesDue(delivery.notBefore);
        else if (hasMore || !queues.add(delivery)) {
          hasRefused = true;
          hasMore = true;
        }
      }
      stir();
    },
    isIdle: () => lanes.size === 0 && !(mayWork() && hasSomebodyToWriteTo()),
    async stop() {
      stopping.abort();
      stir();
      const done = Promise.all([running, ...lanes.values()]);
      await inTime(done, STOP_MS);
      cutOff.abort();
      await inTime(done, CUT_OFF_MS);
      await lease.release();
    },
  };
}
