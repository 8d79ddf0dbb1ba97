import { nextTimeOfDay } from '../../../src/calendar.js';
import { createCallbackStore } from '../../../src/callbacks/callback-store.js';
import { systemClock } from '../../../src/clock.js';
import { createSmsInboxStore } from '../../../src/sms/inbox-store.js';
import { createShortMessages, type ShortMessages } from '../../../src/sms/index.js';
import { createSmsStore } from '../../../src/sms/message-store.js';
import { countParts } from '../../../src/sms/parts.js';
import { writeDigits } from '../../../src/text/numbers.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { ALONE } from '../../../src/watch/process-signs.js';
import { SILENT } from '../../simulator/harness.js';
import { openTelephones, type ProviderName, type Telephones } from '../../sms/telephones.js';
import { eventually } from '../../support/eventually.js';
import { asManager, DANGER, HEAD, HOUR, openWorld, type World } from './world.js';

const TIME_ZONE = 'Asia/Tehran';
const MINUTE = 60_000;

let world: World;
let telephones: Telephones;
/** Where what is planned is handed over to now. */
let current: ShortMessages | undefined;
const opened: ShortMessages[] = [];
/** Who calls in this test: with a number of their own, so that all tests share one city. */
let caller = 0;
const number = () => `+98915123${4000 + caller}`;
const citizen = () => `phone:${number()}`;

beforeAll(async () => {
  world = await openWorld();
  telephones = await openTelephones();
  await world.send({ shortMessages: { put: async (...told) => current?.put(...told) } });
});
beforeEach(async () => {
  caller += 1;
  await world.citizens.meetCaller({ phone: number(), locale: 'fa' });
  goTo(10);
});
afterEach(async () => {
  telephones.faults.clear();
  await Promise.all(opened.splice(0).map((messages) => messages.stop()));
  // The next test has the faults of the provider to itself.
  await world.connection.collection('shortMessages').deleteMany({});
  await world.connection.collection('shortMessageInbox').deleteMany({});
  telephones.network.takeReceived();
});
afterAll(async () => {
  await world.close();
  await telephones.stop();
});

/** Lets it become that hour of the city's day. */
function goTo(hour: number): void {
  const now = world.clock.now();
  world.clock.advance(nextTimeOfDay(now, hour, TIME_ZONE).getTime() - now.getTime());
}

/** Short messages by a provider, in a process of their own; nothing is sent before they are started. */
function openMessages(name: ProviderName = 'kavenegar', partsPerDay = 1_000, reads = false): ShortMessages {
  const { connection, requests, citizens, organization, catalogue: texts, clock } = world;
  const messages = createShortMessages({
    connection,
    // Where nobody writes, the faults of the provider are for what is sent alone.
    provider: { ...telephones.provider(name), ...(reads ? {} : { receive: async () => [] }) },
    shortMessages: createSmsStore(connection),
    shortMessageInbox: createSmsInboxStore(connection),
    callbacks: createCallbackStore(connection),
    requests,
    execute: world.execute,
    takesReplies: true,
    templates: {},
    sendsWithoutTemplate: true,
    citizens,
    organization,
    texts,
    clock,
    machineClock: systemClock,
    logger: SILENT,
    processId: `messages-${caller}-${opened.length}`,
    epoch: ALONE.epoch,
    timeZone: TIME_ZONE,
    defaultLocale: 'fa',
    codesPerHour: 2,
    morningHour: 8,
    partsPerDay,
    pollMs: 20,
  });
  opened.push(messages);
  current = messages;
  return messages;
}

/** Starts sending by a provider. */
function send(name?: ProviderName, partsPerDay?: number): void {
  openMessages(name, partsPerDay).start();
}

