import { type RunningSimulator, runSimulator } from './harness.js';

let running: RunningSimulator;
let person: number;
beforeEach(async () => {
  running = await runSimulator();
  person = await running.startedPerson();
});
afterEach(() => running.stop());

const send = (chat_id = person) => running.call('citizen', 'sendMessage', { chat_id, text: 'x' });
const fault = (body: object) => running.control('POST', '/faults', body);

describe('faults', () => {
  it('happen as often as they were asked for', async () => {
    await fault({ kind: '429', method: 'sendMessage', retryAfter: 7, times: 2 });
    const answers = [await send(), await send(), await send()];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers[0]?.body.parameters).toEqual({ retry_after: 7 });
    expect(answers[0]?.headers.get('retry-after')).toBe('7');
  });

  it('concern one bot, method or chat, until they are taken away', async () => {
    const other = await running.startedPerson();
    await fault({ kind: '500', chatId: person });
    await fault({ kind: 'blocked', bot: 'staff' });
    expect((await send(other)).status).toBe(200);
    expect((await send()).body).toEqual({ ok: false, error_code: 500, description: 'Internal Server Error' });
    expect((await running.call('citizen', 'getMe')).status).toBe(200);
    await running.control('DELETE', '/faults');
    expect((await send()).status).toBe(200);
  });

  it('lose the answer of a call that was carried out', async () => {
    await fault({ kind: 'lostAnswer', times: 1 });
    await expect(send()).rejects.toThrow();
    expect(await running.chat(person)).toHaveLength(1);
    expect((await send()).status).toBe(200);
  });

  it('end the connection of a call that is not carried out', async () => {
    await fault({ kind: 'reset', times: 1 });
    await expect(send()).rejects.toThrow();
    expect(await running.chat(person)).toEqual([]);
    expect((await send()).status).toBe(200);
  });

  it('find fault with a text that has marks, and not with one that has none', async () => {
    await fault({ kind: 'unparsable', chatId: person });
    const marked = await running.call('citizen', 'sendMessage', {
      chat_id: person,
      text: 'x',
      parse_mode: 'HTML',
    });
    expect(marked.body).toMatchObject({
      error_code: 400,
      description: expect.stringContaining("can't parse entities"),
    });
    expect((await send()).status).toBe(200);
  });

  it('hand out the updates of one chat in order, and those of several in another than they came', async () => {
    const other = await running.startedPerson();
    await fault({ kind: 'disorder', times: 1 });
    for (const [from, text] of [
      [person, 'a'],
      [person, 'b'],
      [other, 'c'],
    ] as const) {
      await running.control('POST', `/people/${from}/messages`, { bot: 'citizen', text });
    }
    const { body } = await running.call('citizen', 'getUpdates');
    const texts = (body.result as { message: { text: string } }[]).map(({ message }) => message.text);
    expect(texts).toEqual(['c', 'a', 'b']);
  });

  it('block a bot for a call', async () => {
    await fault({ kind: 'blocked', times: 1 });
    expect((await send()).body.description).toBe('Forbidden: bot was blocked by the user');
    expect((await send()).status).toBe(200);
  });

  it('keep a call waiting', async () => {
    await fault({ kind: 'slow', retryAfter: 0.2, times: 1 });
    const order: string[] = [];
    const slow = send().then(() => order.push('slow'));
    await running.call('citizen', 'getMe').then(() => order.push('getMe'));
    await slow;
    expect(order).toEqual(['getMe', 'slow']);
  });

  it('are refused when they make no sense', async () => {
    expect(await fault({ kind: 'earthquake' })).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
  });
});
