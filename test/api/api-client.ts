import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Client } from '../../src/clients/client.js';
import { createClientStore } from '../../src/clients/client-store.js';

/** What the interface answered. */
interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A system with a key. */
export interface ApiClient {
  readonly id: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  get(path: string): Promise<ApiAnswer>;
  /** Posts JSON, under a new idempotency key where none is given. */
  post(
    path: string,
    body: unknown,
    options?: { readonly key?: string; readonly ifMatch?: string; readonly language?: string },
  ): Promise<ApiAnswer>;
  /** Sends the bytes of a file. */
  send(path: string, bytes: Buffer): Promise<ApiAnswer>;
}

/** Makes a client of a city. */
export type MakeClient = (facts: Pick<Client, 'scopes'> & Partial<Client>) => Promise<ApiClient>;

/** Makes clients directly in the database of a city, each with a key. */
export function createApiClients(city: {
  readonly url: string;
  readonly connection: Connection;
}): MakeClient {
  const store = createClientStore({ connection: city.connection, random: randomBytes });
  let calls = 0;

  return async (facts) => {
    const { client, key } = await store.create({
      name: 'سجا',
      perMinute: 100_000,
      createdAt: new Date(),
      createdBy: '1',
      ...facts,
    });
    const headers = { authorization: `Bearer ${key}` };

    async function call(path: string, options: RequestInit = {}): Promise<ApiAnswer> {
      const response = await fetch(`${city.url}/api/v1${path}`, {
        ...options,
        headers: { ...headers, ...options.headers },
      });
      const { status } = response;
      return { status, headers: response.headers, body: (await response.json()) as ApiAnswer['body'] };
    }

    function newKey(): string {
      calls += 1;
      return `call-${calls}`;
    }

    return {
      id: client.id,
      key,
      headers,
      get: (path) => call(path),
      post: (path, body, { key: given = newKey(), ifMatch, language } = {}) =>
        call(path, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: {
            'content-type': 'application/json',
            ...(given === '' ? {} : { 'idempotency-key': given }),
            ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
            ...(language === undefined ? {} : { 'accept-language': language }),
          },
        }),
      send: (path, bytes) =>
        call(path, {
          method: 'POST',
          body: new Uint8Array(bytes),
          headers: { 'content-type': 'application/octet-stream', 'idempotency-key': newKey() },
        }),
    };
  };
}
