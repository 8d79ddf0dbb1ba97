import type { Organization } from '../organization/organization.js';
import type { StoredRequest } from '../requests/request-store.js';
import { changesPublicRecord, publicHistory } from './public-history.js';
import type { PublicRecords } from './public-records.js';
import { publicRequestOf } from './public-request.js';

/** What publishing needs. */
export interface PublishingOptions {
  readonly records: Pick<PublicRecords, 'keep' | 'hide'>;
  readonly organization: { current(): Promise<Organization> };
}

/**
 * Brings the public record of a request to what its unplanned events have made of it; after most events there is
 * nothing to do. Repeating it, as after a crash, changes nothing.
 */
export async function publishChange(options: PublishingOptions, stored: StoredRequest): Promise<void> {
  const { events, undelivered } = stored;
  const isConcerned = events.some((event) => undelivered.includes(event.seq) && changesPublicRecord(event));
  if (isConcerned) await publishRequest(options, stored);
}

/** Brings the public record of a request to what it is now. */
export async function publishRequest(
  { records, organization }: PublishingOptions,
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
): Promise<void> {
  const current = await organization.current();
  const found = publicRequestOf(request, current);
  if (found === undefined) return records.hide(request.code);
  const { code, filedAt } = request;
  await records.keep({ code, filedAt, service: found.category.code }, publicHistory(events, current));
}
