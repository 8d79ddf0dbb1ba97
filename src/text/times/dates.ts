import { behindFillers, meanings, numbers, type Step, step, units } from './cursor.js';
import type { Lexeme } from './lexemes.js';
import type { Said } from './said.js';
import type { Meaning } from './vocabulary.js';

type Month = Extract<Meaning, { kind: 'month' }>;

/** «۱۵ دی», «۱۵ دی‌ماه ۱۴۰۵», "25th of December", "Dec 25, 2026". */
export function dates(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  const dayFirst = numbers(lexemes, at).flatMap((day) =>
    monthsBehind(lexemes, day.next).map((month) => ({ day: day.value.value, month })),
  );
  const monthFirst = meanings(lexemes, at, 'month').flatMap((month) =>
    behindFillers(lexemes, month.next)
      .flatMap((from) => numbers(lexemes, from))
      .map((day) => ({ day: day.value.value, month: step(month.value, day.next) })),
  );
  return [...dayFirst, ...monthFirst].flatMap(({ day, month }) =>
    withYears(
      lexemes,
      { kind: 'date', calendar: month.value.calendar, month: month.value.month, day },
      month.next,
    ),
  );
}

/** A month behind a day, with the optional words for "month" around it. */
export function monthsBehind(lexemes: readonly Lexeme[], at: number): readonly Step<Month>[] {
  return behindFillers(lexemes, at)
    .flatMap((from) => [from, ...units(lexemes, from, 'month')])
    .flatMap((from) => meanings(lexemes, from, 'month'))
    .flatMap(({ value, next }) => [next, ...units(lexemes, next, 'month')].map((end) => step(value, end)));
}

/** The date with the year that follows it, and without. */
export function withYears(
  lexemes: readonly Lexeme[],
  date: Extract<Said, { kind: 'date' }>,
  at: number,
): readonly Step<readonly Said[]>[] {
  const places = behindFillers(lexemes, at).flatMap((from) => [from, ...units(lexemes, from, 'year')]);
  const dated = places.flatMap((from) => {
    const lexeme = lexemes[from];
    const isYear = lexeme?.kind === 'digits' && (lexeme.text.length === 2 || lexeme.text.length === 4);
    const isHour = meanings(lexemes, from + 1, 'part').length > 0;
    return isYear && !isHour
      ? [step<readonly Said[]>([{ ...date, year: Number(lexeme.text) }], from + 1)]
      : [];
  });
  return [...dated, step([date], at)];
}

/** «پانزدهم», «۱۵م», "the 15th". */
export function daysOfMonth(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  return numbers(lexemes, at)
    .filter(({ value }) => value.isOrdinal)
    .map(dayOfMonth);
}

/** «روز ۱۵»; «روز سه‌شنبه» is not one, and is recognised earlier. */
export function numberedDays(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  return units(lexemes, at, 'day')
    .flatMap((from) => numbers(lexemes, from))
    .map(dayOfMonth);
}

function dayOfMonth({ value, next }: Step<Extract<Meaning, { kind: 'number' }>>): Step<readonly Said[]> {
  return step([{ kind: 'dayOfMonth', day: value.value }], next);
}
