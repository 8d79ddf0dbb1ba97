import { assertNever } from '../assert-never.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { ConsumerStore } from './consumer-store.js';
import type { FeedEntry, FeedStore } from './feed-store.js';
import { createProgress, type Endurance, type Failure, type Progress } from './progress.js';

/** What became of an entry; throwing is failing. */
export type Handled =
  | { readonly kind: 'done' }
  | ({ readonly kind: 'failed' } & Failure)
  /** The other side wants nothing more: this consumer stops until somebody resumes it. */
  | { readonly kind: 'stop'; readonly because: string };

/**
 * Somebody who is told of each event. Entries of one request come in their order, one after the other; those of
 * several requests at the same time. After a crash an entry may come again. One that fails is tried again later,
 * with those of its request behind it, and holds up no other request.
 */
export interface ConsumerDefinition extends Endurance {
  /** The name under which its progress is stored. */
  readonly name: string;
  /** Where it begins the first time: with what is kept, or with what happens from now on. */
  readonly startsAt: 'beginning' | 'now';
  /** True for the entries that it is told of. */
  wants(entry: FeedEntry): boolean;
  /** Once the signal is aborted, whatever it waits for is not waited for any longer. */
  handle(entry: FeedEntry, signal: AbortSignal): Promise<Handled>;
  /** How many requests it is told of at the same time. */
  readonly atOnce?: number;
  /** Is told once it has stopped; after a crash perhaps once more. */
  onStopped?(because: string): Promise<void>;
}

/** A consumer at work, in one process at a time. */
export interface Consumer {
  /** The feed may have new entries. */
  wake(): void;
  /** True while nothing is being handled and nothing that could be is left. */
  isIdle(): boolean;
  /** Ends it: what is being handled is let go, and its progress is stored. */
  stop(): Promise<void>;
}

export interface ConsumerOptions {
  readonly definition: ConsumerDefinition;
  readonly feed: Pick<FeedStore, 'after' | 'among' | 'firstAfter' | 'latest'>;
  readonly store: ConsumerStore;
  /** The number of the last entry of the feed, as far as this process knows. */
  readonly last: () => number;
  /** False once another process may be at work on it. */
  readonly mayWork: () => boolean;
  /** The city's clock: when something is tried again. */
  readonly clock: Clock;
  /** The machine's clock: storing progress. */
  readonly machineClock: Clock;
  readonly logger: Logger;
}

const AT_ONCE = 8;
const READ_AT_ONCE = 200;
/** The most entries in memory: what a crash may repeat is among them. */
const MOST_IN_HAND = 400;
const SAVE_EVERY_MS = 300;
const PAUSE_AFTER_ERROR_MS = 1_000;
/** Whoever has to wake it does; this only bounds what a mistake there would cost. */
const LONGEST_PAUSE_MS = 60_000;

