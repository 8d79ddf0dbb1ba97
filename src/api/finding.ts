import type { Authentication } from '../clients/authentication.js';
import type { Client } from '../clients/client.js';
import { maySee } from '../clients/seen-requests.js';
import type { Organization } from '../organization/organization.js';
import type { StoredRequest } from '../requests/request-store.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { ExternalIdStore } from './external-id-store.js';
import { readRequestId } from './fields.js';
import type { OperationResult } from './operation.js';

/**
 * Finds the request of an address, if the client may see it; what it may not see is not there, and takes the same work as
 * what is not.
 */
export type FindForClient = (client: Client, id: string) => Promise<StoredRequest | undefined>;

/** What an address that leads to nothing comes to. */
export const NOT_FOUND: OperationResult = { ok: false, problem: { code: 'notFound' } };

/** Makes the search for requests by tracking code, or by the number that the client gave. */
export function createFindForClient(options: {
  readonly requests: { find(code: TrackingCode): Promise<StoredRequest | undefined> };
  readonly externalIds: Pick<ExternalIdStore, 'find'>;
  readonly organization: { current(): Promise<Organization> };
  /** Hears of it when a client asked for a request that it may not see, or that is not there. */
  readonly authentication: Pick<Authentication, 'noteOverstep'>;
}): FindForClient {
  const { requests, externalIds, organization, authentication } = options;

  async function codeOf(client: Client, id: string): Promise<TrackingCode | undefined> {
    const read = readRequestId(id);
    if (read === undefined) return undefined;
    return 'code' in read ? read.code : externalIds.find(client.id, read.system, read.number);
  }

  return async (client, id) => {
    const code = await codeOf(client, id);
    if (code === undefined) return undefined;
    const stored = await requests.find(code);
    const city = await organization.current();
    if (stored !== undefined && maySee(client, stored, city)) return stored;
    // Also where there is none: that there is one must not be told by the time that an answer takes.
    authentication.noteOverstep(client, stored?.request.code);
    return undefined;
  };
}

/** When a request changed last. */
export function changedAt({ request, events }: Pick<StoredRequest, 'request' | 'events'>): Date {
  return events.at(-1)?.at ?? request.filedAt;
}
