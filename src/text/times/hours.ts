import { behindFillers, marks, meanings, numbers, type Step, step, units } from './cursor.js';
import type { Lexeme } from './lexemes.js';
import type { Said } from './said.js';

/** «ساعت ۱۰», «ساعت ۱۰ و نیم», «۱۰ صبح», "half past ten", «یک ربع به ده», «الساعة الثالثة والنصف». */
export function hours(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  const signs = [...marks(lexemes, at, ['at']).map(({ next }) => next), ...units(lexemes, at, 'hour')];
  const past = marks(lexemes, at, ['half']).flatMap(({ next }) =>
    numbers(lexemes, next).map((hour) => clock(hour.value.value, 30, hour.next)),
  );
  const said = signs.flatMap((from) => hoursFrom(lexemes, from));
  const named = hoursFrom(lexemes, at).filter(
    ({ next }) =>
      marks(lexemes, next, ['at']).length > 0 ||
      behindFillers(lexemes, next).some((from) => meanings(lexemes, from, 'part').length > 0),
  );
  const digital = signs.flatMap((from) => {
    const lexeme = lexemes[from];
    return lexeme?.kind === 'clock' ? [clock(lexeme.hour, lexeme.minute, from + 1)] : [];
  });
  const short = [...signs, at].flatMap((from) => hoursShort(lexemes, from));
  return [...digital, ...short, ...said, ...named, ...past];
}

function hoursFrom(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  return numbers(lexemes, at, 'bare').flatMap(({ value: { value: hour }, next }) => [
    ...marks(lexemes, next, ['and'])
      .flatMap((and) => minutes(lexemes, and.next))
      .map((minute) => clock(hour, minute.value, minute.next)),
    ...marks(lexemes, next, ['less'])
      .flatMap((less) => minutes(lexemes, less.next))
      .flatMap((minute) => before(hour, minute.value, minute.next)),
    clock(hour, 0, next),
  ]);
}

/** Minutes before an hour: «یک ربع به ده», "ten to five". */
function hoursShort(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  return minutes(lexemes, at).flatMap((minute) =>
    marks(lexemes, minute.next, ['to'])
      .flatMap(({ next }) => numbers(lexemes, next, 'bare'))
      .flatMap(({ value, next }) => before(value.value, minute.value, next)),
  );
}

function before(hour: number, minute: number, next: number): readonly Step<readonly Said[]>[] {
  return hour < 1 || minute < 1 || minute > 59 ? [] : [clock(hour - 1, 60 - minute, next)];
}

function minutes(lexemes: readonly Lexeme[], at: number): readonly Step<number>[] {
  return [
    ...marks(lexemes, at, ['half', 'quarter']).map(({ value, next }) =>
      step(value === 'half' ? 30 : 15, next),
    ),
    ...numbers(lexemes, at).flatMap(({ value, next }) =>
      [...units(lexemes, next, 'minute'), next].map((end) => step(value.value, end)),
    ),
  ];
}

function clock(hour: number, minute: number, next: number): Step<readonly Said[]> {
  return step([{ kind: 'clock', hour, minute }], next);
}
