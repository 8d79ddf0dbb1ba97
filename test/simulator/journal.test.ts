import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMovableClock, systemClock } from '../../src/clock.js';
import { readClockOffset } from '../../src/simulator/index.js';
import { type RunningSimulator, runSimulator } from './harness.js';

let folder: string;
let running: RunningSimulator;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  running = await runSimulator({ journalFolder: folder });
});
afterEach(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

/** A second simulator on the same folder, without a word to the first, as after `kill -9`. */
async function afterCrash(): Promise<RunningSimulator> {
  const crashed = running;
  running = await runSimulator({
    journalFolder: folder,
    clock: createMovableClock(systemClock, readClockOffset(folder)),
  });
  await crashed.stop();
  return running;
}

describe('the simulator after a crash', () => {
  it('has people, chats, blocks, files, and updates that were not confirmed', async () => {
    const { body } = await running.control('POST', '/people', { name: 'رضا', phone: '+989150000000' });
    const { id } = body as { id: number };
    await running.control('POST', `/people/${id}/messages`, { bot: 'citizen', text: 'یک' });
    await running.control('POST', `/people/${id}/messages`, { bot: 'citizen', photo: 'pothole' });
    await running.call('citizen', 'sendMessage', { chat_id: id, text: 'پاسخ', reply_to_message_id: 1 });
    await running.control('POST', `/people/${id}/block`, { bot: 'citizen' });
    const before = await running.chat(id);
    const pending = (await running.call('citizen', 'getUpdates')).body;

    await afterCrash();
    expect(await running.chat(id)).toEqual(before);
    expect((await running.call('citizen', 'getUpdates')).body).toEqual(pending);
    expect((await running.call('citizen', 'sendMessage', { chat_id: id, text: 'x' })).status).toBe(403);
    const file = await fetch(`${running.address}/simulator/api/files/${before[1]?.files?.[0]?.fileId}`);
    expect(file.status).toBe(200);
    expect(Number(file.headers.get('content-length'))).toBeGreaterThan(5000);
    expect((await running.control('GET', '/people')).body).toMatchObject([{ id, phone: '+989150000000' }]);
    const next = await running.control('POST', '/people', { name: 'بعدی' });
    expect(next.body).toEqual({ id: id + 1 });
  });

  it('goes on counting messages and updates', async () => {
    const person = await running.startedPerson();
    const path = `/people/${person}/messages`;
    await running.control('POST', path, { bot: 'citizen', text: 'یک' });
    const first = (await running.call('citizen', 'getUpdates')).body.result as { update_id: number }[];
    await running.call('citizen', 'getUpdates', { offset: (first[0]?.update_id ?? 0) + 1 });
    await afterCrash();
    expect((await running.control('POST', path, { bot: 'citizen', text: 'دو' })).body).toEqual({
      messageId: 2,
    });
    const second = (await running.call('citizen', 'getUpdates')).body.result as { update_id: number }[];
    expect(second.map((update) => update.update_id)).toEqual([(first[0]?.update_id ?? 0) + 1]);
  });

  it('has the webhook and the clock', async () => {
    await running.call('staff', 'setWebhook', { url: 'http://127.0.0.1:9/staff', secret_token: 's' });
    await running.control('POST', '/clock', { advanceHours: 72 });
    await running.control('POST', '/clock', { advanceSeconds: 0.5 });
    expect(readClockOffset(folder)).toBe(72 * 3_600_000 + 500);
    await afterCrash();
    await afterCrash();
    expect(running.clock.offset).toBe(72 * 3_600_000 + 500);
    expect((await running.call('staff', 'getWebhookInfo')).body.result).toMatchObject({
      url: 'http://127.0.0.1:9/staff',
    });
  });

  it('leaves out a last line that was cut short', async () => {
    const person = await running.startedPerson();
    await running.control('POST', `/people/${person}/messages`, { bot: 'citizen', text: 'یک' });
    appendFileSync(join(folder, 'journal.jsonl'), '[{"type":"clock","offs');
    await afterCrash();
    expect((await running.chat(person)).map(({ text }) => text)).toEqual(['یک']);
    expect(running.clock.offset).toBe(0);
  });

  it('still knows a press that waits for its answer', async () => {
    const person = await running.startedPerson();
    await running.call('citizen', 'sendMessage', { chat_id: person, text: 'x' });
    const pressing = running.control('POST', `/people/${person}/presses`, {
      bot: 'citizen',
      messageId: 1,
      data: 'a',
    });
    pressing.catch(() => undefined);
    const wait = { timeout: 10 };
    const { result } = (await running.call('citizen', 'getUpdates', wait)).body;
    const [update] = result as { callback_query: { id: string } }[];
    await afterCrash();
    const callback_query_id = update?.callback_query.id;
    expect((await running.call('citizen', 'answerCallbackQuery', { callback_query_id })).body.ok).toBe(true);
  });
});

it('reads no offset where there is no journal', () => {
  expect(readClockOffset(join(folder, 'nowhere'))).toBe(0);
});
