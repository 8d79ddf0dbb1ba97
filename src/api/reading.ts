import { z } from 'zod';
import type { AuditStore } from '../audit/audit-store.js';
import { clientAsPerson } from '../audit/audit-store.js';
import type { CitizenStore } from '../citizens/citizen-store.js';
import { type Client, hasScope } from '../clients/client.js';
import type { Clock } from '../clock.js';
import type { Organization } from '../organization/organization.js';
import { NOBODY } from '../requests/lifecycle/request.js';
import type { RequestPages, RequestQuery } from '../requests/request-pages.js';
import type { StoredRequest } from '../requests/request-store.js';
import type { ExternalIdStore } from './external-id-store.js';
import { cityCode, instant, ourPositionCode, positionCode, requestId } from './fields.js';
import { changedAt, type FindForClient, NOT_FOUND } from './finding.js';
import { defineOperation, type Operation } from './operation.js';
import { type PersonalView, requestPageSchema, requestWithPersonSchema } from './request-schema.js';
import { viewOf } from './request-view.js';

const MOST_ON_A_PAGE = 200;
const ON_A_PAGE = 50;
/** Where a page ends: the moment of the last change in it, and the code. */
const CURSOR = /^([0-9a-z]{1,9})-([0-9]{10})$/;

/** What reading requests depends on. */
export interface ReadingOptions {
  readonly find: FindForClient;
  readonly pages: RequestPages;
  readonly organization: { current(): Promise<Organization> };
  readonly citizens: Pick<CitizenStore, 'find'>;
  readonly externalIds: Pick<ExternalIdStore, 'ofRequests'>;
  readonly audit: Pick<AuditStore, 'record'>;
  /** The address at which a file can be had for a while. */
  readonly fileAddress: (id: string) => string;
  readonly clock: Pick<Clock, 'now'>;
  /** Draws that many unpredictable bytes. */
  readonly randomBytes: (size: number) => Buffer;
  readonly timeZone: string;
}

