import { joinWords, spacedWords } from '../text/folding.js';
import { beginsWord, joinText } from '../text/word-beginnings.js';
import type { Category, CategoryGroup, Position, Unit } from './city.js';
import type { Organization } from './organization.js';
import type { StaffPerson } from './people-store.js';

/** A text with fewer letters matches too much to be searched for. */
const FEWEST_LETTERS = 2;

/** The organisation that is searched, and from where: what is near to these positions comes first. */
export interface SearchFrom {
  readonly organization: Organization;
  /** The positions of whoever searches; empty for somebody who holds none. */
  readonly own: readonly string[];
}

/** What something is found by. */
interface Names {
  /** Its own names and its code; who types one of these in full means it and nothing else. */
  readonly own: readonly string[];
  /** Names of what it belongs to. */
  readonly wider: readonly string[];
  /** The positions that say how near it is. */
  readonly positions: readonly string[];
}

/**
 * Positions by their name, their unit or their code: words of it in any order, however they are written. Those of the
 * own unit come first, then the nearest in the hierarchy. A full name or code matches alone.
 */
export function findPositionsByName(
  typed: string,
  among: readonly Position[],
  from: SearchFrom,
): readonly Position[] {
  return findNamed(typed, among, from, ({ code, unit, title }) => ({
    own: [...Object.values(title), code],
    wider: namesOfUnit(unit, from),
    positions: [code],
  }));
}

/** Units, like positions; a number alone is that of a district. */
export function findUnitsByName(typed: string, among: readonly Unit[], from: SearchFrom): readonly Unit[] {
  const isNumber = /^\d+$/.test(joinWords(typed));
  return findNamed(
    typed,
    isNumber ? among.filter(({ kind }) => kind === 'district') : among,
    from,
    ({ code, title }) => ({
      own: [...Object.values(title), code],
      wider: [],
      positions: from.organization.positions.flatMap((one) => (one.unit === code ? [one.code] : [])),
    }),
  );
}

/** Members of staff by their own name, or like the positions that they hold. */
export function findStaffByName(
  typed: string,
  among: readonly StaffPerson[],
  from: SearchFrom,
): readonly StaffPerson[] {
  const { organization } = from;
  return findNamed(typed, among, from, ({ _id, name }) => {
    const positions = organization.ownPositionsOf(_id);
    const held = positions.flatMap((code) => organization.position(code) ?? []);
    return {
      own: [name, _id],
      wider: held.flatMap(({ code, unit, title }) => [
        ...Object.values(title),
        code,
        ...namesOfUnit(unit, from),
      ]),
      positions,
    };
  });
}

/**
 * Categories with a word of the name, or a keyword, that begins with the typed text. A full name matches
 * alone.
 */
export function findCategoriesByName(typed: string, groups: readonly CategoryGroup[]): readonly Category[] {
  const wanted = joinWords(typed);
  if (wanted.length < FEWEST_LETTERS) return [];
  const categories = groups.flatMap((group) => group.categories);
  const whole = categories.filter(({ title }) => isNamed(Object.values(title), wanted));
  if (whole.length > 0) return whole;
  return categories.filter(({ title, keywords }) => isIn([...Object.values(title), ...keywords], wanted));
}

/** The one search for units, positions and people: what is named so, the nearest first. */
function findNamed<Named>(
  typed: string,
  among: readonly Named[],
  from: SearchFrom,
  namesOf: (named: Named) => Names,
): readonly Named[] {
  const wanted = joinWords(typed);
  const isNumber = /^\d+$/.test(wanted);
  if (wanted === '' || (wanted.length < FEWEST_LETTERS && !isNumber)) return [];
  const all = among.map((named) => ({ named, names: namesOf(named) }));
  const whole = all.filter(({ names }) => isNamed(names.own, wanted));
  const joined = all.filter(({ names }) => isIn([...names.own, ...names.wider], wanted));
  const words = spacedWords(typed).split(' ');
  const found = [whole, joined].find((matches) => matches.length > 0) ?? all.filter(hasEveryWord);
  return found
    .map(({ named, names }) => ({ named, far: distance(names.positions, from) }))
    .toSorted((one, other) => one.far - other.far)
    .map(({ named }) => named);

  function hasEveryWord({ names }: { readonly names: Names }): boolean {
    const known = [...names.own, ...names.wider];
    return words.every((word) => isIn(known, word));
  }
}

function namesOfUnit(code: string, { organization }: SearchFrom): readonly string[] {
  const unit = organization.unit(code);
  return unit === undefined ? [] : [...Object.values(unit.title), code];
}

/** How many steps of the hierarchy lie between positions; 0 within the own unit, and where nobody's is known. */
function distance(positions: readonly string[], { organization, own }: SearchFrom): number {
  if (own.length === 0) return 0;
  if (positions.some((code) => own.some((mine) => organization.isInSameUnit(code, mine)))) return 0;
  const chains = positions.map((code) => organization.chainFrom(code).map((one) => one.code));
  const steps = own.flatMap((mine) => {
    const chain = organization.chainFrom(mine).map(({ code }) => code);
    return chains.flatMap((other) => {
      const up = chain.findIndex((code) => other.includes(code));
      return up === -1 ? [] : [1 + up + other.indexOf(chain[up] ?? '')];
    });
  });
  return Math.min(...steps, Number.MAX_SAFE_INTEGER);
}

/** Whether one of the names is what was typed, whatever is joined or apart in it. */
function isNamed(names: readonly string[], wanted: string): boolean {
  return names.some((name) => joinWords(name) === wanted);
}

/** Whether what was typed begins a word of one of these names; a number that it ends with is a whole one. */
function isIn(names: readonly string[], wanted: string): boolean {
  return names.some((name) => {
    const { letters, beginnings } = joinText(name);
    return beginsWord(wanted, { letters: withoutLongerNumbers(letters, wanted), beginnings });
  });
}

/** The letters with every place made unfit at which a number would be cut: «منطقه ۱» is no beginning of «منطقه ۱۲». */
function withoutLongerNumbers(letters: string, wanted: string): string {
  if (!/\d$/.test(wanted)) return letters;
  return letters.replaceAll(new RegExp(`${wanted}(?=\\d)`, 'g'), (cut) => ' '.repeat(cut.length));
}
