import { joinWords, spacedWords } from '../text/folding.js';
import { beginsWord, joinText } from '../text/word-beginnings.js';
import type { Category, CategoryGroup, Position, Title, Unit } from './city.js';

/** A text with fewer letters matches too much to be searched for. */
const FEWEST_LETTERS = 2;

/** Units whose name contains these words; a number alone is that of a district. A full name matches alone. */
export function findUnitsByName(typed: string, units: readonly Unit[]): readonly Unit[] {
  const wanted = joinWords(typed);
  const whole = units.filter(({ title }) => isNamed(title, wanted));
  if (whole.length > 0) return whole;
  if (/^\d+$/.test(wanted)) {
    return units.filter(
      ({ kind, title }) => kind === 'district' && spacedWords(title.fa).split(' ').includes(wanted),
    );
  }
  if (wanted.length < FEWEST_LETTERS) return [];
  return units.filter(({ title }) => isIn(Object.values(title), wanted));
}

/** Positions whose name contains these words, or whose code it is. A full name or code matches alone. */
export function findPositionsByName(typed: string, positions: readonly Position[]): readonly Position[] {
  const wanted = joinWords(typed);
  const whole = positions.filter(({ code, title }) => code === typed.trim() || isNamed(title, wanted));
  if (whole.length > 0) return whole;
  if (wanted.length < FEWEST_LETTERS) return [];
  return positions.filter(({ title }) => isIn(Object.values(title), wanted));
}

/**
 * Categories with a word of the name, or a keyword, that begins with the typed text. A full name matches
 * alone.
 */
export function findCategoriesByName(typed: string, groups: readonly CategoryGroup[]): readonly Category[] {
  const wanted = joinWords(typed);
  if (wanted.length < FEWEST_LETTERS) return [];
  const categories = groups.flatMap((group) => group.categories);
  const whole = categories.filter(({ title }) => isNamed(title, wanted));
  if (whole.length > 0) return whole;
  return categories.filter(({ title, keywords }) => isIn([...Object.values(title), ...keywords], wanted));
}

/** Whether one of the names is what was typed, whatever is joined or apart in it. */
function isNamed(title: Title, wanted: string): boolean {
  return Object.values(title).some((name) => joinWords(name) === wanted);
}

/** Whether what was typed begins a word of one of these names. */
function isIn(names: readonly string[], wanted: string): boolean {
  return names.some((name) => beginsWord(wanted, joinText(name)));
}
