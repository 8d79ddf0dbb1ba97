import { nextTimeOfDay, quietHoursBegin, wallClockDay, zonedDayStart, zonedMoment } from '../calendar.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';

/** One of the fixed moments of a day at which managers are told what falls due. */
export interface DigestSlot {
  /** Identifies it, so that a digest is sent once: `2025-11-22T08`. */
  readonly name: string;
  readonly at: Date;
  /** The slot before it: whatever happened since then has not been told yet. */
  readonly before: Date;
  /** The slot after it: whatever falls due until then is named now. */
  readonly until: Date;
  /** The first of its day also says how yesterday went. */
  readonly isFirst: boolean;
}

/**
 * The slot that is open at a moment: from its hour until the next one, or until the quiet hours begin; undefined
 * during those. A digest that an outage delayed beyond its slot is left to the next one.
 *
 * @param hours - The hours of the slots, earliest first.
 */
export function digestSlot(
  now: Date,
  { timeZone, hours }: { readonly timeZone: string; readonly hours: readonly number[] },
): DigestSlot | undefined {
  if (now >= quietHoursBegin(now, timeZone)) return undefined;
  const today = wallClockDay(now, timeZone);
  const slots = hours.map((hour) => ({ hour, at: zonedMoment(today, { hour, minute: 0 }, timeZone) }));
  const index = slots.findLastIndex(({ at }) => at <= now);
  const slot = slots[index];
  if (slot === undefined) return undefined;
  const { year, month, day } = today;
  const padded = (value: number) => String(value).padStart(2, '0');
  return {
    name: `${year}-${padded(month)}-${padded(day)}T${padded(slot.hour)}`,
    at: slot.at,
    before: slots[index - 1]?.at ?? lastOfYesterday(now, { timeZone, hours }),
    until: nextSlot(slot.at, { timeZone, hours }),
    isFirst: index === 0,
  };
}

/** The next slot after a moment, whatever the hour. */
export function nextSlot(
  after: Date,
  { timeZone, hours }: { readonly timeZone: string; readonly hours: readonly number[] },
): Date {
  const next = hours.map((hour) => nextTimeOfDay(after, hour, timeZone).getTime());
  return new Date(Math.min(...next));
}

/** From the beginning of yesterday to its end. */
export function spanOfYesterday(now: Date, timeZone: string): { readonly from: Date; readonly to: Date } {
  const to = zonedDayStart(wallClockDay(now, timeZone), timeZone);
  const within = new Date(to.getTime() - DAY_MS / 2);
  return { from: zonedDayStart(wallClockDay(within, timeZone), timeZone), to };
}

function lastOfYesterday(
  now: Date,
  { timeZone, hours }: { readonly timeZone: string; readonly hours: readonly number[] },
): Date {
  const day = wallClockDay(spanOfYesterday(now, timeZone).from, timeZone);
  return zonedMoment(day, { hour: hours.at(-1) ?? 0, minute: 0 }, timeZone);
}
