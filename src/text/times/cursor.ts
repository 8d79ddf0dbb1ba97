import { type Lexeme, readingsAt } from './lexemes.js';
import type { Mark, Meaning, Unit } from './vocabulary.js';

/** A recognised value, and where the next piece begins. */
export interface Step<Value> {
  readonly value: Value;
  readonly next: number;
}

type Of<Kind extends Meaning['kind']> = Extract<Meaning, { kind: Kind }>;

/** A value recognised up to a place. */
export function step<Value>(value: Value, next: number): Step<Value> {
  return { value, next };
}

/** The meanings of one kind that the pieces from a place on can have. */
export function meanings<Kind extends Meaning['kind']>(
  lexemes: readonly Lexeme[],
  at: number,
  kind: Kind,
): readonly Step<Of<Kind>>[] {
  const isOfKind = (meaning: Meaning): meaning is Of<Kind> => meaning.kind === kind;
  return readingsAt(lexemes, at).flatMap(({ meaning, next }) =>
    isOfKind(meaning) ? [step(meaning, next)] : [],
  );
}

/** The given words that can occur at a place. */
export function marks<Name extends Mark>(
  lexemes: readonly Lexeme[],
  at: number,
  names: readonly Name[],
): readonly Step<Name>[] {
  return meanings(lexemes, at, 'mark').flatMap(({ value, next }) =>
    names.flatMap((name) => (name === value.mark ? [step(name, next)] : [])),
  );
}

/** The places where the next significant word can be: here, or behind words that change nothing. */
export function behindFillers(lexemes: readonly Lexeme[], at: number): readonly number[] {
  const skipped = meanings(lexemes, at, 'filler').map(({ next }) => next);
  return [at, ...skipped.flatMap((next) => behindFillers(lexemes, next))];
}

/** The places behind the word for a unit, if there is one at a place. */
export function units(lexemes: readonly Lexeme[], at: number, unit: Unit): readonly number[] {
  return meanings(lexemes, at, 'unit')
    .filter(({ value }) => value.unit === unit && value.count === undefined)
    .map(({ next }) => next);
}

/**
 * Numbers, also those of several words: «بیست و پنج», "twenty-fifth", «خمسة وعشرين». `suffixed` ones may have
 * an ordinal ending: «۱۵م», "15th".
 */
export function numbers(
  lexemes: readonly Lexeme[],
  at: number,
  suffix: 'suffixed' | 'bare' = 'suffixed',
): readonly Step<Of<'number'>>[] {
  return meanings(lexemes, at, 'number').flatMap(({ value, next }) => [
    ...(value.isOrdinal ? [] : compounds(lexemes, value.value, next)),
    ...(suffix === 'bare' ? [] : meanings(lexemes, next, 'ordinalSuffix')).map((ending) =>
      step({ ...value, isOrdinal: true }, ending.next),
    ),
    step(value, next),
  ]);
}

function compounds(lexemes: readonly Lexeme[], first: number, at: number): readonly Step<Of<'number'>>[] {
  const joined = marks(lexemes, at, ['and']).map(({ next }) => next);
  return [...joined, at].flatMap((from) =>
    meanings(lexemes, from, 'number').flatMap(({ value, next }) => {
      const [tens, ones] = first < value.value ? [value.value, first] : [first, value.value];
      const isCompound = tens >= 20 && tens < 100 && tens % 10 === 0 && ones >= 1 && ones <= 9;
      const isInOrder = first === tens || joined.includes(from);
      return isCompound && isInOrder ? [step({ ...value, value: tens + ones }, next)] : [];
    }),
  );
}
