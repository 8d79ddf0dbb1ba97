import { isDeepStrictEqual } from 'node:util';
import type { Chat } from '../../../src/mailbox/chat-store.js';
import { staffButtons } from '../../../src/telegram/staff-buttons.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { pressNewest, sayItIsNew } from '../../stories/filing.js';
import { CITIZEN } from '../../support/people.js';
import { IS_THOROUGH } from '../../support/thorough.js';
import { ACTIONS, type Action, BEGINS, COMMANDS, MAY, PAGES, PEOPLE, STAFF, type Who } from './rights.js';
import { type Desk, HEAD, openDesk } from './staff-phones.js';

/** What the data of a button may carry besides a code, in the order in which it is tried. */
const VALUES = [
  'district-9',
  '1',
  'manager',
  'mayor',
  'district',
  'done',
  'fourHours',
  'template',
  'unitName',
]
  .concat(
    'all',
    'year',
    'join',
    'topics',
    'unknown',
    'text',
    'lastWeek',
    'requests',
    'citizen/1/1',
    'numbers',
    'facts',
    'phone',
    'A'.repeat(43),
    '0'.repeat(16),
    'mi000000-mi000001',
  )
  .flatMap((value) => [[value], [value, 'district-9'], [value, '0']]);

/** The data of a button, for the request of that code where it is about one; undefined where it is not. */
function dataOf(action: Action, code: string | undefined): string | undefined {
  const about = code === undefined ? [] : [code];
  return [[], ...VALUES]
    .map((values) => [action, ...about, ...values].join(':'))
    .find((data) => staffButtons.parse(data) !== undefined);
}

/** A code whose check digit is right would do as any other argument: what is about no request is found without. */
const isAboutRequest = (action: Action) => dataOf(action, undefined) === undefined;

let desk: Desk;
let stranger: number;
let codes: Readonly<Record<string, TrackingCode>>;

beforeAll(async () => {
  desk = await openDesk({ environment: { OPEN311_WORDS: 'on' } });
  stranger = await desk.city.createPerson({ name: 'غریبه' });
  codes = await requestsInEveryStatus();
  for (const person of [...Object.values(PEOPLE), stranger]) await desk.send(person, '/start');
});
afterAll(() => desk.stop());

async function requestsInEveryStatus() {
  const [referred, waiting, answered, closed] = [
    await desk.file(),
    await desk.file(),
    await desk.file(),
    await desk.file(),
  ];
  const citizen = { person: CITIZEN, bot: 'citizen' } as const;
  for (const code of [answered, closed]) {
    await desk.send(HEAD, code);
    await desk.press(HEAD, 'پاسخ');
    await desk.press(HEAD, 'انجام شد');
    await desk.send(HEAD, 'چاله امروز صبح پر شد و محل باز است.');
    await desk.press(HEAD, 'ارسال');
  }
  await pressNewest(desk.city, citizen, '۵');
  const intake = await fileWith([{ voice: 'voice' }, { text: 'نمی‌دانم' }, { text: 'منطقه ۹' }]);
  const followUp = await fileWith([{ text: 'چاله در کوچه ما' }, { text: 'منطقه ۵' }]);
  await desk.send(HEAD, waiting);
  await desk.press(HEAD, 'پرسش از شهروند');
  await desk.send(HEAD, 'کدام سمت خیابان است؟');
  await desk.press(HEAD, 'ارسال');
  return { intake, referred, waiting, followUp, answered, closed };
}

async function fileWith(messages: readonly object[]): Promise<TrackingCode> {
  for (const message of messages) {
    await desk.city.send(CITIZEN, 'citizen', message);
    await desk.city.passMoment(5);
    await sayItIsNew(desk.city, { person: CITIZEN, bot: 'citizen' });
  }
  await pressNewest(desk.city, { person: CITIZEN, bot: 'citizen' }, 'ثبت');
  const { requests } = (await desk.connection
    .collection<{ _id: string; requests: TrackingCode[] }>('citizens')
    .findOne({ _id: String(CITIZEN) })) ?? { requests: [] };
  const newest = requests.at(-1);
  if (newest === undefined) throw new Error('Nothing was filed.');
  return newest;
}

/** Everything that staff may change, as it stands. */
async function everything(): Promise<unknown> {
  const names = ['requests', 'organization', 'staff', 'invites', 'phrases', 'confirmedTopics', 'clients'];
  return Promise.all(names.map((name) => desk.connection.collection(name).find().sort({ _id: 1 }).toArray()));
}

/** A press, by its action and the status of the request that it is about. */
interface Press {
  readonly action: Action;
  readonly status: string;
  readonly data: string;
}

/** Every press that there is, for requests in every status. */
function presses(isOf: (action: Action) => boolean): readonly Press[] {
  return ACTIONS.filter(isOf).flatMap((action) =>
    (isAboutRequest(action) ? Object.entries(codes) : [['none', undefined] as const]).map(
      ([status, code]) => ({
        action,
        status,
        data: dataOf(action, code) ?? '',
      }),
    ),
  );
}

/**
 * Presses of which nothing is a person's, in every status. Every day each is tried in one status, which is another for
 * each person: people are told apart before a request is looked at.
 */
function foreignPresses(who: Who): readonly Press[] {
  const turn = [...STAFF, 'stranger'].indexOf(who);
  const statuses = Object.keys(codes);
  const isTurn = ({ action, status }: Press) =>
    (ACTIONS.indexOf(action) + turn + statuses.indexOf(status)) % statuses.length === 0;
  return presses((action) => !MAY[action].includes(who)).filter(
    (press) => IS_THOROUGH || press.status === 'none' || isTurn(press),
  );
}

