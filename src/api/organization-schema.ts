import { z } from 'zod';
import type { City } from '../organization/city.js';
import { LONGEST_NAME, MOST_HOURS } from '../organization/city-schema.js';
import { cityCode, instant, words } from './fields.js';

const MOST_ENTRIES = 2_000;

const title = z
  .strictObject({
    fa: words(LONGEST_NAME),
    en: words(LONGEST_NAME).optional(),
    ar: words(LONGEST_NAME).optional(),
  })
  .meta({ id: 'WrittenTitle' });

/** A unit, and how it takes part. */
const unitSchema = z
  .strictObject({
    code: cityCode,
    kind: z.enum(['mayor', 'deputy', 'district', 'organisation']),
    title,
    isConnected: z.boolean().describe('It takes part: its managers answer in person.'),
    connectionChangesAt: instant.optional().describe('From then on the other way round.'),
    intake: z
      .record(cityCode, cityCode)
      .optional()
      .describe('The position at which its requests enter, by domain; `any` for all.'),
  })
  .meta({ id: 'OrganizationUnit' });

/** A position in the hierarchy. */
const positionSchema = z
  .strictObject({
    code: cityCode,
    unit: cityCode,
    title,
    reportsTo: cityCode.optional().describe('The position above; absent at the top.'),
    hours: z.number().positive().max(MOST_HOURS).optional().describe('Hours to answer, if they are its own.'),
    ownCode: words(64).optional().describe('What your system calls it; kept for your key alone.'),
  })
  .meta({ id: 'OrganizationPosition' });

const shape = {
  units: z.array(unitSchema).min(1).max(MOST_ENTRIES),
  positions: z.array(positionSchema).min(1).max(MOST_ENTRIES),
};

/** The units and positions as they are to be. */
export const organizationSchema = z.strictObject(shape).meta({
  id: 'Organization',
  examples: [
    {
      units: [{ code: 'mayor', kind: 'mayor', title: { fa: 'Mayor’s office' }, isConnected: true }],
      positions: [{ code: 'mayor', unit: 'mayor', title: { fa: 'Mayor' }, ownCode: '1-1' }],
    },
  ],
});

/** The units and positions as they are, and who has their cartables. */
export const presentOrganizationSchema = z
  .strictObject({
    ...shape,
    holders: z
      .array(z.strictObject({ position: cityCode, id: z.string(), name: z.string() }))
      .describe('The holders, or their deputies during an absence. They come by invitation, not by `PUT`.'),
  })
  .meta({ id: 'PresentOrganization' });

type WrittenOrganization = z.output<typeof organizationSchema>;

/** Units and positions as the interface writes them; `ownCodes` by our codes of positions. */
export function writeOrganization(
  { units, positions }: Pick<City, 'units' | 'positions'>,
  {
    ownCodes,
    writeTime,
  }: {
    readonly ownCodes: Readonly<Record<string, string>>;
    readonly writeTime: (at: Date) => string;
  },
): WrittenOrganization {
  return {
    units: units.map(({ connected: isConnected, connectionChangesAt, intake, title: named, ...unit }) => ({
      ...unit,
      title: { ...named },
      isConnected,
      ...(connectionChangesAt === undefined ? {} : { connectionChangesAt: writeTime(connectionChangesAt) }),
      ...(intake === undefined ? {} : { intake: { ...intake } }),
    })),
    positions: positions.map(({ title: named, ...position }) => {
      const ownCode = ownCodes[position.code];
      return { ...position, title: { ...named }, ...(ownCode === undefined ? {} : { ownCode }) };
    }),
  };
}

/** The same as a file of the city, which is read and checked as any other is. */
export function cityFileOf({ units, positions }: WrittenOrganization): Buffer {
  const file = {
    units: units.map(({ isConnected: connected, connectionChangesAt, ...unit }) => ({
      ...unit,
      connected,
      ...(connectionChangesAt === undefined
        ? {}
        : { connectionChangesAt: new Date(connectionChangesAt).toISOString() }),
    })),
    positions: positions.map(({ ownCode: _own, ...position }) => position),
  };
  return Buffer.from(JSON.stringify(file));
}

/** The other system's own codes, by ours. */
export function ownCodesIn({ positions }: WrittenOrganization): Readonly<Record<string, string>> {
  return Object.fromEntries(
    positions.flatMap(({ code, ownCode }) => (ownCode === undefined ? [] : [[code, ownCode.trim()]])),
  );
}
