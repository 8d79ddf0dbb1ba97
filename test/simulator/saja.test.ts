import { createHmac } from 'node:crypto';
import { systemClock } from '../../src/clock.js';
import type { RegistryLine } from '../../src/simulator/saja/desk-api.js';
import { HEAD } from '../bots/staff/staff-phones.js';
import { fileRequest, pressNewest } from '../stories/filing.js';
import { type RunningCity, startCity } from '../support/city.js';
import { CITIZEN } from '../support/people.js';
import { answerNewest, type SajaScreens, sajaScreensAt } from './saja-screens.js';

const CALL = {
  name: 'مریم رضایی',
  phone: '۰۹۱۵۱۲۳۴۵۶۷',
  text: 'چاله بزرگی در خیابان امامت است.',
  category: 'pothole',
  district: 'district-9',
  address: 'خیابان امامت ۱۲',
};
const ANSWER = 'چاله امروز صبح با آسفالت گرم پر شد و محل باز است.';
const CITIZENS_PHONE = '+989151112233';

let running: RunningCity;
let saja: SajaScreens;
beforeAll(async () => {
  running = await startCity({ environment: { RECALL_SECONDS: '0' } });
  saja = sajaScreensAt(() => running.url);
});
afterAll(() => running.stop());
afterEach(() => saja.mend());

/** Everything that follows has happened, and the registry has heard of it. */
async function settle(): Promise<void> {
  await running.city.passMoment(5);
}

async function lineOf(id: string): Promise<RegistryLine> {
  const line = (await saja.lines()).find((one) => one.id === id);
  if (line === undefined) throw new Error(`Saja has no line ${id}.`);
  return line;
}

/** Takes a call; resolves to its line once it is registered. */
async function register(call = CALL): Promise<RegistryLine> {
  const id = await saja.take(call);
  await settle();
  return lineOf(id);
}

const answerOnThePhone = () => answerNewest(running.city, ANSWER);

async function typesOf(id: string): Promise<readonly string[]> {
  return (await lineOf(id)).heard.map(({ type }) => type.replace('request.', ''));
}

const requests = () => running.connection.collection('requests').countDocuments();

it('registers a call, hears of its way, and says what the caller says of the answer', async () => {
  const { id, call, standing } = await register();
  expect(standing).toMatchObject({ status: 'referred', category: 'pothole', externalIds: { saja: id } });
  expect(call).toMatchObject({ ...CALL, code: standing?.code });
  expect(await saja.act(id, { kind: 'add', text: 'چاله هر روز بزرگ‌تر می‌شود.' })).toBe(201);
  await settle();
  await answerOnThePhone();
  expect((await lineOf(id)).standing).toMatchObject({ status: 'answered', answer: { text: ANSWER } });
  expect(await saja.noteTold(id)).toBe(200);
  await saja.act(id, { kind: 'rate', score: 5 });
  await settle();
  const rated = await lineOf(id);
  expect(rated.standing).toMatchObject({ status: 'closed', rating: 5 });
  expect(rated.call).toMatchObject({
    toldAt: expect.any(String),
    acts: [{ state: 'accepted' }, { kind: 'told', state: 'accepted' }, { kind: 'rate', state: 'accepted' }],
  });
  expect(await typesOf(id)).toEqual(['registered', 'referred', 'added', 'answered', 'rated', 'closed']);
  const cards = await running.city.chat(HEAD, 'staff');
  expect(cards.some(({ text = '' }) => text.includes('نمره شهروند: ۵ از ۵'))).toBe(true);
});

