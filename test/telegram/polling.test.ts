import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { BotRole } from '../../src/channel/bot.js';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import { createLogger } from '../../src/logger.js';
import { ALLOWED_UPDATES } from '../../src/mailbox/chat-of-update.js';
import type { IncomingUpdate } from '../../src/mailbox/chat-store.js';
import { createApi } from '../../src/telegram/api.js';
import { createPolling, type Polling } from '../../src/telegram/polling.js';
import { type RunningSimulator, runSimulator, SILENT, TOKENS } from '../simulator/harness.js';
import { eventually } from '../support/eventually.js';

interface TextUpdate extends IncomingUpdate {
  readonly message?: { readonly text?: string };
}

let running: RunningSimulator;
let clock: MovableClock;
let person: number;
let pollings: Polling[];
/** Pauses that polling has made, in milliseconds, as the log tells them. */
let pauses: { failure: string; pauseMs: number }[];

beforeEach(async () => {
  running = await runSimulator({ clock: createManualClock(new Date('2026-11-24T10:40:00Z')) });
  clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  person = await running.startedPerson();
  pollings = [];
  pauses = [];
});
afterEach(async () => {
  await Promise.all(pollings.map((polling) => polling.stop()));
  await running.stop();
});

/** A mailbox of which only receiving is of interest; `refuse` makes it reject, as a database that is away does. */
function createReceiver(refuse: (update: TextUpdate) => boolean = () => false) {
  const received: string[] = [];
  return {
    received,
    async receive(_bot: BotRole, update: TextUpdate) {
      if (refuse(update)) throw new Error('The database is away.');
      received.push(update.message?.text ?? '');
      return 'stored' as const;
    },
  };
}

async function poll(mailbox: ReturnType<typeof createReceiver>): Promise<Polling> {
  const logger = createLogger({
    level: 'warn',
    destination: {
      write(line) {
        const { event, ...pause } = JSON.parse(line) as { event: string; failure: string; pauseMs: number };
        if (event === 'pollingPaused') pauses.push({ failure: pause.failure, pauseMs: pause.pauseMs });
      },
    },
  });
  const api = createApi({ token: TOKENS.citizen, apiRoot: `${running.address}/telegram` });
  const polling = createPolling({ bot: 'citizen', api, mailbox, clock, logger });
  pollings.push(polling);
  await polling.start();
  return polling;
}

const fault = (body: object) => running.control('POST', '/faults', { bot: 'citizen', ...body });
const write = (text: string, from = person) =>
  running.control('POST', `/people/${from}/messages`, { bot: 'citizen', text });

async function calls(method: string): Promise<number> {
  const { body } = await running.control('GET', '/stats');
  return (body as { calls: Record<string, number> }).calls[method] ?? 0;
}

/** The texts that a new poller would get. */
async function unconfirmed(): Promise<(string | undefined)[]> {
  const { body } = await running.call('citizen', 'getUpdates');
  return (body.result as TextUpdate[]).map(({ message }) => message?.text);
}

it('brings what people write into the mailbox, in order, and confirms it', async () => {
  await write('یک');
  await write('دو');
  const mailbox = createReceiver();
  const polling = await poll(mailbox);
  await eventually(() => mailbox.received.length === 2);
  await write('سه');
  await eventually(() => mailbox.received.length === 3);
  await eventually(async () => (await calls('getUpdates')) === 3);
  await polling.stop();
  expect(mailbox.received).toEqual(['یک', 'دو', 'سه']);
  expect(await unconfirmed()).toEqual([]);
});

it('asks for the updates that the bots handle and for no others', async () => {
  const polling = await poll(createReceiver());
  await eventually(async () => (await calls('getUpdates')) === 1);
  await polling.stop();
  const { body } = await running.call('citizen', 'getWebhookInfo');
  expect(body.result).toMatchObject({ allowed_updates: [...ALLOWED_UPDATES] });
  expect([...ALLOWED_UPDATES]).toEqual(['message', 'edited_message', 'callback_query', 'my_chat_member']);
});

it('takes a webhook away first and loses nothing that waited for it', async () => {
  await running.call('citizen', 'setWebhook', { url: 'http://127.0.0.1:9/hook' });
  await write('یک');
  const mailbox = createReceiver();
  await poll(mailbox);
  await eventually(() => mailbox.received.length === 1);
  expect(mailbox.received).toEqual(['یک']);
});

it('confirms nothing that the mailbox refuses, and brings it again', async () => {
  let isAway = true;
  const mailbox = createReceiver(() => isAway);
  await poll(mailbox);
  await write('یک');
  await eventually(() => pauses.length === 1);
  expect(mailbox.received).toEqual([]);
  isAway = false;
  clock.advance(500);
  await eventually(() => mailbox.received.length === 1);
  expect(mailbox.received).toEqual(['یک']);
});

