import type { TrackingCode } from '../text/tracking-code.js';
import { HOUR_MS } from './lifecycle/rules.js';

/** A request and the moment from which on time acts on it. */
export interface NextAction {
  readonly code: TrackingCode;
  readonly at: Date;
}

/** Where the times are kept: in the requests themselves. */
export interface StoredTimes {
  /** All requests that have a next action, one at a time. */
  all(): AsyncIterable<NextAction>;
  /** Those of these requests that have a next action. */
  of(codes: readonly TrackingCode[]): Promise<readonly NextAction[]>;
}

/**
 * The next actions of all requests, in memory and by their hour: for a process that has to itself a database without an
 * index for them, which would go through all requests at every sweep. It only says where to look. A moment may stand here
 * that the request has left behind, and never is one missing that it has; whatever seems due is read from the request
 * before it is said to be.
 */
export interface DueTimes {
  /** To be told after every write of a next action, also of one that failed: it may have arrived all the same. */
  note(code: TrackingCode, at: Date | undefined): void;
  /** Codes of requests whose next action is due, the longest overdue first, at most `limit`. */
  due(now: Date, limit: number): Promise<readonly TrackingCode[]>;
}

/** A moment that a request has, or has had. */
interface Entry {
  readonly code: TrackingCode;
  readonly at: number;
}

/** Hours after which everything is read anew, so that memory could be wrong for so long and no longer. */
const READ_EVERY_HOURS = 6;

/** Empty until it is first asked, and then read from what is stored. */
export function createDueTimes(stored: StoredTimes): DueTimes {
  /** By the hour since 1970 in which they come; a request may be in several. */
  let hours = new Map<number, Map<TrackingCode, number>>();
  let readAt: number | undefined;
  let reading: Promise<void> | undefined;

  function add(code: TrackingCode, at: Date): void {
    const time = at.getTime();
    const hour = hourOf(time);
    const entries = hours.get(hour) ?? new Map<TrackingCode, number>();
    hours.set(hour, entries.set(code, Math.min(time, entries.get(code) ?? time)));
  }

  function remove({ code, at }: Entry): void {
    const entries = hours.get(hourOf(at));
    entries?.delete(code);
    if (entries?.size === 0) hours.delete(hourOf(at));
  }

  async function readAll(now: Date): Promise<void> {
    // What is written while this reads is noted in the new map, beside what was read of it before.
    hours = new Map();
    readAt = undefined;
    for await (const { code, at } of stored.all()) add(code, at);
    readAt = now.getTime();
  }

  async function ready(now: Date): Promise<void> {
    if (readAt !== undefined && now.getTime() - readAt < READ_EVERY_HOURS * HOUR_MS) return;
    reading ??= readAll(now).finally(() => {
      reading = undefined;
    });
    await reading;
  }

  function come(now: Date): readonly Entry[] {
    const last = hourOf(now.getTime());
    const found: Entry[] = [];
    for (const [hour, entries] of hours) {
      if (hour > last) continue;
      for (const [code, at] of entries) if (at <= now.getTime()) found.push({ code, at });
    }
    return found.sort((left, right) => left.at - right.at);
  }

  /** Puts what is stored in the place of entries; resolves to it. */
  async function check(entries: readonly Entry[]): Promise<readonly NextAction[]> {
    // Removed before it is read, so that what is noted meanwhile stays.
    for (const entry of entries) remove(entry);
    try {
      const found = await stored.of([...new Set(entries.map(({ code }) => code))]);
      for (const { code, at } of found) add(code, at);
      return found;
    } catch (error) {
      for (const { code, at } of entries) add(code, new Date(at));
      throw error;
    }
  }

  return {
    note(code, at) {
      if (at !== undefined) add(code, at);
    },

    async due(now, limit) {
      await ready(now);
      const known = new Map<TrackingCode, number>();
      for (;;) {
        const first = come(now).slice(0, limit);
        const unsure = first.filter(({ code, at }) => known.get(code) !== at);
        if (unsure.length === 0) return first.map(({ code }) => code);
        for (const { code, at } of await check(unsure)) known.set(code, at.getTime());
      }
    },
  };
}

function hourOf(time: number): number {
  return Math.floor(time / HOUR_MS);
}
