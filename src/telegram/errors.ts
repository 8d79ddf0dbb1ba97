import { GatewayPage } from './lost-call.js';

/** Why a call of the Bot API failed, distinguished by what to do about it. */
export type Failure =
  /** Too many calls: nothing was done, and the whole bot has to wait this many seconds. */
  | { readonly kind: 'wait'; readonly seconds: number }
  | {
      readonly kind: /** The person blocked the bot. */
        | 'blocked'
        /** The person's account is gone. */
        | 'deactivated'
        /** The bot cannot write to this person, who never started it, or does not know the chat. */
        | 'unreachable'
        /** The message is already as it should be: success. */
        | 'notModified'
        /** The message to be changed does not exist, or can no longer be changed. */
        | 'messageGone'
        /** The topic of the chat is not there any more. */
        | 'topicGone'
        /** Telegram could not read our HTML. */
        | 'markup'
        /** It will never succeed, and the fault is ours. */
        | 'permanent'
        /** It was not done, and may succeed later. */
        | 'retry'
        /** Telegram does not have the file now, or never had it under that id: it may succeed later. */
        | 'fileUnavailable'
        /** The answer got lost: the call may have succeeded. */
        | 'ambiguous'
        /** The token is wrong: no call of this bot will succeed. */
        | 'unauthorized';
    };

/** Errors of the machine that occur before the call has left it. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EMFILE',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Errors of a certificate or a handshake, which also occur before the call has left the machine. */
const NO_SECURE_CONNECTION = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

/** Parts of descriptions and their meaning; the first match decides (Bot API server, error texts). */
const DESCRIPTIONS: readonly (readonly [RegExp, Exclude<Failure['kind'], 'wait'>])[] = [
  [/message is not modified/, 'notModified'],
  [/message to edit not found|message can't be edited|message_id_invalid/, 'messageGone'],
  // The message to be edited is a photo or a file, not a text.
  [/there is no text in the message to edit/, 'messageGone'],
  [/message to delete not found|message can't be deleted/, 'messageGone'],
  [/message thread not found|topic_deleted|topic_closed/, 'topicGone'],
  [/can't parse entities/, 'markup'],
  [/blocked by the user|user_is_blocked/, 'blocked'],
  [/user is deactivated|input_user_deactivated/, 'deactivated'],
  [/chat not found|peer_id_invalid|can't initiate conversation|user not found/, 'unreachable'],
  [/bot was kicked|not a member|chat was deleted|chat_write_forbidden|no rights to send/, 'unreachable'],
  [/temporarily unavailable/, 'fileUnavailable'],
];

/**
 * The meaning of an error of a call, whichever library threw it. Descriptions are matched by parts, since the
 * server varies case and prefixes.
 */
export function classifyFailure(error: unknown): Failure {
  const answer = answerIn(error);
  return answer === undefined ? classifyLost(error) : classifyAnswer(answer);
}

interface ErrorAnswer {
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number };
}

function classifyAnswer({ error_code: code, description, parameters }: ErrorAnswer): Failure {
  if (code === 429) return { kind: 'wait', seconds: parameters?.retry_after ?? 1 };
  if (isUnauthorized(code, description)) return { kind: 'unauthorized' };
  if (code >= 500) return { kind: 'retry' };
  const words = description.toLowerCase();
  const found = DESCRIPTIONS.find(([pattern]) => pattern.test(words));
  if (found !== undefined) return { kind: found[1] };
  if (code === 403) return { kind: 'unreachable' };
  if (code === 409) return { kind: 'retry' };
  return { kind: 'permanent' };
}

/** A server answers 401 for an unknown token, 404 for a malformed one, and 421 if it serves other bots. */
function isUnauthorized(code: number, description: string): boolean {
  return code === 401 || code === 421 || (code === 404 && !/method not found/i.test(description));
}

/** An error without an answer of the Bot API: a network error, or a page that a gateway sent instead. */
function classifyLost(error: unknown): Failure {
  for (const cause of causes(error)) {
    if (wasNotDone(cause)) return { kind: 'retry' };
  }
  return { kind: 'ambiguous' };
}

/** True for an error that says that the call did not reach the server. */
function wasNotDone(cause: Error): boolean {
  const code = 'code' in cause ? cause.code : undefined;
  if (typeof code === 'string' && (BEFORE_SENDING.has(code) || NO_SECURE_CONNECTION.test(code))) return true;
  if (/before secure TLS connection was established/.test(cause.message)) return true;
  if (code === 'ETIMEDOUT' && !/\bread\b/.test(cause.message)) return true;
  // An HTML page comes from a gateway that could not reach the server; a truncated body comes from the
  // server. An upload says it in words of its library.
  return cause instanceof GatewayPage || /unexpected token/i.test(cause.message);
}

/** The error itself and what it wraps: grammY's `error`, the standard `cause`. */
function* causes(error: unknown): Generator<Error> {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    yield current;
    current = 'error' in current ? current.error : current.cause;
  }
}

/** The answer of the Bot API in an error of grammY (its own fields) or of Telegraf (`response`). */
function answerIn(error: unknown): ErrorAnswer | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const candidate: unknown = 'response' in error ? error.response : error;
  if (typeof candidate !== 'object' || candidate === null || !('error_code' in candidate)) return undefined;
  const { error_code: code } = candidate;
  if (typeof code !== 'number') return undefined;
  const description = 'description' in candidate ? String(candidate.description) : '';
  const seconds = retryAfterIn(candidate);
  return {
    error_code: code,
    description,
    ...(seconds === undefined ? {} : { parameters: { retry_after: seconds } }),
  };
}

function retryAfterIn(answer: object): number | undefined {
  if (!('parameters' in answer) || typeof answer.parameters !== 'object' || answer.parameters === null) {
    return undefined;
  }
  const { parameters } = answer;
  return 'retry_after' in parameters && typeof parameters.retry_after === 'number'
    ? parameters.retry_after
    : undefined;
}