const toDigits = (code: string) => writeDigits(code, 'fa');
const file = (changes: Parameters<World['file']>[1] = {}) => world.file(citizen(), changes);
const onPhone = () => telephones.on(number().replace('+98', '0'));
/** How the messages about a request stand, in the order of their events. */
async function states(code: TrackingCode): Promise<readonly string[]> {
  const found = await world.connection.collection('shortMessages').find({ code }).sort({ seq: 1 }).toArray();
  return found.map(({ status, because = '' }) => `${status} ${because}`.trim());
}
const becomes = (code: TrackingCode, ...expected: readonly string[]) =>
  eventually(async () => expect(await states(code)).toEqual(expected) === undefined);
const toPhone = async () =>
  (await createCallbackStore(world.connection).waitingOf(citizen())).map(({ what }) => what);

it('tells callers by their number, plainly and shortly, and lists what a person has to tell them', async () => {
  send();
  const code = await file();
  await world.does(code, { type: 'ask', question: 'کدام پلاک؟' }, asManager(HEAD));
  await becomes(code, 'accepted', 'accepted');
  expect(onPhone()).toEqual([
    expect.stringMatching(/ثبت شد[\s\S]*رئیس اداره فنی و عمران منطقه ۹/),
    expect.stringContaining('کدام پلاک؟'),
  ]);
  expect(onPhone().join()).not.toMatch(/[<>\u2066-\u2069يك]/u);
  expect(await toPhone()).toEqual(['question']);
  world.clock.advance(MINUTE);
  await becomes(code, 'delivered', 'delivered');
});

describe('whose answer is lost', () => {
  it('is looked for by our own id and not sent again', async () => {
    send();
    telephones.faults.set({ kind: 'lostAnswer', times: 1 });
    const code = await file();
    await becomes(code, 'sending');
    world.clock.advance(31_000);
    await becomes(code, 'accepted');
    expect(onPhone()).toHaveLength(1);
  });

  it('is not sent again where the provider keeps no id of ours: the caller is phoned', async () => {
    send('smsir');
    telephones.faults.set({ kind: 'lostAnswer', times: 1 });
    const code = await file();
    await becomes(code, 'sending');
    world.clock.advance(31_000);
    await becomes(code, 'unsure unsure');
    expect(onPhone()).toHaveLength(1);
    expect(await toPhone()).toEqual(['news']);
  });
});

it.each(['before', 'after'] as const)(
  'sends once what a crash interrupts %s the provider took it',
  async (when) => {
    await world.send({ shortMessages: openMessages() });
    const code = await file();
    await becomes(code, 'waiting');
    const [waiting] = await createSmsStore(world.connection).due(world.clock.now(), 1);
    if (waiting === undefined) throw new Error('Nothing waits.');
    const { _id, smsId: id } = waiting;
    const at = world.clock.now();
    await createSmsStore(world.connection).claim(_id, { at, lookAt: at, parts: 1, keepsId: true });
    if (when === 'after') await telephones.provider('kavenegar').send({ id, number: number(), text: 'پیام' });
    openMessages().start();
    await becomes(code, 'accepted');
    expect(onPhone()).toHaveLength(1);
  },
);

it.each(['busy', 'credit'] as const)(
  'waits while the provider sends nothing (%s), says how late it is and why, and loses nothing',
  async (kind) => {
    send();
    telephones.faults.set({ kind });
    const code = await file();
    await becomes(code, `waiting ${kind}`);
    const soon = new Date(world.clock.now().getTime() + 1);
    expect(await createSmsStore(world.connection).late(soon)).toEqual({ count: 1, because: kind });
    telephones.faults.clear();
    await becomes(code, 'accepted');
    expect(onPhone()).toHaveLength(1);
  },
);

it('looks, where the connection broke, whether the message went, and sends it if not', async () => {
  send();
  telephones.faults.set({ kind: 'away', times: 1 });
  const code = await file();
  await becomes(code, 'sending');
  world.clock.advance(31_000);
  await becomes(code, 'accepted');
  expect(onPhone()).toHaveLength(1);
});

it.each([
  ['filters', 'failed undelivered'],
  ['blacklisted', 'failed blacklisted'],
] as const)(
  'puts the caller of a message that does not arrive (%s) on the list to be phoned',
  async (kind, state) => {
    send();
    telephones.faults.set({ kind, times: 1 });
    const code = await file();
    await becomes(code, 'accepted');
    expect(await toPhone()).toEqual([]);
    world.clock.advance(MINUTE);
    await becomes(code, state);
    expect(await toPhone()).toEqual(['news']);
  },
);

