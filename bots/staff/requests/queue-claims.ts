import { queueStage } from '../../../src/cartables/operator-queue.js';
import type { ClaimStore } from '../../../src/requests/claim-store.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../../src/requests/request-service.js';
import type { StoredRequest } from '../../../src/requests/request-store.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import type { Visit } from '../context.js';
import { isOperator } from '../permissions.js';
import { refusePress, type StaffRefusal } from '../refusals.js';
import { createAcknowledge } from './acknowledging.js';

/** Gives operators the requests of the 137 desk, each to one at a time. */
export interface QueueClaims {
  /**
   * Opens a request of the queue for an operator who wants to act on it, and claims it for them. If it is not
   * in the queue, a colleague has it, or the person is no operator, the answer to the press says so.
   */
  open(visit: Visit, code: TrackingCode): Promise<StoredRequest | undefined>;
  /**
   * Why an operator cannot go on with a request that they had claimed, for example because a colleague has
   * taken it.
   */
  whyNot(visit: Visit, code: TrackingCode): Promise<StaffRefusal | undefined>;
  release(visit: Visit, code: TrackingCode): Promise<void>;
}

/** The claims on the stores. */
export function createQueueClaims({
  requests,
  claims,
}: {
  readonly requests: Pick<RequestService, 'find' | 'execute'>;
  readonly claims: ClaimStore;
}): QueueClaims {
  const acknowledge = createAcknowledge({ requests });

  async function whyNot({ person, speech }: Visit, code: TrackingCode): Promise<StaffRefusal | undefined> {
    const until = await claims.take(code, person, speech.now);
    return until === undefined ? undefined : { code: 'isInHand', until };
  }

  return {
    whyNot,
    async open(visit, code) {
      if (!isOperator(visit)) {
        await visit.note('foreignRequest', code);
        return refusePress(visit, { code: 'notAllowed' });
      }
      const stored = await requests.find(code);
      if (stored === undefined) return refusePress(visit, { code: 'notFound' });
      const gone = whereElse(stored.request);
      if (gone !== undefined) return refusePress(visit, gone);
      const refusal = await whyNot(visit, code);
      if (refusal !== undefined) return refusePress(visit, refusal);
      await acknowledge(visit, stored);
      return stored;
    },
    async release({ person }, code) {
      await claims.release(code, person);
    },
  };
}

/** What became of a request that is no longer in the queue. */
function whereElse({ stage, ...request }: Request): StaffRefusal | undefined {
  if (queueStage({ ...request, stage }) !== undefined) return undefined;
  switch (stage.status) {
    case 'referred':
    case 'waiting':
      return { code: 'notYours', holder: stage.referral.position };
    case 'answered':
      return { code: 'alreadyAnswered', by: stage.answer.by };
    default:
      return { code: 'notNow', status: stage.status };
  }
}
