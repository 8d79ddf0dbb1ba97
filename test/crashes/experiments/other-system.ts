import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection } from 'mongoose';
import { createClientStore } from '../../../src/clients/client-store.js';
import { createConsumerStore } from '../../../src/feed/consumer-store.js';
import { isPublished } from '../../../src/feed/published-events.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { createEndpointStore } from '../../../src/webhooks/endpoint-store.js';
import { drawSecret } from '../../../src/webhooks/signature.js';

/** Another system that is told of every event from the beginning on, and is always there. */
export interface OtherSystem {
  /** What it has been told of: code and number within the request, in the order in which it heard, repetitions too. */
  readonly heard: readonly { readonly code: string; readonly seq: number }[];
  close(): Promise<void>;
}

/** Its address among the consumers of the feed. */
const ENDPOINT = 'ep_experiment';
const CONSUMER = `webhook:${ENDPOINT}`;

/** Opens the system, with a key and an address of its own in a new database. */
export async function openOtherSystem(connection: Connection, now: Date): Promise<OtherSystem> {
  const heard: { code: string; seq: number }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { code, seq } = JSON.parse(body).data;
    heard.push({ code, seq });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { client } = await createClientStore({ connection, random: randomBytes }).create({
    name: 'سامانه آزمایش',
    scopes: ['webhooks'],
    perMinute: 1,
    createdAt: now,
    createdBy: 'experiment',
  });
  await createEndpointStore(connection).insert({
    id: ENDPOINT,
    client: client.id,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    secrets: [{ secret: drawSecret(randomBytes) }],
    createdAt: now,
    rev: 1,
  });
  await createConsumerStore(connection).open(CONSUMER, 0);
  return {
    heard,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An event of a request, by code and number. */
interface Happened {
  readonly code: string;
  readonly events: readonly RequestEvent[];
}

/** What is wrong with the feed: gaps in its numbers, events that are not in it once, or not in their order. */
export async function brokenFeed(
  connection: Connection,
  all: readonly Happened[],
): Promise<readonly string[]> {
  const entries = await connection.collection('feed').find().sort({ _id: 1 }).toArray();
  const numbers = entries.map(({ _id }) => Number(_id));
  const gaps = numbers.filter((number, index) => index > 0 && number !== (numbers[index - 1] ?? 0) + 1);
  const fed = new Map<string, number[]>();
  for (const { code, seq } of entries) fed.set(code, [...(fed.get(code) ?? []), Number(seq)]);
  return [
    ...gaps.map((number) => `the feed has a gap before ${number}`),
    ...all.flatMap(({ code, events }) => {
      const expected = events.map(({ seq }) => seq).join();
      const found = (fed.get(code) ?? []).join();
      return expected === found ? [] : [`${code}: its events are ${expected}, the feed has ${found}`];
    }),
  ];
}

/** Events that the other system has not heard of, or first heard of after a later one of the same request. */
export function notHeard(heard: OtherSystem['heard'], all: readonly Happened[]): readonly string[] {
  const first = new Map<string, number[]>();
  for (const { code, seq } of heard) {
    const known = first.get(code) ?? [];
    if (!known.includes(seq)) first.set(code, [...known, seq]);
  }
  return all.flatMap(({ code, events }) => {
    const expected = events
      .filter(({ type }) => isPublished(type))
      .map(({ seq }) => seq)
      .join();
    const found = (first.get(code) ?? []).join();
    return expected === found
      ? []
      : [`${code}: the other system was to hear ${expected}, and heard ${found}`];
  });
}
