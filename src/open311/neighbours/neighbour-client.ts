import { z } from 'zod';
import type { Neighbour } from './neighbour.js';

/** What a call came to. */
export type Called<Value> =
  | { readonly ok: true; readonly value: Value }
  /** `away`: it did nothing; `refused`: it does not want this; `unclear`: it may have done it, or not. */
  | { readonly ok: false; readonly kind: 'away' | 'refused' | 'unclear'; readonly because: string };

const text = z.string();
const idSchema = z.union([text.min(1).max(200), z.number()]).transform(String);
const degrees = z
  .union([z.number(), text.regex(/^[+-]?\d+(\.\d+)?$/).transform(Number)])
  .nullish()
  .catch(null);
const words = text.max(20_000).nullish().catch(null);

/** A request of a neighbour, as far as it is of use here; what is wrong with a field makes it empty. */
const theirRequestSchema = z.object({
  service_request_id: idSchema,
  status: text.max(40),
  status_notes: words,
  service_code: idSchema,
  service_name: words,
  description: words,
  address: words,
  lat: degrees,
  long: degrees,
});
export type TheirRequest = z.output<typeof theirRequestSchema>;

/** The calls of GeoReport v2 to another server. None throws: what fails is a value. */
export interface NeighbourClient {
  /** Files a request; `key` names the call. Resolves to the id it has there. */
  file(form: URLSearchParams, key: string): Promise<Called<string>>;
  /** Tells what has become of a request, by the extension `servicerequestupdates`. */
  report(form: URLSearchParams): Promise<Called<undefined>>;
  /** A page of requests; entries that cannot be read are left out, and counted. */
  list(
    query: URLSearchParams,
  ): Promise<Called<{ readonly requests: readonly TheirRequest[]; readonly unreadable: number }>>;
}

/** Milliseconds that a neighbour has to answer, and the most bytes of an answer. */
const PATIENCE_MS = 15_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** The client of one neighbour. */
export function createNeighbourClient(
  { address, apiKey = '' }: Pick<Neighbour, 'address' | 'apiKey'>,
  patienceMs = PATIENCE_MS,
): NeighbourClient {
  async function call(path: string, options: RequestInit): Promise<Called<readonly unknown[]>> {
    let response: Response;
    let body: string;
    try {
      response = await fetch(`${address}/${path}`, {
        ...options,
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      });
      body = await readBody(response);
    } catch (error) {
      return { ok: false, ...failureOf(error) };
    }
    if (response.status === 429 || response.status === 503) {
      return { ok: false, kind: 'away', because: `status${response.status}` };
    }
    if (response.status >= 400 && response.status < 500) {
      return { ok: false, kind: 'refused', because: `status${response.status}` };
    }
    if (!response.ok) return { ok: false, kind: 'unclear', because: `status${response.status}` };
    const list = listIn(body);
    return list === undefined
      ? { ok: false, kind: 'unclear', because: 'garbage' }
      : { ok: true, value: list };
  }

  const post = (path: string, form: URLSearchParams, headers: Readonly<Record<string, string>> = {}) =>
    call(path, {
      method: 'POST',
      body: new URLSearchParams([...form, ['api_key', apiKey]]).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
    });

  return {
    async report(form) {
      const called = await post('servicerequestupdates.json', form);
      return called.ok ? { ok: true, value: undefined } : called;
    },

    async file(form, key) {
      const called = await post('requests.json', form, { 'idempotency-key': key });
      if (!called.ok) return called;
      const filed = z.object({ service_request_id: idSchema }).safeParse(called.value[0]);
      return filed.success
        ? { ok: true, value: filed.data.service_request_id }
        : { ok: false, kind: 'unclear', because: 'noId' };
    },

    async list(query) {
      const called = await call(`requests.json?${query}`, {});
      if (!called.ok) return called;
      const read = called.value.map((entry) => theirRequestSchema.safeParse(entry));
      const requests = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
      return { ok: true, value: { requests, unreadable: read.length - requests.length } };
    },
  };
}

/** Reads a body up to the most that is taken. */
async function readBody(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > MOST_BYTES) throw new Error('too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Where nobody listens nothing was done; whatever else went wrong may have gone wrong afterwards. */
function failureOf(error: unknown): { readonly kind: 'away' | 'unclear'; readonly because: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  const code = cause !== undefined && 'code' in cause ? String(cause.code) : '';
  return NOBODY_THERE.has(code) ? { kind: 'away', because: code } : { kind: 'unclear', because: 'noAnswer' };
}

const NOBODY_THERE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

function listIn(body: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
