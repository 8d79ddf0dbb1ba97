import type { Update } from 'grammy/types';
import { createMovableClock } from '../../../src/clock.js';
import { type RunningSimulator, runSimulator, until } from '../harness.js';

let running: RunningSimulator;
let person: number;
beforeEach(async () => {
  running = await runSimulator();
  person = await running.startedPerson();
});
afterEach(() => running.stop());

const write = (body: object, id = person) =>
  running.control('POST', `/people/${id}/messages`, { bot: 'citizen', ...body });

async function received(): Promise<readonly Update[]> {
  return (await running.call('citizen', 'getUpdates')).body.result as Update[];
}

describe('people', () => {
  it('have the roles that the product gives them, else they are citizens', async () => {
    await running.stop();
    running = await runSimulator({
      product: {
        describePeople: async () =>
          new Map([[7, { roles: ['manager'], position: 'mayor', positionTitle: 'شهردار مشهد' }]]),
      },
    });
    running.simulator.addPerson({ id: 7, name: 'شهردار', bot: 'staff', started: true });
    running.simulator.addPerson({ id: 7, name: 'شهردار', bot: 'staff', started: true });
    const created = await running.control('POST', '/people', {
      name: 'مینا رضایی',
      phone: '+989151112222',
      languageCode: 'fa',
    });
    expect(created).toEqual({ status: 201, body: { id: 6_100_000_001 } });
    expect((await running.control('GET', '/people')).body).toEqual([
      {
        id: 7,
        name: 'شهردار',
        roles: ['manager'],
        position: 'mayor',
        positionTitle: 'شهردار مشهد',
        bot: 'staff',
      },
      {
        id: 6_100_000_001,
        name: 'مینا رضایی',
        roles: ['citizen'],
        bot: 'citizen',
        phone: '+989151112222',
        languageCode: 'fa',
      },
    ]);
  });

  it('make both sides of blocking known once', async () => {
    const block = { bot: 'citizen' };
    await running.control('POST', `/people/${person}/block`, block);
    await running.control('POST', `/people/${person}/block`, block);
    expect(await write({ text: 'x' })).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    await running.control('POST', `/people/${person}/unblock`, block);
    const statuses = (await received()).map(({ my_chat_member }) => my_chat_member?.new_chat_member.status);
    expect(statuses).toEqual(['kicked', 'member']);
  });
});

describe('presses', () => {
  const keyboard = {
    inline_keyboard: [
      [{ text: '✅ ثبت درخواست', callback_data: 'save' }],
      [{ text: 'نقشه', url: 'https://x.ir' }],
    ],
  };
  const press = (body: object) =>
    running.control('POST', `/people/${person}/presses`, { bot: 'citizen', messageId: 1, ...body });

  async function nextQuery() {
    const answer = await running.call('citizen', 'getUpdates', { timeout: 10 });
    const [update] = answer.body.result as Update[];
    await running.call('citizen', 'getUpdates', { offset: (update?.update_id ?? 0) + 1 });
    return update?.callback_query;
  }

  beforeEach(() =>
    running.call('citizen', 'sendMessage', { chat_id: person, text: 'x', reply_markup: keyboard }),
  );

  it('find a button by a part of its text and give back the answer, which counts once', async () => {
    const pressing = press({ button: 'ثبت' });
    const query = await nextQuery();
    expect(query).toMatchObject({
      data: 'save',
      message: { message_id: 1, text: 'x' },
      from: { id: person },
    });
    const answer = { callback_query_id: query?.id, text: 'شد', show_alert: true };
    await running.call('citizen', 'answerCallbackQuery', answer);
    expect(await pressing).toEqual({ status: 200, body: { answer: { text: 'شد', showAlert: true } } });
    expect((await running.call('citizen', 'answerCallbackQuery', answer)).body.description).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
  });

  it('are too old after 150 seconds, and unknown to the other bot', async () => {
    const pressing = press({ data: 'forged' });
    const callback_query_id = (await nextQuery())?.id;
    expect((await running.call('staff', 'answerCallbackQuery', { callback_query_id })).status).toBe(400);
    running.clock.advance(151_000);
    expect((await running.call('citizen', 'answerCallbackQuery', { callback_query_id })).status).toBe(400);
    // Frees the waiting press: a fresh one is answered, and the old one ends with the simulator.
    pressing.catch(() => undefined);
  });

  it('know a deleted message by its id only', async () => {
    await running.call('citizen', 'deleteMessage', { chat_id: person, message_id: 1 });
    const pressing = press({ data: 'save' });
    const query = await nextQuery();
    expect(query?.message).toEqual({ message_id: 1, date: 0, chat: expect.objectContaining({ id: person }) });
    await running.call('citizen', 'answerCallbackQuery', { callback_query_id: query?.id });
    expect((await pressing).status).toBe(200);
  });

  it('are refused when there is nothing to press', async () => {
    await write({ text: 'من' });
    expect((await press({ button: 'نیست' })).status).toBe(404);
    expect((await press({ button: 'نقشه' })).status).toBe(400);
    expect((await press({ messageId: 50, data: 'x' })).status).toBe(404);
    expect((await press({ messageId: 2, data: 'x' })).status).toBe(404);
    expect((await press({})).status).toBe(400);
  });
});

