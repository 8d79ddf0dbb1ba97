import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import express from 'express';
import { systemClock } from '../../src/clock.js';
import { packageRoot } from '../../src/package-root.js';
import { createSimulatedSms } from '../../src/simulator/sms/index.js';
import { createSmsStore, type StoredSms } from '../../src/sms/message-store.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { close, listen } from '../simulator/harness.js';
import { openTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { seededRandom } from '../support/seeded.js';
import { type Bundle, bundleProgram } from './experiments/bundle.js';

/** How many processes are killed; `KILLS=200` plays the long form. */
const KILLS = Number(process.env['KILLS'] ?? 4);
/** Each life has something new to send, and something to look for of the one before. */
const NEW_EACH_LIFE = 4;
/** After that a message whose answer was lost is looked for. */
const LOOKED_FOR_MS = 31_000;
const KEY = 'key-for-tests-0137';
const NUMBER = '09151234567';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleProgram(join(packageRoot, 'test', 'crashes', 'outbox-process.ts'));
});
afterAll(() => bundle.remove());

it(`loses and doubles no short message in ${KILLS} kills of the process that sends them`, async () => {
  const random = seededRandom();
  const database = await openTestDatabase();
  const store = createSmsStore(database.connection);
  const { router, network, stop } = createSimulatedSms({
    key: KEY,
    folder: undefined,
    clock: systemClock,
    wallClock: systemClock,
  });
  /** Ends the process at a call: before the provider takes it, or before its answer is heard. */
  let endAtCall: { left: number; before: boolean; end: () => void } | undefined;
  const app = express();
  app.use((_request, response, next) => {
    const ending = endAtCall;
    if (ending === undefined) return next();
    ending.left -= 1;
    if (ending.left > 0) return next();
    if (ending.before) return ending.end();
    // What was taken is taken; nobody hears the answer any more.
    response.json = () => {
      ending.end();
      return response;
    };
    next();
  });
  app.use(router);
  const { server, address } = await listen(app);
  let now = new Date('2026-11-24T06:30:00Z');
  const codes: TrackingCode[] = [];

  function startProcess() {
    const parameters = [database.uri, `${address}/kavenegar`, KEY, now.toISOString()];
    const child = spawn(process.execPath, [bundle.path, ...parameters], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    return { ended, kill: () => void child.kill('SIGKILL') };
  }
  const stored = () => database.connection.collection<StoredSms>('shortMessages');
  const waiting = () => stored().countDocuments({ status: { $in: ['waiting', 'sending'] } });

  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (let one = 0; one < NEW_EACH_LIFE; one += 1) {
        const code = createTrackingCode(random);
        codes.push(code);
        const times = { createdAt: now, notBefore: now };
        await store.put({ _id: code, code, seq: 1, citizen: 'phone:137', isUrgent: false, ...times });
      }
      const { ended, kill: end } = startProcess();
      endAtCall = { left: 1 + Math.floor(random() * NEW_EACH_LIFE), before: random() < 0.5, end };
      await ended;
      endAtCall = undefined;
      now = new Date(now.getTime() + LOOKED_FOR_MS);
    }
    const last = startProcess();
    await eventually(async () => (await waiting()) === 0);
    last.kill();
    await last.ended;

    const sent = network.list().map(({ number, text }) => ({ number, text }));
    expect(sent.toSorted((one, other) => one.text.localeCompare(other.text))).toEqual(
      codes.toSorted().map((text) => ({ number: NUMBER, text })),
    );
    expect(await stored().countDocuments({ status: { $in: ['failed', 'unsure'] } })).toBe(0);
  } finally {
    stop();
    server.closeAllConnections();
    await close(server);
    await database.close();
  }
}, 2_400_000);
