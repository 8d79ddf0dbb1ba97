import type { ApiResponse } from 'grammy/types';
import { Pool } from 'undici';
import { GatewayPage, LostCall } from './lost-call.js';

/** Makes calls of the Bot API for one bot, over connections that are kept open and bounded in number. */
export interface BotApiCalls {
  /**
   * Calls a method with parameters that contain no file; resolves to what the server answers, a refusal too. Rejects
   * with a `LostCall` where it does not answer in time, or `signal` aborts.
   */
  call(method: string, parameters: object, signal?: AbortSignal): Promise<ApiResponse<unknown>>;
}

/** The most calls of one client under way at once; more of them wait for a free connection. */
const MOST_CONNECTIONS = 64;
/**
 * Milliseconds for which an unused connection is kept, unless the server names a time of its own: shorter than servers
 * keep theirs, so that none ends just as a call is made on it.
 */
const KEPT_OPEN_MS = 30_000;
const JSON_TYPE = 'application/json';

/** The calls of the bot with this token. `apiRoot` has no slash at its end; a name and password in it are sent along. */
export function createBotApiCalls(options: {
  readonly token: string;
  readonly apiRoot: string;
  /** Seconds after which a call without an answer counts as lost. */
  readonly timeoutSeconds: number;
}): BotApiCalls {
  const { token, timeoutSeconds } = options;
  const { origin, pathname, username, password } = new URL(options.apiRoot);
  const pool = new Pool(origin, { connections: MOST_CONNECTIONS, keepAliveTimeout: KEPT_OPEN_MS });
  const path = `${pathname === '/' ? '' : pathname}/bot${token}/`;
  const headers = {
    'content-type': JSON_TYPE,
    ...(username === '' ? {} : { authorization: basicAuthorization(username, password) }),
  };

  async function post(
    method: string,
    parameters: object,
    signal: AbortSignal,
  ): Promise<ApiResponse<unknown>> {
    const { statusCode, body } = await pool.request({
      path: path + method,
      method: 'POST',
      headers,
      body: JSON.stringify(parameters),
      signal,
    });
    return asAnswer(parse(await body.text(), statusCode));
  }

  return {
    async call(method, parameters, signal) {
      const ending = new AbortController();
      const abort = () => ending.abort(signal?.reason);
      const timer = setTimeout(() => ending.abort(new TookTooLong(timeoutSeconds)), timeoutSeconds * 1000);
      if (signal?.aborted === true) abort();
      signal?.addEventListener('abort', abort);
      try {
        return await post(method, parameters, ending.signal);
      } catch (error) {
        throw new LostCall(method, error);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      }
    },
  };
}

class TookTooLong extends Error {
  constructor(seconds: number) {
    super(`There was no answer within ${seconds} seconds.`);
  }
}

function basicAuthorization(username: string, password: string): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** The value of a body; its own words stand in no error, since they may be those of people. */
function parse(body: string, status: number): unknown {
  try {
    return JSON.parse(body);
  } catch {
    const start = body.trimStart();
    if (start !== '' && !start.startsWith('{')) throw new GatewayPage(status);
    throw new Error('The answer ended too early.');
  }
}

/** A value as an answer of the Bot API; throws for anything else that is JSON. */
function asAnswer(value: unknown): ApiResponse<unknown> {
  if (typeof value === 'object' && value !== null && 'ok' in value) {
    if (value.ok === true && 'result' in value) return { ok: true, result: value.result };
    if (value.ok === false && 'error_code' in value && typeof value.error_code === 'number') {
      // The Bot API has a description in every refusal.
      return value as ApiResponse<unknown>;
    }
  }
  throw new Error('The answer is none of the Bot API.');
}
