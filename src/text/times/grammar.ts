import { marks, meanings, type Step, step, units } from './cursor.js';
import { dates, daysOfMonth, numberedDays } from './dates.js';
import { hours } from './hours.js';
import type { Lexeme } from './lexemes.js';
import { days, edges, periods, weekdays } from './periods.js';
import type { Said } from './said.js';
import { spans } from './spans.js';

/** The most readings of a text that are tried; each covers every word of it. */
const MOST_TRIES = 64;

/** Every way to understand a whole text, the most natural first; none if a word is not understood. */
export function understandTime(lexemes: readonly Lexeme[]): readonly (readonly Said[])[] {
  const found: (readonly Said[])[] = [];
  const pending: Step<readonly Said[]>[] = [{ value: [], next: 0 }];
  for (let tries = 0; pending.length > 0 && tries < MOST_TRIES * (lexemes.length + 1); tries += 1) {
    const { value, next } = pending.pop() ?? { value: [], next: 0 };
    if (next === lexemes.length) {
      if (value.length > 0) found.push(value);
      continue;
    }
    const steps = partsAt(lexemes, next).map((step) => ({
      value: [...value, ...step.value],
      next: step.next,
    }));
    pending.push(...steps.reverse());
  }
  return found;
}

/** What can be recognised at a place, the most natural first. */
function partsAt(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  const first = lexemes[at];
  if (first?.kind === 'date') return [step([{ kind: 'numeric', numbers: first.numbers }], at + 1)];
  if (first?.kind === 'clock') {
    return [step([{ kind: 'clock', hour: first.hour, minute: first.minute }], at + 1)];
  }
  return [
    ...dates(lexemes, at),
    ...days(lexemes, at),
    ...spans(lexemes, at),
    ...edges(lexemes, at),
    ...periods(lexemes, at),
    ...weekdays(lexemes, at),
    ...daysOfMonth(lexemes, at),
    ...hours(lexemes, at),
    ...meanings(lexemes, at, 'part').map(({ value, next }) =>
      step<readonly Said[]>([{ kind: 'part', part: value.part }], next),
    ),
    ...words(lexemes, at),
    ...numberedDays(lexemes, at),
  ];
}

/** Words that say nothing by themselves: «تا», «روز» before a weekday, «لطفاً». */
function words(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  const skipped = [
    ...meanings(lexemes, at, 'filler').map(({ next }) => next),
    ...marks(lexemes, at, ['until', 'within', 'and', 'this', 'at'])
      .map(({ next }) => next)
      // Something has to follow these: «۱ مهر تا» is unfinished.
      .filter((next) => next < lexemes.length),
    ...units(lexemes, at, 'day'),
  ];
  return skipped.map((next) => step<readonly Said[]>([], next));
}
