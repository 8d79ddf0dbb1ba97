/**
 * True for two words that one slip of the keys sets apart: a letter too many, too few, another one, or two neighbours in
 * each other's place.
 */
export function isOneMistakeApart(one: string, other: string): boolean {
  const [short, long] = [[...one], [...other]].sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || long.length - short.length > 1) return false;
  const begin = short.findIndex((letter, index) => letter !== long[index]);
  if (begin === -1) return long.length === short.length + 1;
  const endsAlike = (ofShort: number, ofLong: number) =>
    short.slice(ofShort).join('') === long.slice(ofLong).join('');
  if (long.length > short.length) return endsAlike(begin, begin + 1);
  const isSwapped = short[begin] === long[begin + 1] && short[begin + 1] === long[begin];
  return endsAlike(begin + 1, begin + 1) || (isSwapped && endsAlike(begin + 2, begin + 2));
}
