import type { StaffPerson } from '../../../../src/organization/people-store.js';
import { findPositionsByName } from '../../../../src/organization/search-by-name.js';
import { searchable } from '../../../../src/text/persian.js';
import type { Visit } from '../../context.js';

/** Letters below which a text fits too much to be looked for. */
const FEWEST_LETTERS = 2;

/** Those of the staff whose name, or the name of a position of theirs, has these words in it. */
export function staffCalled(
  typed: string,
  staff: readonly StaffPerson[],
  { organization }: Pick<Visit, 'organization'>,
): readonly StaffPerson[] {
  const wanted = searchable(typed);
  if (wanted.length < FEWEST_LETTERS) return [];
  const whole = staff.filter(({ name }) => searchable(name) === wanted);
  if (whole.length > 0) return whole;
  const positions = new Set(findPositionsByName(typed, organization.positions).map(({ code }) => code));
  return staff.filter(
    ({ _id, name }) =>
      ` ${searchable(name)}`.includes(` ${wanted}`) ||
      organization.ownPositionsOf(_id).some((position) => positions.has(position)),
  );
}
