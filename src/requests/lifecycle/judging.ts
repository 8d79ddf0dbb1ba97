import { countWords } from './answering.js';
import { isCaller } from './callers.js';
import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import { type EventsOrRefusal, refuseNow } from './decision.js';
import { isCitizenOf, speaksForCallers } from './filing.js';
import { clockedBy, escalateTo, findLanding, findLandingAbove, type Landing } from './referring.js';
import type { Refusal } from './refusal.js';
import type { Answerer, Request } from './request.js';
import { LEAST_WORDS_OF_REASON, LOW_RATING } from './rules.js';
import { markIfDanger } from './urgency.js';

type CommandOf<Type extends ChangeCommand['type']> = Extract<ChangeCommand, { type: Type }>;

/**
 * The citizen gives 1 to 5; a caller does so through an operator. A low rating leaves the request open for an
 * objection, any other rating closes it.
 */
export function rateAnswer(command: CommandOf<'rate'>, request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  const foreign = whyNotJudge(request, context);
  if (foreign !== undefined) return foreign;
  if (stage.status !== 'answered') return refuseNow(stage);
  if (stage.promise !== undefined) return { code: 'promiseOpen', day: stage.promise.day };
  const { score } = command;
  if (!Number.isInteger(score) || score < 1 || score > 5) return { code: 'badScore' };
  if (stage.answer.rating !== undefined) return { code: 'alreadyRated' };
  const rated = { type: 'rated' as const, score };
  return score <= LOW_RATING ? [rated] : [rated, { type: 'closed', because: 'accepted' }];
}

/** The citizen accepts the answer, with or without a rating. */
export function acceptAnswer(request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (!isCitizenOf(request, context)) return { code: 'notAllowed' };
  if (stage.status !== 'answered') return refuseNow(stage);
  if (stage.promise !== undefined) return { code: 'promiseOpen', day: stage.promise.day };
  return [{ type: 'closed', because: 'accepted' }];
}

/**
 * The citizen rejects the answer; a caller does so through an operator. The request goes one level above the
 * answerer, once for each level. At the top it returns to the top. Words or files say what is wrong; words that tell of
 * danger mark it.
 */
export function objectToAnswer(
  command: CommandOf<'object'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const { stage } = request;
  const foreign = whyNotJudge(request, context);
  if (foreign !== undefined) return foreign;
  if (stage.status !== 'answered') return refuseNow(stage);
  const { type: _type, attachments = [], ...given } = command;
  if (given.reason.trim() === '' && attachments.length === 0) return { code: 'emptyText' };
  const { by, level } = stage.answer;
  const against = by.kind === 'position' ? by.position : by.unit;
  if (wasObjectedTo(request, by)) return { code: 'alreadyObjected' };
  const marks = markIfDanger(context, request);
  const isPutFirst = marks.some((mark) => mark.type === 'urgencyMarked' && mark.isPutFirst);
  return [
    { type: 'objected', against, ...given, ...(attachments.length === 0 ? {} : { attachments }) },
    ...escalateTo(aboveAnswerer(by, context), context, {
      from: against,
      level,
      because: 'objection',
      ...clockedBy(request),
      ...(isPutFirst ? { isUrgent: true } : {}),
    }),
    ...marks,
  ];
}

/** True if the citizen has already objected to this answerer, which is possible once. */
export function wasObjectedTo({ objectedTo }: Pick<Request, 'objectedTo'>, by: Answerer): boolean {
  return objectedTo.includes(by.kind === 'position' ? by.position : by.unit);
}

/**
 * A supervisor disapproves of an answer: the request goes one level above the answerer, who is told the
 * reason. The citizen's own right to object is untouched. At the top nobody is above, and a closed request
 * stays closed.
 */
export function disapproveAnswer(
  command: CommandOf<'disapprove'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'supervisor') return { code: 'notAllowed' };
  if (stage.status !== 'answered') return { code: 'notNow', status: stage.status };
  const problem = problemOfReason(command.reason);
  if (problem !== undefined) return problem;
  const { by, level } = stage.answer;
  if (by.kind === 'position' && findLandingAbove(by.position, context) === undefined)
    return { code: 'nobodyAbove' };
  return escalateTo(aboveAnswerer(by, context), context, {
    from: by.kind === 'position' ? by.position : by.unit,
    level,
    because: 'disapproved',
    reason: command.reason,
    ...clockedBy(request),
  });
}

/** Why the reason does not say what is wrong with an answer: it has to help a manager to do better. */
export function problemOfReason(
  text: string,
): { readonly code: 'emptyText' } | { readonly code: 'reasonTooShort'; readonly least: number } | undefined {
  const count = countWords(text);
  if (count === 0) return { code: 'emptyText' };
  return count < LEAST_WORDS_OF_REASON ? { code: 'reasonTooShort', least: LEAST_WORDS_OF_REASON } : undefined;
}

/**
 * Why somebody may not give the citizen's judgement of an answer. An operator, or a system in which calls are taken, may
 * give it for a caller only: users of the bot judge there themselves.
 */
function whyNotJudge(request: Request, context: Context): Refusal | undefined {
  if (isCitizenOf(request, context)) return undefined;
  if (!speaksForCallers(context.actor)) return { code: 'notAllowed' };
  return isCaller(request.citizen) ? undefined : { code: 'judgesHimself' };
}

function aboveAnswerer(by: Answerer, context: Context): Landing {
  if (by.kind === 'unit') return findLanding(context.organization.superiorOfUnit(by.unit), context);
  return findLandingAbove(by.position, context) ?? { to: by.position, passedOver: [] };
}
