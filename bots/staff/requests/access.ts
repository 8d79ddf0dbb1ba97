import { cartableOf } from '../../../src/cartables/cartable.js';
import type { CardStore } from '../../../src/deliveries/card-store.js';
import { awaitedDraft } from '../../../src/requests/lifecycle/drafting.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../../src/requests/request-service.js';
import type { StoredRequest } from '../../../src/requests/request-store.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import type { Visit } from '../context.js';
import { pressedMessage } from '../edit-message.js';
import { maySeeEveryRequest } from '../permissions.js';
import { refusePress, type StaffRefusal } from '../refusals.js';
import { createAcknowledge } from './acknowledging.js';

/** A request as seen by the position of the person who opens it. */
export interface OpenedRequest extends StoredRequest {
  readonly position: string;
}

/** A request that somebody may view; without a position if they do so as an operator. */
export interface SeenRequest extends StoredRequest {
  readonly position?: string;
}

/** Finds the requests that are or were a person's own. */
export interface Access {
  /**
   * Opens a request for the person who pressed one of its buttons. If it never was theirs, the answer to the
   * press says so, the audit log records it, and the result is undefined.
   */
  open(visit: Visit, code: TrackingCode): Promise<OpenedRequest | undefined>;
  /** Like `open`, for viewing only: operators of 137 and supervisors may view every request. */
  look(visit: Visit, code: TrackingCode): Promise<SeenRequest | undefined>;
}

/**
 * The position as which a person sees a request: their position that has it, else the one that is asked for a
 * draft, had it last or was asked once; undefined if there is none.
 */
export function positionOn(request: Request, { positions }: Pick<Visit, 'positions'>): string | undefined {
  const present = cartableOf(request);
  if (present !== undefined && positions.includes(present)) return present;
  const asked = (request.draftRequests ?? []).map(({ to }) => to).filter((to) => positions.includes(to));
  return (
    asked.find((position) => awaitedDraft(request, position) !== undefined) ??
    request.heldBy.findLast((position) => positions.includes(position)) ??
    asked.at(-1)
  );
}

/** Access to the requests on their stores. */
export function createAccess(options: {
  readonly requests: Pick<RequestService, 'find' | 'execute'>;
  readonly cards: Pick<CardStore, 'findByMessage'>;
}): Access {
  const { requests, cards } = options;
  const acknowledge = createAcknowledge(options);

  /**
   * A person's own card says which position they received it as, if the position has passed to somebody else
   * since.
   */
  async function whyNot(
    { act, person, chatId, positions }: Visit,
    code: TrackingCode,
  ): Promise<StaffRefusal> {
    const messageId = pressedMessage({ act });
    const card =
      messageId === undefined ? undefined : await cards.findByMessage({ person, chatId, messageId });
    return card?.code === code && !positions.includes(card.position)
      ? { code: 'isWithOtherHolder', position: card.position }
      : { code: 'notYours' };
  }

  async function refuse(visit: Visit, code: TrackingCode): Promise<undefined> {
    await visit.note('foreignRequest', code);
    return refusePress(visit, await whyNot(visit, code));
  }

  return {
    async open(visit, code) {
      const stored = await requests.find(code);
      const position = stored === undefined ? undefined : positionOn(stored.request, visit);
      if (stored !== undefined && position !== undefined) {
        await acknowledge(visit, stored, position);
        return { ...stored, position };
      }
      return refuse(visit, code);
    },
    async look(visit, code) {
      const stored = await requests.find(code);
      const position = stored === undefined ? undefined : positionOn(stored.request, visit);
      if (stored === undefined || (position === undefined && !maySeeEveryRequest(visit))) {
        return refuse(visit, code);
      }
      await acknowledge(visit, stored, position);
      return { ...stored, ...(position === undefined ? {} : { position }) };
    },
  };
}
