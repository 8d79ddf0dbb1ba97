import { done, type FlowResult } from '../../../../../src/flows/flow.js';
import { subordinatesOf } from '../../../../../src/organization/subordinates.js';
import { isReferral, ownedReferral } from '../../../../../src/requests/lifecycle/decision.js';
import { LEAST_WORDS_OF_REASON } from '../../../../../src/requests/lifecycle/rules.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { pressedMessage } from '../../../edit-message.js';
import { setUnfinishedAside } from '../../../interruption.js';
import type { FeatureOptions } from '../../../options.js';
import { isOperator } from '../../../permissions.js';
import { refusePress, type StaffRefusal } from '../../../refusals.js';
import type { Access, OpenedRequest } from '../../../requests/access.js';
import { dryRun } from '../../../requests/dry-run.js';
import type { QueueClaims } from '../../../requests/queue-claims.js';
import { refusalOfRating } from '../../operators/caller-rating/refusing.js';
import { actAs, whyNotSupervisor } from './acting.js';
import { beginRequestAction, type RequestAction } from './draft.js';
import type { RequestActionHandlers } from './handlers.js';

export interface RequestActionOptions extends FeatureOptions {
  readonly access: Access;
  readonly queueClaims: QueueClaims;
}

/** The managers' actions besides answering, by their buttons. */
export const OF_MANAGERS = {
  ask: 'question',
  extend: 'extension',
  pass: 'referral',
  order: 'draftRequest',
} as const;
type OfManager = (typeof OF_MANAGERS)[keyof typeof OF_MANAGERS];

/** The operators' actions on a request of their queue. */
export const OF_OPERATORS = { route: 'routing', reject: 'rejection', merge: 'merge' } as const;
type OfOperator = (typeof OF_OPERATORS)[keyof typeof OF_OPERATORS];

/** Placeholder words, to check in advance whether the real ones would be refused. */
const SOME_WORDS = '…';
const SOME_LETTER = 'a';

/** Begins request actions; people who may not do it, or cannot now, are told why in answer to their press. */
export interface RequestActionStarts {
  asManager(visit: Visit, kind: OfManager, code: TrackingCode): Promise<FlowResult>;
  inOperatorQueue(visit: Visit, kind: OfOperator, code: TrackingCode): Promise<FlowResult>;
  asSupervisor(visit: Visit, code: TrackingCode): Promise<FlowResult>;
  /** The objection of a caller, through an operator, who claims the request meanwhile. */
  forCaller(visit: Visit, code: TrackingCode): Promise<FlowResult>;
}

/** The beginnings, which continue with the handlers. */
export function createBeginnings(
  options: RequestActionOptions,
  handlers: RequestActionHandlers,
): RequestActionStarts {
  const { access, queueClaims, requests } = options;

  async function begin(visit: Visit, proposal: RequestAction): Promise<FlowResult> {
    await visit.answerPress();
    return done(await handlers.ask(await setUnfinishedAside(visit), proposal));
  }

  return {
    async asManager(visit, kind, code) {
      const opened = await access.open(visit, code);
      if (opened === undefined) return done(visit.conversation);
      const refusal = whyNot(visit, opened, kind);
      if (refusal !== undefined) return refuse(visit, refusal);
      return begin(visit, beginRequestAction({ kind, code, position: opened.position }));
    },

    async inOperatorQueue(visit, kind, code) {
      const stored = await queueClaims.open(visit, code);
      if (stored === undefined) return done(visit.conversation);
      if (kind === 'rejection') {
        const decision = dryRun(visit, stored.request, undefined, { type: 'reject', reason: SOME_WORDS });
        if (!decision.ok) return refuse(visit, decision.refusal);
      }
      return begin(visit, beginRequestAction({ kind, code, ...askedIn(visit) }));
    },

    async asSupervisor(visit, code) {
      const forbidden = whyNotSupervisor(visit);
      if (forbidden !== undefined) {
        await visit.note('foreignRequest', code);
        return refuse(visit, forbidden);
      }
      const stored = await requests.find(code);
      if (stored === undefined) return refuse(visit, { code: 'notFound' });
      const reason = Array.from({ length: LEAST_WORDS_OF_REASON }, () => SOME_LETTER).join(' ');
      const acting = actAs(visit, { kind: 'disapproval' });
      const decision = dryRun(acting, stored.request, undefined, { type: 'disapprove', reason });
      if (!decision.ok) return refuse(visit, decision.refusal);
      return begin(visit, beginRequestAction({ kind: 'disapproval', code }));
    },

    async forCaller(visit, code) {
      if (!isOperator(visit)) {
        await visit.note('foreignRequest', code);
        return refuse(visit, { code: 'notAllowed' });
      }
      const stored = await requests.find(code);
      if (stored === undefined) return refuse(visit, { code: 'notFound' });
      const decision = dryRun(visit, stored.request, undefined, { type: 'object', reason: SOME_WORDS });
      if (!decision.ok) return refuse(visit, refusalOfRating(stored.request, decision.refusal));
      const inHand = await queueClaims.whyNot(visit, code);
      if (inHand !== undefined) return refuse(visit, inHand);
      return begin(visit, beginRequestAction({ kind: 'objection', code, ...askedIn(visit) }));
    },
  };
}

/** The message whose button began it. */
function askedIn(visit: Visit): { readonly askedMessageId?: number } {
  const messageId = pressedMessage(visit);
  return messageId === undefined ? {} : { askedMessageId: messageId };
}

async function refuse(visit: Visit, refusal: StaffRefusal): Promise<FlowResult> {
  await refusePress(visit, refusal);
  return done(visit.conversation);
}

/** Why a manager cannot begin it now. */
function whyNot(
  visit: Visit,
  { request, position }: OpenedRequest,
  kind: OfManager,
): StaffRefusal | undefined {
  if (kind === 'referral' || kind === 'draftRequest') {
    const referral = ownedReferral(request, visit.orderAs(position));
    if (!isReferral(referral)) return referral;
    const { organization, speech } = visit;
    const isAlone = subordinatesOf(position, organization, speech.now).length === 0;
    return kind === 'draftRequest' && isAlone ? { code: 'nobodyToDraft' } : undefined;
  }
  const decision = dryRun(
    visit,
    request,
    position,
    kind === 'question'
      ? { type: 'ask', question: SOME_WORDS }
      : { type: 'requestExtension', hours: 24, reason: SOME_WORDS },
  );
  return decision.ok ? undefined : decision.refusal;
}
