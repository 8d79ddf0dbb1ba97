import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.js';
import { createLogger } from '../../src/logger.js';
import { type Product, startProduct } from '../../src/product/index.js';
import { createCityClient, type PhoneMessage } from '../../src/story/city-client.js';
import { type RunningSimulator, runSimulator, TOKENS } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { removeFolder } from '../support/remove-folder.js';
import { codeSeenBy, IN_DISTRICT_9, pressNewest } from './filing.js';

/** Telegram is another program here: the simulator alone, to which the product is an ordinary client with tokens. */
let telegram: RunningSimulator;
let database: TestDatabase;
let dataDir: string;
const products: Product[] = [];

beforeEach(async () => {
  telegram = await runSimulator();
  database = await openTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'pasokh-modes-'));
});
afterEach(async () => {
  for (const product of products.splice(0).reverse()) await product.stop();
  await telegram.stop();
  await database.close();
  await removeFolder(dataDir);
});

/** Starts the product and keeps what it says to the person who starts it. */
async function startAndListen(
  how: { readonly isTerminal?: boolean } = {},
): Promise<{ readonly said: readonly string[] }> {
  const said: string[] = [];
  await start({ ...how, onProgress: (sentence) => said.push(sentence) });
  return { said };
}

async function start(
  delivery: {
    readonly port?: number;
    readonly publicUrl?: string;
    readonly role?: string;
    readonly onProgress?: (sentence: string) => void;
    readonly isTerminal?: boolean;
  } = {},
): Promise<Product> {
  const config = readConfig({
    PORT: String(delivery.port ?? 0),
    PROCESS_ROLE: delivery.role,
    DATA_DIR: dataDir,
    MONGODB_URI: database.uri,
    CITIZEN_BOT_TOKEN: TOKENS.citizen,
    STAFF_BOT_TOKEN: TOKENS.staff,
    TELEGRAM_API_ROOT: `${telegram.address}/telegram`,
  });
  // The configuration takes HTTPS addresses only; a Bot API server on this machine may also be told a plain one.
  const { publicUrl } = delivery;
  const product = await startProduct({
    config: publicUrl === undefined ? config : { ...config, publicUrl },
    logger: createLogger({ level: 'silent' }),
    ...(delivery.onProgress === undefined ? {} : { onProgress: delivery.onProgress }),
    isTerminal: delivery.isTerminal === true,
  });
  products.push(product);
  return product;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No free port.');
  return address.port;
}

/** Files a request over a Telegram that does not know when the product is at rest: what is awaited is seen on the phone. */
async function file(): Promise<string> {
  const city = createCityClient(telegram.address);
  const person = await city.createPerson({ name: 'زهرا کریمی' });
  const phone = { person, bot: 'citizen' } as const;
  const sees = (isThere: (message: PhoneMessage) => boolean) =>
    eventually(async () => (await city.chat(person, 'citizen')).some(isThere));
  const seesButton = (button: string) =>
    sees(({ keyboard = [] }) => keyboard.flat().some(({ text }) => text.includes(button)));
  const press = (button: string) => pressNewest({ ...city, idle: async () => undefined }, phone, button);

  await city.send(person, 'citizen', { text: 'چاله بزرگی جلوی دبستان است.' });
  await seesButton('می‌پذیرم');
  await press('می‌پذیرم');
  await sees(({ text }) => text?.includes('کجاست') ?? false);
  await city.send(person, 'citizen', { location: IN_DISTRICT_9 });
  await seesButton('ثبت');
  await press('ثبت');
  await sees(({ text }) => text?.includes('شهردار مشهد') ?? false);
  return codeSeenBy(city, phone);
}

it('serves a Bot API server by webhook, with tokens of its own', async () => {
  const port = await freePort();
  const product = await start({ port, publicUrl: `http://127.0.0.1:${port}` });
  expect(await file()).toMatch(/^\d{10}$/);
  const { result } = (await telegram.call('citizen', 'getWebhookInfo')).body;
  expect(result).toMatchObject({ url: expect.stringContaining(`:${port}/webhook/citizen/`) });
  expect(product.messenger).toBe('telegram');
});

