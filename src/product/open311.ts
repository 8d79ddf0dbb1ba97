import { auditedRequests } from '../audit/audited-requests.js';
import { createAnswerCache } from '../open311/answer-cache.js';
import { readFeed } from '../open311/feeds.js';
import { createFeedsRouter } from '../open311/feeds-router.js';
import type { Parameters } from '../open311/list-query.js';
import { createPosting } from '../open311/posting.js';
import { isPublicId } from '../open311/public-id.js';
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
  const reader = createPublicReader({ records, requests, organization });
  const address = config.publicUrl ?? http.url;
  const open311 = `${address}${OPEN311_PATH}`;
  const resources = createResources({
    reader,
    organization,
    texts,
    locale,
    timeZone,
    clock,
    address: open311,
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
  async function readPhoto(id: string, number: number) {
    const [found] = isPublicId(id) ? await reader.findMany([id]) : [];
    const photo = found?.photos[number - 1];
    return photo === undefined ? undefined : services.attachments.open(photo);
  }
  http.mount(createOpen311Router({ ...access, resources, readPhoto, posting, cache, logger, isOutage }));
  const read = (parameters: Parameters) => readFeed(parameters, { reader, organization, clock });
  const { speech } = resources;
  http.mount(createFeedsRouter({ read, speech, cache, address, open311, logger, isOutage }));
}
