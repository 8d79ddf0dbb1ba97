import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type AuditStore, clientAsPerson } from '../audit/audit-store.js';
import { zonedIsoTime } from '../calendar.js';
import type { CartableStore } from '../cartables/cartable-store.js';
import { problemsOfRemoval } from '../cartables/removal.js';
import { type Client, coversUnit } from '../clients/client.js';
import type { ClientStore } from '../clients/client-store.js';
import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import type { OrganizationStore, StoredCity } from '../organization/organization-store.js';
import type { PeopleStore } from '../organization/people-store.js';
import { type CityDifference, isSameCity } from '../organization/setup/compare.js';
import type { DryRun, ImportContext } from '../organization/setup/dry-run-import.js';
import type { ImportProblem } from '../organization/setup/import-problem.js';
import type { Ran } from '../sandbox/sandbox.js';
import { type Call, defineOperation, type Operation, type OperationResult, revisionOf } from './operation.js';
import {
  cityFileOf,
  organizationSchema,
  ownCodesIn,
  presentOrganizationSchema,
  writeOrganization,
} from './organization-schema.js';

const NOTHING = z.strictObject({});

/** What reading and writing the organisation depends on. */
export interface OrganizationOptions {
  readonly organization: Pick<OrganizationStore, 'current' | 'storedCity' | 'replaceCity'>;
  readonly people: Pick<PeopleStore, 'findMany'>;
  readonly clients: Pick<ClientStore, 'nameOwnCodes'>;
  readonly cartables: Pick<CartableStore, 'countAt' | 'countForUnits'>;
  readonly dryRunImport: (bytes: Buffer, context: ImportContext) => Promise<Ran<DryRun>>;
  /** The sentence in which a person reads what is wrong with a city. */
  readonly sentenceOfProblem: (problem: ImportProblem, organization: Organization, locale: Locale) => string;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: string;
  readonly randomBytes: (size: number) => Buffer;
}

/** `GET /organization` and `PUT /organization`. */
export function organizationOperations(options: OrganizationOptions): readonly Operation[] {
  return [readOperation(options), writeOperation(options)];
}

function readOperation({ organization, people, clock, timeZone }: OrganizationOptions): Operation {
  return defineOperation({
    method: 'get',
    path: '/organization',
    name: 'readOrganization',
    tag: 'city',
    summary: 'Units and positions with your own codes, and who holds them',
    scope: 'organization:read',
    parameters: NOTHING,
    query: NOTHING,
    status: 200,
    answer: presentOrganizationSchema,
    problems: [],
    async handle({ client }) {
      const { city, revision } = await organization.storedCity();
      const now = clock.now();
      const present = await organization.current();
      const positions = city.positions.filter(({ unit }) => coversUnit(client, unit));
      const held = positions.flatMap(({ code }) => {
        const id = present.holderOf(code, now);
        return id === undefined ? [] : [{ position: code, id }];
      });
      const names = new Map(
        (await people.findMany(held.map(({ id }) => id))).map(({ _id, name }) => [_id, name]),
      );
      const units = city.units.filter(({ code }) => coversUnit(client, code));
      const writeTime = (at: Date) => zonedIsoTime(at, timeZone);
      return {
        ok: true,
        body: {
          ...writeOrganization({ units, positions }, { ownCodes: client.ownCodes ?? {}, writeTime }),
          holders: held.map(({ position, id }) => ({ position, id, name: names.get(id) ?? '' })),
        },
        headers: { ETag: `"${revision}"` },
      };
    },
  });
}

const entries = z.array(z.string()).describe('By their names.');
const changeSchema = z.strictObject({
  list: z.enum(['units', 'positions']),
  added: entries,
  changed: entries,
  removed: entries,
  isReordered: z.boolean(),
});