it('hears of what is filed in the bot, and how somebody rates there whose call it took', async () => {
  const before = (await saja.lines()).length;
  const code = await fileRequest(running.city, { person: CITIZEN, bot: 'citizen', owner: 'شهروند' });
  const lines = await saja.lines();
  expect(lines).toHaveLength(before + 1);
  expect(lines.at(-1)).toMatchObject({ id: code, standing: { channel: 'bot', status: 'referred' } });
  expect(lines.at(-1)?.call).toBeUndefined();

  const { id } = await register({ ...CALL, phone: CITIZENS_PHONE });
  await answerOnThePhone();
  await pressNewest(running.city, { person: CITIZEN, bot: 'citizen' }, '۴');
  expect((await lineOf(id)).standing).toMatchObject({ rating: 4 });
  // Too late: the product says why, in words for the operator.
  await saja.act(id, { kind: 'rate', score: 1 });
  await settle();
  const [refused] = (await lineOf(id)).call?.acts ?? [];
  expect(refused).toMatchObject({ state: 'refused', sentence: expect.stringMatching(/[آ-ی]/) });
});

it('makes one request of a call that it registers twice, or whose answer is lost', async () => {
  const before = await requests();
  await saja.fault('twice');
  await saja.fault('lostAnswer');
  const { id, call } = await register();
  expect(call?.code).toMatch(/^\d{10}$/);
  await saja.act(id, { kind: 'add', text: 'کنار دبستان است.' });
  await settle();
  expect(await typesOf(id)).toEqual(['registered', 'referred', 'added']);
  expect(await requests()).toBe(before + 1);
});

it('learns what happened while it was away, and forgets and doubles nothing over a restart', async () => {
  const { id } = await register();
  await saja.fault('away');
  await answerOnThePhone();
  const waiting = await saja.take({ ...CALL, text: 'آسفالت کوچه یاس نشست کرده است.' });
  await settle();
  expect((await lineOf(id)).standing).toMatchObject({ status: 'referred' });
  expect((await lineOf(waiting)).call?.code).toBeUndefined();
  const before = await requests();

  await running.restart();
  await settle();
  expect(await typesOf(id)).toEqual(['registered', 'referred', 'answered']);
  expect((await lineOf(waiting)).standing).toMatchObject({ status: 'referred' });
  expect(await requests()).toBe(before + 1);

  await saja.fault('away');
  await saja.act(id, { kind: 'object', text: 'فقط نیمی از چاله پر شده است.' });
  await saja.act(waiting, { kind: 'withdraw', text: 'خودشان درست کردند.' });
  await settle();
  await saja.mend('away');
  await settle();
  expect(await typesOf(id)).toEqual(['registered', 'referred', 'answered', 'objected', 'escalated']);
  expect((await lineOf(waiting)).standing).toMatchObject({ status: 'closed' });
  // What could not be told then is told again later, and is no news.
  await running.city.advance({ advanceHours: 1 });
  await settle();
  expect(await typesOf(id)).toEqual(['registered', 'referred', 'answered', 'objected', 'escalated']);
});

it('says what is wrong with a call that is refused, and registers it as it is corrected', async () => {
  const before = await requests();
  const { id, call } = await register({ ...CALL, phone: '۰۸۱۲۳' });
  expect(call?.problem).toBe('شماره تلفن درست نیست.');
  expect(await saja.act(id, { kind: 'rate', score: 5 })).toBe(409);
  expect(await saja.correct(id, CALL)).toBe(200);
  await settle();
  expect((await lineOf(id)).standing).toMatchObject({ status: 'referred' });
  expect(await saja.correct(id, CALL)).toBe(409);
  expect(await requests()).toBe(before + 1);
});

it('believes no event that is not signed with its secret', async () => {
  const { id, standing } = await register();
  const message = JSON.stringify({
    type: 'request.answered',
    timestamp: standing?.filedAt,
    data: { id: 'evt_1', code: standing?.code, seq: 9 },
  });
  const timestamp = String(Math.floor(systemClock.now().getTime() / 1_000));
  const signature = createHmac('sha256', 'another secret')
    .update(`evt_1.${timestamp}.${message}`)
    .digest('base64');
  const { status } = await fetch(`${running.url}/simulator/saja/api/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'evt_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body: message,
  });
  expect(status).toBe(401);
  expect(await typesOf(id)).toEqual(['registered', 'referred']);
});
