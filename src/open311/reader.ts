import type { Organization } from '../organization/organization.js';
import type { Request } from '../requests/lifecycle/request.js';
import { isInHand } from '../requests/nearby.js';
import type { RequestStore } from '../requests/request-store.js';
import type { PublicId } from './public-id.js';
import type { ListedRecords, ListedUpdate, PublicRecord, PublicRecords } from './public-records.js';
import { type PublicRequest, publicRequestOf } from './public-request.js';

/** A public request with what is found of it. */
export interface ReadRequest extends PublicRequest {
  readonly id: PublicId;
  readonly request: Request;
  readonly isOpen: boolean;
  readonly filedAt: Date;
  readonly updatedAt: Date;
}

/** Public requests and updates as they are now, whatever the lists still say. */
export interface PublicReader {
  /** These requests, in the order of the ids; those that are not public are left out. */
  findMany(ids: readonly PublicId[]): Promise<readonly ReadRequest[]>;
  /** A page of requests, newest first. */
  list(wanted: ListedRecords): Promise<readonly ReadRequest[]>;
  /** Updates of a time, oldest first, at most `limit` of them; those of requests that are not public are left out. */
  updatesBetween(from: Date, to: Date, limit: number): Promise<readonly ListedUpdate[]>;
}

/** The reader of the public records. */
export function createPublicReader(options: {
  readonly records: Pick<PublicRecords, 'findMany' | 'list' | 'updatesBetween'>;
  readonly requests: Pick<RequestStore, 'findMany'>;
  readonly organization: { current(): Promise<Organization> };
}): PublicReader {
  const { records, requests } = options;

  async function read(found: readonly PublicRecord[]): Promise<readonly ReadRequest[]> {
    const organization = await options.organization.current();
    const states = await requests.findMany(found.map(({ code }) => code));
    const byCode = new Map(states.map((request) => [request.code, request]));
    return found.flatMap(({ _id, code, filedAt, updatedAt }) => {
      const request = byCode.get(code);
      const read = request === undefined ? undefined : publicRequestOf(request, organization);
      if (request === undefined || read === undefined) return [];
      return [{ ...read, id: _id, request, isOpen: isInHand(request), filedAt, updatedAt }];
    });
  }

  return {
    async findMany(ids) {
      const found = new Map((await records.findMany(ids)).map((record) => [record._id, record]));
      return read([...new Set(ids)].flatMap((id) => found.get(id) ?? []));
    },

    list: async (wanted) => read(await records.list(wanted)),

    async updatesBetween(from, to, limit) {
      const found = await records.updatesBetween(from, to, limit);
      const organization = await options.organization.current();
      const states = await requests.findMany([...new Set(found.map(({ code }) => code))]);
      const shown = new Set(
        states
          .filter((request) => publicRequestOf(request, organization) !== undefined)
          .map(({ code }) => code),
      );
      return found.filter(({ code }) => shown.has(code));
    },
  };
}
