import { isDeepStrictEqual } from 'node:util';
import { type Backoff, retryWithBackoff } from '../backoff.js';
import type { BotKey } from '../channel/bot.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { classifyFailure } from './errors.js';

/** One thing that a bot says about itself, such as its description in one language. */
export interface ProfilePart {
  /** What it is, for the log. */
  readonly name: string;
  /** As Telegram answers when it is asked for it. */
  readonly wanted: unknown;
  read(): Promise<unknown>;
  write(): Promise<unknown>;
}

/** Keeps what a bot says about itself as it should be. */
export interface ProfileKeeper {
  /** Looks at every part once and sets those that differ; what Telegram refuses is tried again later. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Telegram limits these calls more than others, and nobody waits for them. */
const BACKOFF: Backoff = { firstMs: 60_000, longestMs: 6 * 3_600_000 };

/**
 * A keeper of these parts. Each is asked for and set by itself, so that one refusal leaves none of the others
 * unset, and a start that changes nothing only asks.
 */
export function createProfileKeeper({
  bot,
  parts,
  clock,
  logger,
}: {
  readonly bot: BotKey;
  readonly parts: readonly ProfilePart[];
  /** The machine's clock. */
  readonly clock: Clock;
  readonly logger: Logger;
}): ProfileKeeper {
  const stopping = new AbortController();
  let retrying: Promise<unknown> = Promise.resolve();
  let left = parts;

  /** Goes through what is left once; throws the last failure if anything is left then. */
  async function goThrough(): Promise<void> {
    const failed: ProfilePart[] = [];
    let failure: unknown;
    for (const part of left) {
      if (stopping.signal.aborted) return;
      try {
        if (!isDeepStrictEqual(await part.read(), part.wanted)) await part.write();
      } catch (error) {
        failed.push(part);
        failure = error;
        logger.warn({ event: 'profileNotSet', bot, part: part.name, kind: classifyFailure(error).kind });
      }
    }
    left = failed;
    if (failed.length > 0) throw failure;
  }

  return {
    async start() {
      try {
        await goThrough();
      } catch {
        retrying = retryWithBackoff({
          attempt: goThrough,
          backoff: BACKOFF,
          failures: 1,
          onFailure: () => undefined,
          clock,
          signal: stopping.signal,
        });
      }
    },
    async stop() {
      stopping.abort();
      await retrying;
    },
  };
}
