import type { ShowMenu } from '../client/profile.js';
import type { StaffFeature } from '../feature.js';
import type { FeatureOptions } from '../options.js';
import type { Access } from '../requests/access.js';
import type { AnotherRequest } from '../requests/another-request.js';
import type { CardSender } from '../requests/card-sender.js';
import type { QueueClaims } from '../requests/queue-claims.js';
import { createAuditLogFeature } from './administrators/audit-log/index.js';
import { createCityFeature } from './administrators/city/index.js';
import { createRolloutFeature } from './administrators/city/rollout.js';
import { createStructureFeature } from './administrators/city/structure.js';
import { createConnectedSystemsFeature } from './administrators/connected-systems/index.js';
import { createOpenRequestsFeature } from './administrators/connected-systems/open-requests/index.js';
import { createWebhooksFeature } from './administrators/connected-systems/webhooks/index.js';
import { createInvitingFeature } from './administrators/inviting/index.js';
import { createPeopleFeature } from './administrators/people/index.js';
import { createSystemFeature } from './administrators/system/index.js';
import { createWordsFeature } from './administrators/words/index.js';
import { createReceiveAppointed } from './everybody/accept-invite.js';
import { createCancelFeature } from './everybody/cancel.js';
import { createGreetingFeature } from './everybody/greeting.js';
import { createInvitationNumberFeature } from './everybody/invitation-number/index.js';
import { createAbsenceFeature } from './managers/absence/index.js';
import { createClosedAnswersFeature } from './managers/answer/closed-answers.js';
import { createAnswerHandlers } from './managers/answer/handlers.js';
import { createAnswerFeature } from './managers/answer/index.js';
import { createAnswerManyFeature } from './managers/answer-many/index.js';
import { createCardFeature } from './managers/card.js';
import { createCartableFeature } from './managers/cartable/index.js';
import { createDraftingFeature } from './managers/drafting.js';
import { createExtensionDecisionFeature } from './managers/extension-decision.js';
import { createPerformanceFeature } from './managers/performance.js';
import { createPhoneFeature } from './managers/phone.js';
import { createPhrasesFeature } from './managers/phrases/index.js';
import { createPromiseFeature } from './managers/promise/index.js';
import { createRecallFeature } from './managers/recall.js';
import { createRequestActionHandlers } from './managers/request-action/handlers.js';
import { createRequestActionFeature } from './managers/request-action/index.js';
import { createAddingFeature } from './operators/adding/index.js';
import { createCallFeature } from './operators/call/index.js';
import { createCallbacksFeature } from './operators/callbacks/index.js';
import { createCallerRatingFeature } from './operators/caller-rating/index.js';
import { createFindByCodeFeature } from './operators/find/by-code.js';
import { createFindFeature } from './operators/find/index.js';
import { createWhyTopicFeature } from './operators/find/why-topic.js';
import { createPublishingFeature } from './operators/publishing.js';
import { createQueueFeature } from './operators/queue/index.js';
import { createUrgencyFeature } from './operators/urgency.js';
import { createBlockingFeature } from './supervisors/blocking/index.js';
import { createQualityFeature } from './supervisors/quality/index.js';
import { createReportsFeature } from './supervisors/reports.js';

/** The dependencies of the features. */
export interface FeatureParts extends FeatureOptions {
  readonly access: Access;
  readonly queueClaims: QueueClaims;
  readonly cardSender: CardSender;
  readonly anotherRequest: AnotherRequest;
  readonly showMenu: ShowMenu;
  /** The link by which an invitation is accepted. */
  readonly inviteLink: (token: string) => string;
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
    createGreetingFeature(equipped),
    createCancelFeature(),
    createInvitingFeature(equipped),
    createInvitationNumberFeature({ ...equipped, receiveAppointed: createReceiveAppointed(equipped) }),
    createStructureFeature(),
    createRolloutFeature(equipped),
    createPeopleFeature(equipped),
    createAuditLogFeature(equipped),
    createSystemFeature(equipped),
    createConnectedSystemsFeature(equipped),
    createWebhooksFeature(equipped),
    createOpenRequestsFeature(equipped),
    createWordsFeature(equipped),
    createWhyTopicFeature(equipped),
    createBlockingFeature(equipped),
    createQualityFeature(equipped),
    createAbsenceFeature(equipped),
    createPerformanceFeature(equipped),
    createPhrasesFeature(equipped),
    createCartableFeature(equipped),
    createAnswerManyFeature(equipped),
    createCallbacksFeature(equipped),
    createCallerRatingFeature(equipped),
    createAddingFeature(equipped),
    createCardFeature(equipped),
    createPhoneFeature(equipped),
    createQueueFeature(equipped),
    createUrgencyFeature(equipped),
    createPublishingFeature(equipped),
    createDraftingFeature(equipped),
    createRecallFeature(equipped),
    createPromiseFeature(equipped),
    createRequestActionFeature(equipped),
    createClosedAnswersFeature(equipped),

    // These begin with a message. A file of the city does not begin a call; ten digits are a caller's number
    // before they are looked up as a code; a reply to a request for more time is not an answer to the
    // request.
    createCityFeature(equipped),
    createReportsFeature(equipped),
    createCallFeature(equipped),
    createFindFeature(equipped),
    createFindByCodeFeature(equipped),
    createExtensionDecisionFeature(equipped),
    createAnswerFeature(equipped),
  ];
}
