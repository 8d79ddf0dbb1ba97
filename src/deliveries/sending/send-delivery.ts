import type { SentFiles } from '../../attachments/attachment-service.js';
import { type Backoff, pauseAfterFailures } from '../../backoff.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import { isOutage } from '../../outage.js';
import { classifyFailure, type Failure } from '../../telegram/errors.js';
import type { RateLimiter } from '../../telegram/rate-limiter.js';
import type { TrackingCode } from '../../text/tracking-code.js';
import type { Delivery, StoredDelivery } from '../delivery.js';
import type { DeliveryStore, Ending, KnownDelivery } from '../delivery-store.js';
import type { CardKeeper } from '../planning/card-keeper.js';
import type { AddressBook, Addressee } from './addressee.js';
import type { TellByNumber } from './by-number.js';
import type { Composed, Composer } from './composer.js';
import type { Sendable, Transmit } from './transmitter.js';

/** The result of an attempt. */
type AttemptResult =
  /** The delivery is finished: sent or given up. */
  | { readonly kind: 'ended' }
  /** The person cannot be reached; everything else planned for them is given up too. */
  | { readonly kind: 'unreachable' }
  /** It has to be retried then, and its chat has to wait for it. */
  | { readonly kind: 'later'; readonly retryAt: Date }
  /** This process may not send any longer. */
  | { readonly kind: 'stopped' };

/** Tries to send one delivery. */
export type Attempt = (delivery: KnownDelivery) => Promise<AttemptResult>;

export interface AttemptOptions {
  readonly store: DeliveryStore;
  readonly addresses: AddressBook;
  readonly composer: Composer;
  readonly transmit: Transmit;
  /** Delivery to citizens who have no chat with the bot. */
  readonly tellByNumber: TellByNumber;
  readonly keeper: CardKeeper;
  readonly rateLimiter: RateLimiter;
  /** The city's clock. */
  readonly clock: Clock;
  /** The machine's clock, for waiting for the database. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  readonly processId: string;
  /** False from the moment at which this process may not send. */
  readonly maySend: () => boolean;
  /** Aborts once no new message may be sent. */
  readonly stopping: AbortSignal;
  /** Aborts once messages under way are no longer waited for. */
  readonly cutOff: AbortSignal;
}

const BACKOFF: Backoff = { firstMs: 1_000, longestMs: 300_000 };
/**
 * Attempts before files that stay «temporarily unavailable» are given up; the card says that they are
 * missing.
 */
const MOST_ATTEMPTS_FOR_FILES = 10;
const UNAUTHORIZED_PAUSE_SECONDS = 60;
/**
 * Milliseconds after passing the rate limiter within which a message must be sent, or it has to pass again.
 */
const LONGEST_WAY_MS = 500;
const DATABASE_PAUSE_MS = 1_000;

const ENDED: AttemptResult = { kind: 'ended' };

/**
 * Makes the attempts of one bot. A delivery is claimed before it is sent and marked afterwards, so that a
 * crash in between is noticed and counted.
 */
