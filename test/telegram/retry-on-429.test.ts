import { Telegram } from 'telegraf';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import { createApi } from '../../src/telegram/api.js';
import { TELEGRAM_CAPABILITIES } from '../../src/telegram/capabilities.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import { createRateLimiter, type RateLimiter } from '../../src/telegram/rate-limiter.js';
import { retryingGrammy, retryingTelegraf } from '../../src/telegram/retry-on-429.js';
import { type RunningSimulator, runSimulator, TOKENS } from '../simulator/harness.js';
import { eventually } from '../support/eventually.js';

/** The calls that these tests make, in whichever library. */
interface Client {
  sendMessage(chatId: number, text: string): Promise<unknown>;
  sendMediaGroup(chatId: number, media: readonly { type: 'photo'; media: string }[]): Promise<unknown>;
  getUpdates(): Promise<unknown>;
  setMyDescription(text: string): Promise<unknown>;
}

const clients: Record<string, (root: string, rateLimiter: RateLimiter, clock: MovableClock) => Client> = {
  grammY(root, rateLimiter, clock) {
    const api = createApi({ token: TOKENS.citizen, apiRoot: root });
    api.config.use(retryingGrammy(rateLimiter, clock));
    return {
      sendMessage: (chatId, text) => api.sendMessage(chatId, text),
      sendMediaGroup: (chatId, media) => api.sendMediaGroup(chatId, media),
      getUpdates: () => api.getUpdates(),
      setMyDescription: (text) => api.setMyDescription(text),
    };
  },
  Telegraf(root, rateLimiter, clock) {
    const telegram = new Telegram(TOKENS.citizen, { apiRoot: `${root}/`, webhookReply: false });
    retryingTelegraf(telegram, rateLimiter, clock);
    return {
      sendMessage: (chatId, text) => telegram.sendMessage(chatId, text),
      sendMediaGroup: (chatId, media) => telegram.sendMediaGroup(chatId, [...media]),
      getUpdates: () => telegram.callApi('getUpdates', {}),
      setMyDescription: (text) => telegram.setMyDescription(text),
    };
  },
};

describe.each(Object.keys(clients))('a client of %s', (library) => {
  let running: RunningSimulator;
  let clock: MovableClock;
  let rateLimiter: RateLimiter;
  let client: Client;
  let person: number;
  beforeEach(async () => {
    clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
    running = await runSimulator({ clock });
    rateLimiter = createRateLimiter({ clock, ...TELEGRAM_CAPABILITIES.pace });
    const open = clients[library];
    if (open === undefined) throw new Error('There is no such library.');
    client = open(`${running.address}/telegram`, rateLimiter, clock);
    person = await running.startedPerson();
  });
  afterEach(() => running.stop());

  const fault = (body: object) => running.control('POST', '/faults', body);
  const texts = async () => (await running.chat(person)).map(({ text }) => text);

  async function calls(method: string): Promise<number> {
    const { body } = await running.control('GET', '/stats');
    return (body as { calls: Record<string, number> }).calls[method] ?? 0;
  }

  /** Why a call fails. */
  async function failure(call: Promise<unknown>) {
    const error: unknown = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) throw new Error('The call succeeded.');
    return classifyFailure(error);
  }

  it('lets people have their answers while Telegram limits what is said about the bot', async () => {
    await fault({ kind: '429', method: 'setMyDescription', retryAfter: 600, times: 1 });
    await expect(client.setMyDescription('پاسخ ۱۳۷')).rejects.toThrow();
    expect(rateLimiter.pausedFor()).toBe(0);
    await client.sendMessage(person, 'ثبت شد');
    expect(await texts()).toContain('ثبت شد');
  });

  it('waits as long as a 429 says and sends once', async () => {
    await fault({ kind: '429', method: 'sendMessage', retryAfter: 3, times: 1 });
    const call = client.sendMessage(person, 'سلام');
    await eventually(() => rateLimiter.pausedFor() > 0);
    expect(await texts()).toEqual([]);
    clock.advance(3_000);
    await call;
    expect(await texts()).toEqual(['سلام']);
    expect(await calls('sendMessage')).toBe(2);
  });

  it('makes no call while the bot is paused for another one', async () => {
    rateLimiter.pause(5);
    const call = client.sendMessage(person, 'سلام');
    clock.advance(4_999);
    expect(await calls('sendMessage')).toBe(0);
    clock.advance(1);
    await call;
    expect(await texts()).toEqual(['سلام']);
  });

  it('gives up at once when the wait would be longer than twenty seconds', async () => {
    await fault({ kind: '429', method: 'sendMessage', retryAfter: 21, times: 1 });
    expect(await failure(client.sendMessage(person, 'سلام'))).toEqual({ kind: 'wait', seconds: 21 });
    expect(rateLimiter.pausedFor()).toBe(21_000);
  });

  it('does not call Telegram at all while that longer wait lasts', async () => {
    rateLimiter.pause(60);
    expect(await failure(client.sendMessage(person, 'سلام'))).toEqual({ kind: 'wait', seconds: 60 });
    expect(await calls('sendMessage')).toBe(0);
    clock.advance(60_000);
    await client.sendMessage(person, 'سلام');
    expect(await texts()).toEqual(['سلام']);
  });

  it('is patient for twenty seconds in all, not with each 429 anew', async () => {
    await fault({ kind: '429', method: 'sendMessage', retryAfter: 9 });
    const call = failure(client.sendMessage(person, 'سلام'));
    for (const times of [1, 2]) {
      await eventually(async () => (await calls('sendMessage')) === times && rateLimiter.pausedFor() > 0);
      clock.advance(9_000);
    }
    expect(await call).toEqual({ kind: 'wait', seconds: 9 });
    expect(await calls('sendMessage')).toBe(3);
  });

  it('repeats no call that failed otherwise', async () => {
    await fault({ kind: '500', method: 'sendMessage', times: 1 });
    expect(await failure(client.sendMessage(person, 'سلام'))).toEqual({ kind: 'retry' });
    expect(await calls('sendMessage')).toBe(1);
  });

  it('repeats no call whose answer was lost', async () => {
    await fault({ kind: 'lostAnswer', method: 'sendMessage', times: 1 });
    expect(await failure(client.sendMessage(person, 'سلام'))).toEqual({ kind: 'ambiguous' });
    expect(await texts()).toEqual(['سلام']);
  });

  it('counts what it sends against the pace of the chat, an album item by item', async () => {
    await running.control('POST', `/people/${person}/messages`, { bot: 'citizen', photo: 'pothole' });
    const { body } = await running.call('citizen', 'getUpdates');
    const [update] = body.result as { message: { photo: { file_id: string }[] } }[];
    const item = { type: 'photo', media: update?.message.photo.at(-1)?.file_id ?? '' } as const;
    await client.sendMediaGroup(person, [item, item, item, item]);

    let hasPassed = false;
    const passed = rateLimiter.passBulk(person).then(() => {
      hasPassed = true;
    });
    clock.advance(999);
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasPassed).toBe(false);
    clock.advance(1);
    await passed;
  });

  it('asks for updates whether or not the bot is paused', async () => {
    rateLimiter.pause(60);
    await expect(client.getUpdates()).resolves.toEqual([]);
  });
});
