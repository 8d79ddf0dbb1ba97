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
  /** The chat that it is for; absent for what everybody sees. Stands in no log. */
  readonly chatId?: number;
  /** As Telegram answers when it is asked for it. */
  readonly wanted: unknown;
  read(): Promise<unknown>;
  write(): Promise<unknown>;
}

/** What Telegram has not taken of a bot, for as long as anything is left. */
export interface RefusedProfile {
  /** Since when something has been refused without a break, by the keeper's clock. */
  readonly since: Date;
  readonly count: number;
}

/** Keeps what a bot says about itself, to everybody and to single people, as it should be. */
export interface ProfileKeeper {
  /** Looks at every part once and sets those that differ; what Telegram refuses is tried again later. */
  start(): Promise<void>;
  /** Does the same for one part more, in the place of an earlier one of its name and chat. */
  keep(part: ProfilePart): Promise<void>;
  stop(): Promise<void>;
}

export interface ProfileKeeperOptions {
  readonly bot: BotKey;
  readonly parts: readonly ProfilePart[];
  /** Hears after each attempt what is still refused, and once that nothing is; it may fail. */
  readonly onRefused: (refused: RefusedProfile | undefined) => Promise<void>;
  /** The machine's clock. */
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Telegram limits these calls more than others, and nobody waits for them. */
const BACKOFF: Backoff = { firstMs: 60_000, longestMs: 6 * 3_600_000 };
/** Whoever cannot be reached needs no menu. */
const NOBODY_THERE: ReadonlySet<string> = new Set(['blocked', 'deactivated', 'unreachable']);

/**
 * A keeper of these parts. Each is asked for and set by itself, so that one refusal leaves none of the others
 * unset, and a start that changes nothing only asks.
 */
export function createProfileKeeper(options: ProfileKeeperOptions): ProfileKeeper {
  const { bot, parts, onRefused, clock, logger } = options;
  const stopping = new AbortController();
  /** What is still to be set, by its name and chat. */
  const left = new Map<string, ProfilePart>();
  let refusedSince: Date | undefined;
  let retrying: Promise<unknown> | undefined;

  async function set(part: ProfilePart): Promise<void> {
    try {
      if (!isDeepStrictEqual(await part.read(), part.wanted)) await part.write();
    } catch (error) {
      const { kind } = classifyFailure(error);
      logger.warn({ event: 'profileNotSet', bot, part: part.name, kind });
      if (!NOBODY_THERE.has(kind)) return;
    }
    // While it was being set, another may have come in its place.
    if (left.get(keyOf(part)) === part) left.delete(keyOf(part));
  }

  /** Goes through what is left once, and throws if anything is left then. */
  async function goThrough(): Promise<void> {
    for (const part of [...left.values()]) {
      if (stopping.signal.aborted) return;
      await set(part);
    }
    await tell();
    if (left.size > 0) throw new Error('Not everything was set.');
  }

  async function tell(): Promise<void> {
    const wasRefused = refusedSince !== undefined;
    refusedSince = left.size === 0 ? undefined : (refusedSince ?? clock.now());
    if (refusedSince === undefined && !wasRefused) return;
    const refused = refusedSince && { since: refusedSince, count: left.size };
    await onRefused(refused).catch((error: unknown) => {
      logger.warn({ event: 'profileRefusalNotNoted', bot, error });
    });
  }

  async function begin(wanted: readonly ProfilePart[]): Promise<void> {
    for (const part of wanted) left.set(keyOf(part), part);
    for (const part of wanted) if (!stopping.signal.aborted) await set(part);
    if (left.size === 0 || retrying !== undefined) return;
    await tell();
    retrying = retryWithBackoff({
      attempt: goThrough,
      backoff: BACKOFF,
      failures: 1,
      onFailure: () => undefined,
      clock,
      signal: stopping.signal,
    }).finally(() => {
      retrying = undefined;
    });
  }

  return {
    async start() {
      // What the program before this one noted is over.
      await onRefused(undefined).catch(() => undefined);
      await begin(parts);
    },
    keep: (part) => begin([part]),
    async stop() {
      stopping.abort();
      await retrying;
    },
  };
}

function keyOf({ name, chatId }: ProfilePart): string {
  return chatId === undefined ? name : `${name} of ${chatId}`;
}
