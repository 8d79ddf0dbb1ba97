import { type Backoff, pauseAfterFailures } from '../backoff.js';
import { afterQuietHours, nextTimeOfDay, wallClockDay, zonedDayStart } from '../calendar.js';
import type { Clock } from '../clock.js';
import type { Lease } from '../database/lease.js';
import type { Logger } from '../logger.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../requests/lifecycle/rules.js';
import type { SmsStore, StoredSms } from './message-store.js';
import { countParts } from './parts.js';
import type { OutgoingSms, SmsOutage, SmsProvider, SmsState } from './provider.js';
import type { WriteSms } from './write-sms.js';

export interface OutboxOptions {
  readonly provider: SmsProvider;
  readonly store: SmsStore;
  readonly write: WriteSms;
  /** Takes what telephones have sent, and has it answered. */
  readonly receive: () => Promise<void>;
  /** Hears, before it is noted, that a message does not reach its caller. */
  readonly onFailed: (message: StoredSms) => Promise<void>;
  readonly partsPerDay: number;
  readonly timeZone: string;
  /** The hour at which what was too much for a day goes on. */
  readonly morningHour: number;
  readonly lease: Lease;
  /** The city's clock: when something is due. */
  readonly clock: Clock;
  /** The machine's clock: polling and pauses. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  /** Milliseconds between looks at what is due. */
  readonly pollMs: number;
}

/** Sends short messages, one process at a time, and asks what became of them (docs/design.md, 4). */
export interface SmsOutbox {
  /** Has what is due done now; while the provider sends nothing that waits until it is tried again. */
  wake(): void;
  /** True while this process sends nothing; it does not query the database. */
  isIdle(): boolean;
  /** True when nothing can be done now: nothing is due, or the provider sends nothing. */
  isQuiet(): Promise<boolean>;
  start(): void;
  /** Waits for the call that is under way. */
  stop(): Promise<void>;
}

const AT_ONCE = 50;
const RECEIVE_EVERY_MS = 10_000;
const REST: Backoff = { firstMs: 1_000, longestMs: 5 * MINUTE_MS };
/** A message whose answer was lost is looked for after so long: what was under way has arrived by then. */
const LOOK_AFTER_MS = 30_000;
const LOOK_AGAIN_MS = MINUTE_MS;
/** So often a message is sent whose answer is lost each time and which the provider never has. */
const MOST_ATTEMPTS = 5;
/** When the provider is asked what became of a message: so long after the time before, and every twelve hours then. */
const ASK_AFTER_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS];
const ASK_RARELY_MS = 12 * HOUR_MS;
/** After that nobody asks any more: a final state that has not come does not come. */
const ASK_FOR_MS = 2 * DAY_MS;

