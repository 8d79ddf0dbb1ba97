import { createHash } from 'node:crypto';

/** What came of a call to a provider: its answer, or that it did not reach the provider, or that the answer was lost. */
export type CallResult =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'away' }
  | { readonly kind: 'lost' };

/** Milliseconds after which an answer counts as lost. */
const TIMEOUT_MS = 20_000;
/** Errors with which no call has been made. */
const NOT_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Calls a provider. It never rejects and keeps nothing of an error, since the address of a call may hold the key, and
 * its body a number.
 */
export async function callProvider(url: string, init: RequestInit = {}): Promise<CallResult> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body: unknown = await response.json();
    return { kind: 'answer', status: response.status, body };
  } catch (error) {
    return { kind: isNotConnected(error) ? 'away' : 'lost' };
  }
}

function isNotConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && NOT_CONNECTED.has(cause.code);
}

/** A number as it is dialled in the country: `0915…`; of another country with `00`. */
export function nationalNumber(number: string): string {
  return number.startsWith('+98') ? `0${number.slice(3)}` : `00${number.slice(1)}`;
}

/** The id of an incoming message to which the provider gives none: by who sent what, and when. */
export function idByContent(...[from, text, at]: readonly [string, string, string]): string {
  return createHash('sha256')
    .update(JSON.stringify([from, text, at]))
    .digest('hex')
    .slice(0, 32);
}