it('serves it by long polling when there is no public address, and removes the webhook that was', async () => {
  await telegram.call('citizen', 'setWebhook', { url: 'http://127.0.0.1:9/nobody' });
  await start();
  expect(await file()).toMatch(/^\d{10}$/);
  const { result } = (await telegram.call('citizen', 'getWebhookInfo')).body;
  expect(result).toMatchObject({ url: '' });
});

it('has no simulator and no control API when it has tokens', async () => {
  const { url } = await start();
  const page = await fetch(`${url}/simulator`);
  const control = await fetch(`${url}/simulator/api/people`);
  const ready = await fetch(`${url}/health/ready`);
  expect([page.status, control.status, ready.status]).toEqual([404, 404, 200]);
  expect(await ready.json()).toMatchObject({ status: 'ready', messenger: 'telegram' });
});

it('is ready once Telegram has taken the address for its updates, and says until then what it waits for', async () => {
  const port = await freePort();
  const fault = { kind: '500', method: 'setWebhook', bot: 'staff' };
  await telegram.control('POST', '/faults', fault);
  const said: string[] = [];
  const { url } = await start({
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    onProgress: (sentence) => said.push(sentence),
  });
  const health = await fetch(`${url}/health/ready`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({ because: 'waits for telegram to bring updates' });
  expect(said.join()).toContain('Waiting for telegram to bring updates');
  await telegram.control('DELETE', '/faults');
  await eventually(async () => (await fetch(`${url}/health/ready`)).status === 200);
});

it('says that it is about to stop, and serves on meanwhile', async () => {
  const { url, drain } = await start();
  drain();
  const health = await fetch(`${url}/health/ready`);
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({ because: 'is about to stop' });
  expect((await fetch(url)).status).toBe(200);
  expect(await file()).toMatch(/^\d{10}$/);
});

it('splits the work: one process receives, another delivers', async () => {
  await start({ role: 'web' });
  await start({ role: 'worker' });
  expect(await file()).toMatch(/^\d{10}$/);
});

async function openInvitation(
  link: string,
  name: string,
): Promise<{ readonly isAdministrator: () => Promise<boolean> }> {
  const [, token] = /\?start=([\w-]+)/.exec(link) ?? [];
  const city = createCityClient(telegram.address);
  const person = await city.createPerson({ name });
  await city.send(person, 'staff', { text: `/start ${token}` });
  const answers = async () => (await city.chat(person, 'staff')).filter(({ from }) => from === 'bot');
  await eventually(async () => (await answers()).length > 0);
  return {
    isAdministrator: async () =>
      (await answers()).some(({ text }) => text?.includes('این‌جا راهبر سامانه هستید')),
  };
}

describe('the first administrator of a new city', () => {
  const FILE = 'first-administrator.txt';
  const link = () => readFile(join(dataDir, FILE), 'utf8');

  it('is who opens the link of the latest start, and no earlier or later one', async () => {
    const { said } = await startAndListen();
    const first = await link();
    expect(said.join()).toContain(join(dataDir, FILE));
    expect(said.join()).not.toContain('start=');
    for (const product of products.splice(0)) await product.stop();
    await startAndListen();
    const second = await link();
    expect(await (await openInvitation(first, 'کسی دیگر')).isAdministrator()).toBe(false);
    expect(await (await openInvitation(second, 'راهبر نخست')).isAdministrator()).toBe(true);
    expect(await (await openInvitation(second, 'کسی دیگر')).isAdministrator()).toBe(false);

    for (const product of products.splice(0)) await product.stop();
    expect((await startAndListen()).said.join()).not.toContain('administrator');
    await expect(link()).rejects.toThrow();
  });

  it('has the link on the terminal where there is one, and nowhere else', async () => {
    const { said } = await startAndListen({ isTerminal: true });
    expect(said.join()).toContain('start=');
    await expect(link()).rejects.toThrow();
  });

  it('has it in a file that only the user of the program can read', async () => {
    // Windows knows no such rights.
    if (process.platform === 'win32') return;
    await startAndListen();
    expect((await stat(join(dataDir, FILE))).mode & 0o777).toBe(0o600);
  });
});