it('asks for two days at growing intervals what became of a message, and then no more', async () => {
  send();
  telephones.faults.set({ kind: 'silent', times: 1 });
  const code = await file();
  await becomes(code, 'accepted');
  const asks = async () => (await world.connection.collection('shortMessages').findOne({ code }))?.['asks'];
  let asked = 0;
  for (let hour = 0; hour < 47; hour += 1) {
    world.clock.advance(HOUR);
    await eventually(
      async () => (await createSmsStore(world.connection).due(world.clock.now(), 1)).length === 0,
    );
    asked = Number(await asks());
  }
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(12);
  world.clock.advance(13 * HOUR);
  await becomes(code, 'silent');
});

describe('by night', () => {
  beforeEach(() => goTo(23));

  it('tells nothing before the morning', async () => {
    send();
    const code = await file();
    await becomes(code, 'waiting night');
    expect(onPhone()).toEqual([]);
    goTo(7);
    await becomes(code, 'accepted');
  });

  it('tells of danger', async () => {
    send();
    const code = await file({ text: DANGER });
    await eventually(async () => (await states(code)).at(0) === 'accepted');
    expect(onPhone()[0]).toContain('ثبت شد');
  });
});

it('lets wait until the next morning what is too much for a day, and what is urgent not', async () => {
  openMessages();
  const code = await file();
  await becomes(code, 'waiting');
  const messages = openMessages('kavenegar', 3);
  messages.start();
  await becomes(code, 'accepted');
  expect(countParts(onPhone()[0] ?? '')).toBeGreaterThan(1);
  const other = await file();
  await becomes(other, 'waiting budget');
  const urgent = await file({ text: DANGER });
  await eventually(async () => (await states(urgent)).at(0) === 'accepted');
  goTo(8);
  await becomes(other, 'accepted');
});

