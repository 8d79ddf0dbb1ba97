import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.js';
import { embeddedServer } from '../../src/database/embedded.js';
import type { ServerProcess, ServerProgram } from '../../src/database/server-program.js';
import { createLogger } from '../../src/logger.js';
import { type Product, startProduct } from '../../src/product/index.js';
import { simulatedBots } from '../../src/simulation/messengers.js';
import { createCityClient } from '../../src/story/city-client.js';
import { webhookSecrets } from '../../src/telegram/webhook.js';
import { codeSeenBy, fileRequest, pressNewest, requestsIn, sayItIsNew } from '../stories/filing.js';
import { eventually } from '../support/eventually.js';
import * as people from '../support/people.js';
import { removeFolder } from '../support/remove-folder.js';

const CITIZEN = { person: people.CITIZEN, bot: 'citizen', owner: 'شهروند' } as const;

let folder: string;
let program: ServerProgram;
let server: ServerProcess;
let product: Product;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasokh-away-'));
  const found = await embeddedServer({ folder, environment: process.env, onProgress: () => undefined });
  if ('unavailable' in found) throw new Error(found.unavailable);
  program = found;
  server = await program.start(0);
  product = await startProduct({
    config: readConfig({
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      MONGODB_URI: `mongodb://127.0.0.1:${server.port}/away`,
      SWEEP_SECONDS: '1',
    }),
    logger: createLogger({ level: 'silent' }),
  });
});
afterEach(async () => {
  await product.stop();
  await server.stop();
  await removeFolder(folder);
});

async function readiness(): Promise<number> {
  return (await fetch(`${product.url}/health/ready`)).status;
}

async function deliverByWebhook(): Promise<Response> {
  const { path, secret } = webhookSecrets(simulatedBots.citizen.token);
  const message = {
    message_id: 9,
    date: 0,
    chat: { id: 77, type: 'private' },
    from: { id: 77 },
    text: 'سلام',
  };
  return fetch(`${product.url}/webhook/citizen/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify({ update_id: 1, message }),
  });
}

it('says that it cannot serve while the database is away, and goes on by itself when it is back', async () => {
  const city = createCityClient(product.url);
  const first = await fileRequest(city, CITIZEN);
  const { port } = server;
  await server.stop();

  await eventually(async () => (await readiness()) === 503);
  const refused = await deliverByWebhook();
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  // Sent while nothing can be stored: Telegram keeps it, since nobody has confirmed it.
  await city.send(CITIZEN.person, CITIZEN.bot, {
    text: 'زباله‌ها را سه روز است نبرده‌اند، کوچه بو گرفته است.',
  });

  server = await program.start(port);
  await eventually(async () => (await readiness()) === 200);
  await eventually(async () => (await city.chat(CITIZEN.person, CITIZEN.bot)).at(-1)?.from === 'bot');
  await sayItIsNew(city, CITIZEN);
  await city.send(CITIZEN.person, CITIZEN.bot, { text: 'منطقه ۹، بولوار هاشمیه، کوچه ۱۲' });
  await city.idle();
  await pressNewest(city, CITIZEN, 'ثبت');
  expect(await codeSeenBy(city, CITIZEN)).not.toBe(first);
  expect(await requestsIn(product)).toHaveLength(2);
});
