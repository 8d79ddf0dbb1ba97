import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../src/clock.js';
import { createOrganizationStore } from '../../../src/organization/organization-store.js';
import { type GamDesks, gamDesksAt } from '../../gam/gam-desks.js';
import { runSimulator } from '../../simulator/harness.js';
import { type ApiClient, createApiClient } from '../api-client.js';
import type { Measure } from '../measure.js';
import type { Row } from '../row.js';
import { type CityDatabase, createCity, type Side, startProductSide } from '../sides.js';
import { median, percentile } from '../statistics.js';

const MEASURE = 'gam';
const TOKEN = 'gam-token-for-the-measure-only';
const MOST_MS = 1_000;
const LOOK_EVERY_MS = 10;
const COMES_WITHIN_MS = 60_000;
/** Long enough that nothing of the request before is under way. */
const BETWEEN_MS = 200;

/** A request goes into the simulated Gam and is answered there, while nothing else happens. */
export const gam: Measure = {
  name: MEASURE,
  title: 'a referral comes to a desk in the office automation, and the answer from there back',
  async take({ ground, sizes, say }) {
    const city = await createCity(ground);
    await connectUnits(city);
    const client = await createApiClient(city.database.connection);
    let side: Side | undefined;
    // Gam is told where to wake the program before that has an address.
    const door = await openDoor(() => side?.program().address);
    const positions = city.organization.positions.map(({ code, title }) => ({ code, title: title.fa }));
    const office = await runSimulator({
      gam: { token: TOKEN, callback: `${door.address}/gam/wake`, positions: async () => positions },
    });
    try {
      side = await startProductSide(ground, {
        citizens: 0,
        in: city,
        settings: {
          GAM_URL: `${office.address}/simulator/gam/api/system`,
          GAM_TOKEN: TOKEN,
          RECALL_SECONDS: '0',
        },
      });
      const desks = gamDesksAt(() => office.address);
      const there: number[] = [];
      const back: number[] = [];
      // The first one opens connections, and does not count.
      for (let turn = 0; turn <= sizes.looks; turn += 1) {
        const took = await playOne(side, client, desks, turn);
        if (turn > 0) there.push(took.there);
        if (turn > 0) back.push(took.back);
        await pause(BETWEEN_MS);
      }
      say(`${there.length} requests went there and came back`);
      return [
        rowOf('from the call that registers a request to its letter at the desk', there),
        rowOf('from the answer at the desk to the answered request', back),
      ];
    } finally {
      await side?.close();
      await office.stop();
      await door.close();
      await city.database.drop();
    }
  },
};

/** Every unit has its requests in Gam as well. */
async function connectUnits({ database: { connection } }: CityDatabase): Promise<void> {
  const store = createOrganizationStore({ connection, clock: systemClock, defaultAnswerHours: 72 });
  for (const { code } of (await store.current()).units) await store.setWay(code, 'both');
}

/** Milliseconds until the letter of a request is at its desk, and from the answer there until the request has it. */
async function playOne(side: Side, client: ApiClient, desks: GamDesks, index: number) {
  const requests = `${side.program().address}/api/v1/requests`;
  const registered = performance.now();
  const response = await fetch(requests, {
    method: 'POST',
    headers: { ...client.headers, 'idempotency-key': `gam-${index}` },
    body: client.registration(index),
  });
  if (response.status !== 201) throw new Error(`Registering was answered with ${response.status}.`);
  // The interface answers in this shape, which its tests verify.
  const { code } = (await response.json()) as { readonly code: string };
  const letter = await eventually(async () =>
    (await desks.letters()).find(({ trackingCode }) => trackingCode === code),
  );
  const arrived = performance.now();
  const answer = { kind: 'answer', outcome: 'done', text: 'چاله پر شد و آسفالت شد.' };
  const answered = performance.now();
  const status = await desks.act(letter.id, answer);
  if (status >= 400) throw new Error(`The desk was answered with ${status}.`);
  await eventually(async () => {
    const found = await fetch(`${requests}/${code}`, { headers: client.headers });
    const { status: stands } = (await found.json()) as { readonly status: string };
    return stands === 'answered' ? true : undefined;
  });
  return { there: arrived - registered, back: performance.now() - answered };
}

/** Looks until there is something. */
async function eventually<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  const until = performance.now() + COMES_WITHIN_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error('What was waited for does not come.');
    await pause(LOOK_EVERY_MS);
  }
}

function rowOf(what: string, waits: readonly number[]): Row {
  const p95 = percentile(waits, 0.95);
  return {
    measure: MEASURE,
    what: `${what}, p95 of ${waits.length}`,
    ours: `${Math.round(p95)} ms (median ${Math.round(median(waits))})`,
    goal: `≤ ${MOST_MS} ms`,
    verdict: p95 <= MOST_MS ? 'yes' : 'no',
    note: 'desk',
  };
}

/** A door that leads to an address which is known later. */
async function openDoor(addressOf: () => string | undefined) {
  const server = createServer(async (request, response) => {
    const address = addressOf();
    const { authorization = '' } = request.headers;
    const answer =
      address === undefined
        ? undefined
        : await fetch(`${address}${request.url}`, { method: 'POST', headers: { authorization } }).catch(
            () => undefined,
          );
    response.writeHead(answer?.status ?? 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