/** `GET /requests`: a page of requests, those that changed longest ago first. */
export function listOperation({
  pages,
  organization,
  externalIds,
  timeZone,
}: Pick<ReadingOptions, 'pages' | 'organization' | 'externalIds' | 'timeZone'>): Operation {
  return defineOperation({
    method: 'get',
    path: '/requests',
    name: 'listRequests',
    tag: 'requests',
    summary: 'List requests',
    description:
      'In the order of their last change, the longest ago first, so that reading on with `next` misses no change. ' +
      'Never has anything personal.',
    scope: 'requests:read',
    parameters: z.strictObject({}),
    query: z.strictObject({
      status: z.enum(['intake', 'referred', 'waiting', 'followUp', 'answered', 'closed']).optional(),
      unit: cityCode.optional().describe('Has or had it, or it was answered for that unit.'),
      position: positionCode.optional().describe('Has it now.'),
      category: cityCode.optional(),
      district: cityCode.optional(),
      dueBefore: instant.optional(),
      changedSince: instant.optional(),
      after: z.string().regex(CURSOR).optional().describe('`next` of the page before.'),
      limit: z.int().min(1).max(MOST_ON_A_PAGE).optional(),
    }),
    status: 200,
    answer: requestPageSchema,
    problems: [],
    async handle({ client, query }) {
      const city = await organization.current();
      const after = query.after === undefined ? undefined : readCursor(query.after);
      const limit = query.limit ?? ON_A_PAGE;
      const found = await pages.page(queryOf(client, query, city), { after, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const ids = await externalIds.ofRequests(
        client.id,
        shown.map(({ request }) => request.code),
      );
      const last = shown.at(-1);
      return {
        ok: true,
        body: {
          requests: shown.map((stored) =>
            viewOf(stored, { organization: city, timeZone, externalIds: ids.get(stored.request.code) }),
          ),
          next:
            found.length > limit && last !== undefined
              ? writeCursor({ changedAt: last.changedAt, code: last.request.code })
              : null,
        },
      };
    },
  });
}

/** `GET /requests/{id}`: one request, with what is personal for those who may see it. */
export function readOperation(options: ReadingOptions): Operation {
  const { find, organization, externalIds, citizens, audit, clock, timeZone } = options;

  async function personalOf({ request }: StoredRequest): Promise<PersonalView> {
    const { text, place, attachments, citizen: id } = request;
    const citizen = id === NOBODY ? undefined : await citizens.find(id);
    return {
      text,
      citizen: { name: citizen?.name ?? null, phone: citizen?.phone ?? null },
      place:
        place === undefined
          ? null
          : {
              point:
                place.latitude === undefined || place.longitude === undefined
                  ? null
                  : { latitude: place.latitude, longitude: place.longitude },
              address: place.address ?? null,
            },
      files: attachments.map(({ id: file, kind }) => ({ id: file, kind, url: options.fileAddress(file) })),
    };
  }

  return defineOperation({
    method: 'get',
    path: '/requests/{id}',
    name: 'readRequest',
    tag: 'requests',
    summary: 'Read a request',
    scope: 'requests:read',
    parameters: z.strictObject({ id: requestId }),
    query: z.strictObject({}),
    status: 200,
    answer: requestWithPersonSchema,
    problems: ['notFound'],
    async handle({ client, path }) {
      const stored = await find(client, path.id);
      if (stored === undefined) return NOT_FOUND;
      const { request, rev } = stored;
      const ids = await externalIds.ofRequests(client.id, [request.code]);
      const view = viewOf(
        { request, rev, changedAt: changedAt(stored) },
        {
          organization: await organization.current(),
          timeZone,
          externalIds: ids.get(request.code),
        },
      );
      const headers = { ETag: `"${rev}"` };
      if (!hasScope(client, 'people:read')) return { ok: true, body: view, headers };
      await audit.record({
        at: clock.now(),
        bot: 'staff',
        person: clientAsPerson(client.id),
        act: 'clientLooked',
        request: request.code,
        updateId: options.randomBytes(6).readUIntBE(0, 6),
      });
      return { ok: true, body: { ...view, personal: await personalOf(stored) }, headers };
    },
  });
}

/** The filter of a list, within what the client may see. */
function queryOf(
  { units, ownCodes }: Client,
  query: {
    readonly status?: string | undefined;
    readonly unit?: string | undefined;
    readonly position?: string | undefined;
    readonly category?: string | undefined;
    readonly district?: string | undefined;
    readonly dueBefore?: string | undefined;
    readonly changedSince?: string | undefined;
  },
  organization: Organization,
): RequestQuery {
  const { status, unit, position, category, district, dueBefore, changedSince } = query;
  const within = (codes: readonly string[]) => ({
    units: codes,
    positions: organization.positions.filter((one) => codes.includes(one.unit)).map(({ code }) => code),
  });
  return {
    concerning: [
      ...(units === undefined ? [] : [within(units)]),
      ...(unit === undefined ? [] : [within([unit])]),
    ],
    ...(status === undefined ? {} : { status }),
    ...(position === undefined ? {} : { position: ourPositionCode(position, ownCodes) }),
    ...(category === undefined ? {} : { category }),
    ...(district === undefined ? {} : { district }),
    ...(dueBefore === undefined ? {} : { dueBefore: new Date(dueBefore) }),
    ...(changedSince === undefined ? {} : { changedSince: new Date(changedSince) }),
  };
}

/** Where a page ends, as its reader keeps it. */
function writeCursor({ changedAt: at, code }: { readonly changedAt: Date; readonly code: string }): string {
  return `${at.getTime().toString(36)}-${code}`;
}

function readCursor(text: string): { readonly changedAt: Date; readonly code: string } | undefined {
  const [, at, code] = CURSOR.exec(text) ?? [];
  return at === undefined || code === undefined
    ? undefined
    : { changedAt: new Date(Number.parseInt(at, 36)), code };
}
