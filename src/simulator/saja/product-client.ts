import type { SajaFaults } from './faults.js';

/** What a call to the product came to. */
type Answered =
  | { readonly ok: true; readonly body: unknown }
  /** Refused: repeating it comes to the same. `body` is the problem (RFC 9457). */
  | { readonly ok: false; readonly status: number; readonly body: unknown };

/** Calls the public interface of the product, as any other system does. */
export interface ProductClient {
  /** Every call rejects where it came to nothing and has to be repeated. */
  get(path: string): Promise<Answered>;
  /** A call with its key stays one act, however often it is made. */
  post(path: string, body: object | undefined, key: string): Promise<Answered>;
  remove(path: string): Promise<Answered>;
}

/** A call that has to be repeated, after that many milliseconds at least. */
export class NotAnsweredError extends Error {
  constructor(readonly pauseMs: number = 0) {
    super('The call came to nothing and has to be repeated.');
    this.name = 'NotAnsweredError';
  }
}

const TIMEOUT_MS = 30_000;

/** A client for the interface at an address, such as `http://127.0.0.1:3137/api/v1`. */
export function createProductClient(options: {
  readonly url: string;
  readonly key: () => string;
  readonly faults: SajaFaults;
  readonly signal: AbortSignal;
}): ProductClient {
  const { url, key, faults, signal } = options;
  /** Calls of which an answer was lost, which happens to each once. */
  const lost = new Set<string>();

  async function send(
    method: string,
    path: string,
    body?: object,
    idempotencyKey?: string,
  ): Promise<Answered> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key()}`,
        'accept-language': 'fa',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await response.text();
    const { status } = response;
    if (status === 429 || status >= 500) {
      throw new NotAnsweredError(Number(response.headers.get('retry-after') ?? 0) * 1_000);
    }
    const read: unknown = text === '' ? {} : JSON.parse(text);
    return response.ok ? { ok: true, body: read } : { ok: false, status, body: read };
  }

  return {
    get: (path) => send('GET', path),
    remove: (path) => send('DELETE', path),
    async post(path, body, idempotencyKey) {
      if (faults.isOn('twice')) await send('POST', path, body, idempotencyKey);
      const answered = await send('POST', path, body, idempotencyKey);
      if (!lost.has(idempotencyKey) && faults.happens('lostAnswer')) {
        lost.add(idempotencyKey);
        throw new NotAnsweredError();
      }
      return answered;
    },
  };
}
