import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Clock } from '../clock.js';
import { type AllowedAddresses, RefusedAddressError } from './allowed-addresses.js';

/** What came of sending a message; nothing of what the receiver says is kept but the status. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter?: string }
  /** `refusedAddress`: it leads inside; `timeout`; else it could not be connected to, or answered no HTTP. */
  | { readonly kind: 'failed'; readonly because: 'refusedAddress' | 'timeout' | 'unreachable' };

/** Sends messages over HTTP. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<Posted>;

/** Standard Webhooks 1.0 recommends 15 to 30 seconds. */
const LIMIT_MS = 20_000;
/** The most of an answer that is read, so that the connection can be used again. */
const MOST_ANSWER_BYTES = 64 * 1024;
const CONNECTIONS_TO_ONE = 16;

/**
 * Posts to addresses that other systems have named: only to those that are allowed, however they were looked up; without
 * following where an answer leads; and for a limited time. Unencrypted only within the city's own networks.
 */
export function createPost(options: {
  readonly addresses: AllowedAddresses;
  readonly machineClock: Pick<Clock, 'sleep'>;
  readonly limitMs?: number;
}): Post & { close(): void } {
  const { addresses, machineClock, limitMs = LIMIT_MS } = options;
  const of = { keepAlive: true, maxSockets: CONNECTIONS_TO_ONE, maxFreeSockets: 4, timeout: 60_000 };
  const [plain, secure] = [new PlainAgent(of), new SecureAgent(of)];

  /** Connects, and waits for the status. */
  function send(url: URL, headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal) {
    const isSecure = url.protocol === 'https:';
    return new Promise<IncomingMessage>((resolve, reject) => {
      const host = url.hostname.replace(/^\[|\]$/g, '');
      // A number is not looked up, so it is looked at here.
      if (isIP(host) !== 0 && !addresses.isAllowed(host)) return reject(new RefusedAddressError());
      const call = (isSecure ? secureRequest : plainRequest)(url, {
        method: 'POST',
        agent: isSecure ? secure : plain,
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Pasokh-137',
        },
        lookup: addresses.lookup,
        signal,
      });
      call.on('response', resolve).on('error', reject);
      call.on('socket', (socket) => {
        const look = () => {
          const remote = socket.remoteAddress ?? '';
          if (!addresses.isAllowed(remote) || (!isSecure && !addresses.isOwn(remote)))
            call.destroy(new RefusedAddressError());
          else call.end(body);
        };
        if (socket.connecting) socket.once('connect', look);
        else look();
      });
    });
  }

  async function post(...[address, headers, body, signal]: Parameters<Post>): Promise<Posted> {
    const ended = new AbortController();
    const slow = new AbortController();
    const either = AbortSignal.any([signal, slow.signal]);
    void machineClock.sleep(limitMs, ended.signal).then(() => ended.signal.aborted || slow.abort());
    try {
      const response = await send(new URL(address), headers, body, either);
      await drain(response);
      const { statusCode: status = 0 } = response;
      const { 'retry-after': retryAfter } = response.headers;
      return { kind: 'answered', status, ...(retryAfter === undefined ? {} : { retryAfter }) };
    } catch (error) {
      if (error instanceof RefusedAddressError) return { kind: 'failed', because: 'refusedAddress' };
      return { kind: 'failed', because: slow.signal.aborted ? 'timeout' : 'unreachable' };
    } finally {
      ended.abort();
    }
  }

  return Object.assign(post, {
    close() {
      plain.destroy();
      secure.destroy();
    },
  });
}

/** Reads an answer to its end without keeping anything; hangs up where it has none. The status has been heard anyway. */
function drain(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  return new Promise((resolve) => {
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_ANSWER_BYTES) response.destroy();
    });
    response.on('error', () => undefined).on('close', resolve);
  });
}
