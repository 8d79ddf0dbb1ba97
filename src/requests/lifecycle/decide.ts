import { assertNever } from '../../assert-never.js';
import {
  addToRequest,
  answerRequest,
  askCitizen,
  decideExtension,
  draftAnswer,
  giveHeldAnswer,
  replyToQuestion,
  requestExtension,
  resumeWithoutReply,
} from './answering.js';
import type { ChangeCommand, Register } from './commands.js';
import type { Context } from './context.js';
import { type Decision, type EventsOrRefusal, recordEvents } from './decision.js';
import { markDraftLate, requestDraft } from './drafting.js';
import {
  followRequest,
  joinCitizens,
  mergeRequest,
  noteRemark,
  registerRequest,
  rejectRequest,
} from './filing.js';
import {
  carryOn,
  declineOffer,
  endHandover,
  leaveToFollowers,
  offerToNext,
  unfollowRequest,
  withdrawRequest,
} from './handing-over.js';
import { acceptAnswer, disapproveAnswer, objectToAnswer, rateAnswer } from './judging.js';
import { askPromise, closeRequest, escalateRequest, markOverdue, remindOwner } from './keeping-time.js';
import { referRequest, sendToFollowUp } from './passing-on.js';
import { confirmPromise } from './promising.js';
import { permitPublication, publishParts } from './publishing.js';
import { recallAnswer, senderOf, waitsForAnswer } from './recalling.js';
import type { Request } from './request.js';
import { acknowledgeUrgency, alarmUntouched, dismissUrgency } from './urgency.js';

/** Decides what filing a request comes to. */
export function decideRegister(command: Register, context: Context): Decision {
  return recordEvents(registerRequest(command, context), context, 0);
}

/**
 * Decides what a command comes to, given the request as it is: the events that then happened, or a
 * refusal. It is pure: the same arguments give the same decision, and nothing else is looked at.
 */
export function decide(request: Request, command: ChangeCommand, context: Context): Decision {
  const { heldAnswer, lastSeq } = request;
  if (heldAnswer !== undefined && waitsForAnswer(request, command)) {
    return { ok: false, refusal: { code: 'answerOnItsWay', giveAt: heldAnswer.giveAt } };
  }
  const signer = command.type === 'giveAnswer' ? { ...context, actor: senderOf(request, context) } : context;
  return recordEvents(judge(request, command, context), signer, lastSeq);
}

function judge(request: Request, command: ChangeCommand, context: Context): EventsOrRefusal {
  switch (command.type) {
    case 'refer':
      return referRequest(command, request, context);
    case 'sendToFollowUp':
      return sendToFollowUp(command, request, context);
    case 'remind':
      return remindOwner(request, context);
    case 'escalate':
      return escalateRequest(command, request, context);
    case 'markOverdue':
      return markOverdue(request, context);
    case 'ask':
      return askCitizen(command, request, context);
    case 'reply':
      return replyToQuestion(command, request, context);
    case 'add':
      return addToRequest(command, request, context);
    case 'resume':
      return resumeWithoutReply(request, context);
    case 'requestExtension':
      return requestExtension(command, request, context);
    case 'decideExtension':
      return decideExtension(command, request, context);
    case 'requestDraft':
      return requestDraft(command, request, context);
    case 'markDraftLate':
      return markDraftLate(request, context);
    case 'draftAnswer':
      return draftAnswer(command, request, context);
    case 'answer':
      return answerRequest(command, request, context);
    case 'giveAnswer':
      return giveHeldAnswer(request, context);
    case 'recallAnswer':
      return recallAnswer(request, context);
    case 'askPromise':
      return askPromise(request, context);
    case 'confirmPromise':
      return confirmPromise(command, request, context);
    case 'rate':
      return rateAnswer(command, request, context);
    case 'accept':
      return acceptAnswer(request, context);
    case 'object':
      return objectToAnswer(command, request, context);
    case 'disapprove':
      return disapproveAnswer(command, request, context);
    case 'withdraw':
      return withdrawRequest(command, request, context);
    case 'leaveToFollowers':
      return leaveToFollowers(request, context);
    case 'carryOn':
      return carryOn(request, context);
    case 'declineOffer':
      return declineOffer(request, context);
    case 'offerToNext':
      return offerToNext(request, context);
    case 'endHandover':
      return endHandover(request, context);
    case 'reject':
      return rejectRequest(command, request, context);
    case 'merge':
      return mergeRequest(command, request, context);
    case 'follow':
      return followRequest(command, request, context);
    case 'unfollow':
      return unfollowRequest(request, context);
    case 'join':
      return joinCitizens(command, request, context);
    case 'note':
      return noteRemark(command, request, context);
    case 'acknowledge':
      return acknowledgeUrgency(request, context);
    case 'dismissUrgency':
      return dismissUrgency(request, context);
    case 'alarmUntouched':
      return alarmUntouched(request, context);
    case 'permitPublication':
      return permitPublication(command, request, context);
    case 'publish':
      return publishParts(command, request, context);
    case 'close':
      return closeRequest(request, context);
    default:
      return assertNever(command);
  }
}
