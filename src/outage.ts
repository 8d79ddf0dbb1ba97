import { GrammyError, HttpError } from 'grammy';
import mongoose from 'mongoose';
import { TelegramError } from 'telegraf';
import { FilesNotReady } from './attachments/files-not-ready.js';
import { classifyFailure } from './telegram/errors.js';
import { LostCall } from './telegram/lost-call.js';

const DATABASE_AWAY = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  // Its connections were closed under it, and the session that the driver gave it with them.
  'MongoExpiredSessionError',
  'MongoWaitQueueTimeoutError',
]);
/**
 * Error codes of a server that is shutting down, stepping down, without a primary, isolated from the others,
 * or overloaded (error_codes.yml). Not every server and command adds the label of a retryable write.
 */
const PASSING_CODES: ReadonlySet<unknown> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10058, // LegacyNotPrimary
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
  16500, // RequestRateTooLarge, of services with a MongoDB's interface
  43, // CursorNotFound: its connection was closed in the middle of a list
]);
/**
 * Codes of Node for a connection that is gone or cannot be made. The driver passes some of them on as they are: a
 * command on a connection that the server has just ended fails with the error of the socket.
 */
const CONNECTION_GONE: ReadonlySet<unknown> = new Set([
  'EPIPE',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);
const TELEGRAM_AWAY = new Set(['wait', 'retry', 'fileUnavailable', 'ambiguous', 'unauthorized']);

/**
 * True for an error that says that Telegram or the database is unavailable: it passes by itself, and what
 * failed because of it should be retried for as long as it lasts. Errors of our own never count as an outage.
 */
export function isOutage(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if (isDatabaseAway(current) || current instanceof FilesNotReady) return true;
    if (current instanceof GrammyError || current instanceof TelegramError) {
      return TELEGRAM_AWAY.has(classifyFailure(current).kind);
    }
    if (isNetworkGone(current)) return true;
    current = wrappedIn(current);
  }
  return false;
}

/** The error that another one wraps. */
function wrappedIn(error: Error): unknown {
  // A write of several documents that the network interrupted has the reason where a server's answer would be.
  if (error instanceof mongoose.mongo.MongoBulkWriteError && error.errorResponse instanceof Error) {
    return error.errorResponse;
  }
  // grammY's BotError has it in `error`, others in `cause`.
  return 'error' in error ? error.error : error.cause;
}

function isNetworkGone(error: Error): boolean {
  if (error instanceof LostCall || error instanceof HttpError || error.name === 'FetchError') return true;
  // An upload that took too long: the client of the staff bot ends it, and throws it without a wrapper.
  if (error.name === 'AbortError' && 'type' in error && error.type === 'aborted') return true;
  return 'code' in error && CONNECTION_GONE.has(error.code);
}

function isDatabaseAway(error: Error): boolean {
  if (DATABASE_AWAY.has(error.name) || error instanceof mongoose.mongo.MongoNetworkError) return true;
  if (!(error instanceof mongoose.mongo.MongoError)) return false;
  return error.hasErrorLabel('RetryableWriteError') || codesOf(error).some((code) => PASSING_CODES.has(code));
}

/** All error codes that an error contains, even if one of several failed writes names another one first. */
function codesOf(error: mongoose.mongo.MongoError): readonly unknown[] {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return [error.code];
  const concern = error.result.getWriteConcernError();
  return [error.code, concern?.code, ...[error.writeErrors].flat().map(({ code }) => code)];
}
