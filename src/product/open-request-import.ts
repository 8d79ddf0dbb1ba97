import { createRegister } from '../api/registering.js';
import { createRepeatCalls } from '../api/repeatable.js';
import { createOpenRequestImport, type OpenRequestImport } from '../open-requests/import-open-requests.js';
import { createTrackingCode } from '../text/tracking-code.js';
import type { Foundation } from './foundation.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** What brings open requests of another registry in, as clients register theirs. */
export function openRequestImport(
  { clock, config, random }: Foundation,
  { stores, services }: { readonly stores: Stores; readonly services: Services },
): OpenRequestImport {
  const { organization, citizens, externalIds } = stores;
  const { defaultLocale, timeZone } = config;
  return createOpenRequestImport({
    organization,
    externalIds,
    requests: stores.requests,
    register: createRegister({
      requests: services.requests,
      organization,
      citizens,
      externalIds,
      defaultLocale,
      timeZone,
      // A file names no files.
      uploads: { find: async () => [] },
    }),
    repeatCalls: createRepeatCalls({
      calls: stores.clientCalls,
      drawCode: () => createTrackingCode(random),
      clock,
    }),
    clock,
    leastHours: config.importLeastHours,
  });
}
