import type { Server } from 'node:http';
import express, { type Response } from 'express';
import { createManualClock } from '../../../src/clock.js';
import { close, listen, type RunningSimulator, runSimulator, until } from '../harness.js';

interface Delivery {
  readonly update: {
    readonly update_id: number;
    readonly message?: { readonly text?: string };
    readonly callback_query?: { readonly data?: string };
    readonly my_chat_member?: unknown;
  };
  readonly secret: string | undefined;
  readonly response: Response;
}

let running: RunningSimulator;
let person: number;
let server: Server;
let hook: string;
/** What arrived at the webhook and was not answered yet, and everything that ever arrived. */
let open: Delivery[];
let arrived: Delivery[];

beforeEach(async () => {
  running = await runSimulator({ clock: createManualClock(new Date('2026-11-24T08:00:00Z')) });
  person = await running.startedPerson();
  open = [];
  arrived = [];
  const app = express();
  app.post('/hook', express.json(), (request, response) => {
    const secret = request.get('X-Telegram-Bot-Api-Secret-Token');
    const delivery = { update: request.body as Delivery['update'], secret, response };
    open.push(delivery);
    arrived.push(delivery);
  });
  ({ server, address: hook } = await listen(app));
  await running.call('citizen', 'setWebhook', { url: `${hook}/hook`, secret_token: 'abc_-9' });
});
afterEach(async () => {
  await running.stop();
  await close(server);
});

function label({ update }: Delivery): string | undefined {
  if (update.my_chat_member) return 'member';
  return update.message?.text ?? update.callback_query?.data;
}

const nextDelivery = () => until(() => open.shift());

async function write(text: string): Promise<void> {
  await running.control('POST', `/people/${person}/messages`, { bot: 'citizen', text });
}

async function pending(): Promise<number> {
  const { body } = await running.call('citizen', 'getWebhookInfo');
  return (body.result as { pending_update_count: number }).pending_update_count;
}

