import type { AttachmentService } from '../attachments/attachment-service.js';
import type { AuditStore } from '../audit/audit-store.js';
import { botFor, personAddress } from '../channel/person-id.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { ChatStore } from '../mailbox/chat-store.js';
import { pseudonymOf } from '../requests/change-of-citizen.js';
import type { RequestStore } from '../requests/request-store.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { CitizenStore } from './citizen-store.js';
import type { DepartureStore } from './departure-store.js';

/** Forgets citizens who ask for it. */
export interface Departures {
  /**
   * Forgets a citizen: their name, number, chat, language and what they follow. Their requests stay for the
   * city, under a meaningless pseudonym, or, where others follow them, go to those without their words; blocks and limits stay until they end, under a keyed hash. Repeating it continues where a crash left off.
   */
  leave(citizen: string): Promise<void>;
  /**
   * Finishes what a crash left, and removes the chats of those who are gone; of one in use again, what it remembers of
   * earlier buttons and messages. Resolves to how many it looked at.
   */
  finish(): Promise<number>;
}

export interface DeparturesOptions {
  readonly store: DepartureStore;
  readonly citizens: Pick<CitizenStore, 'remove'>;
  readonly requests: Pick<RequestStore, 'naming' | 'renameCitizen' | 'findMany'>;
  readonly attachments: Pick<AttachmentService, 'forgetNames'>;
  readonly audit: Pick<AuditStore, 'rename'>;
  readonly chats: Pick<ChatStore, 'remove'>;
  /** Leaves a request of theirs to those who follow it, if there are any. */
  readonly leaveBehind: (left: {
    readonly citizen: string;
    readonly code: TrackingCode;
    readonly commandId: string;
  }) => Promise<void>;
  /** Keeps blocks and limits beyond the departure, without the person. */
  readonly restrain: (citizen: string) => Promise<void>;
  /** Forgets what was sent, or was to be sent, to a citizen. */
  readonly forgetDeliveries: (citizen: string) => Promise<void>;
  /** The city's clock, by which buttons are shown. */
  readonly clock: Clock;
  /** The machine's clock, since this is about processes that have ended. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  /** Draws a word that nobody can guess. */
  readonly drawWord: () => string;
}

/**
 * Milliseconds after which the chat of a departed person is at rest, and after which an unfinished departure
 * must have been left by a crash.
 */
const SETTLED_MS = 60_000;
const AT_ONCE = 100;

/** The departures on the stores. The pseudonym is recorded first. */
export function createDepartures(options: DeparturesOptions): Departures {
  const { store, citizens, requests, attachments, audit, chats, machineClock, logger } = options;

  async function leave(citizen: string): Promise<void> {
    const { pseudonym } = await store.begin({
      _id: citizen,
      pseudonym: pseudonymOf(options.drawWord()),
      at: machineClock.now(),
      cityAt: options.clock.now(),
    });
    await options.restrain(citizen);
    for (const code of await requests.naming(citizen)) {
      await options.leaveBehind({ citizen, code, commandId: `departure:${pseudonym}` });
      const [request] = await requests.findMany([code]);
      if (request?.citizen === citizen) await attachments.forgetNames(request.attachments);
      await requests.renameCitizen(code, citizen, pseudonym);
    }
    await audit.rename('citizen', citizen, pseudonym);
    await options.forgetDeliveries(citizen);
    await citizens.remove(citizen);
    await store.markGone(citizen);
    logger.info({ event: 'citizenLeft' });
  }

  return {
    leave,
    async finish() {
      const now = machineClock.now();
      const begun = await store.begunBefore(new Date(now.getTime() - SETTLED_MS), AT_ONCE);
      for (const { _id, isGone, cityAt = options.clock.now() } of begun) {
        if (!isGone) await leave(_id);
        const address = personAddress(_id);
        const isRemoved =
          address === undefined ||
          (await chats.remove(
            { bot: botFor('citizen', _id), chatId: address.userId },
            { now, shownUntil: cityAt },
          ));
        if (isRemoved) await store.end(_id);
      }
      return begun.length;
    },
  };
}
