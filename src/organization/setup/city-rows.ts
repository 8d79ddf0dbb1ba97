import { assertNever } from '../../assert-never.js';
import { wallClockDate } from '../../calendar.js';
import { LOCALES } from '../../config.js';
import type { Title } from '../city.js';
import { writeDoors, writeKind, writeRoute, writeYesOrNo } from './cells.js';
import type { SheetLayout, WorkbookCity } from './layout.js';
import { bodyRows, hazardRows, numberRows, type SheetRow } from './words-rows.js';

/**
 * The rows of a sheet of the workbook, in their order; each has its values by the field of their column. `timeZone` is
 * that of the clocks which the moments show.
 */
export function rowsOfSheet(
  list: SheetLayout['list'],
  city: WorkbookCity,
  timeZone: string,
): readonly SheetRow[] {
  switch (list) {
    case 'units':
      return city.units.map((unit) => ({
        code: unit.code,
        kind: writeKind(unit.kind),
        ...titles('title', unit.title),
        connected: writeYesOrNo(unit.connected),
        connectionChangesAt: unit.connectionChangesAt && {
          moment: wallClockDate(unit.connectionChangesAt, timeZone),
        },
        intake: unit.intake === undefined ? undefined : writeDoors(unit.intake),
      }));
    case 'positions':
      return city.positions.map(({ code, unit, title, reportsTo, hours }) => ({
        code,
        unit,
        ...titles('title', title),
        reportsTo,
        hours,
      }));
    case 'categories':
      return city.groups.flatMap((group) =>
        group.categories.map((category) => ({
          'group.code': group.code,
          ...titles('group.title', group.title),
          code: category.code,
          ...titles('title', category.title),
          route: writeRoute(category.route),
          keywords: category.keywords.join('، '),
          needsPlace: writeYesOrNo(category.needsPlace),
          anonymous: category.anonymous === undefined ? undefined : writeYesOrNo(category.anonymous),
          urgent: writeYesOrNo(category.urgent),
          hours: category.hours,
        })),
      );
    case 'numbers':
      return numberRows(city);
    case 'hazards':
      return hazardRows(city);
    case 'bodies':
      return bodyRows(city);
    default:
      return assertNever(list);
  }
}

function titles(field: string, title: Title): SheetRow {
  return Object.fromEntries(LOCALES.map((locale) => [`${field}.${locale}`, title[locale]]));
}
