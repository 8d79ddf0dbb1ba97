import type { BotKey } from '../../channel/bot.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import type { Delivery, StoredDelivery } from '../delivery.js';
import type { DeliveryStore } from '../delivery-store.js';
import type { Lease } from './lease.js';
import { createQueues, type Waiting } from './queues.js';
import type { Attempt } from './send-delivery.js';

/** Sends the deliveries of one bot, one process at a time (docs/design.md, 4). */
export interface Sender {
  start(): void;
  /** Looks at the database for what has to be sent. */
  wake(): void;
  /** Takes deliveries that were planned in this process just now, so that nobody has to look for them. */
  offer(deliveries: readonly Delivery[]): void;
  /** True while nothing is being sent and nothing that could be sent is in hand. */
  isIdle(): boolean;
  /** Begins nothing new, waits a moment for what is under way, and gives the lease back. */
  stop(): Promise<void>;
}

export interface SenderOptions {
  readonly bot: BotKey;
  readonly store: DeliveryStore;
  readonly lease: Lease;
  readonly attempt: Attempt;
  /** The city's clock: when deliveries are due. */
  readonly clock: Clock;
  /** The machine's clock: leases, and looks at the database. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  /** Milliseconds between looks at the database while nobody wakes the sender. */
  readonly pollMs: number;
  /** Aborted by `stop` at once; then no new message may go. */
  readonly stopping: AbortController;
  /** Aborted by `stop` after a moment; then a message under way is not waited for. */
  readonly cutOff: AbortController;
}

/** Chats that are written to at the same time. */
const MOST_LANES = 48;
const MOST_IN_MEMORY = 5_000;
const MOST_OF_ONE = 50;
/** What one look at the database brings at least, if there is as much. */
const LOOK_LIMIT = 500;
/** After a look comes a rest that many times as long, so that looking takes little of what the database can do. */
const LOOK_REST = 9;
const LEAST_LOOK_REST_MS = 50;
/** The chat rests that long after an error of ours, as when the database is away. */
const PAUSE_AFTER_ERROR_MS = 1_000;
/** What is under way at the end has that long to finish. */
const STOP_MS = 2_000;
/** And what was cut off then, as a download, that long to notice. */
const CUT_OFF_MS = 1_000;

/**
 * A sender. What waits is kept in memory by chat; a chat that has to wait for another attempt rests without
 * holding up others. The database is looked at when the lease is taken, when something becomes due, when
 * somebody wakes the sender and every `pollMs`, but not while memory has enough to send, nor right after a look:
 * deliveries of another process may so be seen a little later than those of this one.
 */
export function createSender(options: SenderOptions): Sender {
  const { bot, store, lease, attempt, clock, machineClock, logger, pollMs, stopping, cutOff } = options;
  const queues = createQueues({ most: MOST_IN_MEMORY, mostOfOne: MOST_OF_ONE });
  const lanes = new Map<string, Promise<void>>();
  const resting = new Map<string, Date>();
  let mustLook = true;
  /** The database may hold what is due and not in memory: until it has been looked at, memory takes no more. */
  let hasMore = false;
  let hasRefused = false;
  /** True for a while after a look, until the next one may follow. */
  let isRestingFromLook = false;
  /** What has ended since the last look began, which may still have seen it as planned. */
  const endedMeanwhile = new Set<string>();
  /** When the next delivery becomes due that is not yet. */
  let nextTime: Date | undefined;
  let isRecovered = false;
  let waiting = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const mayWork = () => !stopping.signal.aborted && lease.isHeld();

  function stir(): void {
    waiting.abort();
  }

  function wake(): void {
    mustLook = true;
    stir();
  }

  /** Makes sure that this process may send, and knows what an earlier holder of the lease left behind. */
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

  /** An edit may be made again; anything else that may have gone out is tried once more, and counted. */
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
    // What is in memory comes first once more, and must not take the place of what is not.
    const limit = LOOK_LIMIT + queues.size();
    endedMeanwhile.clear();
    const due = await store.due(bot, now, { limit, except });
    const taken = due.filter(({ _id }) => !endedMeanwhile.has(_id)).map((delivery) => queues.add(delivery));
    const next = await store.nextTime(bot, now);
    if (next !== undefined) becomesDue(next);
    // What was refused meanwhile may have come too late to be found.
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

  /** True when the database may hold something to send now; while memory has enough of it, that can wait. */
  function isToLook(): boolean {
    if (isRestingFromLook) return false;
    if (hasMore) return queues.hasRoom() && !hasSomebodyToWriteTo();
    return mustLook;
  }

  /** What has become due is to be looked for, and needs no waiting for any more. */
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

  /** Sends what waits for a person, in order, until nothing does or the chat has to rest. */
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

  /** True when the next one may follow. */
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
