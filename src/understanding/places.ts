import { foldedWords } from '../text/folding.js';
import { createPhraseLocator } from './phrases.js';

/** A quarter or a street, and the districts it is in. */
export interface KnownPlace {
  /** Spellings of its name, without «خیابان», «بلوار» or «محله». */
  readonly names: readonly string[];
  /** Codes of units. */
  readonly districts: readonly string[];
}

/** The districts, by code, of the place that a text names; none for a text without a known name. */
export type FindDistricts = (text: string) => readonly string[];

/**
 * The finder for the quarters and streets of a city. Where several names stand in a text, a place must be in the
 * districts of all of them («قاسم‌آباد، بلوار شاهد»); names that share none give the districts of each.
 */
export function createDistrictFinder(places: readonly KnownPlace[]): FindDistricts {
  const names = places.flatMap(({ names, districts }) =>
    names.map((name) => ({ name: name.replaceAll(' ', '\u200C'), districts })),
  );
  const locate = createPhraseLocator(
    names.map(({ name }) => name),
    { isExact: true },
  );

  return (text) => {
    const located = locate(foldedWords(text)).phrases({ from: 0, to: names.length });
    const found = [...located].flatMap(([index, at]) => {
      const districts = names[index]?.districts;
      return districts === undefined ? [] : [{ districts, at }];
    });
    // «وکیل‌آباد» within «پارک وکیل‌آباد»: the longer name is meant.
    const meant = found.filter(
      ({ at }) =>
        !found.some((other) => other.at.size > at.size && [...at].every((place) => other.at.has(place))),
    );
    const all = [...new Set(meant.flatMap(({ districts }) => districts))];
    const common = all.filter((district) => meant.every(({ districts }) => districts.includes(district)));
    return common.length > 0 ? common : all;
  };
}
