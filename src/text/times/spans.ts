import { behindFillers, marks, meanings, numbers, type Step, step } from './cursor.js';
import type { Lexeme } from './lexemes.js';
import type { Amount, Said } from './said.js';

/** «۳ روز دیگر», "in two weeks", «قبل يومين», «تا یک ماه». */
export function spans(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Said[]>[] {
  const before = marks(lexemes, at, ['later', 'ago', 'within']).flatMap((mark) =>
    amounts(lexemes, mark.next).map(({ value, next }) => span(value, mark.value === 'ago' ? -1 : 1, next)),
  );
  const after = amounts(lexemes, at).flatMap((counted) => [
    ...behindFillers(lexemes, counted.next).flatMap((from) =>
      marks(lexemes, from, ['later', 'ago']).map(({ value, next }) =>
        span(counted.value, value === 'ago' ? -1 : 1, next),
      ),
    ),
    step<readonly Said[]>([{ kind: 'span', amounts: counted.value }], counted.next),
  ]);
  return [...before, ...after];
}

function span(counted: readonly Amount[], direction: 1 | -1, next: number): Step<readonly Said[]> {
  return step([{ kind: 'span', amounts: counted, direction }], next);
}

/** «۲ روز», «۲ روز و ۵ ساعت», «نیم ساعت», «یک ساعت و نیم», «يومين». */
function amounts(lexemes: readonly Lexeme[], at: number): readonly Step<readonly Amount[]>[] {
  return amountsOnce(lexemes, at).flatMap(({ value, next }) => {
    const joined = marks(lexemes, next, ['and']);
    const halves = joined
      .flatMap((and) => marks(lexemes, and.next, ['half']))
      .map((half) => step([{ ...value, count: value.count + 0.5 }], half.next));
    const more = joined
      .flatMap((and) => amounts(lexemes, and.next))
      .map((others) => step([value, ...others.value], others.next));
    return [...more, ...halves, step([value], next)];
  });
}

function amountsOnce(lexemes: readonly Lexeme[], at: number): readonly Step<Amount>[] {
  const counts = [
    ...numbers(lexemes, at)
      .filter(({ value }) => !value.isOrdinal)
      .flatMap(({ value, next }) => [
        ...marks(lexemes, next, ['and'])
          .flatMap((and) => marks(lexemes, and.next, ['half']))
          .map((half) => step(value.value + 0.5, half.next)),
        step(value.value, next),
      ]),
    ...marks(lexemes, at, ['half']).map(({ next }) => step(0.5, next)),
  ];
  const counted = counts.flatMap((count) =>
    behindFillers(lexemes, count.next)
      .flatMap((from) => meanings(lexemes, from, 'unit'))
      .filter(({ value }) => value.count === undefined)
      .map(({ value, next }) => step({ ...value, count: count.value }, next)),
  );
  const duals = meanings(lexemes, at, 'unit').flatMap(({ value, next }) =>
    value.count === undefined ? [] : [step({ ...value, count: value.count }, next)],
  );
  return [...counted, ...duals].map(({ value: { unit, count, calendar }, next }) =>
    step({ unit, count, calendar }, next),
  );
}
