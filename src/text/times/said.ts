import type { CalendarName } from './calendar-days.js';
import type { PartOfDay, Unit } from './vocabulary.js';

/** So many units of time. */
export interface Amount {
  readonly unit: Unit;
  readonly count: number;
  readonly calendar: CalendarName;
}

/** Before the present one, the present one, or the next. */
export type Shift = -1 | 0 | 1;

/** A part of a week, month or year that stands for one day of it. */
export type Edge = 'start' | 'middle' | 'end';

/** One thing that a typed time says. */
export type Said =
  /** A date in digits; nobody said yet which number is what. */
  | { readonly kind: 'numeric'; readonly numbers: readonly string[] }
  | {
      readonly kind: 'date';
      readonly calendar: CalendarName;
      readonly month: number;
      /** A day, or a part of the month that stands for one. */
      readonly day: number | Edge;
      readonly year?: number;
    }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly shift?: Shift }
  | { readonly kind: 'day'; readonly days: number }
  /** A distance from now; without a direction it lies ahead. */
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
