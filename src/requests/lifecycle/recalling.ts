import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import type { EventsOrRefusal } from './decision.js';
import type { EventBody, EventOf } from './events.js';
import type { Actor } from './facts.js';
import type { HeldAnswer, Request } from './request.js';
import { MINUTE_MS } from './rules.js';

/** The least time that an owner has again after taking an answer back. */
const LEAST_AFTER_RECALL_MS = 10 * MINUTE_MS;

/** What may happen while an answer can still be taken back: everything else waits until it is given. */
const POSSIBLE_MEANWHILE: ReadonlySet<ChangeCommand['type']> = new Set<ChangeCommand['type']>([
  'giveAnswer',
  'recallAnswer',
  'add',
  'withdraw',
  'leaveToFollowers',
  'carryOn',
  'declineOffer',
  'follow',
  'unfollow',
  'join',
  'note',
  'acknowledge',
  'dismissUrgency',
  'alarmUntouched',
  'permitPublication',
  'publish',
]);

/** True for a command that has to wait until a sent answer is given or taken back. */
export function waitsForAnswer({ heldAnswer }: Request, { type }: ChangeCommand): boolean {
  return heldAnswer !== undefined && !POSSIBLE_MEANWHILE.has(type);
}

type Answer = Extract<EventBody, { readonly type: 'answered' }>;

/**
 * Keeps an answer back for as long as it can be taken back (docs/design.md, 3). Nobody who waits for it learns of it
 * meanwhile, and the clock of its owner stands still. Where nothing can be taken back it is given at once.
 */
export function holdAnswer(answer: Answer, { now, recallMs = 0 }: Context): EventBody {
  if (recallMs <= 0) return answer;
  return {
    type: 'answerHeld',
    ...contentOf(answer),
    giveAt: new Date(now.getTime() + recallMs),
  };
}

/** What an answer says, and whose it is. */
export type AnswerContent = Pick<HeldAnswer, 'by' | 'outcome' | 'text' | 'attachments' | 'before'>;

/** The content of an answer, without when and how it is given. */
export function contentOf({ by, outcome, text, attachments, before }: AnswerContent): AnswerContent {
  return { by, outcome, text, attachments, ...(before === undefined ? {} : { before }) };
}

/** Who sent the answer that is held back: once it is given, it was given by them. */
export function senderOf({ heldAnswer }: Request, context: Context): Actor {
  return heldAnswer?.sentBy ?? context.actor;
}

/** Gives the answer that was held back, once it can no longer be taken back. */
export function giveAnswer(
  request: Request,
  context: Context,
  write: (held: HeldAnswer) => Answer,
): EventsOrRefusal {
  const { heldAnswer } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (heldAnswer === undefined) return { code: 'nothingToRecall' };
  if (context.now < heldAnswer.giveAt) return { code: 'notDue' };
  return [{ ...write(heldAnswer), sentAt: heldAnswer.sentAt }];
}

/**
 * Takes an answer back before anybody has read it: by the position that sent it, or for a unit by an operator. The
 * clock goes on with what was left when it was sent, with ten minutes at least.
 */
export function recallAnswer(request: Request, context: Context): EventsOrRefusal {
  const { heldAnswer, stage } = request;
  const { actor, now } = context;
  if (actor.kind !== 'manager' && actor.kind !== 'operator') return { code: 'notAllowed' };
  if (heldAnswer === undefined) return { code: 'nothingToRecall' };
  const { by, sentAt, giveAt } = heldAnswer;
  const isTheirs =
    by.kind === 'position'
      ? actor.kind === 'manager' && actor.position === by.position
      : actor.kind === 'operator';
  if (!isTheirs) return { code: 'notYours' };
  if (now >= giveAt) return { code: 'nothingToRecall' };
  if (stage.status !== 'referred' || stage.referral.overdue !== undefined) {
    return [{ type: 'answerRecalled', by }];
  }
  const left = stage.referral.dueAt.getTime() - sentAt.getTime();
  const dueAt = new Date(now.getTime() + Math.max(left, LEAST_AFTER_RECALL_MS));
  return [{ type: 'answerRecalled', by, dueAt }];
}

/** The request with the answer that was sent and can be taken back. */
export function withHeldAnswer(request: Request, event: EventOf<'answerHeld'>): Request {
  const { giveAt, at, actor } = event;
  return { ...request, heldAnswer: { ...contentOf(event), giveAt, sentAt: at, sentBy: actor } };
}

/** The request without it: the answer was given, taken back, or is no longer needed. */
export function withoutHeldAnswer({ heldAnswer: _held, ...request }: Request): Request {
  return request;
}