/** Starts a consumer. */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { definition, feed, store, clock, machineClock, logger } = options;
  const { name, atOnce = AT_ONCE } = definition;
  const stopping = new AbortController();
  const queues = new Map<TrackingCode, FeedEntry[]>();
  const lanes = new Map<TrackingCode, Promise<void>>();
  let waiting = new AbortController();
  let progress: Progress | undefined;
  let rev = 0;
  let readTo = 0;
  let isChanged = false;
  let savedAt = 0;
  /** True once whoever is to know has been told that it has stopped. */
  let isStopTold = false;

  const mayWork = () => !stopping.signal.aborted && options.mayWork();
  const inHand = () => [...queues.values()].reduce((sum, queue) => sum + queue.length, 0);

  function wake(): void {
    waiting.abort('woken');
  }

  async function open(): Promise<Progress> {
    const { state, rev: stored } =
      (await store.find(name)) ??
      (await store.open(name, definition.startsAt === 'now' ? await feed.latest() : 0));
    rev = stored;
    readTo = state.cursor;
    isStopTold = state.stopped !== undefined;
    queues.clear();
    progress = createProgress(state, definition);
    return progress;
  }

  /** Reads what follows, as far as there is room; what is not wanted is settled at once. */
  async function read(at: Progress): Promise<void> {
    while (mayWork() && at.hasRoom() && readTo < options.last() && inHand() <= MOST_IN_HAND - READ_AT_ONCE) {
      const entries = await feed.after(readTo, READ_AT_ONCE);
      if (entries.length === 0) {
        const first = await feed.firstAfter(readTo);
        if (first === undefined || first === readTo + 1) return;
        // Entries are kept for a while only (src/feed/index.ts).
        logger.warn({ event: 'feedSkipped', consumer: name, from: readTo + 1, to: first - 1 });
        at.skipTo(first);
        readTo = first - 1;
        continue;
      }
      for (const entry of entries) take(at, entry);
      isChanged = true;
    }
  }

  function take(at: Progress, entry: FeedEntry): void {
    const { number, code } = entry;
    readTo = number;
    if (at.isSettled(number)) return;
    if (!definition.wants(entry)) at.settle(number);
    else if (at.laneOf(code) !== undefined) at.parkBehind(code, number);
    else queues.set(code, [...(queues.get(code) ?? []), entry]);
  }

  /** Requests whose turn it is: those that were parked first, then whatever is new. */
  function next(at: Progress): readonly TrackingCode[] {
    const now = clock.now();
    const notBefore = at.notBefore();
    if (at.state().stopped !== undefined) return [];
    if (notBefore !== undefined && notBefore > now) return [];
    const parked = at.lanes();
    if (at.isAway()) {
      const [probe = [...queues.keys()][0]] = parked.map(({ code }) => code);
      return probe === undefined || lanes.size > 0 ? [] : [probe];
    }
    const due = parked.filter(({ retryAt }) => retryAt <= now).map(({ code }) => code);
    return [...due, ...queues.keys()].filter((code) => !lanes.has(code)).slice(0, atOnce - lanes.size);
  }

  function startLanes(at: Progress): void {
    if (!mayWork()) return;
    for (const code of next(at)) {
      const lane = workThrough(at, code)
        .catch((error) => logger.error({ event: 'consumerFailed', consumer: name, error }))
        .finally(() => {
          lanes.delete(code);
          wake();
        });
      lanes.set(code, lane);
    }
  }

  async function handle(entry: FeedEntry): Promise<Handled> {
    try {
      return await definition.handle(entry, stopping.signal);
    } catch (error) {
      logger.error({ event: 'notHandled', consumer: name, request: entry.code, seq: entry.seq, error });
      return { kind: 'failed', because: 'error' };
    }
  }

  /** The next entry of a request, if there is one: of its parked lane first; one that was removed is not there. */
  async function nextOf(at: Progress, code: TrackingCode) {
    const parked = at.laneOf(code);
    if (parked === undefined) {
      const [entry] = queues.get(code) ?? [];
      return entry === undefined ? undefined : { entry, isParked: false };
    }
    const [entry] = await feed.among(parked.numbers.slice(0, 1));
    return { entry, isParked: true };
  }

  /** Handles the entries of a request in their order, until none is left or one fails. */
  async function workThrough(at: Progress, code: TrackingCode): Promise<void> {
    const goesOn = () => mayWork() && at.state().stopped === undefined;
    while (goesOn()) {
      const next = await nextOf(at, code);
      if (next === undefined) return;
      const { entry, isParked } = next;
      const handled: Handled = entry === undefined ? { kind: 'done' } : await handle(entry);
      // What was cut off is neither a success nor a failure: whoever works on it next tries it again.
      if (!mayWork() && handled.kind !== 'done') return;
      isChanged = true;
      noteEnd(at, code, handled, isParked);
      if (handled.kind !== 'done') return;
    }
  }

  function noteEnd(at: Progress, code: TrackingCode, handled: Handled, isParked: boolean): void {
    const now = clock.now();
    switch (handled.kind) {
      case 'done':
        at.succeeded(now);
        if (isParked) at.passed(code, now);
        else settleFirst(at, code);
        break;
      case 'failed':
        if (isParked) at.failedAgain(code, handled, now);
        else at.park(code, takeAll(code), handled, now);
        break;
      case 'stop':
        at.stop(handled.because, now);
        break;
      default:
        assertNever(handled);
    }
  }

  function settleFirst(at: Progress, code: TrackingCode): void {
    const [entry, ...rest] = queues.get(code) ?? [];
    if (rest.length === 0) queues.delete(code);
    else queues.set(code, rest);
    if (entry !== undefined) at.settle(entry.number);
  }

  /** Empties the queue of a request, and gives the numbers that were in it. */
  function takeAll(code: TrackingCode): readonly number[] {
    const queue = queues.get(code) ?? [];
    queues.delete(code);
    return queue.map(({ number }) => number);
  }

  /** Stores the progress, unless another process has stored its own: then that is gone on from. */
  async function save(at: Progress): Promise<void> {
    const { stopped } = at.state();
    isChanged = false;
    savedAt = performance.now();
    // Told before it is stored, so that a crash in between tells it again rather than never.
    if (stopped !== undefined && !isStopTold) await definition.onStopped?.(stopped.because);
    isStopTold = stopped !== undefined;
    if (!(await store.save(name, rev, at.state()))) {
      logger.warn({ event: 'consumerHasOtherProcess', consumer: name });
      await Promise.all(lanes.values());
      await open();
      return;
    }
    rev += 1;
  }

  async function pause(at: Progress): Promise<void> {
    const { signal } = waiting;
    const now = clock.now().getTime();
    const times = [at.notBefore(), at.lanes()[0]?.retryAt].flatMap((time) => time?.getTime() ?? []);
    const ahead = times.filter((time) => time > now);
    await Promise.race([
      machineClock.sleep(isChanged ? SAVE_EVERY_MS : LONGEST_PAUSE_MS, signal),
      ...(ahead.length === 0 ? [] : [clock.sleep(Math.min(...ahead) - now, signal)]),
    ]);
    waiting.abort('woken');
    waiting = new AbortController();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const at = progress ?? (await open());
        await read(at);
        startLanes(at);
        if (isChanged && performance.now() - savedAt >= SAVE_EVERY_MS) await save(at);
        else await pause(at);
      } catch (error) {
        logger.error({ event: 'consumerFailed', consumer: name, error });
        isChanged = true;
        await machineClock.sleep(PAUSE_AFTER_ERROR_MS, stopping.signal);
      }
    }
  }

  const running = run();
  return {
    wake,
    isIdle: () =>
      progress !== undefined &&
      lanes.size === 0 &&
      next(progress).length === 0 &&
      (readTo >= options.last() || !progress.hasRoom()),
    async stop() {
      stopping.abort();
      wake();
      await running;
      await Promise.all(lanes.values());
      if (progress !== undefined && isChanged) await save(progress);
    },
  };
}
