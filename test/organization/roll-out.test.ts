import { join } from 'node:path';
import type { City, Unit } from '../../src/organization/city.js';
import { readCity } from '../../src/organization/city-file.js';
import { createOrganization } from '../../src/organization/organization.js';
import type { StaffPerson } from '../../src/organization/people-store.js';
import { unreadyIn } from '../../src/organization/readiness.js';
import {
  cityAt,
  isConnectedAt,
  nextConnectionChange,
  rollOutOf,
  withConnection,
} from '../../src/organization/roll-out.js';
import { editCity } from '../../src/organization/setup/edit-city.js';
import { packageRoot } from '../../src/package-root.js';

const NOW = new Date('2026-11-24T10:40:00Z');
const LATER = new Date('2026-11-26T20:30:00Z');
const UNIT: Unit = { code: 'district-1', kind: 'district', title: { fa: 'منطقه ۱' }, connected: false };
const PLANNED: Unit = { ...UNIT, connectionChangesAt: LATER };

let city: City;
beforeAll(async () => {
  city = (await readCity(join(packageRoot, 'city/mashhad/city.json'))).city;
});

describe('a unit', () => {
  it('is connected from the planned moment on', () => {
    expect(isConnectedAt(PLANNED, NOW)).toBe(false);
    expect(isConnectedAt(PLANNED, LATER)).toBe(true);
  });

  it.each([
    ['now', withConnection(UNIT, true, NOW, NOW), { ...UNIT, connected: true }],
    ['later', withConnection(UNIT, true, LATER, NOW), PLANNED],
    ['now after all', withConnection(PLANNED, true, NOW, NOW), { ...UNIT, connected: true }],
    ['not after all', withConnection(PLANNED, false, NOW, NOW), UNIT],
    ['not any more, once it was', withConnection(PLANNED, false, LATER, new Date(LATER.getTime() - 1)), UNIT],
  ])('is to be connected %s', (_when, unit, expected) => {
    expect(unit).toEqual(expected);
  });

  it('is in the city as it is at a moment, and what is ahead stays planned', () => {
    const planned = { ...city, units: [PLANNED] };
    expect(cityAt(planned, NOW).units).toEqual([PLANNED]);
    expect(cityAt(planned, LATER).units).toEqual([{ ...UNIT, connected: true }]);
    expect(nextConnectionChange(planned, NOW)).toEqual(LATER);
    expect(nextConnectionChange(planned, LATER)).toBeUndefined();
  });
});

it('is not ready while a position is vacant, or its holder is not there', () => {
  const units = city.units.map((unit) =>
    unit.code === 'organisation-parks' ? { ...unit, intake: {} } : unit,
  );
  const organization = createOrganization({
    city: { ...city, units },
    holdings: {
      'organisation-parks-director': { holder: '1' },
      'organisation-waste-director': { holder: '2' },
      'organisation-waste-operations': { holder: '3' },
    },
    defaultAnswerHours: 72,
  });
  const person = (_id: string, reachable: StaffPerson['reachable']): StaffPerson => ({
    _id,
    name: 'مدیر',
    roles: ['manager'],
    reachable,
  });
  const holders = {
    people: new Map(
      [person('1', 'yes'), person('2', 'blocked'), person('3', 'yes')].map((one) => [one._id, one]),
    ),
    haveOpened: new Set(['1', '2']),
  };
  const parks = unreadyIn(organization, 'organisation-parks', holders, NOW);
  expect(parks).toContainEqual({ code: 'vacant', position: 'organisation-parks-operations' });
  expect(parks.filter(({ code }) => code === 'noDoor').length).toBeGreaterThan(0);
  expect(unreadyIn(organization, 'organisation-waste', holders, NOW)).toEqual([
    { code: 'unreachable', position: 'organisation-waste-director' },
    { code: 'neverOpened', position: 'organisation-waste-operations' },
  ]);
});

describe('a change by hand', () => {
  const change = (property: Parameters<typeof editCity>[1]['property'], code: string, value: string) => {
    const edited = editCity(city, { property, code, value });
    return edited.ok ? edited.city : edited.problem.code;
  };

  it.each([
    ['above', 'deputy-mayor', 'district-1-mayor', 'circle'],
    ['above', 'mayor', 'deputy-mayor', 'noTop'],
    ['above', 'deputy-mayor', 'nobody', 'unknownSuperior'],
    ['hours', 'mayor', '0', 'badHours'],
    ['time', 'pothole', 'زود', 'badHours'],
    ['name', 'mayor', 'ش'.repeat(91), 'nameTooLong'],
    ['unitName', 'city', '', 'missing'],
    ['categoryName', 'pothole', '', 'missing'],
    ['categoryName', 'pothole', 'یک\none\nواحد\nbir', 'tooManyLines'],
    ['groupName', 'streets', `خیابان\n${'s'.repeat(91)}`, 'nameTooLong'],
    ['route', 'pothole', 'unit: district-1', 'noDoor'],
    ['route', 'pothole', 'واحد: ماه', 'badRoute'],
  ] as const)('of %s of %s to %s is refused', (property, code, value, expected) => {
    expect(change(property, code, value)).toBe(expected);
  });

  it('keeps the names in other languages that are not written', () => {
    const edited = change('categoryName', 'pothole', 'چالهٔ خيابان');
    const after = typeof edited === 'string' ? undefined : edited.groups[0]?.categories[0]?.title;
    expect(after).toEqual({ ...city.groups[0]?.categories[0]?.title, fa: 'چالهٔ خیابان' });
    const group = change('groupName', 'streets', 'خیابان‌ها\nRoads');
    const named = typeof group === 'string' ? undefined : group.groups[0]?.title;
    expect(named).toEqual({ ...city.groups[0]?.title, fa: 'خیابان‌ها', en: 'Roads' });
  });

  it('changes nothing else', () => {
    const edited = change('hours', 'mayor', '۲۴');
    const { positions, ...rest } = typeof edited === 'string' ? city : edited;
    expect(positions[0]).toEqual({ ...city.positions[0], hours: 24 });
    expect(positions.slice(1)).toEqual(city.positions.slice(1));
    expect({ ...city, ...rest, positions: city.positions }).toEqual(city);
  });
});

it('tells how far it has come, what comes next, and how many have no day', () => {
  const unit = (code: string, connected: boolean, at?: Date): Unit => ({
    ...UNIT,
    code,
    connected,
    ...(at === undefined ? {} : { connectionChangesAt: at }),
  });
  const later = new Date(LATER.getTime() + 1);
  const units = [unit('a', true), unit('b', false, later), unit('c', true, LATER), unit('d', false)];
  const { connected, others, changes, withoutDay } = rollOutOf(units);
  expect([connected, others].map((some) => some.map(({ code }) => code))).toEqual([
    ['a', 'c'],
    ['b', 'd'],
  ]);
  expect(changes.map(({ unit: { code } }) => code)).toEqual(['c', 'b']);
  expect(withoutDay).toBe(1);
});