/** Presses without taking a breath; resolves to what the press was answered with. */
async function pressed(person: number, messageId: number, data: string): Promise<string> {
  const response = await fetch(`${desk.url}/simulator/api/people/${person}/presses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bot: 'staff', messageId, data }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`The press «${data}»: ${response.status} ${JSON.stringify(body)}`);
  // The control API is ours and its tests hold it to this shape.
  return (body as { answer: { text?: string } }).answer.text ?? '';
}

async function conversationOf(person: number): Promise<unknown> {
  const chat = await desk.connection
    .collection<Pick<Chat, '_id' | 'conversation'>>('chats')
    .findOne({ _id: `staff:${person}` });
  return chat?.conversation ?? null;
}

/**
 * What somebody sees and is at: the message of the bot on which they press, with all that came after it, its newest
 * message, and the conversation that is open.
 */
async function screenOf(person: number, pressedOn: number) {
  const [messages, open] = await Promise.all([desk.fromBot(person, pressedOn - 1), conversationOf(person)]);
  const newest = messages.at(-1);
  return {
    chat: JSON.stringify(messages),
    newest: newest?.messageId ?? pressedOn,
    newestAlone: JSON.stringify(newest === undefined ? [] : [newest]),
    open,
  };
}

it('has data for every button', () => {
  expect(presses(() => true).filter(({ data }) => data === '')).toEqual([]);
});

it.each([...STAFF, 'stranger'] as const)(
  'refuses %s what is not his, with a sentence and a line in the trail, and changes nothing',
  async (who) => {
    const person = who === 'stranger' ? stranger : PEOPLE[who];
    const before = await everything();
    const messages = await desk.fromBot(person);
    const lines = (await desk.audited(person)).length;
    const messageId = messages.at(-1)?.messageId ?? 0;
    const tried = foreignPresses(who);
    const silent: string[] = [];
    for (const { action, status, data } of tried) {
      if ((await pressed(person, messageId, data)) === '') silent.push(`${action} ${status}`);
    }
    await desk.city.idle();

    expect(silent).toEqual([]);
    expect((await desk.audited(person)).length - lines).toBe(tried.length);
    expect((await desk.fromBot(person)).length).toBe(messages.length);
    expect(await conversationOf(person)).toBeNull();
    expect(await everything()).toEqual(before);
  },
);

it.each(STAFF)(
  'answers every press of %s that is his, and begins only what the status of the request allows',
  async (who) => {
    const person = PEOPLE[who];
    const before = await everything();
    const wrong: string[] = [];
    let shown = await screenOf(person, 1);
    for (const { action, status, data } of presses((each) => MAY[each].includes(who))) {
      const text = await pressed(person, shown.newest, data);
      await desk.city.passMoment(5);
      const now = await screenOf(person, shown.newest);
      const hasSeen = text !== '' || now.chat !== shown.newestAlone;
      if (!hasSeen && !PAGES.has(action)) wrong.push(`${action} ${status}: nothing is said`);
      // A list that somebody looks at stays open, whatever they press next.
      const begins = now.open !== null && !isDeepStrictEqual(now.open, shown.open);
      const allowed = BEGINS[action]?.includes(status) ?? false;
      if (isAboutRequest(action) && begins !== allowed) wrong.push(`${action} ${status}: ${begins}`);
      if (begins) await desk.send(person, '/cancel');
      shown = begins ? await screenOf(person, now.newest) : now;
    }
    expect(wrong).toEqual([]);
    expect(await desk.connection.collection('deadLetters').countDocuments()).toBe(0);
    expect(await everything()).toEqual(before);
  },
);

/** How many commands of others somebody has been refused. Refusals of one day are one line with a number. */
async function countRefusals(person: number): Promise<number> {
  return (await desk.audited(person)).filter((act) => act === 'foreignWord').length;
}

it.each(STAFF)('refuses %s the commands of others with a sentence and a line in the trail', async (who) => {
  const person = PEOPLE[who];
  const before = await everything();
  const wrong: string[] = [];
  for (const [command, may] of Object.entries(COMMANDS)) {
    const refusals = await countRefusals(person);
    const told = (await desk.fromBot(person)).length;
    const conversation = await conversationOf(person);
    await desk.send(person, `/${command}`);
    const isRefused = (await countRefusals(person)) > refusals;
    if (isRefused === may.includes(who)) wrong.push(`${command}: ${isRefused ? 'refused' : 'allowed'}`);
    if ((await desk.fromBot(person)).length === told) wrong.push(`${command}: nothing is said`);
    const isUntouched = isDeepStrictEqual(await conversationOf(person), conversation);
    if (isRefused && !isUntouched) wrong.push(`${command}: begins`);
    if (!isRefused) await desk.send(person, '/cancel');
  }
  expect(wrong).toEqual([]);
  expect(await everything()).toEqual(before);
});

it.each(STAFF)('names in the help of %s every button of their keyboard', async (who) => {
  await desk.send(PEOPLE[who], '/help');
  const help = (await desk.fromBot(PEOPLE[who])).at(-1);
  const buttons = (help?.replyKeyboard ?? []).flat().map(({ text }) => text);
  expect(buttons.length).toBeGreaterThan(2);
  const isNamed = (button: string) => button === 'راهنما' || help?.text?.includes(`«${button}»`);
  expect(buttons.filter((button) => !isNamed(button))).toEqual([]);
});
