import type { Organization } from './organization.js';

/**
 * The held positions below a position in its own unit at that moment, in the order of the city file: those it
 * can ask to draft an answer.
 */
export function subordinatesOf(
  position: string,
  { positions, isBelow, isInSameUnit, holderOf }: Organization,
  at: Date,
): readonly string[] {
  return positions.flatMap(({ code }) =>
    isBelow(code, position) && isInSameUnit(code, position) && holderOf(code, at) !== undefined ? [code] : [],
  );
}