describe('whoever writes to the line', () => {
  const write = (text: string, from = number()) => telephones.network.write(from.replace('+98', '0'), text);
  const replies = () => onPhone().slice(1);
  /** Starts a process that reads what has been written, and waits until that is handled and answered. */
  async function read(name?: ProviderName): Promise<void> {
    const messages = openMessages(name, undefined, true);
    messages.start();
    const inbox = world.connection.collection('shortMessageInbox');
    await eventually(
      async () => (await inbox.countDocuments({ isHandled: false })) === 0 && messages.isQuiet(),
    );
  }
  async function told(): Promise<TrackingCode> {
    const code = await file();
    await becomes(code, 'accepted');
    return code;
  }

  it('hears by a code how the request stands, by night too, and once however often it is given', async () => {
    send();
    const code = await told();
    await Promise.all(opened.splice(0).map((messages) => messages.stop()));
    goTo(23);
    write(`کد ${code} چه شد`);
    await read();
    await eventually(() => replies().length === 1);
    expect(replies()[0]).toMatch(
      new RegExp(`درخواست ${toDigits(code)}\\nموضوع: [^]*پیش مدیر مسئول[^]*مهلت: `),
    );
    telephones.faults.set({ kind: 'twice', times: 1 });
    await Promise.all(opened.splice(0).map((messages) => messages.stop()));
    await read();
    expect(replies()).toHaveLength(1);
    const [kept] = await world.connection.collection('shortMessageInbox').find().toArray();
    expect(kept).not.toHaveProperty('text');
    expect(kept).not.toHaveProperty('from');
  });

  /** How the message about an answer ends. */
  const JUDGE_BY = /اگر حل شد ۷ یا «تأیید» و اگر نه ۹ یا «اعتراض» پیامک کنید؛ تا /;

  /** What comes back to a message, beside news that follow from it. */
  async function asks(text: string): Promise<string> {
    await Promise.all(opened.splice(0).map((messages) => messages.stop()));
    world.clock.advance(MINUTE);
    const before = onPhone().length;
    write(text);
    await read();
    return onPhone().slice(before).join('\n');
  }
  async function answered(): Promise<TrackingCode> {
    const code = await file();
    await world.citizens.addRequest(citizen(), code);
    await world.answer(code);
    await eventually(() => onPhone().some((text) => text.includes(toDigits(code)) && JUDGE_BY.test(text)));
    return code;
  }
  const stageOf = async (code: TrackingCode) => (await world.requests.find(code))?.request.stage;

  it('accepts an answer by what its message says, once they know which one', async () => {
    send();
    const code = await answered();
    expect(await asks('تاييد')).toContain(
      `درخواست ${toDigits(code)} (چاله و خرابی آسفالت): پاسخ را می‌پذیرید`,
    );
    expect((await stageOf(code))?.status).toBe('answered');
    expect(await asks('۵')).toContain('اگر حل شد ۷ و اگر نه ۹');
    expect(await asks('۸')).toContain('بسته شد. ممنون');
    expect(await stageOf(code)).toMatchObject({ status: 'closed', because: 'accepted' });
    expect(await asks('بله')).toContain('منتظر نظر شما نیست');
  });

  it('objects to one of several answers with what they have written, which is forgotten then', async () => {
    send();
    const [first, code] = [await answered(), await answered()];
    expect(await asks('9 چاله هنوز پر نشده')).toMatch(
      new RegExp(`۶۱: چاله و خرابی آسفالت، ${toDigits(first)}\n۶۲: .*${toDigits(code)}`),
    );
    expect(await asks('۶۲')).toContain('با همین نوشته ثبت شود؟');
    expect(await asks('بله')).toContain(`اعتراض شما به درخواست ${toDigits(code)} ثبت شد`);
    expect(await stageOf(code)).toMatchObject({ status: 'referred', referral: { because: 'objection' } });
    const events = (await world.requests.find(code))?.events ?? [];
    expect(events.find(({ type }) => type === 'objected')).toMatchObject({ reason: 'چاله هنوز پر نشده' });
    expect((await stageOf(first))?.status).toBe('answered');
    const inbox = world.connection.collection('shortMessageInbox');
    expect(await inbox.countDocuments({ text: { $exists: true } })).toBe(0);
  });

  it('is told that a code leads nowhere, until that looks like guessing', async () => {
    for (const text of ['1234567894', '۵۷۲۵۷۲۵۷۲۱', '0000000014']) write(text);
    await read();
    await eventually(() => onPhone().length === 2);
    expect(onPhone()).toEqual(Array(2).fill(expect.stringContaining('پیدا نشد')));
  });

  it('is told once what can be sent, and a stranger nothing', async () => {
    write('سلام');
    write('چرا جواب نمی‌دهید');
    write('تخفیف ویژه', '+989350000000');
    await read('smsir');
    await eventually(() => onPhone().length === 1);
    expect(onPhone()).toEqual([expect.stringContaining('ده رقم کد پیگیری را بفرستید')]);
    expect(telephones.on('09350000000')).toEqual([]);
  });
});

it('hands a message over before the delivery is claimed, so that no crash loses or doubles it', async () => {
  const own = await openWorld();
  const put: number[] = [];
  const shortMessages = { put: async (_: unknown, { seq }: { readonly seq: number }) => void put.push(seq) };
  await own.citizens.meetCaller({ phone: number(), locale: 'fa' });
  const code = await own.file(citizen());
  await own.openProcess({ shortMessages }).planLeftOvers();
  const find = () => own.connection.collection('deliveries').findOne({ code, person: citizen() });
  const claims: unknown[] = [];
  const deliveries = own.openProcess({
    shortMessages: {
      async put(...told) {
        claims.push((await find())?.['status']);
        await shortMessages.put(...told);
      },
    },
  });
  await deliveries.start();
  await eventually(async () => (await find())?.['status'] === 'sent');
  expect(claims).toEqual(['planned']);
  expect(put).toHaveLength(1);
  await own.close();
});
