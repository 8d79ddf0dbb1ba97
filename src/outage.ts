import { GrammyError, HttpError } from 'grammy';
import mongoose from 'mongoose';
import { TelegramError } from 'telegraf';
import { FilesNotReady } from './attachments/files-not-ready.js';
import { classifyFailure } from './telegram/errors.js';

const DATABASE_AWAY = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedError',
  'PoolClosedError',
]);
const TELEGRAM_AWAY = new Set(['wait', 'retry', 'fileUnavailable', 'ambiguous', 'unauthorized']);

/**
 * True for an error that says that Telegram or the database is away: it passes by itself, and what failed
 * because of it is worth trying again for as long as it lasts. Errors of our own never count as one.
 */
export function isOutage(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if (isDatabaseAway(current) || current instanceof FilesNotReady) return true;
    if (current instanceof GrammyError || current instanceof TelegramError) {
      return TELEGRAM_AWAY.has(classifyFailure(current).kind);
    }
    if (current instanceof HttpError || current.name === 'FetchError') return true;
    // What a library wraps: grammY's BotError in `error`, others in `cause`.
    current = 'error' in current ? current.error : current.cause;
  }
  return false;
}

function isDatabaseAway(error: Error): boolean {
  if (DATABASE_AWAY.has(error.name) || error instanceof mongoose.mongo.MongoNetworkError) return true;
  // The label is on errors of a server that steps down or shuts down.
  return error instanceof mongoose.mongo.MongoError && error.hasErrorLabel('RetryableWriteError');
}
