import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import mongoose from 'mongoose';
import { type Clock, systemClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';
import { packageRoot } from '../../src/package-root.js';
import { type Product, startProduct } from '../../src/product/index.js';
import { type CityClient, createCityClient } from '../../src/story/city-client.js';
import type { Phone } from '../../src/story/phones.js';
import { waitForQuiet } from '../../src/story/stage.js';
import { NO_LIMITS_ENVIRONMENT } from '../support/no-limits.js';
import * as people from '../support/people.js';
import { removeFolder } from '../support/remove-folder.js';
import { pressNewest, requestsIn } from './filing.js';

/**
 * A data folder that version 0.1.0 left behind on the embedded database: an answered request with a photo, one that
 * has climbed a level, a voice message at the desk, and a draft that asks for its place. It is never renewed: with it
 * the way forward from that version is held. A change of what is stored adds a folder of its own version.
 */
const FOLDER = join(packageRoot, 'test/fixtures/data-of-0.1.0.tgz');
/** Shortly after the folder was left; the city's own clock is three days ahead of it. */
const THEN = new Date('2026-11-25T01:40:00Z');
const CITIZEN = { person: people.CITIZEN, bot: 'citizen' } as const;
const OPERATOR = { person: people.OPERATOR, bot: 'staff' } as const;

/** A clock that goes on from a moment in the past. */
function clockSetTo(moment: Date): Clock {
  const ahead = systemClock.now().getTime() - moment.getTime();
  return { now: () => new Date(systemClock.now().getTime() - ahead), sleep: systemClock.sleep };
}

let dataDir: string;
let product: Product;
let city: CityClient;
/** The manager to whom a request had climbed: the folder says who that is. */
let deputy: Handset;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pasokh-previous-'));
  await promisify(execFile)('tar', ['-xzf', FOLDER, '-C', dataDir]);
  product = await startProduct({
    config: readConfig({ PORT: '0', DATA_DIR: dataDir, ...NO_LIMITS_ENVIRONMENT }),
    logger: createLogger({ level: 'silent' }),
    baseClock: clockSetTo(THEN),
  });
  city = createCityClient(product.url);
  const holder = (await city.people()).find(({ position }) => position === 'district-9-civil-works-deputy');
  if (holder === undefined) throw new Error('The folder has no deputy.');
  deputy = { person: holder.id, bot: 'staff' };
});
afterAll(async () => {
  await product?.stop();
  await removeFolder(dataDir);
});

type Handset = Pick<Phone, 'person' | 'bot'>;

async function send(phone: Handset, text: string): Promise<void> {
  await city.send(phone.person, phone.bot, { text });
  await waitForQuiet(city);
}

async function last({ person, bot }: Handset): Promise<string> {
  return (await city.chat(person, bot)).findLast(({ from }) => from === 'bot')?.text ?? '';
}

it('finds every request where it was, and lets its citizen judge what was answered', async () => {
  expect((await requestsIn(product)).map(({ status }) => status)).toEqual(['intake', 'referred', 'answered']);
  await pressNewest(city, CITIZEN, '۵');
  expect((await requestsIn(product)).map(({ status }) => status)).toEqual(['intake', 'referred', 'closed']);
});

it('has the indexes of this version, and none that it has retired', async () => {
  const connection = mongoose.connections.find(
    ({ name, readyState }) => name === 'pasokh' && readyState === mongoose.ConnectionStates.connected,
  );
  if (connection === undefined) throw new Error('The product has no connection.');
  const keys = async (collection: string) =>
    (await connection.collection(collection).listIndexes().toArray()).map(({ name }) => name);
  expect(await keys('requests')).toContain('nextActionAt_1_2');
  expect(await keys('requests')).not.toContain('nextActionAt_1');
  expect(await keys('citizens')).not.toContain('phone_1');
});

it('goes on with the draft at the step at which it was', async () => {
  await send(CITIZEN, 'منطقه ۹');
  expect(await last(CITIZEN)).toContain('چراغ خیابان ما خاموش است');
  await pressNewest(city, CITIZEN, 'ثبت');
  const [newest] = await requestsIn(product);
  expect(newest).toMatchObject({ status: 'referred' });
  await send(CITIZEN, 'درخواست‌های من');
  expect((await last(CITIZEN)).match(/[۰-۹]{3}-[۰-۹]{3}-[۰-۹]{4}/g)).toHaveLength(4);
});

it('lists in the cartable of its manager what that version had put there', async () => {
  await send(deputy, 'کارتابل');
  expect(await last(deputy)).toContain('۱ درخواست منتظر شماست');
});

it('takes the answer of the manager to whom it had climbed, on the card that he has', async () => {
  await pressNewest(city, deputy, 'پاسخ');
  await pressNewest(city, deputy, 'انجام شد');
  await send(deputy, 'آسفالت کوچه امروز تازه شد و راه باز است.');
  await pressNewest(city, deputy, 'ارسال');
  const told = (await city.chat(CITIZEN.person, CITIZEN.bot)).filter(({ text }) =>
    text?.includes('راه باز است'),
  );
  expect(told).toHaveLength(1);
});

it('has the voice message at the desk, with its file', async () => {
  await send(OPERATOR, 'صف');
  await pressNewest(city, OPERATOR, '۱.');
  await pressNewest(city, OPERATOR, 'پیوست‌ها');
  const media = (await city.chat(OPERATOR.person, OPERATOR.bot)).flatMap(({ media = [] }) => media);
  expect(media).not.toEqual([]);
});

it('moves up one level what lies with its manager when its time has passed', async () => {
  const before = (await requestsIn(product)).map(({ chain }) =>
    chain.findIndex(({ state }) => state === 'now'),
  );
  await city.advance({ advanceHours: 73 });
  const after = (await requestsIn(product)).map(({ chain }) =>
    chain.findIndex(({ state }) => state === 'now'),
  );
  expect(before[0]).toBe(0);
  expect(after[0]).toBe(1);
});
