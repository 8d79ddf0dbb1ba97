import type { Organization } from './organization.js';

/**
 * The positions below one in its own unit that somebody holds at that moment, in the order of the city file:
 * those whom it can ask to draft an answer.
 */
export function subordinatesOf(
  position: string,
  { positions, isBelow, isInSameUnit, isVacant }: Organization,
  at: Date,
): readonly string[] {
  return positions.flatMap(({ code }) =>
    isBelow(code, position) && isInSameUnit(code, position) && !isVacant(code, at) ? [code] : [],
  );
}
