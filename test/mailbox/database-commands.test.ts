import { createCartableStore } from '../../src/cartables/cartable-store.js';
import { createCitizenStore } from '../../src/citizens/citizen-store.js';
import { systemClock } from '../../src/clock.js';
import { createCardStore } from '../../src/deliveries/card-store.js';
import { createCitizenNoticeStore } from '../../src/deliveries/citizen-notice-store.js';
import { createDeliveryStore } from '../../src/deliveries/delivery-store.js';
import { createPlanning, type Planning } from '../../src/deliveries/planning/planning.js';
import { createUrgentBundleStore } from '../../src/deliveries/urgent-bundle-store.js';
import { createChatStore } from '../../src/mailbox/chat-store.js';
import { createMailbox, type Mailbox } from '../../src/mailbox/mailbox.js';
import { createPeopleStore } from '../../src/organization/people-store.js';
import { createRequestStore, type StoredRequest } from '../../src/requests/request-store.js';
import { type BotAlone, startBotAlone } from '../bots/citizen/bot-alone.js';
import { newCitizen } from '../bots/citizen/phone.js';
import { SILENT } from '../simulator/harness.js';
import { IN_DISTRICT_9 } from '../stories/filing.js';
import { startCity } from '../support/city.js';
import { eventually } from '../support/eventually.js';

let alone: BotAlone;
let mailbox: Mailbox;
let planning: Planning;
/** What is registered waits here until somebody has it planned. */
let registered: StoredRequest[];
let commands: string[] = [];
let person: number;
let updates = 1_000;
/** The process is alone in a number of a period, and one of several without. */
let period: number | undefined = 1;

beforeAll(async () => {
  alone = await startBotAlone({ onChanged: (stored) => registered.push(stored) });
  const { connection } = alone.database;
  mailbox = createMailbox({
    store: createChatStore(connection),
    clock: systemClock,
    logger: SILENT,
    processId: 'alone',
    alonePeriod: () => period,
  });
  mailbox.connect('citizen', alone.bot);
  const requests = createRequestStore(connection);
  planning = createPlanning({
    requests,
    organization: alone.organization,
    citizens: createCitizenStore(connection),
    cards: createCardStore(connection),
    notices: createCitizenNoticeStore(connection),
    cartables: createCartableStore(connection, requests.findMany),
    people: createPeopleStore({ connection }),
    urgentBundles: createUrgentBundleStore(connection),
    clock: systemClock,
    timeZone: 'Asia/Tehran',
    logger: SILENT,
    onMerged: async () => undefined,
    onLeft: async () => undefined,
    onCarriedOn: async () => undefined,
    plan: async (deliveries) => {
      await createDeliveryStore(connection).insert(deliveries);
    },
  });
  connection.getClient().on('commandStarted', ({ commandName, command }) => {
    const collection = String(command[commandName]);
    // This process asks once a second at most whether another has changed the city, whatever the updates are.
    if (collection !== 'organization') commands.push(`${commandName} ${collection}`);
  });
});
beforeEach(async () => {
  period = 1;
  registered = [];
  person = await alone.simulator.startedPerson('citizen');
  await alone.introduce(person);
  commands = [];
});
afterAll(async () => {
  await mailbox?.stop();
  await alone?.stop();
});

const RECEIVE = 'findAndModify chats';
const FINISH = 'findAndModify chats';
const OPEN = 'find chats';
const CONSUME = 'update chats';
const MEET = 'findAndModify citizens';
const NO_OTHER = 'چیز دیگری';
const NEW_ONE = 'درخواست تازه است';
/** Words in which several topics are possible. */
const UNCLEAR = 'جلوی دبستان ما خراب است';

/** Hands an update of the person to the mailbox; resolves to the commands that it took. */
async function commandsOf(content: object): Promise<readonly string[]> {
  updates += 1;
  const from = { id: person, is_bot: false, first_name: 'شهروند', language_code: 'fa' };
  const chat = { id: person, type: 'private' };
  const update = {
    update_id: updates,
    ...('data' in content
      ? { callback_query: { id: String(updates), from, chat_instance: '1', ...content } }
      : { message: { message_id: updates, date: 1, from, chat, ...content } }),
  };
  await mailbox.receive('citizen', update);
  if (period !== undefined) return commands.splice(0);
  await eventually(() => mailbox.isQuiet());
  // The look that ends the waiting is the test's own.
  return commands.splice(0).filter((command) => command !== 'find chats');
}

