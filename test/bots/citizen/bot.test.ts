import { join } from 'node:path';
import type { CitizenBot } from '../../../bots/citizen/index.js';
import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import { systemClock } from '../../../src/clock.js';
import type { Conversation, IncomingUpdate } from '../../../src/mailbox/chat-store.js';
import { readCity } from '../../../src/organization/city-file.js';
import { packageRoot } from '../../../src/package-root.js';
import type { RequestService } from '../../../src/requests/request-service.js';
import { createTrackingCode } from '../../../src/text/tracking-code.js';
import type { RunningSimulator } from '../../simulator/harness.js';
import type { TestDatabase } from '../../support/database.js';
import { type BotAlone, startBotAlone } from './bot-alone.js';

const IN_DISTRICT_9 = { latitude: 36.31, longitude: 59.47 };

let alone: BotAlone;
let database: TestDatabase;
let simulator: RunningSimulator;
let requests: RequestService;
let bot: CitizenBot;
let person: number;
let drawn: number[];
/** Whether the time to answer a press is over as soon as it begins. */
let isLate: boolean;
let updates = 1_000;

beforeAll(async () => {
  alone = await startBotAlone({
    random: () => drawn.shift() ?? 0.123,
    machineClock: {
      now: systemClock.now,
      sleep: (ms, signal) => (isLate ? Promise.resolve() : systemClock.sleep(ms, signal)),
    },
  });
  ({ database, simulator, requests, bot } = alone);
});
beforeEach(async () => {
  drawn = [];
  isLate = false;
  person = await knownPerson();
});
afterAll(() => alone?.stop());

async function knownPerson(): Promise<number> {
  const id = await simulator.startedPerson('citizen');
  await alone.introduce(id);
  return id;
}

/** A text that the person sends, as an update. */
function text(words: string): IncomingUpdate {
  return message({ text: words });
}

/** A message of the person, as an update. */
function message(content: object): IncomingUpdate {
  updates += 1;
  const update = {
    update_id: updates,
    message: {
      message_id: updates,
      date: 1,
      chat: { id: person, type: 'private' },
      from: from(person),
      ...content,
    },
  };
  return update;
}

/** A press on a message of the bot, as an update. */
function press(data: string, messageId: number): IncomingUpdate {
  updates += 1;
  const update = {
    update_id: updates,
    callback_query: {
      id: String(updates),
      from: from(person),
      chat_instance: '1',
      data,
      message: { message_id: messageId, date: 1, chat: { id: person, type: 'private' } },
    },
  };
  return update;
}

function from(id: number) {
  return { id, is_bot: false, first_name: 'شهروند', language_code: 'fa' };
}

/** A place that the person sent before what the bot has answered: the bot's messages have small numbers here. */
function placeSent(): IncomingUpdate {
  return message({ location: IN_DISTRICT_9, message_id: 1 });
}

async function say(...words: readonly string[]): Promise<Conversation | null> {
  let conversation: Conversation | null = null;
  for (const word of words) conversation = await bot.handle(text(word), conversation);
  return conversation;
}

const shown = async () => (await simulator.chat(person)).filter(({ from: sender }) => sender === 'bot');
/** The lines about the person, by their acts: nothing else orders lines of one moment. */
const audited = () =>
  database.connection
    .collection('audit')
    .find({ person: String(person) })
    .sort({ act: 1 })
    .toArray();