describe('webhooks', () => {
  it('get the updates of a chat one after the other, with the secret', async () => {
    await write('یک');
    await write('دو');
    const first = await nextDelivery();
    expect([label(first), first.secret]).toEqual(['یک', 'abc_-9']);
    expect(await pending()).toBe(2);
    expect(open).toEqual([]);
    first.response.sendStatus(200);
    expect(label(await nextDelivery())).toBe('دو');
  });

  it('get messages, presses and membership of one person side by side, and other people too', async () => {
    await running.call('citizen', 'sendMessage', { chat_id: person, text: 'x' });
    const other = await running.startedPerson();
    await write('پیام');
    const pressing = running.control('POST', `/people/${person}/presses`, {
      bot: 'citizen',
      messageId: 1,
      data: 'any bytes at all',
    });
    await until(() => open.length === 2);
    await running.control('POST', `/people/${person}/block`, { bot: 'citizen' });
    await running.control('POST', `/people/${other}/messages`, { bot: 'citizen', text: 'دیگری' });
    await until(() => open.length === 4);
    expect(open.map(label).sort()).toEqual(['any bytes at all', 'member', 'دیگری', 'پیام']);
    const query = open.find(({ update }) => update.callback_query)?.update.callback_query;
    await running.call('citizen', 'answerCallbackQuery', {
      callback_query_id: (query as { id?: string }).id,
    });
    expect(await pressing).toEqual({ status: 200, body: { answer: { showAlert: false } } });
  });

  it('get an update again at once, then after 2 and 4 seconds, while other queues go on', async () => {
    await write('یک');
    await write('دو');
    (await nextDelivery()).response.sendStatus(500);
    (await nextDelivery()).response.sendStatus(404);
    await until(async () => (await running.call('citizen', 'getWebhookInfo')).body);
    running.clock.advance(1999);
    await running.control('POST', `/people/${person}/block`, { bot: 'citizen' });
    const membership = await nextDelivery();
    expect(label(membership)).toBe('member');
    membership.response.sendStatus(200);
    running.clock.advance(1);
    (await nextDelivery()).response.sendStatus(302);
    await until(async () => {
      const { body } = await running.call('citizen', 'getWebhookInfo');
      return (body.result as { last_error_message?: string }).last_error_message?.includes('302');
    });
    running.clock.advance(4000);
    const fourth = await nextDelivery();
    expect(label(fourth)).toBe('یک');
    fourth.response.sendStatus(200);
    expect(label(await nextDelivery())).toBe('دو');
    expect(arrived.map(label)).toEqual(['یک', 'یک', 'member', 'یک', 'یک', 'دو']);
    const { body } = await running.control('GET', '/stats');
    expect(body).toMatchObject({ updatesDelivered: 3, updatesRedelivered: 3 });
  });

  it('are left alone as long as they ask by Retry-After', async () => {
    await write('یک');
    (await nextDelivery()).response.set('Retry-After', '30').sendStatus(503);
    await until(async () => {
      const { body } = await running.call('citizen', 'getWebhookInfo');
      return (body.result as { last_error_message?: string }).last_error_message?.startsWith(
        'Wrong response from the webhook: 503',
      );
    });
    running.clock.advance(29_999);
    await write('بعدی');
    expect(open).toEqual([]);
    running.clock.advance(1);
    expect(label(await nextDelivery())).toBe('یک');
  });

  it('lose what they did not take for a day', async () => {
    await running.call('citizen', 'sendMessage', { chat_id: person, text: 'x' });
    await write('یک');
    (await nextDelivery()).response.set('Retry-After', '3600').sendStatus(500);
    await until(async () => (await lastError()) !== undefined);
    running.clock.advance(24 * 3600 * 1000);
    await until(async () => (await pending()) === 0);
    expect(arrived).toHaveLength(1);
  });

  it('may answer with one method call', async () => {
    await write('یک');
    (await nextDelivery()).response.json({ method: 'sendMessage', chat_id: person, text: 'پاسخ' });
    const answer = await until(async () => (await running.chat(person)).find(({ from }) => from === 'bot'));
    expect(answer.text).toBe('پاسخ');
  });

  it('get an update twice at the same time when that fault is on', async () => {
    await running.control('POST', '/faults', { kind: 'duplicateUpdate', times: 1 });
    await write('یک');
    await until(() => open.length === 2);
    expect(open.map(label)).toEqual(['یک', 'یک']);
    for (const { response } of open.splice(0)) response.sendStatus(200);
    await write('دو');
    expect(label(await nextDelivery())).toBe('دو');
    expect(arrived).toHaveLength(3);
  });

  it('keep undelivered updates for long polling when they are deleted', async () => {
    await write('یک');
    await nextDelivery();
    await running.call('citizen', 'deleteWebhook');
    const { body } = await running.call('citizen', 'getUpdates');
    expect(body.result).toMatchObject([{ message: { text: 'یک' } }]);
    await running.call('citizen', 'deleteWebhook', { drop_pending_updates: true });
    expect((await running.call('citizen', 'getUpdates')).body.result).toEqual([]);
  });

  it('is refused at a port to which Telegram does not deliver', async () => {
    const { body } = await running.call('citizen', 'setWebhook', { url: 'https://example.org:9443/hook' });
    expect(body.description).toContain('only on ports 80, 88, 443 or 8443');
    const allowed = await running.call('citizen', 'setWebhook', { url: 'https://example.org:8443/hook' });
    expect(allowed.status).toBe(200);
  });

  it('must be https unless they are on this machine', async () => {
    const { body } = await running.call('citizen', 'setWebhook', { url: 'http://example.org/hook' });
    expect(body.description).toBe('Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
  });
});

async function lastError(): Promise<string | undefined> {
  const { body } = await running.call('citizen', 'getWebhookInfo');
  return (body.result as { last_error_message?: string }).last_error_message;
}