/** The press of a button of the newest message that has buttons. */
async function press(button: string): Promise<object> {
  const messages = await alone.simulator.chat(person);
  const found = messages.findLast(({ keyboard = [] }) =>
    keyboard.flat().some(({ text }) => text.includes(button)),
  );
  const data = found?.keyboard?.flat().find(({ text }) => text.includes(button))?.data;
  const chat = { id: person, type: 'private' };
  return { data, message: { message_id: found?.messageId, date: 1, chat, text: 'x' } };
}

/** Goes through a filing as far as its review. */
async function fileUntilReview(): Promise<void> {
  await commandsOf({ text: UNCLEAR });
  const asked = (await alone.simulator.chat(person)).at(-1)?.keyboard?.flat() ?? [];
  if (asked.some(({ text }) => text.includes(NEW_ONE))) await commandsOf(await press(NEW_ONE));
  await commandsOf(await press('چاله'));
  await commandsOf({ location: IN_DISTRICT_9 });
  const others = (await alone.simulator.chat(person)).at(-1)?.keyboard?.flat() ?? [];
  if (others.some(({ text }) => text.includes(NO_OTHER))) await commandsOf(await press(NO_OTHER));
}

it('takes one command for a step of filing in a process that is alone, which remembers the chat', async () => {
  await commandsOf({ text: '/help' });
  expect(await commandsOf({ text: UNCLEAR })).toEqual([CONSUME]);
  expect(await commandsOf(await press('چاله'))).toEqual([CONSUME]);
});

it('takes two where there are several: the update comes in with its chat, and both are written', async () => {
  period = undefined;
  await commandsOf({ text: '/help' });
  expect(await commandsOf({ text: UNCLEAR })).toEqual([RECEIVE, FINISH]);
  expect(await commandsOf(await press('چاله'))).toEqual([RECEIVE, FINISH]);
});

it('takes one in the whole product', async () => {
  const running = await startCity({ isInThisProcess: true });
  try {
    const phone = await newCitizen(running);
    await phone.send(UNCLEAR);
    const watched = running.watchDatabase();
    await phone.press('چاله');
    expect(watched.counts()).toMatchObject({ 'update chats': 1 });
    expect(watched.counts()).not.toHaveProperty('findAndModify chats');
    expect(watched.counts()).not.toHaveProperty('find citizens');
  } finally {
    await running.stop();
  }
});

it('looks once besides for what others have filed at the place', async () => {
  await commandsOf({ text: UNCLEAR });
  await commandsOf(await press('چاله'));
  expect(await commandsOf({ location: IN_DISTRICT_9 })).toEqual(['find neighbourhoods', CONSUME]);
});

it('reads a person and their chat anew at their first update, and after they have changed', async () => {
  expect(await commandsOf({ text: '/help' })).toEqual([OPEN, MEET, 'insert chats']);
  await createCitizenStore(alone.database.connection).update(String(person), { locale: 'en' });
  commands.splice(0);
  expect(await commandsOf({ text: '/help' })).toEqual([OPEN, MEET, CONSUME]);
});

it('registers with four commands, and with a fifth that looks at the limits once there is something to count', async () => {
  await fileUntilReview();
  const first = await commandsOf(await press('ثبت'));
  await fileUntilReview();
  const second = await commandsOf(await press('ثبت'));

  const NOTE_REQUEST = 'findAndModify citizens';
  const NOTE_MESSAGES = 'update citizenNotices';
  expect(first).toEqual(['insert requests', NOTE_REQUEST, NOTE_MESSAGES, CONSUME]);
  expect(second).toEqual(['find requests', 'insert requests', NOTE_REQUEST, NOTE_MESSAGES, CONSUME]);
});

it('plans with five commands, which nobody waits for, who must hear of a new request', async () => {
  await fileUntilReview();
  await commandsOf(await press('ثبت'));
  for (const stored of registered) planning.onChanged(stored);
  await planning.settled();
  expect(commands).toEqual([
    'update waitingRequests',
    'update neighbourhoods',
    'find citizens',
    'insert deliveries',
    'update requests',
  ]);
});

it('knows a person as he is after an update of his own has changed him', async () => {
  await commandsOf({ text: '/help' });
  await commandsOf({ text: 'English' });
  expect(await commandsOf({ text: '/help' })).toEqual([CONSUME]);
  expect((await alone.simulator.chat(person)).at(-1)?.text).toMatch(/request/i);
});
