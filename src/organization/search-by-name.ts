import { searchable } from '../text/persian.js';
import type { Category, CategoryGroup, Position, Title, Unit } from './city.js';

/** A text with fewer letters matches too much to be searched for. */
const FEWEST_LETTERS = 2;

/** Units whose name contains these words; a number alone is that of a district. A full name matches alone. */
export function findUnitsByName(typed: string, units: readonly Unit[]): readonly Unit[] {
  const wanted = wordsOf(typed);
  const whole = units.filter(({ title }) => namesOf(title).includes(wanted));
  if (whole.length > 0) return whole;
  if (/^\d+$/.test(wanted)) {
    return units.filter(
      ({ kind, title }) => kind === 'district' && wordsOf(title.fa).split(' ').includes(wanted),
    );
  }
  if (wanted.length < FEWEST_LETTERS) return [];
  return units.filter(({ title }) => namesOf(title).some((name) => ` ${name}`.includes(` ${wanted}`)));
}

/** Positions whose name contains these words, or whose code it is. A full name or code matches alone. */
export function findPositionsByName(typed: string, positions: readonly Position[]): readonly Position[] {
  const wanted = wordsOf(typed);
  const whole = positions.filter(
    ({ code, title }) => code === typed.trim() || namesOf(title).includes(wanted),
  );
  if (whole.length > 0) return whole;
  if (wanted.length < FEWEST_LETTERS) return [];
  return positions.filter(({ title }) => namesOf(title).some((name) => ` ${name}`.includes(` ${wanted}`)));
}

/**
 * Categories with a word of the name, or a keyword, that begins with the typed text. A full name matches
 * alone.
 */
export function findCategoriesByName(typed: string, groups: readonly CategoryGroup[]): readonly Category[] {
  const wanted = wordsOf(typed);
  if (wanted.length < FEWEST_LETTERS) return [];
  const categories = groups.flatMap((group) => group.categories);
  const whole = categories.filter(({ title }) => namesOf(title).includes(wanted));
  if (whole.length > 0) return whole;
  return categories.filter(({ title, keywords }) =>
    [...namesOf(title), ...keywords.map(wordsOf)].some((name) => ` ${name}`.includes(` ${wanted}`)),
  );
}

function namesOf(title: Title): readonly string[] {
  return Object.values(title).map(wordsOf);
}

/** The words alone, so that a half-space or a comma hides nothing. */
function wordsOf(text: string): string {
  return searchable(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
