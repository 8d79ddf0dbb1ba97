import type { Access } from '../access.js';
import type { AnotherRequest } from '../another-request.js';
import type { CardSender } from '../card-sender.js';
import type { QueueClaims } from '../claim.js';
import type { StaffFeature } from '../feature.js';
import type { FeatureOptions } from '../options.js';
import type { ShowMenu } from '../profile.js';
import { absence } from './absence/index.js';
import { createReceiveAppointed } from './accept-invite.js';
import { adding } from './adding/index.js';
import { createAnswerHandlers } from './answer/handlers.js';
import { answer } from './answer/index.js';
import { trace } from './audit-log/index.js';
import { blocking } from './blocking/index.js';
import { call } from './call/index.js';
import { callbacks } from './callbacks/index.js';
import { verdict } from './caller-rating/index.js';
import { leaving } from './cancel.js';
import { card } from './card.js';
import { cartable } from './cartable/index.js';
import { city } from './city/index.js';
import { rollout } from './city/rollout.js';
import { structure } from './city/structure.js';
import { closedAnswers } from './closed-answers.js';
import { drafting } from './drafting.js';
import { extensionDecision } from './extension-decision.js';
import { lookUp } from './find/by-code.js';
import { find } from './find/index.js';
import { greeting } from './greeting.js';
import { invitationNumber } from './invitation-number/index.js';
import { inviting } from './inviting.js';
import { colleagues } from './people/index.js';
import { record } from './performance.js';
import { phone } from './phone.js';
import { phrases } from './phrases/index.js';
import { promise } from './promise/index.js';
import { quality } from './quality/index.js';
import { queue } from './queue/index.js';
import { reports } from './reports.js';
import { createRequestActionHandlers } from './request-action/handlers.js';
import { proposals } from './request-action/index.js';
import { system } from './system/index.js';

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
