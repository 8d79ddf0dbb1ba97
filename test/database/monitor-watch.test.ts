import { EventEmitter } from 'node:events';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import { watchMonitor } from '../../src/database/monitor-watch.js';
import { eventually } from '../support/eventually.js';
import { SILENT } from './support.js';

const LOOK_MS = 5_000;
const SERVER = { connectionId: '127.0.0.1:27017' };

let clock: MovableClock;
let looks: number;
let done: string[];
let isAway: boolean;
let client: ReturnType<typeof createClient>;
let endWatch: () => Promise<void>;

/** A client as the driver's, which notes how it is closed and connected. */
function createClient() {
  return Object.assign(new EventEmitter(), {
    async close() {
      done.push('close');
    },
    async connect() {
      done.push('connect');
      if (isAway) throw new Error('The database is away.');
    },
  });
}

beforeEach(() => {
  clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  looks = 0;
  done = [];
  isAway = false;
  client = createClient();
  const counting = {
    now: clock.now,
    sleep(ms: number, signal?: AbortSignal) {
      looks += 1;
      return clock.sleep(ms, signal);
    },
  };
  endWatch = watchMonitor(client, { clock: counting, logger: SILENT });
});
afterEach(() => endWatch());

async function look(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const before = looks;
    clock.advance(LOOK_MS);
    await eventually(() => looks > before);
  }
}

it.each(['serverHeartbeatSucceeded', 'serverHeartbeatFailed'])(
  'leaves a monitor alone whose questions end (%s)',
  async (end) => {
    for (let question = 0; question < 6; question += 1) {
      client.emit('serverHeartbeatStarted', SERVER);
      await look(1);
      client.emit(end, SERVER);
    }
    expect(done).toEqual([]);
  },
);

it('sets up anew, once, a monitor whose question has no end', async () => {
  client.emit('serverHeartbeatStarted', SERVER);
  await look(3);
  expect(done).toEqual([]);
  await look(1);
  expect(done).toEqual(['close', 'connect']);
  await look(8);
  expect(done).toEqual(['close', 'connect']);
});

it('tries to connect until the database is there', async () => {
  isAway = true;
  client.emit('serverHeartbeatStarted', SERVER);
  await look(6);
  isAway = false;
  await look(3);
  expect(done).toEqual(['close', 'connect', 'connect', 'connect', 'connect']);
});

it('takes no jump of the clock for a question without an end', async () => {
  client.emit('serverHeartbeatStarted', SERVER);
  clock.advance(3_600_000);
  await eventually(() => looks > 1);
  expect(done).toEqual([]);
});
