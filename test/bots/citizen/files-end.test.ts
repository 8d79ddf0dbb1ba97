import { createRequestStore } from '../../../src/requests/request-store.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { type RunningCity, startCity } from '../../support/city.js';
import { chatTells, endDepartures, passTwoDays, removeAfter, whereIs } from '../../support/what-is-left.js';
import { type CitizenPhone, newCitizen, newcomer } from './phone.js';

/** A place of which more is known than a kilometre. */
const EXACTLY = { latitude: 36.383_174, longitude: 59.481_273 };

let running: RunningCity;
let files = 0;
beforeAll(async () => {
  running = await startCity();
});
afterAll(() => running?.stop());

/** A sound that nobody has sent before, and its name, which stands in its bytes as well. */
function newSound(): { readonly name: string; readonly message: Readonly<Record<string, unknown>> } {
  files += 1;
  const name = `secret-${files}.mp3`;
  const base64 = Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.from(name)]).toString('base64');
  return { name, message: { document: { base64, fileName: name } } };
}

/** Registers a request elsewhere; resolves to it. */
async function register(phone: CitizenPhone): Promise<{ readonly code: TrackingCode }> {
  const { message } = newSound();
  // Far enough from everything else that nobody is asked whether it is the same.
  await prepare(phone, message, { ...EXACTLY, longitude: EXACTLY.longitude + files / 100 });
  await phone.press('ثبت');
  const [request] = await createRequestStore(running.connection).latest(1);
  if (request === undefined) throw new Error('Nothing was filed.');
  return request;
}

async function withdraw(phone: CitizenPhone): Promise<void> {
  await phone.press('وضعیت درخواست');
  await phone.press('پس گرفتن درخواست');
  await phone.press('بدون دلیل');
}

/** Sends a sound, and what else is asked for, up to the review. */
async function prepare(
  phone: CitizenPhone,
  message: Readonly<Record<string, unknown>>,
  place = EXACTLY,
): Promise<void> {
  await phone.send(message);
  await phone.send(`آسفالت کوچه ما خراب است و شماره ${files} است`);
  await phone.send({ location: place });
}

async function deleteAccount(phone: CitizenPhone): Promise<void> {
  await phone.send('/delete');
  await phone.send('بله');
  await phone.send('بله');
}

describe.each<[string, (phone: CitizenPhone) => Promise<unknown>]>([
  ['left unfinished', () => running.city.advance({ advanceHours: 25 })],
  ['cancelled', (phone) => phone.send('لغو')],
  ['unfinished when its citizen deleted their data', deleteAccount],
])('of a request that was %s', (_, end) => {
  it('no name and no byte of a file is left in any collection', async () => {
    const phone = await newCitizen(running);
    const { name, message } = newSound();
    await prepare(phone, message);
    expect(await whereIs(running.connection, name)).toContain('attachments');
    await end(phone);
    await passTwoDays(running.city);
    expect(await whereIs(running.connection, name)).toEqual([]);
  });
});

it('fetches nothing from somebody who has not agreed, and forgets it within two days', async () => {
  const phone = await newcomer(running);
  const { name, message } = newSound();
  await phone.send(message);
  await passTwoDays(running.city);
  expect(await whereIs(running.connection, name)).toEqual([]);
  expect(await running.connection.collection('attachments').countDocuments({ fileName: name })).toBe(0);
});

describe('of a request that is kept', () => {
  it('its code goes from the chat of whoever deletes their data, even if they begin again at once', async () => {
    const phone = await newCitizen(running);
    const { code } = await register(phone);
    await deleteAccount(phone);
    await phone.send('آسفالت کوچه ما خراب است');
    expect(await chatTells(running.connection, phone.person, code)).toBe(true);
    await endDepartures(running.connection);
    expect(await chatTells(running.connection, phone.person, code)).toBe(false);
    expect(await chatTells(running.connection, phone.person, 'conversation')).toBe(true);
  });

  it('the name and the exact place go with its citizen, the bytes and all that names the request when its years are over', async () => {
    const phone = await newCitizen(running);
    const { name, message } = newSound();
    await prepare(phone, message);
    await phone.press('ثبت');
    const requests = createRequestStore(running.connection);
    const [request] = await requests.latest(1);
    if (request === undefined) throw new Error('Nothing was filed.');
    await passTwoDays(running.city);
    expect(await whereIs(running.connection, name)).toEqual(['attachments', 'blobs.chunks']);

    await withdraw(phone);
    await deleteAccount(phone);
    await passTwoDays(running.city);
    expect(await whereIs(running.connection, name)).toEqual(['blobs.chunks']);

    await removeAfter(0, running);
    const stored = await requests.find(request.code);
    const exactly = String(EXACTLY.latitude);
    expect(stored?.request.place?.district).toBe('district-9');
    expect(JSON.stringify(request.place)).toContain(exactly);
    expect(JSON.stringify(stored)).not.toContain(exactly);

    await endDepartures(running.connection);
    await removeAfter(6, running);
    expect(await whereIs(running.connection, name)).toEqual([]);
    const left = await whereIs(running.connection, request.code);
    // The first three have an end of their own, and an upgrade remembers where it got to.
    const ending = ['audit', 'deliveries', 'feed', 'dataUpgrades'];
    expect(left.filter((collection) => !ending.includes(collection))).toEqual([]);
  });
});
