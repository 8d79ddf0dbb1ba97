import { createManualClock } from '../../../src/clock.js';
import { type ApiAnswer, type RunningSimulator, runSimulator, until } from '../harness.js';

let running: RunningSimulator;
let person: number;
beforeEach(async () => {
  running = await runSimulator({ clock: createManualClock(new Date('2026-11-24T08:00:00Z')) });
  person = await running.startedPerson();
});
afterEach(() => running.stop());

async function write(...texts: string[]): Promise<void> {
  for (const text of texts) {
    await running.control('POST', `/people/${person}/messages`, { bot: 'citizen', text });
  }
}

interface ReceivedUpdate {
  readonly update_id: number;
  readonly message?: { readonly text?: string };
}

function updates(answer: ApiAnswer): readonly ReceivedUpdate[] {
  expect(answer.status).toBe(200);
  return answer.body.result as ReceivedUpdate[];
}

async function poll(parameters: object = {}): Promise<readonly (string | undefined)[]> {
  return updates(await running.call('citizen', 'getUpdates', parameters)).map(({ message }) => message?.text);
}

async function firstId(): Promise<number> {
  return updates(await running.call('citizen', 'getUpdates', { limit: 1 }))[0]?.update_id ?? 0;
}

/** Waits until the simulator has as many calls of getUpdates as this. */
async function untilPolled(times: number): Promise<void> {
  await until(async () => {
    const { body } = await running.control('GET', '/stats');
    return (body as { calls: Record<string, number> }).calls['getUpdates'] === times;
  });
}

describe('getUpdates', () => {
  it('gives updates again until an offset confirms them', async () => {
    await write('یک', 'دو', 'سه');
    const id = await firstId();
    expect(await poll()).toEqual(['یک', 'دو', 'سه']);
    expect(await poll({ offset: id + 1, limit: 1 })).toEqual(['دو']);
    expect(await poll()).toEqual(['دو', 'سه']);
    expect(await poll({ offset: id + 3 })).toEqual([]);
  });

  it('keeps only the tail for a negative offset and ignores one from far ahead', async () => {
    await write('یک', 'دو', 'سه');
    expect(await poll({ offset: (await firstId()) + 500 })).toEqual(['یک', 'دو', 'سه']);
    expect(await poll({ offset: -1 })).toEqual(['سه']);
    expect(await poll()).toEqual(['سه']);
  });

  it('waits for a first update, and no longer than its timeout', async () => {
    const waiting = poll({ timeout: 50 });
    await untilPolled(1);
    await write('سلام');
    expect(await waiting).toEqual(['سلام']);
    const idle = poll({ timeout: 500, offset: (await firstId()) + 1 });
    await untilPolled(3);
    running.clock.advance(50_000);
    expect(await idle).toEqual([]);
  });

  it('ends an older poll with 409 when a newer one comes', async () => {
    const older = running.call('citizen', 'getUpdates', { timeout: 50 });
    await untilPolled(1);
    const newer = poll({ timeout: 50 });
    expect((await older).body).toMatchObject({
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    await write('سلام');
    expect(await newer).toEqual(['سلام']);
  });

  it('is refused while a webhook is set, and ended when one is set', async () => {
    const waiting = running.call('citizen', 'getUpdates', { timeout: 50 });
    await untilPolled(1);
    await running.call('citizen', 'setWebhook', { url: 'http://127.0.0.1:9/hook' });
    expect((await waiting).body.description).toBe('Conflict: terminated by setWebhook request');
    expect((await running.call('citizen', 'getUpdates')).body.description).toBe(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  });

  it('makes only the updates that the bot asked for', async () => {
    await poll({ allowed_updates: ['callback_query'] });
    await write('یک');
    await poll({ allowed_updates: [] });
    await write('دو');
    expect(await poll()).toEqual(['دو']);
  });

  it('forgets updates after a day', async () => {
    await write('کهنه');
    running.clock.advance(24 * 3600 * 1000);
    await write('تازه');
    expect(await poll()).toEqual(['تازه']);
  });

  it('repeats a confirmed update once when that fault is on', async () => {
    await running.control('POST', '/faults', { kind: 'duplicateUpdate', bot: 'citizen', times: 1 });
    await write('یک');
    const id = await firstId();
    expect(await poll({ offset: id + 1 })).toEqual(['یک']);
    expect(await poll({ offset: id + 1 })).toEqual([]);
    const { body } = await running.control('GET', '/stats');
    expect(body).toMatchObject({ updatesDelivered: 1, updatesRedelivered: 1 });
  });
});
