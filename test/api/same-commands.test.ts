import { randomBytes } from 'node:crypto';
import { createExternalIdStore } from '../../src/api/external-id-store.js';
import { createFindForClient } from '../../src/api/finding.js';
import { createAuditStore } from '../../src/audit/audit-store.js';
import { type Authentication, createAuthentication } from '../../src/clients/authentication.js';
import { type ClientStore, createClientStore } from '../../src/clients/client-store.js';
import { createManualClock } from '../../src/clock.js';
import { createOrganizationStore } from '../../src/organization/organization-store.js';
import { CITY, codeOf, type OpenRequests, openRequests } from '../requests/open-requests.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

/*
 * What a call is refused for must not be told by the time that the refusal takes. Times are not measured here: whatever
 * is refused in the same words sends the same commands to the database.
 */

const NOW = new Date('2026-11-24T05:30:00Z');

let database: TestDatabase;
let requests: OpenRequests;
let clients: ClientStore;
let authentication: Authentication;
let commands: string[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  const { connection } = database;
  const clock = createManualClock(NOW);
  requests = openRequests({ connection, clock });
  clients = createClientStore({ connection, random: randomBytes });
  authentication = createAuthentication({
    store: clients,
    audit: createAuditStore({ connection, logger: SILENT }),
    clock,
    random: randomBytes,
    logger: SILENT,
  });
  connection.getClient().on('commandStarted', ({ commandName, command }) => {
    commands.push(`${commandName} ${String(command[commandName])}`);
  });
});
afterAll(() => database.close());

const facts = { name: 'سجا', perMinute: 100, createdAt: NOW, createdBy: '1' };

/** The commands that something sends, with what goes on beside its answer. */
async function commandsOf(what: () => Promise<unknown>): Promise<readonly string[]> {
  commands = [];
  expect(await what()).toBeUndefined();
  await authentication.settle();
  return commands;
}

it('looks for a request that is not there as for one of another unit', async () => {
  const { connection } = database;
  const organization = createOrganizationStore({
    connection,
    clock: createManualClock(NOW),
    defaultAnswerHours: 72,
  });
  await organization.importCity({ city: CITY, fingerprint: 'test' });
  const hidden = codeOf(1);
  await requests.file(hidden);
  const { client } = await clients.create({ ...facts, scopes: ['requests:read'], units: ['d2'] });
  const find = createFindForClient({
    requests: requests.store,
    externalIds: createExternalIdStore(connection),
    organization,
    authentication,
  });
  // The line of the day is there from the first time on.
  for (const code of [hidden, codeOf(2)]) await commandsOf(() => find(client, code));
  const ofHidden = await commandsOf(() => find(client, hidden));
  expect(ofHidden).toContain('find requests');
  expect(await commandsOf(() => find(client, codeOf(2)))).toEqual(ofHidden);
});

it('looks at a key of nobody, a wrong secret, and a key that is revoked or too old alike', async () => {
  const [wrong, revoked, old] = await Promise.all([
    clients.create({ ...facts, scopes: [] }),
    clients.create({ ...facts, scopes: [] }),
    clients.create({ ...facts, scopes: [], expiresAt: NOW }),
  ]);
  await clients.revoke(revoked.client.id, NOW);
  const secret = 'f'.repeat(64);
  const keys = [
    'no key',
    `pk_${'0'.repeat(12)}_${secret}`,
    `pk_${wrong.client.id}_${secret}`,
    revoked.key,
    old.key,
  ];
  for (const key of keys) await commandsOf(() => authentication.authenticate(key));
  const sent = new Set<string>();
  for (const key of keys) sent.add((await commandsOf(() => authentication.authenticate(key))).join(', '));
  expect([...sent]).toEqual(['find clients, update audit']);
});
