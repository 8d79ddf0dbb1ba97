import { createAnswerCache } from '../open311/answer-cache.js';
import { createPublicReader } from '../open311/reader.js';
import { createResources } from '../open311/resources.js';
import { createOpen311Router, OPEN311_PATH } from '../open311/router.js';
import { isOutage } from '../outage.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** Opens Open311 to everybody, unless the city does not want it. */
export function mountOpen311(
  { config, texts, clock, machineClock, logger }: Foundation,
  { http, stores, services }: { readonly http: Http; readonly stores: Stores; readonly services: Services },
): void {
  if (!config.isOpen311Served || config.processRole === 'worker') return;
  const { publicRecords, organization, requests } = stores;
  const cache = createAnswerCache(machineClock);
  services.changes.subscribe(cache.forget);
  const resources = createResources({
    reader: createPublicReader({ records: publicRecords, requests, organization }),
    organization,
    texts,
    locale: config.defaultLocale,
    timeZone: config.timeZone,
    clock,
    address: `${config.publicUrl ?? http.url}${OPEN311_PATH}`,
    isSimulated: config.connections.kind === 'simulator',
  });
  http.mount(createOpen311Router({ resources, cache, logger, isOutage }));
}
