import type { CalendarName } from './calendar-days.js';
import type { PartOfDay, Unit } from './vocabulary.js';

/** A number of units of time. */
export interface Amount {
  readonly unit: Unit;
  readonly count: number;
  readonly calendar: CalendarName;
}

/** The previous one, the current one, or the next. */
export type Shift = -1 | 0 | 1;

/** A part of a week, month or year that means one day of it. */
export type Edge = 'start' | 'middle' | 'end';

/** One part of a typed time. */
export type Said =
  /** A date in digits, whose order is not known yet. */
  | { readonly kind: 'numeric'; readonly numbers: readonly string[] }
  | {
      readonly kind: 'date';
      readonly calendar: CalendarName;
      readonly month: number;
      /** A day, or a part of the month that means one. */
      readonly day: number | Edge;
      readonly year?: number;
    }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly shift?: Shift }
  | { readonly kind: 'day'; readonly days: number }
  /** A distance from now, in the future unless a direction is given. */
  | { readonly kind: 'span'; readonly amounts: readonly Amount[]; readonly direction?: 1 | -1 }
  | {
      readonly kind: 'period';
      readonly unit: 'day' | 'week' | 'month' | 'year';
      readonly calendar: CalendarName;
      readonly shift: Shift;
      readonly edge?: Edge;
    }
  | { readonly kind: 'dayOfMonth'; readonly day: number }
  | { readonly kind: 'clock'; readonly hour: number; readonly minute: number }
  | { readonly kind: 'part'; readonly part: PartOfDay };
