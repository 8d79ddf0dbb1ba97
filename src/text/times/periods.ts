import { behindFillers, marks, meanings, type Step, step, units } from './cursor.js';
import { monthsBehind, withYears } from './dates.js';
import type { Lexeme } from './lexemes.js';
import type { Edge, Said, Shift } from './said.js';
import type { Mark } from './vocabulary.js';

const SHIFTS: Partial<Record<Mark, Shift>> = { ago: -1, this: 0, later: 1 };

const EDGES = ['start', 'middle', 'end'] as const;

type Period = Extract<Said, { kind: 'period' }>;

/** «هفته آینده», "next month", «هذا الأسبوع». */
export function periods(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  return periodsAt(lexemes, at).map(({ value, next }) => step([value], next));
}

function periodsAt(lexemes: readonly Lexeme[], at: number): readonly Step<Period>[] {
  const unitFirst = wholeUnits(lexemes, at).flatMap((unit) =>
    behindFillers(lexemes, unit.next)
      .flatMap((from) => shifts(lexemes, from))
      .map(({ value, next }) => step<Period>({ kind: 'period', ...unit.value, shift: value }, next)),
  );
  const shiftFirst = shifts(lexemes, at).flatMap((shift) =>
    behindFillers(lexemes, shift.next)
      .flatMap((from) => wholeUnits(lexemes, from))
      .map(({ value, next }) => step<Period>({ kind: 'period', ...value, shift: shift.value }, next)),
  );
  return [...unitFirst, ...shiftFirst];
}

function wholeUnits(
  lexemes: readonly Lexeme[],
  at: number,
): readonly Step<Pick<Period, 'unit' | 'calendar'>>[] {
  return meanings(lexemes, at, 'unit').flatMap(({ value: { unit, calendar, count }, next }) =>
    unit === 'minute' || unit === 'hour' || count !== undefined ? [] : [step({ unit, calendar }, next)],
  );
}

function shifts(lexemes: readonly Lexeme[], at: number): readonly Step<Shift>[] {
  return marks(lexemes, at, ['later', 'ago', 'this']).map(({ value, next }) =>
    step(SHIFTS[value] ?? 0, next),
  );
}

/** «آخر هفته», «آخر دی», "the end of next month", «اول ماه». */
export function edges(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  return marks(lexemes, at, EDGES).flatMap(({ value: edge, next }) =>
    behindFillers(lexemes, next).flatMap((from) => [
      ...monthsBehind(lexemes, from).flatMap((month) =>
        withYears(
          lexemes,
          { kind: 'date', calendar: month.value.calendar, month: month.value.month, day: edge },
          month.next,
        ),
      ),
      ...[
        ...periodsAt(lexemes, from),
        ...wholeUnits(lexemes, from).map((unit) =>
          step<Period>({ kind: 'period', ...unit.value, shift: 0 }, unit.next),
        ),
      ].map((period) => step<readonly Said[]>([{ ...period.value, edge }], period.next)),
    ]),
  );
}

/** The beginning and the end of a whole week, month or year: «هفته گذشته», «مهر ماه», "last month", «این هفته». */
export function wholePeriod(lexemes: readonly Lexeme[]): readonly [first: Said, last: Said] | undefined {
  const named = [
    ...periodsAt(lexemes, 0).map(({ value, next }) =>
      step<(edge: Edge) => Said>((edge) => ({ ...value, edge }), next),
    ),
    ...monthsBehind(lexemes, 0).flatMap(({ value: { calendar, month }, next }) => {
      const years = withYears(lexemes, { kind: 'date', calendar, month, day: 1 }, next);
      return years.flatMap(({ value: [date], next: end }) =>
        date?.kind === 'date' ? [step<(edge: Edge) => Said>((day) => ({ ...date, day }), end)] : [],
      );
    }),
  ];
  const whole = named.find(({ next }) => next === lexemes.length);
  return whole === undefined ? undefined : [whole.value('start'), whole.value('end')];
}

/** «فردا», «دیشب». */
export function days(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  return meanings(lexemes, at, 'day').map(({ value, next }) =>
    step<readonly Said[]>(
      [
        { kind: 'day', days: value.days },
        ...(value.isNight ? [{ kind: 'part', part: 'night' } as const] : []),
      ],
      next,
    ),
  );
}

/** «شنبه», «پنج‌شنبه‌ی آینده», "next Thursday". */
export function weekdays(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  const named = meanings(lexemes, at, 'weekday');
  return [
    ...named.map(({ value, next }) => weekday(value.weekday, undefined, next)),
    ...named.flatMap(({ value, next }) =>
      behindFillers(lexemes, next)
        .flatMap((from) => shifts(lexemes, from))
        .map((shift) => weekday(value.weekday, shift.value, shift.next)),
    ),
    ...shifts(lexemes, at).flatMap((shift) =>
      behindFillers(lexemes, shift.next)
        .flatMap((from) => [from, ...units(lexemes, from, 'day')])
        .flatMap((from) => meanings(lexemes, from, 'weekday'))
        .map(({ value, next }) => weekday(value.weekday, shift.value, next)),
    ),
  ];
}

function weekday(day: number, shift: Shift | undefined, next: number): Step<readonly Said[]> {
  return step([{ kind: 'weekday', weekday: day, ...(shift === undefined ? {} : { shift }) }], next);
}
