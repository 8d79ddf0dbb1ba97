import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { createAuditStore } from '../../src/audit/audit-store.js';
import { auditedRequests } from '../../src/audit/audited-requests.js';
import { createCitizenStore } from '../../src/citizens/citizen-store.js';
import { createAuthentication } from '../../src/clients/authentication.js';
import type { Scope } from '../../src/clients/client.js';
import { createClientStore } from '../../src/clients/client-store.js';
import { createRateLimit } from '../../src/clients/rate-limit.js';
import { createManualClock } from '../../src/clock.js';
import { createAnswerCache } from '../../src/open311/answer-cache.js';
import { readFeed } from '../../src/open311/feeds.js';
import { createFeedsRouter } from '../../src/open311/feeds-router.js';
import { createPostStore } from '../../src/open311/post-store.js';
import { createPosting } from '../../src/open311/posting.js';
import type { PublicId } from '../../src/open311/public-id.js';
import { createPublicRecords } from '../../src/open311/public-records.js';
import { publishChange } from '../../src/open311/publish-request.js';
import { createPublicReader } from '../../src/open311/reader.js';
import { createResources } from '../../src/open311/resources.js';
import { createOpen311Router } from '../../src/open311/router.js';
import { createOrganization } from '../../src/organization/organization.js';
import { packageRoot } from '../../src/package-root.js';
import type { ChangeCommand, Register } from '../../src/requests/lifecycle/commands.js';
import type { Actor } from '../../src/requests/lifecycle/facts.js';
import { loadTexts } from '../../src/text/texts.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { createWebApp } from '../../src/web/app.js';
import { startServer } from '../../src/web/server.js';
import { CITY, openRequests } from '../requests/open-requests.js';
import { SILENT } from '../simulator/harness.js';
import { seededRandom } from '../support/seeded.js';

/** When the clock of a server stands at first. */
export const START = new Date('2026-11-24T05:30:00Z');

/** Potholes, which are somewhere, and a matter of persons. */
const PUBLIC_CITY = {
  ...CITY,
  groups: [
    ...CITY.groups,
    {
      code: 'people',
      title: { fa: 'کارکنان' },
      categories: [
        {
          code: 'conduct',
          title: { fa: 'رفتار کارکنان' },
          route: { position: 'd1-mayor' },
          keywords: [],
          needsPlace: false,
          urgent: false,
        },
      ],
    },
  ],
};

/** What a test reads of a page. */
export type Entries = readonly Readonly<Record<string, unknown>>[];

/** An Open311 server over requests of its own on a database, whose public records follow by `publish`. */
export async function openServer(connection: Connection) {
  const clock = createManualClock(START);
  const machineClock = createManualClock(START);
  const requests = openRequests({ connection, clock });
  requests.reorganise(PUBLIC_CITY);
  const records = createPublicRecords(connection, randomBytes);
  const citizens = createCitizenStore(connection);
  const clients = createClientStore({ connection, random: randomBytes });
  const audit = createAuditStore({ connection, logger: SILENT });
  const current = createOrganization({ city: PUBLIC_CITY, holdings: {}, defaultAnswerHours: 72 });
  const organization = { current: async () => current };
  const cache = createAnswerCache(machineClock);
  const shared = { organization, records, clock, locale: 'fa' as const };
  const reader = createPublicReader({ records, requests: requests.store, organization });
  const resources = createResources({
    ...shared,
    reader,
    texts: await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' }),
    timeZone: 'Asia/Tehran',
    address: 'https://137.example.org/open311/v2',
    isSimulated: false,
  });
  const posting = createPosting({
    ...shared,
    requests: auditedRequests(requests.service, { audit, clock }),
    citizens,
    posts: createPostStore(connection),
    random: seededRandom(),
  });
  const authentication = createAuthentication({
    store: clients,
    audit,
    clock,
    random: randomBytes,
    logger: SILENT,
  });
  const { app, mount } = createWebApp({
    readiness: async () => ({ ready: true, database: '', messenger: '' }),
    logger: SILENT,
  });
  const rateLimit = createRateLimit({ clock: machineClock });
  mount(
    createOpen311Router({
      resources,
      async readPhoto(id, number) {
        const [found] = await reader.findMany([id as PublicId]);
        const photo = found?.photos[number - 1];
        return photo === undefined ? undefined : { bytes: Buffer.from(photo), type: 'image/jpeg' };
      },
      posting,
      authentication,
      rateLimit,
      cache,
      logger: SILENT,
      isOutage: () => false,
    }),
  );
  mount(
    createFeedsRouter({
      read: (parameters) => readFeed(parameters, { reader, organization, clock }),
      speech: resources.speech,
      cache,
      address: 'https://137.example.org',
      open311: 'https://137.example.org/open311/v2',
      logger: SILENT,
      isOutage: () => false,
    }),
  );
  const server = await startServer(app, { host: '127.0.0.1', port: 0 });

  /** Does what planning does with what was announced since the last time. */
  async function publish(): Promise<void> {
    for (const stored of requests.announced.splice(0)) await publishChange({ records, organization }, stored);
    cache.forget();
  }

  async function get(path: string) {
    const response = await fetch(`${server.url}/open311/v2/${path}`);
    const body = await response.text();
    return { status: response.status, type: response.headers.get('content-type'), body };
  }

  /** Reads a feed, `csv?unit=d1`; with the mark of an earlier answer only if it has changed. */
  async function getFeed(path: string, mark?: string) {
    const headers: Record<string, string> =
      // Left to itself, fetch would ask for an answer from no cache at all.
      mark === undefined ? {} : { 'if-none-match': mark, 'cache-control': 'max-age=0' };
    const response = await fetch(`${server.url}/city/requests.${path}`, { headers });
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  return {
    getFeed,
    url: `${server.url}/open311/v2`,
    clock,
    machineClock,
    requests,
    records,
    citizens,
    organization,
    publish,
    get,
    forgetAnswers: cache.forget,

    async file(code: TrackingCode, changes: Partial<Register> = {}): Promise<void> {
      await requests.file(code, {
        place: { district: 'd1', latitude: 36.31234, longitude: 59.56789, address: 'صیاد شیرازی ۱۰' },
        ...changes,
      });
      await publish();
    },

    async act(code: TrackingCode, actor: Actor, command: ChangeCommand): Promise<void> {
      const id = `${command.type}:${clock.now().getTime()}`;
      expect(await requests.execute(code, actor, command, id)).toMatchObject({ ok: true });
      await publish();
    },

    async getJson<Body = Entries>(path: string): Promise<Body> {
      const { status, body } = await get(path);
      expect([path, status, body]).toEqual([path, 200, body]);
      return JSON.parse(body) as Body;
    },

    /** Makes a client with these scopes; resolves to its key. */
    async makeKey(scopes: readonly Scope[], perMinute = 600): Promise<string> {
      const { key } = await clients.create({
        name: 'همسایه',
        scopes,
        perMinute,
        createdAt: clock.now(),
        createdBy: 'administrator',
      });
      return key;
    },

    async post(path: string, form: string | URLSearchParams, headers: Readonly<Record<string, string>> = {}) {
      const response = await fetch(`${server.url}/open311/v2/${path}`, {
        method: 'POST',
        body: String(form),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
      await publish();
      return { status: response.status, body: await response.text(), headers: response.headers };
    },

    async stop() {
      await authentication.settle();
      await server.stop();
    },
  };
}

export type OpenServer = Awaited<ReturnType<typeof openServer>>;
