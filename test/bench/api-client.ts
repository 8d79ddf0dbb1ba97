import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { createClientStore } from '../../src/clients/client-store.js';
import { wishOf } from './filing-words.js';

/** Another system that calls `/api/v1`, as fast as it can. */
export interface ApiClient {
  readonly headers: Readonly<Record<string, string>>;
  /** The body that registers the request with a number. */
  registration(index: number): string;
}

/** A key that may do what is measured, in the database of a city. */
export async function createApiClient(connection: Connection): Promise<ApiClient> {
  const { key } = await createClientStore({ connection, random: randomBytes }).create({
    name: 'سامانه ثبت',
    scopes: ['requests:read', 'requests:write', 'events:read', 'webhooks'],
    perMinute: 1_000_000,
    createdAt: new Date(),
    createdBy: 'bench',
  });
  return {
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    registration: (index) =>
      JSON.stringify({
        text: wishOf(index).words,
        category: 'pothole',
        place: { address: `خیابان امامت ${index}`, district: 'district-9' },
        externalIds: { saja: String(index) },
      }),
  };
}

/** How one turn of calls went. */
export interface Called {
  readonly perSecond: number;
  /** Milliseconds until each answer, in no particular order. */
  readonly waits: readonly number[];
}

/** Makes calls, so many at a time; rejects where one of them does. */
export async function callMany(
  count: number,
  atOnce: number,
  call: (index: number) => Promise<void>,
): Promise<Called> {
  const waits: number[] = [];
  let next = 0;
  const began = performance.now();
  const caller = async () => {
    for (let index = next++; index < count; index = next++) {
      const sent = performance.now();
      await call(index);
      waits.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  return { perSecond: (count / (performance.now() - began)) * 1_000, waits };
}
