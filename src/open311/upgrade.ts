import type { DataUpgrade } from '../database/data-upgrades.js';
import type { RequestStore } from '../requests/request-store.js';
import { type PublishingOptions, publishRequest } from './publish-request.js';

const BATCH = 200;

/** The upgrade after which every request that is public is found. */
export const REQUESTS_ARE_PUBLIC = 'public requests';

/** Makes the records of requests that were filed before they were public. */
export function upgradePublicRecords(
  options: PublishingOptions & { readonly requests: Pick<RequestStore, 'storedAfter'> },
): DataUpgrade {
  return {
    name: REQUESTS_ARE_PUBLIC,
    async changeBatch(after) {
      const found = await options.requests.storedAfter(after, BATCH);
      for (const stored of found) await publishRequest(options, stored);
      return found.at(-1)?.request.code;
    },
  };
}
