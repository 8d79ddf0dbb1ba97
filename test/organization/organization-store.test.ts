import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { createAuditStore } from '../../src/audit/audit-store.js';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import { type CityFile, readCity } from '../../src/organization/city-file.js';
import { createInviteStore, type InviteStore } from '../../src/organization/invites.js';
import {
  createOrganizationStore,
  type OrganizationStore,
} from '../../src/organization/organization-store.js';
import { createPeopleStore, type PeopleStore } from '../../src/organization/people-store.js';
import { packageRoot } from '../../src/package-root.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const NOW = new Date('2026-11-24T10:40:00Z');

let file: CityFile;
let database: TestDatabase;
let clock: MovableClock;
let organization: OrganizationStore;
let people: PeopleStore;
let invites: InviteStore;

beforeAll(async () => {
  file = await readCity(join(packageRoot, 'city/mashhad/city.json'));
});
beforeEach(async () => {
  database = await openTestDatabase();
  clock = createManualClock(NOW);
  organization = openOrganization();
  people = createPeopleStore({ connection: database.connection });
  invites = createInviteStore({ connection: database.connection, people, organization, random: randomBytes });
  await organization.importCity(file);
});
afterEach(() => database.close());

function openOrganization(): OrganizationStore {
  return createOrganizationStore({ connection: database.connection, clock, defaultAnswerHours: 72 });
}

const holderOf = async (position: string, store = organization) =>
  (await store.current()).holderOf(position, NOW);

const invite = (what: { role: 'manager' | 'operator'; position?: string }) =>
  invites.create({ ...what, createdBy: 'test', now: clock.now() });

const OWN = '+989151234567';

async function bound(invite: string) {
  const made = await invites.bind({ invite, phone: OWN, createdBy: 'test', now: clock.now() });
  if (made === undefined) throw new Error('The invitation was not bound.');
  return made;
}

/** What comes of opening an invitation and proving a number; undefined where it is bound to none. */
async function prove(token: string, person: string, phone: string) {
  const asked = await invites.findBound({ token, now: clock.now() });
  return asked && invites.redeemBound({ ...asked, phone, person, name: 'مدیر آزمایشی', now: clock.now() });
}

const redeem = (token: string, person: string) =>
  invites.redeem({ token, person, name: 'مدیر آزمایشی', now: clock.now() });

