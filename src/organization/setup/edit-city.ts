import { assertNever } from '../../assert-never.js';
import { type Category, type City, type Position, type Unit, USUAL_URGENT_RULES } from '../city.js';
import { problemsOf } from '../city-problems.js';
import { readCode, readHours, readName, readRoute, readTitle } from './cells.js';
import { editWords } from './edit-words.js';
import { type Edited, withRead } from './edited-city.js';
import { valuesOf } from './import-problem.js';

/** A property of a city that an administrator can change by hand. `time` is the hours of a category. */
export type Property =
  | 'unitName'
  | 'name'
  | 'hours'
  | 'above'
  | 'categoryName'
  | 'groupName'
  | 'time'
  | 'route'
  | 'numberName'
  | 'hazardText'
  | 'hazardCall'
  | 'bodyText'
  | 'bodyCall'
  | 'urgentHours';

/** A change of one property. An empty value of hours means the city's default. */
export interface CityEdit {
  readonly property: Property;
  readonly code: string;
  readonly value: string;
}

/** Changes one property, and checks the whole city afterwards: a change may break something far from it. */
export function editCity(city: City, edit: CityEdit): Edited {
  const edited = change(city, edit);
  if (!edited.ok) return edited;
  const [first] = problemsOf(edited.city);
  return first === undefined
    ? edited
    : { ok: false, problem: { code: first.code, place: {}, values: valuesOf(first) } };
}

function change(city: City, { property, code, value }: CityEdit): Edited {
  switch (property) {
    case 'unitName':
      return withRead(readName('fa')(value), value, (fa) =>
        withUnit(city, code, (unit) => ({ ...unit, title: { ...unit.title, fa } })),
      );
    case 'name':
      return withRead(readName('fa')(value), value, (fa) =>
        withPosition(city, code, (position) => ({ ...position, title: { ...position.title, fa } })),
      );
    case 'above':
      return withRead(readCode(value), value, (reportsTo) =>
        withPosition(city, code, (position) => ({ ...position, reportsTo })),
      );
    case 'hours':
      return withHours(value, (hours) => withPosition(city, code, (position) => hoursOf(position, hours)));
    case 'categoryName':
      return withRead(readTitle(value), value, (title) =>
        withCategory(city, code, (category) => ({ ...category, title: { ...category.title, ...title } })),
      );
    case 'groupName':
      return withRead(readTitle(value), value, (title) => ({
        ...city,
        groups: city.groups.map((group) =>
          group.code === code ? { ...group, title: { ...group.title, ...title } } : group,
        ),
      }));
    case 'time':
      return withHours(value, (hours) => withCategory(city, code, (category) => hoursOf(category, hours)));
    case 'route':
      return withRead(readRoute(value), value, (route) =>
        withCategory(city, code, (category) => ({ ...category, route })),
      );
    case 'numberName':
    case 'hazardText':
    case 'hazardCall':
    case 'bodyText':
    case 'bodyCall':
      return editWords(city, { property, code, value });
    case 'urgentHours':
      return withRead(readHours(value), value, (hours) => ({
        ...city,
        urgent: { ...(city.urgent ?? USUAL_URGENT_RULES), hours },
      }));
    default:
      return assertNever(property);
  }
}

function withHours(value: string, make: (hours: number | undefined) => City): Edited {
  return value === '' ? { ok: true, city: make(undefined) } : withRead(readHours(value), value, make);
}

function hoursOf<Timed extends { readonly hours?: number }>(timed: Timed, hours: number | undefined): Timed {
  const { hours: _before, ...rest } = timed;
  // Only the hours were removed, and they may be absent.
  return { ...rest, ...(hours === undefined ? {} : { hours }) } as Timed;
}

function withUnit(city: City, code: string, edit: (unit: Unit) => Unit): City {
  return { ...city, units: city.units.map((unit) => (unit.code === code ? edit(unit) : unit)) };
}

function withPosition(city: City, code: string, edit: (position: Position) => Position): City {
  return {
    ...city,
    positions: city.positions.map((position) => (position.code === code ? edit(position) : position)),
  };
}

function withCategory(city: City, code: string, edit: (category: Category) => Category): City {
  return {
    ...city,
    groups: city.groups.map((group) => ({
      ...group,
      categories: group.categories.map((category) => (category.code === code ? edit(category) : category)),
    })),
  };
}