export function createAttempt(options: AttemptOptions): Attempt {
  const { store, addresses, composer, transmit, keeper, rateLimiter, clock, machineClock, logger } = options;
  let claims = 0;

  /**
   * Retries until the database is available; undefined if it fails for another reason, or if the process
   * stops first.
   */
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

  /** The ways in which a claimed delivery can go on. */
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

    const backoff = () => pauseAfterFailures(attempts, BACKOFF);

    async function unreachable(because: 'blocked' | 'deactivated'): Promise<AttemptResult> {
      logger.info({ event: 'unreachable', bot: delivery.bot, because });
      // The missed requests are recorded first, so that a crash in between forgets none of them.
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
      const isEdit = outgoing.kind === 'edit' || outgoing.kind === 'retire';
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
          if (isEdit) {
            const isLive = outgoing.kind === 'edit' && outgoing.isLive;
            await insist(() => keeper.gone(delivery, isLive));
          }
          return end({ status: isEdit ? 'cancelled' : 'failed', because: 'messageGone' });
        case 'unauthorized':
          rateLimiter.pause(UNAUTHORIZED_PAUSE_SECONDS);
          return again(UNAUTHORIZED_PAUSE_SECONDS * 1000);
        // An edit that changes nothing has succeeded, and is none of the failures.
        case 'notModified':
        case 'topicGone':
        case 'markup':
        case 'permanent':
          return end({ status: 'failed', because: failure.kind });
      }
    }

    /** Sends it; an edit that changes nothing has been made before. */
    async function transmitOrFind(chatId: number, outgoing: Sendable): Promise<SentFiles> {
      try {
        return await transmit(chatId, outgoing, options.cutOff);
      } catch (error) {
        if (!('messageId' in outgoing) || classifyFailure(error).kind !== 'notModified') throw error;
        return { kind: 'sent', messageIds: [outgoing.messageId] };
      }
    }

    async function send(chatId: number, composed: Composed): Promise<AttemptResult> {
      const { outgoing, lastSeq, isLast = false } = composed;
      if (outgoing.kind === 'nothing') return end({ status: 'cancelled', because: outgoing.because });
      if (!options.maySend()) {
        await again(0);
        return { kind: 'stopped' };
      }
      let sent: SentFiles;
      try {
        sent = await transmitOrFind(chatId, outgoing);
      } catch (error) {
        return failed(classifyFailure(error), outgoing, error);
      }
      if (sent.kind === 'notYet') {
        logger.warn({ event: 'notDelivered', ...about, because: 'fileUnavailable', attempts });
        return filesNotReady();
      }
      const { messageIds } = sent;
      await insist(() => keeper.sent({ delivery, chatId, messageIds, lastSeq, isLast }));
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

  /**
   * Tells somebody by number. That comes before the claim: it changes nothing the second time, so that no crash loses
   * or doubles it.
   */
  async function byNumber(delivery: KnownDelivery): Promise<AttemptResult> {
    if (!options.maySend()) return { kind: 'stopped' };
    const ending = await insist(() => options.tellByNumber(delivery));
    if (ending === undefined && !options.maySend()) return { kind: 'stopped' };
    const claim = nextClaim(delivery.bot);
    const claimed = await insist(() => store.claim(delivery, claim));
    if (claimed === undefined) return ENDED;
    const ended = ending ?? { status: 'failed', because: 'notComposed' };
    await insist(() => store.finish(delivery._id, claim, { ...ended, at: clock.now() }));
    return ENDED;
  }

  /** Tells somebody without a chat by number, or cancels the delivery and remembers what they missed. */
  async function notByChat(
    delivery: KnownDelivery,
    addressee: Extract<Addressee, { canBeReached: false }>,
  ): Promise<AttemptResult> {
    if (addressee.because === 'byNumber') return byNumber(delivery);
    if (addressee.because === 'blocked' || addressee.because === 'deactivated') {
      await addresses.noteMissed(delivery, codesOf(delivery));
    }
    await store.cancel(delivery._id, addressee.because, clock.now());
    return ENDED;
  }

  return async (delivery) => {
    const addressee = await addresses.find(delivery);
    if (!addressee.canBeReached) return notByChat(delivery, addressee);
    const { chatId } = addressee;
    await rateLimiter.passBulk(chatId, options.stopping);
    const passedAt = clock.now().getTime();
    if (!options.maySend()) return { kind: 'stopped' };
    const claim = nextClaim(delivery.bot);
    const claimed = await insist(() => store.claim(delivery, claim));
    if (claimed === undefined) return ENDED;
    const { send, notComposed } = taken(claimed, claim);
    let composed: Composed;
    try {
      composed = await composer.compose(claimed, addressee);
    } catch (error) {
      return notComposed(error);
    }
    // Messages that a slow database delayed here must not all be sent at once when it recovers.
    if (clock.now().getTime() - passedAt > LONGEST_WAY_MS)
      await rateLimiter.passBulk(chatId, options.stopping);
    return send(chatId, composed);
  };
}

/** The requests that a delivery has news of: an edit only removes buttons. */
function codesOf({ kind, code, codes }: Delivery): readonly TrackingCode[] {
  if (kind === 'update') return [];
  return codes ?? (code === undefined ? [] : [code]);
}
