import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createMovableClock } from '../../../src/clock.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { SILENT, TOKENS } from '../../simulator/harness.js';
import { citizenId, managerId } from '../people.js';
import { recordCalls } from '../recorded-calls.js';

/** A Telegram of its own, with people in it; the environment says how many, and whether it limits what bots send. */
const { CITIZENS = '0', MANAGERS = '0', IS_LIMITED = '' } = process.env;
const UNLIMITED = { botPerSecond: 1e9, botBurst: 1e9, chatPerSecond: 1e9, chatBurst: 1e9 };
/** Milliseconds for which an idle connection is kept: a call that meets one just being closed would fail. */
const KEPT_MS = 120_000;

const simulator = createSimulator({
  clock: createMovableClock(),
  logger: SILENT,
  bots: {
    citizen: { token: TOKENS.citizen, username: 'citizen_bot', firstName: 'پاسخ ۱۳۷' },
    staff: { token: TOKENS.staff, username: 'staff_bot', firstName: 'کارتابل ۱۳۷' },
  },
  ...(IS_LIMITED === '' ? { limits: UNLIMITED } : {}),
  product: {
    describePeople: async () => new Map(),
    isIdle: () => true,
    isQuiet: async () => true,
    runDue: async () => false,
    requests: async () => [],
  },
});
for (let index = 0; index < Number(CITIZENS); index += 1) {
  const name = `شهروند ${index}`;
  simulator.addPerson({ id: citizenId(index), name, languageCode: 'fa', bot: 'citizen', started: true });
}
for (let index = 0; index < Number(MANAGERS); index += 1) {
  simulator.addPerson({ id: managerId(index), name: `مدیر ${index}`, bot: 'staff', started: true });
}
await simulator.start();

const { record, router } = recordCalls();
const server = createServer(express().use(record).use(router).use(simulator.router));
server.keepAliveTimeout = KEPT_MS;
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
// A server that listens on a port has an address with one.
const { port } = server.address() as AddressInfo;
process.stdout.write(`The simulator is ready at http://127.0.0.1:${port}\n`);