describe('the organisation', () => {
  it('keeps its holders when the same city, or a changed one, is taken in again', async () => {
    await organization.assign({ mayor: '7' });
    await organization.importCity(file);
    const city = { ...file.city, units: file.city.units.map((unit) => ({ ...unit, connected: true })) };
    await organization.importCity({ city, fingerprint: 'another' });
    const current = await organization.current();
    expect(current.unit('organisation-metro')?.connected).toBe(true);
    expect(current.holderOf('mayor', NOW)).toBe('7');
  });

  it('no longer follows its files once an administrator has changed it', async () => {
    const { city, revision } = await organization.storedCity();
    const units = city.units.map((unit) => ({ ...unit, connected: true }));
    expect(await organization.replaceCity({ city: { ...city, units }, revision })).toBe(true);
    expect(await organization.importCity(file)).toBe(true);
    expect(await openOrganization().importCity({ city, fingerprint: 'another' })).toBe(false);
    expect((await organization.current()).unit('organisation-metro')?.connected).toBe(true);
  });

  it('changes its city only on top of the revision that was looked at, and keeps holders that stay', async () => {
    await organization.assign({ mayor: '7', 'organisation-parks-operations': '8' });
    const { city, revision } = await organization.storedCity();
    const positions = city.positions.filter(({ code }) => code !== 'organisation-parks-operations');
    const changed = { city: { ...city, positions }, revision };
    await organization.assign({ 'deputy-mayor': '9' });
    expect(await organization.replaceCity(changed)).toBe(false);
    expect((await organization.storedCity()).city).toEqual(city);
    const latest = (await organization.storedCity()).revision;
    const [one, other] = await Promise.all([
      organization.replaceCity({ ...changed, revision: latest }),
      openOrganization().replaceCity({ ...changed, revision: latest }),
    ]);
    expect([one, other].filter(Boolean)).toHaveLength(1);
    const current = await openOrganization().current();
    expect(current.positionsOf('7', NOW)).toEqual(['mayor']);
    expect(current.positionsOf('9', NOW)).toEqual(['deputy-mayor']);
    await organization.replaceCity({ city, revision: (await organization.storedCity()).revision });
    expect(await holderOf('organisation-parks-operations')).toBeUndefined();
  });

  it('connects a unit at the planned moment, without anything happening then', async () => {
    const { city, revision } = await organization.storedCity();
    const units = city.units.map((unit) =>
      unit.code === 'organisation-metro'
        ? { ...unit, connectionChangesAt: new Date(NOW.getTime() + 60_000) }
        : unit,
    );
    await organization.replaceCity({ city: { ...city, units }, revision });
    const isUnconnected = async () => (await organization.current()).isUnconnectedUnit('organisation-metro');
    clock.advance(59_900);
    expect(await isUnconnected()).toBe(true);
    clock.advance(100);
    expect(await isUnconnected()).toBe(false);
  });

  it('gives a position to the newcomer and takes it from its former holder', async () => {
    await organization.assign({ mayor: '7' });
    await organization.assign({ mayor: '8', 'deputy-mayor': '7' });
    expect(await holderOf('mayor')).toBe('8');
    expect((await organization.current()).positionsOf('7', NOW)).toEqual(['deputy-mayor']);
  });

  it('releases a position only for the one who holds it', async () => {
    await organization.assign({ mayor: '7' });
    await organization.release('mayor', '8');
    expect(await holderOf('mayor')).toBe('7');
    await organization.release('mayor', '7');
    expect(await holderOf('mayor')).toBeUndefined();
  });

  it('sees what another process changed after a second', async () => {
    const other = openOrganization();
    expect(await holderOf('mayor', other)).toBeUndefined();
    await organization.assign({ mayor: '7' });
    clock.advance(1_000);
    expect(await holderOf('mayor', other)).toBe('7');
  });
});

