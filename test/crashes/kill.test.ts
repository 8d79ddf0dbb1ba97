import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CityClient, createCityClient } from '../../src/story/city-client.js';
import { fileRequest, IN_DISTRICT_9, requestsIn } from '../stories/filing.js';
import { eventually } from '../support/eventually.js';
import * as people from '../support/people.js';
import { killPrograms, type RunningProgram, startProgram } from '../support/program.js';
import { removeFolder } from '../support/remove-folder.js';
import { type Bundle, bundleProgram } from './experiments/bundle.js';

const CITIZEN = { person: people.CITIZEN, bot: 'citizen' } as const;
const DEPUTY_POSITION = 'district-9-civil-works-deputy';
const HEAD = { person: people.holderOf('district-9-civil-works-head'), bot: 'staff' } as const;
const DEPUTY = { person: people.holderOf(DEPUTY_POSITION), bot: 'staff' } as const;
const WORDS = 'چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.';

let bundle: Bundle;
let dataDir: string;
let program: RunningProgram;
let city: CityClient;

beforeAll(async () => {
  bundle = await bundleProgram();
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pasokh-crash-'));
  await start();
});
afterEach(async () => {
  await killPrograms();
  await removeFolder(dataDir);
});
afterAll(() => bundle.remove());

async function start(): Promise<void> {
  program = await startProgram({ DATA_DIR: dataDir }, bundle.path);
  city = createCityClient(program.url);
}

/** Ends the program as a power cut does, and starts it again. */
async function crash(): Promise<void> {
  await program.kill();
  await start();
}

async function textsOf({ person, bot }: { person: number; bot: 'citizen' | 'staff' }): Promise<string[]> {
  const messages = await city.chat(person, bot);
  return messages.flatMap(({ from, text }) => (from === 'bot' && text !== undefined ? [text] : []));
}

/** How many messages of the bot on a phone say this. */
async function count(phone: { person: number; bot: 'citizen' | 'staff' }, says: string): Promise<number> {
  return (await textsOf(phone)).filter((text) => text.includes(says)).length;
}

/**
 * Everything was told, and once; but of what was on its way to a bot's chats when the program was killed, one message
 * a bot may have come a second time, since nobody knows whether it had arrived (docs/design.md, 9). The experiments
 * hold that each of those is counted.
 */
async function expectTold(
  ...told: readonly (readonly [Parameters<typeof count>[0], string])[]
): Promise<void> {
  const counts = await Promise.all(
    told.map(async ([phone, says]) => [phone.bot, await count(phone, says)] as const),
  );
  expect(counts.filter(([, times]) => times < 1)).toEqual([]);
  for (const bot of ['citizen', 'staff'] as const) {
    const twice = counts
      .filter(([of, times]) => of === bot && times > 1)
      .reduce((sum, [, times]) => sum + times - 1, 0);
    expect(twice).toBeLessThanOrEqual(1);
  }
}

it('loses and doubles nothing of a filing, whenever in it the program is killed', async () => {
  await city.send(CITIZEN.person, CITIZEN.bot, { text: WORDS });
  await crash();
  await city.idle();
  await city.send(CITIZEN.person, CITIZEN.bot, { location: IN_DISTRICT_9 });
  await crash();
  await city.idle();

  const review = (await city.chat(CITIZEN.person, CITIZEN.bot)).findLast(({ keyboard = [] }) =>
    keyboard.flat().some(({ text }) => text === 'ثبت'),
  );
  if (review === undefined) throw new Error('The review was lost.');
  // The press is not waited for: the program is killed while it is at it, and Telegram delivers it again.
  const pressed = city.press(CITIZEN.person, CITIZEN.bot, review.messageId, 'ثبت').catch(() => undefined);
  await eventually(async () => (await requestsIn(program)).length > 0);
  await program.kill();
  await pressed;
  await start();
  await city.idle();

  const requests = await requestsIn(program);
  expect(requests).toHaveLength(1);
  await expectTold(
    [CITIZEN, 'درخواست شما ثبت شد'],
    [CITIZEN, 'رئیس اداره فنی و عمران منطقه ۹ رسید'],
    [HEAD, WORDS],
  );
});

it('moves a request up once, and tells it once, when the program is killed while it does', async () => {
  await fileRequest(city, { ...CITIZEN, owner: 'شهروند' }, WORDS);
  const advanced = city.advance({ advanceHours: 72 }).catch(() => undefined);
  await eventually(async () => {
    const [request] = await requestsIn(program);
    return (
      request?.chain.some(({ position, state }) => position === DEPUTY_POSITION && state === 'now') === true
    );
  });
  await program.kill();
  await advanced;
  await start();
  await city.idle();

  const [request] = await requestsIn(program);
  expect(request?.chain.find(({ state }) => state === 'now')?.position).toBe(DEPUTY_POSITION);
  await expectTold([CITIZEN, 'تمام شد و پاسخی نداد'], [DEPUTY, WORDS]);
  const [card] = (await city.chat(HEAD.person, HEAD.bot)).filter(({ text }) => text?.includes(WORDS));
  expect(card?.keyboard ?? []).toEqual([]);
});
