import { assertNever } from '../../assert-never.js';
import type { ChangeCommand } from './commands.js';
import { nextLateDraft } from './drafting.js';
import { nextOfHandover } from './handing-over.js';
import { dueReminder } from './keeping-time.js';
import type { Referral, Request } from './request.js';
import { alarmTime } from './urgency.js';

/** The next action that time requires of a request, and when. */
export interface NextAction {
  readonly at: Date;
  readonly command: ChangeCommand;
}

/**
 * The next action that time alone triggers on a request, or undefined if there is none. It depends on the
 * request only, so it can be computed anew at any time; `isTop` tells whether nobody is above a position. An
 * overdue request is escalated without the reminders that an outage swallowed.
 */
export function nextAction(
  request: Request,
  now: Date,
  isTop: (position: string) => boolean,
): NextAction | undefined {
  const { heldAnswer } = request;
  if (heldAnswer !== undefined) return { at: heldAnswer.giveAt, command: { type: 'giveAnswer' } };
  const ofStage = nextOfStage(request, now, isTop);
  const ofHandover = nextOfHandover(request, now);
  return ofStage === undefined ? ofHandover : sooner(ofHandover, ofStage, now);
}

function nextOfStage(
  request: Request,
  now: Date,
  isTop: (position: string) => boolean,
): NextAction | undefined {
  const { stage } = request;
  switch (stage.status) {
    case 'referred':
      return sooner(
        alarm(request),
        sooner(
          lateDraft(request),
          nextOfReferral(request, stage.referral, now, isTop(stage.referral.position)),
          now,
        ),
        now,
      );
    case 'waiting':
      return sooner(alarm(request), { at: stage.replyBy, command: { type: 'resume' } }, now);
    case 'answered': {
      if (stage.promise !== undefined) {
        const { confirmBy, askAt, day } = stage.promise;
        if (confirmBy === undefined) return { at: askAt ?? day, command: { type: 'askPromise' } };
        return { at: confirmBy, command: { type: 'escalate', because: 'promiseBroken' } };
      }
      return stage.objectBy === undefined ? undefined : { at: stage.objectBy, command: { type: 'close' } };
    }
    case 'intake':
    case 'followUp':
      return alarm(request);
    case 'closed':
      return undefined;
    default:
      return assertNever(stage);
  }
}

function nextOfReferral(request: Request, referral: Referral, now: Date, isTop: boolean): NextAction {
  if (referral.overdue !== undefined && isTop)
    return { at: referral.overdue.nextReminderAt, command: { type: 'remind' } };
  const reminder = referral.overdue === undefined ? dueReminder(request, referral) : undefined;
  if (reminder !== undefined && now < referral.dueAt) return { at: reminder, command: { type: 'remind' } };
  const command: ChangeCommand = isTop ? { type: 'markOverdue' } : { type: 'escalate', because: 'late' };
  return { at: referral.dueAt, command };
}

function lateDraft(request: Request): NextAction | undefined {
  const draft = nextLateDraft(request);
  return draft === undefined ? undefined : { at: draft.by, command: { type: 'markDraftLate' } };
}

function alarm(request: Request): NextAction | undefined {
  const at = alarmTime(request);
  return at === undefined ? undefined : { at, command: { type: 'alarmUntouched' } };
}

/** What is due on the clock comes before a word about it, so that an outage keeps no request from climbing. */
function sooner(word: NextAction | undefined, clock: NextAction, now: Date): NextAction {
  return word === undefined || clock.at <= now || clock.at <= word.at ? clock : word;
}