it('leaves an update with Telegram when it stops before the mailbox took it', async () => {
  const polling = await poll(createReceiver(() => true));
  await write('یک');
  await eventually(() => pauses.length === 1);
  await polling.stop();
  expect(await unconfirmed()).toEqual(['یک']);
});

it('keeps the order of a chat: after a refused update none of the same chat comes first', async () => {
  const neighbour = await running.startedPerson('citizen', 'رضا');
  await write('یک');
  await write('دو');
  await write('همسایه', neighbour);
  let refusals = 1;
  const mailbox = createReceiver(({ message }) => {
    if (message?.text !== 'یک' || refusals === 0) return false;
    refusals -= 1;
    return true;
  });
  await poll(mailbox);
  await eventually(() => pauses.length === 1);
  expect(mailbox.received).toEqual(['همسایه']);
  clock.advance(500);
  await eventually(() => mailbox.received.length === 4);
  expect(mailbox.received.filter((text) => text !== 'همسایه')).toEqual(['یک', 'دو']);
});

it('pauses longer with each failure of Telegram, and goes on by itself', async () => {
  await fault({ kind: '500', method: 'getUpdates', times: 3 });
  await write('یک');
  const mailbox = createReceiver();
  await poll(mailbox);
  for (const times of [1, 2, 3]) {
    await eventually(() => pauses.length === times);
    clock.advance(pauses.at(-1)?.pauseMs ?? 0);
  }
  await eventually(() => mailbox.received.length === 1);
  expect(pauses).toEqual([500, 1_000, 2_000].map((pauseMs) => ({ failure: 'retry', pauseMs })));
});

it('waits as long as a 429 says', async () => {
  await fault({ kind: '429', method: 'getUpdates', retryAfter: 7, times: 1 });
  await write('یک');
  const mailbox = createReceiver();
  await poll(mailbox);
  await eventually(async () => (await calls('getUpdates')) === 1);
  clock.advance(6_999);
  expect(await calls('getUpdates')).toBe(1);
  clock.advance(1);
  await eventually(() => mailbox.received.length === 1);
});

it('goes on when another poller has ended its call', async () => {
  const mailbox = createReceiver();
  await poll(mailbox);
  await eventually(async () => (await calls('getUpdates')) === 1);
  await running.call('citizen', 'getUpdates');
  await eventually(() => pauses.length === 1);
  clock.advance(500);
  await write('یک');
  await eventually(() => mailbox.received.length === 1);
  expect(pauses).toEqual([{ failure: 'retry', pauseMs: 500 }]);
});

it('leaves a webhook alone that somebody set meanwhile, says why it waits, and goes on after it', async () => {
  const mailbox = createReceiver();
  await poll(mailbox);
  await eventually(async () => (await calls('getUpdates')) === 1);
  await running.call('citizen', 'setWebhook', { url: 'http://127.0.0.1:9/hook' });
  await write('یک');
  await eventually(() => pauses.length === 1);
  clock.advance(500);
  await eventually(() => pauses.length === 2);
  expect(await calls('deleteWebhook')).toBe(1);

  await running.call('citizen', 'deleteWebhook');
  clock.advance(1_000);
  await eventually(() => mailbox.received.length === 1);
});

it('ends a long poll at once when it is stopped', async () => {
  const polling = await poll(createReceiver());
  await eventually(async () => (await calls('getUpdates')) === 1);
  // The clock of Telegram stands still: the long poll ends by the stop alone.
  await polling.stop();
  expect(pauses).toEqual([]);
});

it('stops at once also while Telegram answers nothing at all', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const api = createApi({ token: TOKENS.citizen, apiRoot: `http://127.0.0.1:${port}` });
  const polling = createPolling({ bot: 'citizen', api, mailbox: createReceiver(), clock, logger: SILENT });
  await polling.start();
  await eventually(() => sockets.length === 1);

  await polling.stop();
  expect(sockets.map(({ bytesWritten }) => bytesWritten)).toEqual([0]);
  for (const socket of sockets) socket.destroy();
  silent.close();
});

it('asks a server that does not wait for updates once a second, and no more', async () => {
  const questions: number[] = [];
  const api = {
    deleteWebhook: async () => true,
    async getUpdates() {
      questions.push(clock.now().getTime());
      return [];
    },
  } as unknown as ReturnType<typeof createApi>;
  const polling = createPolling({ bot: 'citizen', api, mailbox: createReceiver(), clock, logger: SILENT });
  pollings.push(polling);
  await polling.start();
  for (let seconds = 1; seconds <= 3; seconds += 1) {
    await eventually(() => questions.length === seconds);
    clock.advance(1_000);
  }
  await eventually(() => questions.length === 4);
  expect(questions.map((at) => at - (questions[0] ?? 0))).toEqual([0, 1_000, 2_000, 3_000]);
});