describe('an update that is handled again after a crash', () => {
  it('registers the same request', async () => {
    drawn = [0.41];
    const ready = await say('چاله', 'منطقه ۹');
    const update = text('ثبت');
    await bot.handle(update, ready);
    await bot.handle(update, ready);

    const found = await requests.find(createTrackingCode(() => 0.41));
    expect(found?.events.filter(({ type }) => type === 'registered')).toHaveLength(1);
    const citizen = await createCitizenStore(database.connection).find(String(person));
    expect(citizen?.requests).toEqual([createTrackingCode(() => 0.41)]);
  });

  it.each([
    ['the press', 0.43],
    ['the message', 0.45],
  ])(
    'registers what was confirmed at a review that was shown before it, where %s comes first',
    async (first, drawnNumber) => {
      drawn = [drawnNumber];
      const place = placeSent();
      const asked = await bot.handle(text('چاله بزرگی جلوی دبستان است'), null);
      await bot.handle(place, asked);
      const seen = (await shown()).findLast(({ keyboard = [] }) => keyboard.flat().length > 0);
      const code = createTrackingCode(() => drawnNumber);
      const confirmed = press(`register:${code}`, seen?.messageId ?? 0);

      let conversation = asked;
      for (const update of first === 'the press' ? [confirmed, place] : [place, confirmed])
        conversation = await bot.handle(update, conversation);

      const events = (await requests.find(code))?.events.map(({ type }) => type);
      expect(events?.filter((type) => type === 'registered')).toHaveLength(1);
      expect((await shown()).some(({ text: words }) => words?.includes('ثبت شد'))).toBe(true);
      expect((await shown()).flatMap(({ keyboard = [] }) => keyboard.flat())).toEqual([]);
    },
  );

  it('shows the review again where it was not the next message that it answered', async () => {
    drawn = [0.44];
    const asked = await bot.handle(text('چاله بزرگی جلوی دبستان است'), null);
    const code = createTrackingCode(() => 0.44);
    const waiting = await bot.handle(press(`register:${code}`, updates - 1), asked);
    const ready = await bot.handle(message({ location: IN_DISTRICT_9 }), waiting);
    expect(ready?.step).toBe('review');
    expect(await requests.find(code)).toBeUndefined();
  });

  it('asks the same question', async () => {
    const update = text('چاله');
    const once = await bot.handle(update, null);
    const twice = await bot.handle(update, null);
    expect({ ...twice?.data, asked: undefined }).toEqual({ ...once?.data, asked: undefined });
  });
});

it('draws another code where somebody else has that one, and asks once more', async () => {
  drawn = [0.52];
  await say('چاله', 'منطقه ۹', 'ثبت');
  person = await knownPerson();
  drawn = [0.52, 0.53];
  const again = await say('زباله', 'جمع‌آوری نشدن زباله', 'منطقه ۹', 'ثبت');
  expect((await shown()).some(({ text: words }) => words?.includes('یک بار دیگر «ثبت»'))).toBe(true);
  await bot.handle(text('ثبت'), again);

  const first = await requests.find(createTrackingCode(() => 0.52));
  const second = await requests.find(createTrackingCode(() => 0.53));
  expect([first?.request.text, second?.request.text]).toEqual(['چاله', 'زباله']);
});

it('leaves one line about a forged press and one about somebody else’s request', async () => {
  drawn = [0.61];
  await say('چاله', 'منطقه ۹', 'ثبت');
  const code = createTrackingCode(() => 0.61);
  person = await knownPerson();
  const forged = press('rate:1:9', 1);
  await bot.handle(forged, null);
  await bot.handle(forged, null);
  await bot.handle(press(`show:${code}`, 1), null);

  expect(await audited()).toMatchObject([
    { bot: 'citizen', act: 'foreignRequest', request: code },
    { bot: 'citizen', act: 'forgedPress', times: 1 },
  ]);
  expect(JSON.stringify(await audited())).not.toContain('شهروند');
});

it('leaves a group, politely and without answering anybody there', async () => {
  const chat = { id: -100_200_300, type: 'supergroup', title: 'همسایه‌ها' };
  const update = {
    update_id: 1,
    message: { message_id: 1, date: 1, chat, from: from(person), text: 'چاله' },
  };
  const before = (await shown()).length;
  const said = await simulator.calls('sendMessage');
  const left = await simulator.calls('leaveChat');
  expect(await bot.handle(update as IncomingUpdate, null)).toBeNull();
  expect(await shown()).toHaveLength(before);
  expect([
    (await simulator.calls('sendMessage')) - said,
    (await simulator.calls('leaveChat')) - left,
  ]).toEqual([1, 1]);
});

