import type { ShowMenu } from '../client/profile.js';
import type { StaffFeature } from '../feature.js';
import type { FeatureOptions } from '../options.js';
import type { Access } from '../requests/access.js';
import type { AnotherRequest } from '../requests/another-request.js';
import type { CardSender } from '../requests/card-sender.js';
import type { QueueClaims } from '../requests/queue-claims.js';
import { trace } from './administrators/audit-log/index.js';
import { city } from './administrators/city/index.js';
import { rollout } from './administrators/city/rollout.js';
import { structure } from './administrators/city/structure.js';
import { inviting } from './administrators/inviting/index.js';
import { colleagues } from './administrators/people/index.js';
import { system } from './administrators/system/index.js';
import { createReceiveAppointed } from './everybody/accept-invite.js';
import { greeting } from './everybody/greeting.js';
import { invitationNumber } from './everybody/invitation-number/index.js';
import { leaving } from './everybody/leaving.js';
import { absence } from './managers/absence/index.js';
import { closedAnswers } from './managers/answer/closed-answers.js';
import { createAnswerHandlers } from './managers/answer/handlers.js';
import { answer } from './managers/answer/index.js';
import { card } from './managers/card.js';
import { cartable } from './managers/cartable/index.js';
import { drafting } from './managers/drafting.js';
import { extensionDecision } from './managers/extension-decision.js';
import { record } from './managers/performance.js';
import { phone } from './managers/phone.js';
import { phrases } from './managers/phrases/index.js';
import { promise } from './managers/promise/index.js';
import { createRequestActionHandlers } from './managers/request-action/handlers.js';
import { proposals } from './managers/request-action/index.js';
import { adding } from './operators/adding/index.js';
import { call } from './operators/call/index.js';
import { callbacks } from './operators/callbacks/index.js';
import { verdict } from './operators/caller-rating/index.js';
import { lookUp } from './operators/find/by-code.js';
import { find } from './operators/find/index.js';
import { queue } from './operators/queue/index.js';
import { blocking } from './supervisors/blocking/index.js';
import { quality } from './supervisors/quality/index.js';
import { reports } from './supervisors/reports.js';

/** The dependencies of the features. */
export interface FeatureParts extends FeatureOptions {
  readonly access: Access;
  readonly queueClaims: QueueClaims;
  readonly cardSender: CardSender;
  readonly anotherRequest: AnotherRequest;
  readonly showMenu: ShowMenu;
  readonly botUsername: () => string;
}

/**
 * The features of the staff bot. Commands, buttons and open conversations find theirs by name; the order
 * matters only for messages that no open conversation takes, as noted below.
 */
export function createFeatures(parts: FeatureParts): readonly StaffFeature[] {
  const equipped = {
    ...parts,
    answering: createAnswerHandlers(parts),
    proposing: createRequestActionHandlers(parts),
  };
  return [
    greeting(equipped),
    leaving(),
    inviting(equipped),
    invitationNumber({ ...equipped, receiveAppointed: createReceiveAppointed(equipped) }),
    structure(),
    rollout(equipped),
    colleagues(equipped),
    trace(equipped),
    system(equipped),
    blocking(equipped),
    quality(equipped),
    absence(equipped),
    record(equipped),
    phrases(equipped),
    cartable(equipped),
    callbacks(equipped),
    verdict(equipped),
    adding(equipped),
    card(equipped),
    phone(equipped),
    queue(equipped),
    drafting(equipped),
    promise(equipped),
    proposals(equipped),
    closedAnswers(equipped),

    // These begin with a message. A file of the city does not begin a call; ten digits are a caller's number
    // before they are looked up as a code; a reply to a request for more time is not an answer to the
    // request.
    city(equipped),
    reports(equipped),
    call(equipped),
    find(equipped),
    lookUp(equipped),
    extensionDecision(equipped),
    answer(equipped),
  ];
}
