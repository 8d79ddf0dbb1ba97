import { assertNever } from '../../assert-never.js';
import {
  add,
  answer,
  ask,
  decideExtension,
  draftAnswer,
  reply,
  requestExtension,
  resume,
} from './answering.js';
import type { ChangeCommand, Register } from './commands.js';
import type { Context } from './context.js';
import { type Decision, type EventsOrRefusal, record } from './decision.js';
import { markDraftLate, requestDraft } from './drafting.js';
import { follow, join, merge, note, register, reject, unfollow, withdraw } from './filing.js';
import { accept, confirmPromise, disapprove, object, rate } from './judging.js';
import { askPromise, close, escalate, markOverdue, remind } from './keeping-time.js';
import { refer, sendToFollowUp } from './passing-on.js';
import type { Request } from './request.js';
import { acknowledge, alarmUntouched, dismissUrgency } from './urgency.js';

/** Decides what filing a request comes to. */
export function decideRegister(command: Register, context: Context): Decision {
  return record(register(command, context), context, 0);
}

/**
 * Decides what a command comes to, given the request as it is: the events that then happened, or a
 * refusal. It is pure: the same arguments give the same decision, and nothing else is looked at.
 */
export function decide(request: Request, command: ChangeCommand, context: Context): Decision {
  return record(judge(request, command, context), context, request.lastSeq);
}

function judge(request: Request, command: ChangeCommand, context: Context): EventsOrRefusal {
  switch (command.type) {
    case 'refer':
      return refer(command, request, context);
    case 'sendToFollowUp':
      return sendToFollowUp(command, request, context);
    case 'remind':
      return remind(request, context);
    case 'escalate':
      return escalate(command, request, context);
    case 'markOverdue':
      return markOverdue(request, context);
    case 'ask':
      return ask(command, request, context);
    case 'reply':
      return reply(command, request, context);
    case 'add':
      return add(command, request, context);
    case 'resume':
      return resume(request, context);
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
      return answer(command, request, context);
    case 'askPromise':
      return askPromise(request, context);
    case 'confirmPromise':
      return confirmPromise(command, request, context);
    case 'rate':
      return rate(command, request, context);
    case 'accept':
      return accept(request, context);
    case 'object':
      return object(command, request, context);
    case 'disapprove':
      return disapprove(command, request, context);
    case 'withdraw':
      return withdraw(command, request, context);
    case 'reject':
      return reject(command, request, context);
    case 'merge':
      return merge(command, request, context);
    case 'follow':
      return follow(command, request, context);
    case 'unfollow':
      return unfollow(request, context);
    case 'join':
      return join(command, request, context);
    case 'note':
      return note(command, request, context);
    case 'acknowledge':
      return acknowledge(request, context);
    case 'dismissUrgency':
      return dismissUrgency(request, context);
    case 'alarmUntouched':
      return alarmUntouched(request, context);
    case 'close':
      return close(request, context);
    default:
      return assertNever(command);
  }
}
