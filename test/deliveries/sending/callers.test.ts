import { createSmsStore } from '../../../src/sms/message-store.js';
import { countParts } from '../../../src/sms/parts.js';
import { eventually } from '../../support/eventually.js';
import { openTelephoneLine } from './telephone-line.js';
import { asManager, DANGER, HEAD, HOUR, openWorld } from './world.js';

const MINUTE = 60_000;

const line = openTelephoneLine();
const { number, citizen, goTo, openMessages, send, file, onPhone, states, becomes, toPhone } = line;

it('tells callers by their number, plainly and shortly, and lists what a person has to tell them', async () => {
  send();
  const code = await file();
  await line.world.does(code, { type: 'ask', question: 'کدام پلاک؟' }, asManager(HEAD));
  await becomes(code, 'accepted', 'accepted');
  expect(onPhone()).toEqual([
    expect.stringMatching(/ثبت شد[\s\S]*رئیس اداره فنی و عمران منطقه ۹/),
    expect.stringContaining('کدام پلاک؟'),
  ]);
  expect(onPhone().join()).not.toMatch(/[<>\u2066-\u2069يك]/u);
  expect(await toPhone()).toEqual(['question']);
  line.world.clock.advance(MINUTE);
  await becomes(code, 'delivered', 'delivered');
});

describe('whose answer is lost', () => {
  it('is looked for by our own id and not sent again', async () => {
    send();
    line.telephones.faults.set({ kind: 'lostAnswer', times: 1 });
    const code = await file();
    await becomes(code, 'sending');
    line.world.clock.advance(31_000);
    await becomes(code, 'accepted');
    expect(onPhone()).toHaveLength(1);
  });

  it('is not sent again where the provider keeps no id of ours: the caller is phoned', async () => {
    send({ provider: 'smsir' });
    line.telephones.faults.set({ kind: 'lostAnswer', times: 1 });
    const code = await file();
    await becomes(code, 'sending');
    line.world.clock.advance(31_000);
    await becomes(code, 'unsure unsure');
    expect(onPhone()).toHaveLength(1);
    expect(await toPhone()).toEqual(['news']);
  });
});

it.each(['before', 'after'] as const)(
  'sends once what a crash interrupts %s the provider took it',
  async (when) => {
    await line.world.send({ shortMessages: openMessages() });
    const code = await file();
    await becomes(code, 'waiting');
    const [waiting] = await createSmsStore(line.world.connection).due(line.world.clock.now(), 1);
    if (waiting === undefined) throw new Error('Nothing waits.');
    const { _id, smsId: id } = waiting;
    const at = line.world.clock.now();
    await createSmsStore(line.world.connection).claim(_id, { at, lookAt: at, parts: 1, keepsId: true });
    if (when === 'after')
      await line.telephones.provider('kavenegar').send({ id, number: number(), text: 'پیام' });
    openMessages().start();
    await becomes(code, 'accepted');
    expect(onPhone()).toHaveLength(1);
  },
);

it.each(['busy', 'credit'] as const)(
  'waits while the provider sends nothing (%s), says how late it is and why, and loses nothing',
  async (kind) => {
    send();
    line.telephones.faults.set({ kind });
    const code = await file();
    await becomes(code, `waiting ${kind}`);
    const soon = new Date(line.world.clock.now().getTime() + 1);
    expect(await createSmsStore(line.world.connection).late(soon)).toEqual({ count: 1, because: kind });
    line.telephones.faults.clear();
    await becomes(code, 'accepted');
    expect(onPhone()).toHaveLength(1);
  },
);

it('looks, where the connection broke, whether the message went, and sends it if not', async () => {
  send();
  line.telephones.faults.set({ kind: 'away', times: 1 });
  const code = await file();
  await becomes(code, 'sending');
  line.world.clock.advance(31_000);
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
    line.telephones.faults.set({ kind, times: 1 });
    const code = await file();
    await becomes(code, 'accepted');
    expect(await toPhone()).toEqual([]);
    line.world.clock.advance(MINUTE);
    await becomes(code, state);
    expect(await toPhone()).toEqual(['news']);
  },
);

it('asks for two days at growing intervals what became of a message, and then no more', async () => {
  send();
  line.telephones.faults.set({ kind: 'silent', times: 1 });
  const code = await file();
  await becomes(code, 'accepted');
  const asks = async () =>
    (await line.world.connection.collection('shortMessages').findOne({ code }))?.['asks'];
  let asked = 0;
  for (let hour = 0; hour < 47; hour += 1) {
    line.world.clock.advance(HOUR);
    await eventually(
      async () => (await createSmsStore(line.world.connection).due(line.world.clock.now(), 1)).length === 0,
    );
    asked = Number(await asks());
  }
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(12);
  line.world.clock.advance(13 * HOUR);
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
  const messages = openMessages({ partsPerDay: 3 });
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