describe('an invitation', () => {
  it('makes a manager of the person, with the position', async () => {
    const { token } = await invite({ role: 'manager', position: 'mayor' });
    expect(await redeem(token, '7')).toEqual({ role: 'manager', position: 'mayor' });
    expect(await people.find('7')).toMatchObject({ roles: ['manager'], reachable: 'yes' });
    expect(await holderOf('mayor')).toBe('7');
  });

  it('works for one person: of two at once one is appointed', async () => {
    const { token } = await invite({ role: 'manager', position: 'mayor' });
    const results = await Promise.all(['7', '8'].map((person) => redeem(token, person)));
    expect(results.filter((result) => result !== undefined)).toHaveLength(1);
    const staff = await people.listAll();
    expect(staff.map(({ _id }) => _id)).toEqual([await holderOf('mayor')]);
  });

  it('gives the same person the same answer again, for ten minutes', async () => {
    const { token } = await invite({ role: 'operator' });
    await redeem(token, '7');
    expect(await redeem(token, '7')).toEqual({ role: 'operator' });
    clock.advance(10 * 60_000);
    expect(await redeem(token, '7')).toBeUndefined();
  });

  it.each([
    ['after 48 hours', (token: string) => token, 48],
    ['with a letter changed', (token: string) => `${token.startsWith('x') ? 'y' : 'x'}${token.slice(1)}`, 0],
    ['cut short', (token: string) => token.slice(0, -1), 0],
    ['empty', () => '', 0],
  ])('is worth nothing %s', async (_case, mangle, hours) => {
    const { token } = await invite({ role: 'manager', position: 'mayor' });
    clock.advance(hours * 3_600_000);
    expect(await redeem(mangle(token), '7')).toBeUndefined();
    expect(await people.listAll()).toEqual([]);
    expect(await holderOf('mayor')).toBeUndefined();
  });

  it('brings back nobody who lost a role, and ends the invitations that they made', async () => {
    const [his, others] = [await invite({ role: 'operator' }), await invite({ role: 'operator' })];
    await redeem(his.token, '7');
    const made = await invites.create({ role: 'administrator', createdBy: '7', now: clock.now() });
    await invites.withdraw('7');
    expect(await redeem(his.token, '7')).toBeUndefined();
    expect(await redeem(made.token, '8')).toBeUndefined();
    expect(await redeem(others.token, '8')).toEqual({ role: 'operator' });
  });

  it('is replaced by one for a number: for any other it is void, and the number is nowhere', async () => {
    const first = await invite({ role: 'manager', position: 'mayor' });
    const { token, ...appointment } = await bound(first.invite);
    expect(appointment).toMatchObject({ role: 'manager', position: 'mayor' });
    expect(await redeem(first.token, '7')).toBeUndefined();
    expect(await redeem(token, '7')).toBeUndefined();
    expect(await prove(token, '7', '+989150000000')).toEqual({ kind: 'wrongNumber' });
    expect(await people.listAll()).toEqual([]);
    const kept = JSON.stringify(await database.connection.collection('invites').find().toArray());
    expect(kept).not.toContain('9151234567');

    const opened = await invites.findBound({ token, now: NOW });
    const uses = ['7', '8'].map((person) => ({ phone: OWN, person, name: 'مدیر آزمایشی', now: NOW }));
    const results = await Promise.all(
      uses.map(async (use) => opened && (await invites.redeemBound({ ...opened, ...use })).kind),
    );
    expect(results.sort()).toEqual(['appointed', 'over']);
    expect((await people.listAll()).map(({ _id }) => _id)).toEqual([await holderOf('mayor')]);
  });

  it('is replaced once, however often a crash lets that be done again', async () => {
    const first = await invite({ role: 'operator' });
    const [before, after] = [await bound(first.invite), await bound(first.invite)];
    expect(await prove(before.token, '7', OWN)).toBeUndefined();
    expect(await prove(after.token, '7', OWN)).toMatchObject({ kind: 'appointed' });
    expect(await prove(after.token, '7', OWN)).toBeUndefined();
    await expect(bound(first.invite)).rejects.toThrow();
  });

  it('is bound to a number only by the person who made it, and only while it works', async () => {
    const { invite: made, token } = await invite({ role: 'operator' });
    const order = { invite: made, now: NOW, phone: OWN };
    expect(await invites.bind({ ...order, createdBy: 'somebody else' })).toBeUndefined();
    expect(await invites.mayBind({ ...order, createdBy: 'test' })).toBe(true);
    await redeem(token, '7');
    expect(await invites.mayBind({ ...order, createdBy: 'test' })).toBe(false);
    expect(await invites.bind({ ...order, createdBy: 'test' })).toBeUndefined();
  });

  it('is nowhere in the database in the form in which it works', async () => {
    const { token } = await invite({ role: 'operator' });
    const kept = await database.connection.collection('invites').find().toArray();
    expect(JSON.stringify(kept)).not.toContain(token);
  });
});

it('takes a role away without touching the others', async () => {
  for (const role of ['operator', 'supervisor'] as const)
    await people.grant({ id: '7', name: 'همکار', role });
  await people.revoke('7', 'operator');
  expect((await people.find('7'))?.roles).toEqual(['supervisor']);
});

it('writes one audit line for an update, however often it is handled', async () => {
  const audit = createAuditStore({ connection: database.connection, logger: pino({ level: 'silent' }) });
  const entry = { at: NOW, bot: 'staff', person: '7', act: 'forgedPress', updateId: 12 } as const;
  await audit.record(entry);
  await audit.record(entry);
  expect(await database.connection.collection('audit').countDocuments()).toBe(1);
});