describe('the clock', () => {
  it('moves, runs what became due until nothing is due, and says the time', async () => {
    await running.stop();
    const clock = createMovableClock({
      ...createMovableClock(),
      now: () => new Date('2026-11-24T08:00:00Z'),
    });
    const seen: string[] = [];
    let due = 2;
    running = await runSimulator({
      clock,
      product: {
        runDue: async () => {
          seen.push(clock.now().toISOString());
          due -= 1;
          return due >= 0;
        },
      },
    });
    expect((await running.control('GET', '/clock')).body).toEqual({ now: '2026-11-24T08:00:00.000Z' });
    const moved = await running.control('POST', '/clock', { advanceHours: 72 });
    expect(moved).toEqual({ status: 200, body: { now: '2026-11-27T08:00:00.000Z' } });
    expect(seen).toEqual(Array.from({ length: 3 }, () => '2026-11-27T08:00:00.000Z'));
  });

  it('waits for the delivery of what a round of the jobs did while it asked', async () => {
    await running.stop();
    let undelivered = 0;
    running = await runSimulator({
      product: {
        runDue: async () => {
          undelivered = 3;
          return false;
        },
        isQuiet: async () => {
          undelivered = Math.max(0, undelivered - 1);
          return undelivered === 0;
        },
      },
    });
    expect((await running.control('POST', '/clock', { advanceHours: 1 })).status).toBe(200);
    expect(undelivered).toBe(0);
  });

  it('lets a moment pass without asking for what is due', async () => {
    await running.stop();
    let asked = 0;
    running = await runSimulator({
      product: {
        runDue: async () => {
          asked += 1;
          return false;
        },
      },
    });
    expect((await running.control('POST', '/clock', { momentSeconds: 5 })).status).toBe(200);
    expect(running.clock.offset).toBe(5_000);
    expect(asked).toBe(0);
  });

  it.each([
    {},
    { advanceHours: -1 },
    { advanceSeconds: 'x' },
    { advanceHours: 1, advanceSeconds: 1 },
    { momentSeconds: 1, advanceSeconds: 1 },
  ])('refuses %j', async (body) => {
    expect((await running.control('POST', '/clock', body)).status).toBe(400);
    expect(running.clock.offset).toBe(0);
  });
});

describe('idle', () => {
  it('waits for updates to be confirmed and for the product', async () => {
    await running.stop();
    let isQuiet = false;
    running = await runSimulator({ product: { isQuiet: async () => isQuiet } });
    person = await running.startedPerson();
    await write({ text: 'x' });
    let done = false;
    const idle = running.control('POST', '/idle').then(({ status }) => {
      done = true;
      return status;
    });
    const [update] = await received();
    await running.call('citizen', 'getUpdates', { offset: (update?.update_id ?? 0) + 1 });
    await running.control('GET', '/stats');
    expect(done).toBe(false);
    isQuiet = true;
    expect(await idle).toBe(200);
  });
});

describe('the page', () => {
  it('hears of messages, edits, deletions, people, the clock and requests', async () => {
    const ended = new AbortController();
    const response = await fetch(`${running.address}/simulator/api/events`, { signal: ended.signal });
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    let heard = '';
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) heard += decoder.decode(chunk as Uint8Array);
    })().catch(() => undefined);
    await write({ text: 'x' });
    const at = { chat_id: person, message_id: 2 };
    await running.call('citizen', 'sendMessage', { chat_id: person, text: 'y' });
    await running.call('citizen', 'editMessageText', { ...at, text: 'z' });
    await running.call('citizen', 'deleteMessage', at);
    await running.control('POST', '/people', { name: 'نو' });
    for (const type of ['message', 'edit', 'delete']) {
      await until(() => heard.includes(`data: {"type":"${type}","person":${person},"bot":"citizen"}\n\n`));
    }
    await until(() => heard.includes('data: {"type":"people","person":6100000001}\n\n'));
    await until(() => heard.includes('data: {"type":"requests"}\n\n'));
    ended.abort();
    await reading;
  });

  it('gets requests, commands and the Persian letters', async () => {
    await running.call('citizen', 'setMyCommands', {
      commands: [{ command: 'start', description: 'شروع' }],
      language_code: 'fa',
    });
    await running.call('citizen', 'setMyCommands', {
      commands: [{ command: 'start', description: 'Start' }],
    });
    expect((await running.control('GET', '/requests')).body).toEqual([]);
    expect((await running.control('GET', `/people/${person}/commands/citizen`)).body).toEqual([
      { command: 'start', description: 'Start' },
    ]);
    const font = await fetch(`${running.address}/simulator/fonts/Vazirmatn-Regular.woff2`);
    expect(font.status).toBe(200);
    await font.arrayBuffer();
  });
});
