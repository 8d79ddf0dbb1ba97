import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import type { standIns } from './stand-ins.js';

/** A sandbox whose limit of time is met by nothing but a job that never ends, also on a machine that is busy. */
const open = (mostMs: number) =>
  createSandbox<typeof standIns>({
    module: 'test/sandbox/stand-ins.ts',
    mostMs,
    mostHeapMiB: 64,
    mostMemoryMiB: 300,
  });

let sandbox: Sandbox<typeof standIns>;
beforeEach(() => {
  sandbox = open(60_000);
});
afterEach(() => sandbox.stop());

it('gives what a job gives, with its bytes and moments', async () => {
  const input = { bytes: Buffer.from('هزار'), at: new Date(0), list: [1, 'یک'] };
  expect(await sandbox.run('echo', input)).toEqual({ ok: true, value: input });
});

it('does one job after the other, in their order', async () => {
  const ran = await Promise.all([1, 2, 3].map((number) => sandbox.run('echo', number)));
  expect(ran).toEqual([1, 2, 3].map((value) => ({ ok: true, value })));
});

it('says nothing of why a job failed, since the reason may quote a file', async () => {
  expect(await sandbox.run('fail', undefined)).toEqual({ ok: false, because: 'failed' });
});

it('does the next after one whose input cannot be handed over', async () => {
  const handedOver = sandbox.run('echo', () => 'code');
  const [ran, next] = await Promise.all([handedOver, sandbox.run('echo', 'next')]);
  expect(ran).toEqual({ ok: false, because: 'failed' });
  expect(next).toEqual({ ok: true, value: 'next' });
});

it.each([
  ['takes too much memory for objects', 'takeHeap', 'tooMuchMemory'],
  ['takes too much memory for bytes', 'takeBuffers', 'tooMuchMemory'],
  ['ends its process', 'end', 'failed'],
] as const)('outlives a job that %s, and does the next', async (_what, name, because) => {
  const [ran, next] = await Promise.all([sandbox.run(name, undefined), sandbox.run('echo', 'next')]);
  expect(ran).toEqual({ ok: false, because });
  expect(next).toEqual({ ok: true, value: 'next' });
});

it('ends a job that takes too much time, does the next, and leaves the event loop free meanwhile', async () => {
  await sandbox.stop();
  sandbox = open(8_000);
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 1);
  const [ran, next] = await Promise.all([sandbox.run('takeTime', undefined), sandbox.run('echo', 'next')]);
  clearInterval(counting);
  expect(ran).toEqual({ ok: false, because: 'tooSlow' });
  expect(next).toEqual({ ok: true, value: 'next' });
  expect(turns).toBeGreaterThan(10);
});

it('shows its process no variable of the environment, and so no token', async () => {
  process.env['STAFF_TOKEN'] = 'secret';
  const ran = await sandbox.run('readEnvironment', undefined);
  delete process.env['STAFF_TOKEN'];
  expect(ran).toEqual({ ok: true, value: ['TZ'] });
});

it('comes to an end in the middle of a job', async () => {
  const running = sandbox.run('takeTime', undefined);
  await sandbox.stop();
  expect(await running).toEqual({ ok: false, because: 'failed' });
  expect(await sandbox.run('echo', 1)).toEqual({ ok: false, because: 'failed' });
});
