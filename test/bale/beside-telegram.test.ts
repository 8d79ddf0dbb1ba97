import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createManualClock } from '../../src/clock.js';
import { type RunningSimulator, runSimulator } from '../simulator/harness.js';
import { removeFolder } from '../support/remove-folder.js';

const BEGIN = new Date('2026-11-24T10:40:00Z');
const HOUR_MS = 3_600_000;
let folder: string;
let running: RunningSimulator;

const start = () => runSimulator({ clock: createManualClock(BEGIN), journalFolder: folder, hasBale: true });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasokh-bale-'));
  running = await start();
});
afterEach(async () => {
  await running.stop();
  await removeFolder(folder);
});

async function onBale(path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${running.address}/simulator/bale/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

it('keeps the time that was reached on Bale over a restart', async () => {
  const { now } = await onBale('/clock', { advanceHours: 3 });
  expect(now).toBe(new Date(BEGIN.getTime() + 3 * HOUR_MS).toISOString());
  await running.stop();
  running = await start();
  expect(running.clock.now().toISOString()).toBe(now);
});

it('is quiet once nothing waits on either messenger, whichever is asked', async () => {
  const person = await running.startedPerson();
  await running.control('POST', `/people/${person}/messages`, { bot: 'citizen', text: 'سلام' });
  let isQuiet = false;
  const asked = onBale('/idle', {}).then(() => {
    isQuiet = true;
  });
  // Long enough for many looks, none of which finds it quiet.
  for (let look = 0; look < 20; look += 1) await running.control('GET', '/people');
  expect(isQuiet).toBe(false);
  const { body } = await running.call('citizen', 'getUpdates');
  const [update] = body.result as { update_id: number }[];
  await running.call('citizen', 'getUpdates', { offset: (update?.update_id ?? 0) + 1 });
  await asked;
  expect(isQuiet).toBe(true);
});

it('takes somebody with the same number for another person', async () => {
  const person = await running.startedPerson('citizen', 'زهرا کریمی');
  const answer = await fetch(`${running.address}/simulator/bale/api/people/${person}/chats/citizen`);
  expect(answer.status).toBe(404);
});

it.each([{ marksCount: 'sometimes' }, { unknown: true }])(
  'refuses a behaviour that there is not: %o',
  async (wrong) => {
    expect(await onBale('/behaviour', wrong)).toMatchObject({ error: expect.any(String) });
  },
);