it('answers a press in time even if its work takes longer, and writes the late answer as a message', async () => {
  isLate = true;
  const answers = await simulator.calls('answerCallbackQuery');
  await bot.handle(press('show:1234567894', 1), null);
  expect((await simulator.calls('answerCallbackQuery')) - answers).toBe(1);
  expect((await shown()).at(-1)?.text).toContain('این دکمه دیگر کار نمی‌کند.');
});

it('leaves a press whose handling fails to the next attempt, which answers it', async () => {
  drawn = [0.62];
  await say('چاله', 'منطقه ۹', 'ثبت');
  const foreign = `show:${createTrackingCode(() => 0.62)}`;
  person = await knownPerson();
  await bot.handle(press(foreign, 1), null);
  const answers = await simulator.calls('answerCallbackQuery');
  const again = press(foreign, 1);
  // A line that cannot be counted up fails the note that comes before the answer.
  const lines = database.connection.collection('audit');
  await lines.updateOne({ person: String(person) }, { $set: { times: 'damaged' } });
  await expect(bot.handle(again, null)).rejects.toThrow();
  expect(await simulator.calls('answerCallbackQuery')).toBe(answers);

  await lines.updateOne({ person: String(person) }, { $set: { times: 1 } });
  await bot.handle(again, null);
  expect((await simulator.calls('answerCallbackQuery')) - answers).toBe(1);
});

it('knows who blocked it and who came back', async () => {
  await say('سلام');
  const citizens = createCitizenStore(database.connection);
  for (const [status, reachable] of [
    ['kicked', 'blocked'],
    ['member', 'yes'],
  ] as const) {
    const update = {
      update_id: 2,
      my_chat_member: {
        chat: { id: person, type: 'private' },
        from: from(person),
        date: 1,
        new_chat_member: { status },
      },
    };
    await bot.handle(update as IncomingUpdate, null);
    expect((await citizens.find(String(person)))?.reachable).toBe(reachable);
  }
});

it('begins anew with a conversation of an older shape', async () => {
  const old: Conversation = { flow: 'filing', step: 'review', version: 0, data: { text: 'چاله' } };
  const conversation = await bot.handle(text('جلوی دبستان ما خراب است'), old);
  expect(conversation).toMatchObject({ flow: 'filing', step: 'category', version: 1 });
});

it('asks for the number before the review where a topic needs it, and says so', async () => {
  const shipped = await readCity(join(packageRoot, 'city/mashhad/city.json'));
  const groups = shipped.city.groups.map((group) => ({
    ...group,
    categories: group.categories.map((category) => ({ ...category, anonymous: false })),
  }));
  await alone.organization.importCity({ city: { ...shipped.city, groups }, fingerprint: 'needs numbers' });
  drawn = [0.77];
  let conversation = await say('چاله', 'منطقه ۹');
  expect((await shown()).at(-1)?.text).toContain('شماره تماس لازم است');
  for (const words of ['بدون شماره', 'ثبت']) {
    conversation = await bot.handle(text(words), conversation);
    expect(await requests.find(createTrackingCode(() => 0.77))).toBeUndefined();
  }
  const back = await bot.handle(text('بازگشت'), conversation);
  expect(back).toMatchObject({ flow: 'filing', step: 'place' });
  conversation = await bot.handle(text('منطقه ۹'), back);

  const contact = { phone_number: '989151234567', first_name: 'شهروند', user_id: person };
  conversation = await bot.handle(message({ contact }), conversation);
  expect((await shown()).at(-1)?.text).toContain('«ثبت» را بزنید');
  await bot.handle(text('ثبت'), conversation);
  expect((await requests.find(createTrackingCode(() => 0.77)))?.request.citizen).toBe(String(person));
  await alone.organization.importCity(shipped);
});
