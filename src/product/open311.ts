import { auditedRequests } from '../audit/audited-requests.js';
import { createAnswerCache } from '../open311/answer-cache.js';
import { createPosting } from '../open311/posting.js';
import { createPublicReader } from '../open311/reader.js';
import { createResources } from '../open311/resources.js';
import { createOpen311Router, OPEN311_PATH } from '../open311/router.js';
import { isOutage } from '../outage.js';
import type { ClientAccess } from './client-access.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** Opens Open311 to everybody, unless the city does not want it. */
export function mountOpen311(
  { config, texts, clock, machineClock, logger, random }: Foundation,
  {
    http,
    stores,
    services,
    access,
  }: {
    readonly http: Http;
    readonly stores: Stores;
    readonly services: Services;
    readonly access: ClientAccess;
  },
): void {
  if (!config.isOpen311Served || config.processRole === 'worker') return;
  const { publicRecords: records, organization, requests, audit } = stores;
  const { defaultLocale: locale, timeZone } = config;
  const cache = createAnswerCache(machineClock);
  services.changes.subscribe(cache.forget);
  const resources = createResources({
    reader: createPublicReader({ records, requests, organization }),
    organization,
    texts,
    locale,
    timeZone,
    clock,
    address: `${config.publicUrl ?? http.url}${OPEN311_PATH}`,
    isSimulated: config.connections.kind === 'simulator',
  });
  const posting = createPosting({
    requests: auditedRequests(services.requests, { audit, clock }),
    citizens: stores.citizens,
    organization,
    records,
    posts: stores.open311Posts,
    clock,
    locale,
    random,
  });
  http.mount(createOpen311Router({ ...access, resources, posting, cache, logger, isOutage }));
}
