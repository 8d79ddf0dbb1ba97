import { createApiRouter } from '../api/api-router.js';
import { createFileAddresses } from '../api/files.js';
import { createFindForClient } from '../api/finding.js';
import { createRepeatCalls } from '../api/repeatable.js';
import { createUploads } from '../attachments/uploads.js';
import { auditedRequests } from '../audit/audited-requests.js';
import type { Locale } from '../config.js';
import { openSecret } from '../database/secret-store.js';
import { refusalText } from '../messages/refusal-text.js';
import { createWording } from '../messages/wording.js';
import type { Organization } from '../organization/organization.js';
import type { ImportProblem } from '../organization/setup/import-problem.js';
import type { Refusal } from '../requests/lifecycle/refusal.js';
import { createTrackingCode } from '../text/tracking-code.js';
import { createApiOperations } from './api-operations.js';
import type { ClientAccess } from './client-access.js';
import type { Foundation } from './foundation.js';
import type { Http } from './http.js';
import { openRequestImport } from './open-request-import.js';
import type { Services } from './services.js';
import type { Stores } from './stores.js';

/** Answers the calls of other systems, in every process that serves HTTP. */
export async function mountApi(
  foundation: Foundation,
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
): Promise<void> {
  const { config, connection, clock, machineClock, random, randomBytes, texts, version } = foundation;
  if (config.processRole === 'worker') return;
  const { timeZone, defaultLocale } = config;
  const uploads = createUploads({ connection, prepareFile: services.files.prepareFile, clock });
  const files = createFileAddresses({
    secret: await openSecret(connection, 'file addresses', randomBytes),
    uploads,
    clock: machineClock,
  });
  const parts = {
    ...stores,
    requests: auditedRequests(services.requests, { audit: stores.audit, clock }),
    ...access,
    pages: stores.requests,
    requestStates: stores.requests,
    filedBetween: stores.requests.filedBetween,
    toldBetween: stores.toldElsewhere.countBetween,
    feed: services.feed,
    webhooks: services.webhooks,
    uploads,
    openRequests: openRequestImport(foundation, { stores, services }),
    readOpenRequests: services.files.readOpenRequests,
    dryRunImport: services.files.dryRunImport,
    clock,
    randomBytes,
    timeZone,
    defaultLocale,
    fileAddress: files.linkTo,
    sentenceOf: (refusal: Refusal, organization: Organization, locale: Locale) => {
      const wording = createWording({ organization, locale, now: clock.now(), timeZone, texts });
      return wording.plain(...refusalText(refusal, { wording, locale }));
    },
    sentenceOfProblem: ({ code, values }: ImportProblem, organization: Organization, locale: Locale) => {
      const wording = createWording({ organization, locale, now: clock.now(), timeZone, texts });
      return wording.plain(`setup.problem.${code}`, values);
    },
  };
  http.mount(
    createApiRouter({
      ...access,
      operations: createApiOperations({ ...parts, find: createFindForClient(parts) }),
      repeatCalls: createRepeatCalls({
        calls: stores.clientCalls,
        drawCode: () => createTrackingCode(random),
        clock,
      }),
      open: [files.router],
      defaultLocale,
      version,
    }),
  );
}
