import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiClient } from '../api-client.js';
import { insertCopies, sampleOf } from '../many-requests.js';
import type { Measure } from '../measure.js';
import { memoryOf } from '../memory.js';
import { createCity, startProductSide } from '../sides.js';

const MEASURE = 'webhooks';
const EVENTS = 2_000;
const TAKES_MS = 20;
const LEAST_A_SECOND = 300;
const MOST_GROWTH = 1.1;
const FIRST = 4_000_000;
const LOOK_EVERY_MS = 100;

/** Events that have piled up go to a receiver that takes its time. */
export const webhooks: Measure = {
  name: MEASURE,
  title: 'events go to another system that takes 20 ms to answer',
  async take({ ground, sizes, say }) {
    const count = Math.min(EVENTS, sizes.requests * 2);
    const receiver = await startReceiver();
    const city = await createCity(ground);
    const { connection } = city.database;
    const client = await createApiClient(connection);
    const side = await startProductSide(ground, {
      citizens: 0,
      in: city,
      settings: { WEBHOOK_NETWORKS: '127.0.0.0/8' },
    });
    try {
      const made = await fetch(`${side.program().address}/api/v1/webhooks`, {
        method: 'POST',
        headers: { ...client.headers, 'idempotency-key': randomUUID() },
        body: JSON.stringify({ url: receiver.address }),
      });
      if (made.status !== 201)
        throw new Error(`The address was answered with ${made.status}: ${await made.text()}`);
      const sample = await sampleOf('open', connection, city.organization);
      // Each sample has two events, and was fed as they are copied.
      await insertCopies(connection, sample, { from: FIRST, count: Math.ceil(count / sample.events.length) });
      const before = await memoryOf(side.program().pid);
      const perSecond = await receiver.paceOf(count, LOOK_EVERY_MS);
      const after = await memoryOf(side.program().pid);
      say(`${receiver.heard().length} came`);
      const disordered = receiver.disordered();
      const growth = after / before;
      return [
        {
          measure: MEASURE,
          what: `${count} events to a receiver that answers in ${TAKES_MS} ms`,
          ours: `${Math.round(perSecond)} a second`,
          goal: `≥ ${LEAST_A_SECOND}`,
          verdict: perSecond >= LEAST_A_SECOND ? 'yes' : 'no',
          note: 'sending',
        },
        {
          measure: MEASURE,
          what: 'events of a request that came out of order',
          ours: String(disordered),
          goal: '0',
          verdict: disordered === 0 ? 'yes' : 'no',
          note: 'sending',
        },
        {
          measure: MEASURE,
          what: 'memory of Node meanwhile',
          ours: `${Math.round(after)} MB`,
          against: `before: ${Math.round(before)} MB`,
          ratio: growth.toFixed(2),
          goal: `≤ ${MOST_GROWTH}`,
          verdict: growth <= MOST_GROWTH ? 'yes' : 'no',
          note: 'sending',
        },
      ];
    } finally {
      await side.close();
      await receiver.close();
      await city.database.drop();
    }
  },
};

interface Heard {
  readonly code: string;
  readonly seq: number;
  readonly at: number;
}

/** A receiver that answers after a while. */
async function startReceiver() {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { data } = JSON.parse(body) as { readonly data: { readonly code: string; readonly seq: number } };
      heard.push({ code: data.code, seq: data.seq, at: performance.now() });
      setTimeout(() => response.writeHead(204).end(), TAKES_MS);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/events`,
    heard: () => heard,
    /** Waits until so many have come; resolves to how many came in a second, of the middle of them. */
    async paceOf(count: number, everyMs: number): Promise<number> {
      while (heard.length < count) await new Promise((resolve) => setTimeout(resolve, everyMs));
      const [from, to] = [Math.floor(count * 0.1), Math.floor(count * 0.9)];
      const [first, last] = [heard[from]?.at ?? 0, heard[to]?.at ?? 0];
      return ((to - from) / (last - first)) * 1_000;
    },
    /** Events that came after a later one of the same request. */
    disordered(): number {
      const newest = new Map<string, number>();
      return heard.filter(({ code, seq }) => {
        const before = newest.get(code) ?? 0;
        newest.set(code, Math.max(before, seq));
        return seq < before;
      }).length;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
