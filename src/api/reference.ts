import { z } from 'zod';
import { zonedIsoTime } from '../calendar.js';
import { SCOPES } from '../clients/client.js';
import type { Clock } from '../clock.js';
import type { Title } from '../organization/city.js';
import type { Organization } from '../organization/organization.js';
import type { PeopleStore } from '../organization/people-store.js';
import { cityCode, writtenInstant } from './fields.js';
import { defineOperation, type Operation } from './operation.js';

const NOTHING = z.strictObject({});
const title = z
  .strictObject({ fa: z.string(), en: z.string().optional(), ar: z.string().optional() })
  .meta({ id: 'Title' });

/** What the lists of the city depend on. */
export interface ReferenceOptions {
  readonly organization: { current(): Promise<Organization> };
  readonly people: Pick<PeopleStore, 'findMany'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
}

/** What a client can look up: itself, categories, units and positions. */
export function referenceOperations(options: ReferenceOptions): readonly Operation[] {
  return [
    clientOperation(options),
    categoriesOperation(options),
    districtsOperation(options),
    unitsOperation(options),
    positionsOperation(options),
  ];
}

/** `GET /client`: whose key it is. */
export function clientOperation({ timeZone }: Pick<ReferenceOptions, 'timeZone'>): Operation {
  return defineOperation({
    method: 'get',
    path: '/client',
    name: 'readClient',
    tag: 'city',
    summary: 'Whose key it is, and what it may do',
    parameters: NOTHING,
    query: NOTHING,
    status: 200,
    answer: z
      .strictObject({
        id: z.string(),
        name: z.string(),
        scopes: z.array(z.enum(SCOPES)),
        units: z.array(cityCode).nullable().describe('Null: all units.'),
        perMinute: z.int(),
        expiresAt: writtenInstant.nullable(),
      })
      .meta({ id: 'Client' }),
    problems: [],
    async handle({ client }) {
      const { id, name, scopes, units, perMinute, expiresAt } = client;
      return {
        ok: true,
        body: {
          id,
          name,
          scopes,
          units: units ?? null,
          perMinute,
          expiresAt: expiresAt === undefined ? null : zonedIsoTime(expiresAt, timeZone),
        },
      };
    },
  });
}

function categoriesOperation({ organization }: Pick<ReferenceOptions, 'organization'>): Operation {
  return defineOperation({
    method: 'get',
    path: '/categories',
    name: 'listCategories',
    tag: 'city',
    summary: 'Categories of requests',
    parameters: NOTHING,
    query: NOTHING,
    status: 200,
    answer: z
      .strictObject({
        categories: z.array(
          z.strictObject({
            code: cityCode,
            title,
            group: z.strictObject({ code: cityCode, title }),
            needsPlace: z.boolean(),
            isUrgent: z.boolean(),
          }),
        ),
      })
      .meta({ id: 'Categories' }),
    problems: [],
    async handle() {
      const { groups } = await organization.current();
      return {
        ok: true,
        body: {
          categories: groups.flatMap((group) =>
            group.categories.map(({ code, title: named, needsPlace, urgent }) => ({
              code,
              title: writeTitle(named),
              group: { code: group.code, title: writeTitle(group.title) },
              needsPlace,
              isUrgent: urgent,
            })),
          ),
        },
      };
    },
  });
}

function districtsOperation({ organization }: Pick<ReferenceOptions, 'organization'>): Operation {
  return defineOperation({
    method: 'get',
    path: '/districts',
    name: 'listDistricts',
    tag: 'city',
    summary: 'Districts, in which requests lie',
    parameters: NOTHING,
    query: NOTHING,
    status: 200,
    answer: z
      .strictObject({ districts: z.array(z.strictObject({ code: cityCode, title })) })
      .meta({ id: 'Districts' }),
    problems: [],
    async handle() {
      const { units } = await organization.current();
      const districts = units.filter(({ kind }) => kind === 'district');
      return {
        ok: true,
        body: { districts: districts.map(({ code, title: named }) => ({ code, title: writeTitle(named) })) },
      };
    },
  });
}

function unitsOperation({ organization }: Pick<ReferenceOptions, 'organization'>): Operation {
  return defineOperation({
    method: 'get',
    path: '/units',
    name: 'listUnits',
    tag: 'city',
    summary: 'Units of the city; those of the kind `district` are its districts',
    parameters: NOTHING,
    query: NOTHING,
    status: 200,
    answer: z
      .strictObject({
        units: z.array(
          z.strictObject({
            code: cityCode,
            kind: z.enum(['mayor', 'deputy', 'district', 'organisation']),
            title,
            isConnected: z.boolean().describe('It takes part: its managers answer in person.'),
          }),
        ),
      })
      .meta({ id: 'Units' }),
    problems: [],
    async handle() {
      const { units } = await organization.current();
      return {
        ok: true,
        body: {
          units: units.map(({ code, kind, title: named, connected }) => ({
            code,
            kind,
            title: writeTitle(named),
            isConnected: connected,
          })),
        },
      };
    },
  });
}

function positionsOperation({ organization, people, clock }: ReferenceOptions): Operation {
  return defineOperation({
    method: 'get',
    path: '/positions',
    name: 'listPositions',
    tag: 'city',
    summary: 'Positions, and who has their cartable now',
    scope: 'organization:read',
    parameters: NOTHING,
    query: z.strictObject({ unit: cityCode.optional() }),
    status: 200,
    answer: z
      .strictObject({
        positions: z.array(
          z.strictObject({
            code: cityCode,
            unit: cityCode,
            title,
            reportsTo: cityCode.nullable(),
            holder: z
              .strictObject({ id: z.string(), name: z.string() })
              .nullable()
              .describe('The holder, or their deputy during an absence; null while it is vacant.'),
          }),
        ),
      })
      .meta({ id: 'Positions' }),
    problems: [],
    async handle({ client, query }) {
      const city = await organization.current();
      const now = clock.now();
      const shown = city.positions.filter(
        ({ unit }) =>
          (query.unit === undefined || unit === query.unit) &&
          (client.units === undefined || client.units.includes(unit)),
      );
      const holders = shown.flatMap(({ code }) => city.holderOf(code, now) ?? []);
      const names = new Map((await people.findMany(holders)).map(({ _id, name }) => [_id, name]));
      return {
        ok: true,
        body: {
          positions: shown.map(({ code, unit, title: named, reportsTo }) => {
            const id = city.holderOf(code, now);
            return {
              code,
              unit,
              title: writeTitle(named),
              reportsTo: reportsTo ?? null,
              holder: id === undefined ? null : { id, name: names.get(id) ?? '' },
            };
          }),
        },
      };
    },
  });
}

/** The names that there are, by language. */
function writeTitle({ fa, en, ar }: Title) {
  return { fa, ...(en === undefined ? {} : { en }), ...(ar === undefined ? {} : { ar }) };
}
