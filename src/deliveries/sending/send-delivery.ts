import type { SentFiles } from '../../attachments/attachment-service.js';
import type { Clock } from '../../clock.js';
import type { Locale } from '../../config.js';
import type { Logger } from '../../logger.js';
import { isOutage } from '../../outage.js';
import { classifyFailure, type Failure } from '../../telegram/errors.js';
import type { RateLimiter } from '../../telegram/rate-limiter.js';
import type { TrackingCode } from '../../text/tracking-code.js';
import type { Delivery, StoredDelivery } from '../delivery.js';
import type { DeliveryStore, Ending } from '../delivery-store.js';
import type { CardKeeper } from '../planning/card-keeper.js';
import type { AddressBook, Addressee } from './addressee.js';
import type { TellByNumber } from './by-number.js';
import type { Composed, Composer } from './composer.js';
import type { Sendable, Transmit } from './transmitter.js';

/** What an attempt came to. */
type AttemptResult =
  /** The delivery is done with: sent or given up. */
  | { readonly kind: 'ended' }
  /** The person cannot be reached; everything else that was planned for him is given up too. */
  | { readonly kind: 'unreachable' }
  /** It has to be tried again then, and its chat has to wait for it. */
  | { readonly kind: 'later'; readonly retryAt: Date }
  /** This process must not send any more. */
  | { readonly kind: 'stopped' };

/** Tries to send one delivery. */
export type Attempt = (delivery: Delivery) => Promise<AttemptResult>;

