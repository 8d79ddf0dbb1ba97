import {
  findCategoriesByName,
  findPositionsByName,
  findUnitsByName,
} from '../../../../../src/organization/search-by-name.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { createNameSearch, type NameSearch } from '../../../name-search.js';
import { forAdministrators } from '../../../permissions.js';
import { unitName } from './describing.js';
import type { Question } from './questions.js';

/** What an administrator types while they look at the structure: a unit, a position or a topic by its name. */
export function structureSearch(pageOf: {
  readonly unit: (visit: Visit, code: string) => Question | undefined;
  readonly position: (visit: Visit, code: string) => Question | undefined;
  readonly category: (visit: Visit, code: string) => Question | undefined;
}): NameSearch {
  return createNameSearch({
    name: 'structure',
    guard: forAdministrators,
    find(visit, typed) {
      const { organization, person, wording, speech } = visit;
      const from = { organization, own: organization.ownPositionsOf(person) };
      return [
        ...findCategoriesByName(typed, organization.groups).map((category) => ({
          text: organization.title(category, speech.locale),
          data: staffButtons.pack('showCategory', category.code),
          open: () => pageOf.category(visit, category.code),
        })),
        ...findUnitsByName(typed, organization.units, from).map(({ code }) => ({
          text: unitName(visit, code),
          data: staffButtons.pack('showUnit', code),
          open: () => pageOf.unit(visit, code),
        })),
        ...findPositionsByName(typed, organization.positions, from).map(({ code }) => ({
          text: wording.name(code),
          data: staffButtons.pack('showPosition', code),
          open: () => pageOf.position(visit, code),
        })),
      ];
    },
  });
}