/** The outbox of this process. */
export function createSmsOutbox(options: OutboxOptions): SmsOutbox {
  const { provider, store, write, lease, clock, machineClock, logger, timeZone } = options;
  const stopping = new AbortController();
  let waking = new AbortController();
  let isWanted = false;
  let isBusy = false;
  let failures = 0;
  /** Milliseconds of the machine's clock until which the provider is left alone. */
  let restsUntil = 0;
  let receivedAt = Number.NEGATIVE_INFINITY;
  let running = Promise.resolve();

  const isResting = () => machineClock.now().getTime() < restsUntil;
  const mayWork = () => !stopping.signal.aborted && lease.isHeld();
  const after = (ms: number) => new Date(clock.now().getTime() + ms);

  function rest(because: SmsOutage): void {
    failures += 1;
    restsUntil = machineClock.now().getTime() + pauseAfterFailures(failures, REST);
    if (failures === 1) logger.warn({ event: 'smsRests', because });
  }

  function noteAnswer(): void {
    if (failures > 0) logger.info({ event: 'smsIsBack' });
    failures = 0;
  }

  async function fail(message: StoredSms, because: string): Promise<void> {
    await options.onFailed(message);
    const status = because === 'unsure' ? 'unsure' : 'failed';
    await store.end(message._id, { status, because, at: clock.now() });
    logger.warn({ event: 'smsFailed', request: message.code, seq: message.seq, because });
  }

  /** When and why it goes later instead of now; undefined if it may go now. */
  async function laterThanNow(message: StoredSms, parts: number) {
    if (message.isUrgent) return undefined;
    const now = clock.now();
    const allowed = afterQuietHours(now, timeZone);
    // Whoever writes by night is awake.
    if (allowed > now && message.reply === undefined) return { until: allowed, because: 'night' };
    const today = zonedDayStart(wallClockDay(now, timeZone), timeZone);
    const isTooMuch = (await store.partsSince(today)) + parts > options.partsPerDay;
    if (!isTooMuch) return undefined;
    const tomorrow = new Date(today.getTime() + DAY_MS);
    return { until: nextTimeOfDay(tomorrow, options.morningHour, timeZone), because: 'budget' };
  }

  async function accepted(message: StoredSms, reference: string | undefined): Promise<void> {
    noteAnswer();
    const { _id } = message;
    if (reference === undefined) await store.end(_id, { status: 'silent', at: clock.now() });
    else await store.accept(_id, { reference, askAt: after(ASK_AFTER_MS[0] ?? MINUTE_MS) });
  }

  async function send(message: StoredSms): Promise<void> {
    const written = await write(message);
    if (written === undefined) return store.end(message._id, { status: 'over', at: clock.now() });
    const parts = countParts(written.text);
    const later = await laterThanNow(message, parts);
    if (later !== undefined) return store.postpone(message._id, { status: 'waiting', ...later });
    await give(message, { ...written, id: message.smsId }, parts);
  }

  /** Gives a message to the provider. */
  async function give(message: StoredSms, outgoing: OutgoingSms, parts: number): Promise<void> {
    const { _id } = message;
    const keepsId = provider.keepsId(outgoing);
    const attempt = { at: clock.now(), lookAt: after(LOOK_AFTER_MS), parts, keepsId };
    if (!mayWork() || !(await store.claim(_id, attempt))) return;
    const receipt = await provider.send(outgoing);
    switch (receipt.kind) {
      case 'accepted':
        return accepted(message, receipt.reference);
      case 'refused':
        noteAnswer();
        return fail(message, receipt.because);
      case 'later':
        rest(receipt.because);
        // Since when it is due says how late it is.
        return store.postpone(_id, { status: 'waiting', until: message.notBefore, because: receipt.because });
      case 'unknown':
        // As it was claimed it is looked for after a while.
        return logger.warn({ event: 'smsAnswerLost', request: message.code, seq: message.seq });
    }
  }

  /** Looks for a message whose answer was lost, by a crash too, and sends it again only if the provider has it not. */
  async function lookFor(message: StoredSms): Promise<void> {
    if (message.keepsId !== true) return fail(message, 'unsure');
    const found = await provider.find(message.smsId);
    switch (found.kind) {
      case 'found':
        return accepted(message, found.reference);
      case 'none':
        return message.attempts < MOST_ATTEMPTS ? send(message) : fail(message, 'refused');
      case 'later':
        return store.postpone(message._id, { status: 'sending', until: after(LOOK_AGAIN_MS) });
    }
  }

  async function noteState(message: StoredSms, state: SmsState | undefined): Promise<void> {
    const { _id, asks, sentAt = message.createdAt } = message;
    const at = clock.now();
    if (state === 'delivered') return store.end(_id, { status: 'delivered', at });
    if (state === 'failed' || state === 'blacklisted') {
      return fail(message, state === 'failed' ? 'undelivered' : state);
    }
    if (at.getTime() - sentAt.getTime() >= ASK_FOR_MS) return store.end(_id, { status: 'silent', at });
    await store.askAgain(_id, after(ASK_AFTER_MS[asks + 1] ?? ASK_RARELY_MS));
  }

  async function ask(messages: readonly StoredSms[]): Promise<void> {
    const references = messages.flatMap(({ reference }) => reference ?? []);
    const states = references.length === 0 ? undefined : await provider.states(references);
    for (const message of messages) await noteState(message, states?.get(message.reference ?? ''));
  }

  /** Looks for what telephones have sent, now and then. */
  async function receive(): Promise<void> {
    const now = machineClock.now().getTime();
    if (now - receivedAt < RECEIVE_EVERY_MS) return;
    receivedAt = now;
    await options.receive();
  }

  /** Does what is due, until nothing is or the provider sends nothing. */
  async function work(): Promise<void> {
    if (mayWork() && !isResting()) await receive();
    while (mayWork() && !isResting()) {
      const due = await store.due(clock.now(), AT_ONCE);
      if (due.length === 0) return;
      await ask(due.filter(({ status }) => status === 'accepted'));
      for (const message of due) await bring(message);
    }
  }

  async function bring(message: StoredSms): Promise<void> {
    if (!mayWork() || isResting()) return;
    if (message.status === 'waiting') await send(message);
    if (message.status === 'sending') await lookFor(message);
  }

  async function pause(): Promise<void> {
    waking = new AbortController();
    const signal = AbortSignal.any([waking.signal, stopping.signal]);
    const next = await store.nextTime(clock.now()).catch(() => undefined);
    if (isWanted) return;
    const restMs = restsUntil - machineClock.now().getTime();
    await Promise.race([
      machineClock.sleep(restMs > 0 ? restMs : options.pollMs, signal),
      ...(next === undefined || restMs > 0
        ? []
        : [clock.sleep(next.getTime() - clock.now().getTime(), signal)]),
    ]);
    waking.abort();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      isBusy = true;
      isWanted = false;
      try {
        if (await lease.take()) await work();
      } catch (error) {
        logger.error({ event: 'smsOutboxFailed', error });
      }
      isBusy = false;
      if (!isWanted) await pause();
    }
  }

  return {
    wake() {
      if (isResting()) return;
      isWanted = true;
      waking.abort();
    },
    isIdle: () => !isBusy && !isWanted,
    async isQuiet() {
      if (isBusy || isWanted) return false;
      if (isResting()) return true;
      return (await store.due(clock.now(), 1)).length === 0 && !isBusy && !isWanted;
    },
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      await running;
      await lease.release();
    },
  };
}