export interface AttemptOptions {
  readonly store: DeliveryStore;
  readonly addresses: AddressBook;
  readonly composer: Composer;
  readonly transmit: Transmit;
  /** The way to citizens who have no chat with the bot. */
  readonly tellByNumber: TellByNumber;
  readonly keeper: CardKeeper;
  readonly rateLimiter: RateLimiter;
  /** The city's clock. */
  readonly clock: Clock;
  /** The machine's clock, for waiting for the database. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  readonly processId: string;
  /** False from the moment on at which this process must not send. */
  readonly maySend: () => boolean;
  /** Aborts when no new message may go. */
  readonly stopping: AbortSignal;
  /** Aborts when a message under way is not waited for any more. */
  readonly cutOff: AbortSignal;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** Attempts after which files are given up that are still «temporarily unavailable»; the card says that they are missing. */
const MOST_ATTEMPTS_FOR_FILES = 10;
const UNAUTHORIZED_PAUSE_SECONDS = 60;
/** Milliseconds between the gate and the sending after which a message has to pass the gate once more. */
const LONGEST_WAY_MS = 500;
const DATABASE_PAUSE_MS = 1_000;

const ENDED: AttemptResult = { kind: 'ended' };

/**
 * Makes the attempts of one bot. A delivery is claimed before it is sent and marked afterwards, so that a
 * crash in between is seen and counted.
 */
export function createAttempt(options: AttemptOptions): Attempt {
  const { store, addresses, composer, transmit, keeper, rateLimiter, clock, machineClock, logger } = options;
  let claims = 0;

  /** Does it as soon as the database is there; undefined when it cannot be done, or not before the end. */
  async function insist<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        logger.error({ event: 'deliveryNotNoted', error });
        if (!isOutage(error)) return undefined;
      }
      if (options.stopping.aborted) return undefined;
      await machineClock.sleep(DATABASE_PAUSE_MS, options.stopping);
    }
  }

  /** What is known of a claimed delivery, and the ways in which it goes on. */
  function taken(delivery: StoredDelivery, claim: string) {
    const { _id, attempts, ambiguous, kind } = delivery;
    const about = { request: delivery.code, seq: delivery.seq, bot: delivery.bot, kind };

    async function end(ending: Omit<Ending, 'at'>): Promise<AttemptResult> {
      await insist(() => store.finish(_id, claim, { ...ending, at: clock.now() }));
      return ENDED;
    }

    async function again(afterMs: number, mayBeOut = false): Promise<AttemptResult> {
      const retryAt = new Date(clock.now().getTime() + afterMs);
      await insist(() => store.postpone(_id, claim, retryAt, mayBeOut));
      return { kind: 'later', retryAt };
    }

    const backoff = () => Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);

    async function unreachable(because: 'blocked' | 'deactivated'): Promise<AttemptResult> {
      logger.info({ event: 'unreachable', bot: delivery.bot, because });
      // First of all what he misses by that, so that a crash in between forgets none of it.
      const planned = (await insist(() => store.plannedFor(delivery))) ?? [];
      await insist(() => addresses.noteMissed(delivery, [...codesOf(delivery), ...planned]));
      await insist(() => addresses.markUnreachable(delivery, because));
      await end({ status: 'cancelled', because });
      await insist(() => store.cancelAllOf(delivery, because, clock.now()));
      return { kind: 'unreachable' };
    }

    function filesNotReady(): Promise<AttemptResult> {
      return attempts >= MOST_ATTEMPTS_FOR_FILES
        ? end({ status: 'failed', because: 'fileUnavailable' })
        : again(backoff());
    }

    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the kinds of failures.
    async function failed(failure: Failure, outgoing: Sendable, error: unknown): Promise<AttemptResult> {
      const isEdit = outgoing.kind === 'edit';
      if (failure.kind === 'notModified') return end({ status: 'sent' });
      logger.warn({ event: 'notDelivered', ...about, because: failure.kind, attempts, error });
      switch (failure.kind) {
        case 'wait':
          rateLimiter.pause(failure.seconds);
          return again(failure.seconds * 1000);
        case 'retry':
          return again(backoff());
        case 'fileUnavailable':
          return filesNotReady();
        case 'ambiguous':
          if (isEdit) return again(backoff());
          return ambiguous > 0 ? end({ status: 'unsure' }) : again(backoff(), true);
        case 'blocked':
        case 'deactivated':
          return unreachable(failure.kind);
        case 'unreachable':
          return unreachable('blocked');
        case 'messageGone':
          if (isEdit) await insist(() => keeper.gone(delivery, outgoing.isLive));
          return end({ status: isEdit ? 'cancelled' : 'failed', because: 'messageGone' });
        case 'unauthorized':
          rateLimiter.pause(UNAUTHORIZED_PAUSE_SECONDS);
          return again(UNAUTHORIZED_PAUSE_SECONDS * 1000);
        case 'topicGone':
        case 'markup':
        case 'permanent':
          return end({ status: 'failed', because: failure.kind });
      }
    }

    async function send(chatId: number, { outgoing, lastSeq }: Composed): Promise<AttemptResult> {
      if (outgoing.kind === 'nothing') return end({ status: 'cancelled', because: outgoing.because });
      if (!options.maySend()) {
        await again(0);
        return { kind: 'stopped' };
      }
      let sent: SentFiles;
      try {
        sent = await transmit(chatId, outgoing, options.cutOff);
      } catch (error) {
        return failed(classifyFailure(error), outgoing, error);
      }
      if (sent.kind === 'notYet') {
        logger.warn({ event: 'notDelivered', ...about, because: 'fileUnavailable', attempts });
        return filesNotReady();
      }
      const { messageIds } = sent;
      await insist(() => keeper.sent({ delivery, chatId, messageIds, lastSeq }));
      const [messageId] = messageIds;
      logger.debug({ event: 'delivered', ...about });
      return end({ status: 'sent', ...(messageId === undefined ? {} : { messageId }) });
    }

    async function notComposed(error: unknown): Promise<AttemptResult> {
      logger.error({ event: 'notComposed', ...about, error });
      return isOutage(error) ? again(backoff()) : end({ status: 'failed', because: 'notComposed' });
    }

    return { send, notComposed };
  }

  function nextClaim(bot: Delivery['bot']): string {
    claims += 1;
    return `${options.processId}:${bot}:${claims}`;
  }

  /** Tells it by number. What a stop leaves claimed is found by whoever sends next, and not sent again. */
  async function byNumber(
    delivery: Delivery,
    to: { readonly phone: string; readonly locale: Locale },
  ): Promise<AttemptResult> {
    if (!options.maySend()) return { kind: 'stopped' };
    const claim = nextClaim(delivery.bot);
    const claimed = await insist(() => store.claim(delivery._id, claim));
    if (claimed === undefined) return ENDED;
    const ending = await insist(() => options.tellByNumber(claimed, to));
    if (ending === undefined && !options.maySend()) return { kind: 'stopped' };
    const ended = ending ?? { status: 'failed', because: 'notComposed' };
    await insist(() => store.finish(delivery._id, claim, { ...ended, at: clock.now() }));
    return ENDED;
  }

  /** Tells somebody without a chat by number, or cancels the delivery and remembers what they missed. */
  async function notByChat(
    delivery: Delivery,
    addressee: Extract<Addressee, { canBeReached: false }>,
  ): Promise<AttemptResult> {
    if (addressee.because === 'byNumber') return byNumber(delivery, addressee);
    if (addressee.because === 'blocked' || addressee.because === 'deactivated') {
      await addresses.noteMissed(delivery, codesOf(delivery));
    }
    await store.cancel(delivery._id, addressee.because, clock.now());
    return ENDED;
  }

  return async (delivery) => {
    const addressee = await addresses.find(delivery);
    if (!addressee.canBeReached) return notByChat(delivery, addressee);
    const { chatId, locale } = addressee;
    await rateLimiter.passBulk(chatId, options.stopping);
    const passedAt = clock.now().getTime();
    if (!options.maySend()) return { kind: 'stopped' };
    const claim = nextClaim(delivery.bot);
    const claimed = await insist(() => store.claim(delivery._id, claim));
    if (claimed === undefined) return ENDED;
    const { send, notComposed } = taken(claimed, claim);
    let composed: Composed;
    try {
      composed = await composer.compose(claimed, locale);
    } catch (error) {
      return notComposed(error);
    }
    // What the database has held up here must not go all at once when it goes on.
    if (clock.now().getTime() - passedAt > LONGEST_WAY_MS)
      await rateLimiter.passBulk(chatId, options.stopping);
    return send(chatId, composed);
  };
}

/** The requests of which a delivery tells something new: an edit takes buttons away and tells nothing. */
function codesOf({ kind, code, codes }: Delivery): readonly TrackingCode[] {
  if (kind === 'update') return [];
  return codes ?? (code === undefined ? [] : [code]);
}
