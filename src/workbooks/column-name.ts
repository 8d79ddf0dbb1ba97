const LETTERS = 26;
const BEFORE_A = 64;

/** The number of a column by its letters: `A` is 1, `AA` is 27. */
export function columnNumber(name: string): number {
  return [...name.toUpperCase()].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - BEFORE_A, 0);
}

/** The letters of a column by its number, counted from 1. */
export function columnName(number: number): string {
  const before = Math.floor((number - 1) / LETTERS);
  const letter = String.fromCharCode(BEFORE_A + 1 + ((number - 1) % LETTERS));
  return before === 0 ? letter : columnName(before) + letter;
}