function writeOperation(options: OrganizationOptions): Operation {
  const { organization, cartables, clients, clock, dryRunImport } = options;

  /** The city as the body wants it, or what is wrong with that. */
  async function plan(
    { body, locale }: Pick<Call<object, object, z.output<typeof organizationSchema>>, 'body' | 'locale'>,
    { city: present }: StoredCity,
  ): Promise<{ readonly wanted: Extract<DryRun, { ok: true }> } | { readonly refused: OperationResult }> {
    const ran = await dryRunImport(cityFileOf(body), { present, timeZone: options.timeZone });
    if (!ran.ok) return { refused: invalid([{ path: '', message: 'This takes too much to check.' }]) };
    const { value } = ran;
    const problems = value.ok ? await problemsOfRemoval(cartables, value.difference) : value.problems;
    if (value.ok && problems.length === 0) return { wanted: value };
    const now = await organization.current();
    return {
      refused: invalid(
        problems.map((problem) => ({
          path: pointerOf(problem),
          message: options.sentenceOfProblem(problem, now, locale),
        })),
      ),
    };
  }

  /** The positions that would be taken from under somebody, by their names. */
  async function vacatedBy({ removedPositions }: CityDifference): Promise<readonly string[]> {
    const present = await organization.current();
    return removedPositions.flatMap((code) => {
      const held = present.holderOf(code, clock.now()) !== undefined;
      return held ? (present.position(code)?.title.fa ?? []) : [];
    });
  }

  /** Puts a city in place of the one that was read; false if that is not the present one. */
  async function replace(
    { client, ifMatch }: Pick<Call<object, object, object>, 'client' | 'ifMatch'>,
    wanted: StoredCity,
  ): Promise<boolean> {
    const read = revisionOf(ifMatch) ?? wanted.revision;
    if (read !== wanted.revision || !(await organization.replaceCity(wanted))) return false;
    await options.audit.record({
      at: clock.now(),
      bot: 'staff',
      person: clientAsPerson(client.id),
      act: 'cityImported',
      updateId: options.randomBytes(6).readUIntBE(0, 6),
    });
    return true;
  }

  async function keepOwnCodes(client: Client, codes: Readonly<Record<string, string>>): Promise<void> {
    if (!isDeepStrictEqual(codes, client.ownCodes ?? {})) await clients.nameOwnCodes(client.id, codes);
  }

  return defineOperation({
    method: 'put',
    path: '/organization',
    name: 'writeOrganization',
    tag: 'city',
    summary: 'Change units and positions',
    description:
      'The whole list, as an administrator imports it in the staff bot: what is not in it is removed, and its holder with ' +
      'it. With `dryRun=true` it is said what would change, and nothing changes; send the `ETag` of that as `If-Match`. ' +
      'A position or unit with open requests cannot be removed. `ownCode` is kept for your key alone. Only for keys of all units.',
    scope: 'organization:write',
    parameters: NOTHING,
    query: z.strictObject({ dryRun: z.enum(['true', 'false']) }),
    body: organizationSchema,
    status: 200,
    answer: z
      .strictObject({
        isChanged: z.boolean().describe('False: all is as it was, or it is a dry run.'),
        changes: z.array(changeSchema),
        vacated: entries.describe('Positions that are removed from under their holders, by their names.'),
        ownCodes: z.int().min(0).describe('How many positions have a code of yours.'),
      })
      .meta({ id: 'OrganizationChange' }),
    problems: ['notTheirs', 'changedMeanwhile'],
    async handle(call) {
      const { client, body, query } = call;
      if (client.units !== undefined) {
        const detail = 'A key of some units cannot write the whole organisation.';
        return { ok: false, problem: { code: 'notTheirs', detail } };
      }
      const stored = await organization.storedCity();
      const planned = await plan(call, stored);
      if ('refused' in planned) return planned.refused;
      const { city, difference } = planned.wanted;
      const isSame = isSameCity(difference);
      const vacated = await vacatedBy(difference);
      const isNow = query.dryRun === 'false';
      if (isNow && !isSame && !(await replace(call, { city, revision: stored.revision }))) {
        return { ok: false, problem: { code: 'changedMeanwhile' } };
      }
      const ownCodes = ownCodesIn(body);
      if (isNow) await keepOwnCodes(client, ownCodes);
      const { revision } = isNow ? await organization.storedCity() : stored;
      return {
        ok: true,
        body: {
          isChanged: isNow && !isSame,
          changes: changesOf(difference),
          vacated,
          ownCodes: Object.keys(ownCodes).length,
        },
        headers: { ETag: `"${revision}"` },
      };
    },
  });
}

/** What differs, by names in the language that every name has. */
function changesOf({ lists }: CityDifference): readonly z.output<typeof changeSchema>[] {
  return lists.flatMap(({ list, added, changed, removed, isReordered }) =>
    list !== 'units' && list !== 'positions'
      ? []
      : [
          {
            list,
            added: added.map(({ fa }) => fa),
            changed: changed.map(({ title }) => title.fa),
            removed: removed.map(({ fa }) => fa),
            isReordered,
          },
        ],
  );
}

function invalid(errors: readonly { readonly path: string; readonly message: string }[]): OperationResult {
  return { ok: false, problem: { code: 'invalid', errors } };
}

/** Where in the body a problem is, as a JSON pointer. */
function pointerOf({ place: { path } }: ImportProblem): string {
  if (path === undefined) return '';
  return path
    .split('.')
    .map((part) => `/${part === 'connected' ? 'isConnected' : part}`)
    .join('');
}
