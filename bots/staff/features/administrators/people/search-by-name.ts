import type { StaffPerson } from '../../../../../src/organization/people-store.js';
import { findPositionsByName } from '../../../../../src/organization/search-by-name.js';
import { searchableText } from '../../../../../src/text/persian.js';
import type { Visit } from '../../../context.js';

/** A text with fewer letters matches too much to be searched for. */
const FEWEST_LETTERS = 2;

/** Members of staff whose name, or the name of one of their positions, contains these words. */
export function findStaffByName(
  typed: string,
  staff: readonly StaffPerson[],
  { organization }: Pick<Visit, 'organization'>,
): readonly StaffPerson[] {
  const wanted = searchableText(typed);
  if (wanted.length < FEWEST_LETTERS) return [];
  const whole = staff.filter(({ name }) => searchableText(name) === wanted);
  if (whole.length > 0) return whole;
  const positions = new Set(findPositionsByName(typed, organization.positions).map(({ code }) => code));
  return staff.filter(
    ({ _id, name }) =>
      ` ${searchableText(name)}`.includes(` ${wanted}`) ||
      organization.ownPositionsOf(_id).some((position) => positions.has(position)),
  );
}
