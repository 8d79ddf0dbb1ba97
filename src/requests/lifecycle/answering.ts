import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import { type EventsOrRefusal, isDueToClimb, isReferral, ownedReferral, refuseNow } from './decision.js';
import { knowsRequest } from './drafting.js';
import type { EventBody } from './events.js';
import type { Attachment } from './facts.js';
import { isWordOfCitizen } from './filing.js';
import { type AnswerContent, contentOf, giveAnswer, holdAnswer } from './recalling.js';
import { findLandingAbove } from './referring.js';
import type { Refusal } from './refusal.js';
import type { Answerer, Request } from './request.js';
import {
  DAY_MS,
  HOUR_MS,
  LEAST_REMAINING_HOURS,
  LONGEST_EXTENSION_HOURS,
  MOST_ADDITIONS,
  OBJECTION_DAYS,
  QUESTIONS_A_LEVEL,
  REPLY_HOURS,
} from './rules.js';
import { markIfDanger } from './urgency.js';

type CommandOf<Type extends ChangeCommand['type']> = Extract<ChangeCommand, { type: Type }>;

/** The owner asks the citizen; his clock stops and keeps what is left. */
export function askCitizen(command: CommandOf<'ask'>, request: Request, context: Context): EventsOrRefusal {
  const referral = ownedReferral(request, context);
  if (!isReferral(referral)) return referral;
  if (request.handover !== undefined) return { code: 'citizenWithdrew', until: request.handover.until };
  if (command.question.trim() === '') return { code: 'emptyText' };
  if (referral.questionsAsked >= QUESTIONS_A_LEVEL)
    return { code: 'tooManyQuestions', most: QUESTIONS_A_LEVEL };
  if (isDueToClimb(referral, context)) return { code: 'notNow', status: 'referred' };
  return [
    {
      type: 'asked',
      position: referral.position,
      question: command.question,
      replyBy: new Date(context.now.getTime() + REPLY_HOURS * HOUR_MS),
      remainingMs: Math.max(0, referral.dueAt.getTime() - context.now.getTime()),
    },
  ];
}

/** The citizen replies; the request returns to the manager with the time that was left, at least a day. */
export function replyToQuestion(
  command: CommandOf<'reply'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const { stage } = request;
  if (!isWordOfCitizen(request, context)) return { code: 'notAllowed' };
  if (stage.status !== 'waiting') return refuseNow(stage);
  if (isNothing(command)) return { code: 'emptyText' };
  const { type: _type, ...given } = command;
  return [
    {
      type: 'replied',
      position: stage.referral.position,
      ...given,
      dueAt: returnsDueAt(stage.remainingMs, context),
    },
    ...markIfDanger(context, request),
  ];
}

/**
 * The citizen, or somebody who follows the request, adds words, files or a place while nobody has answered yet. While a
 * manager waits for the citizen's reply, that is the reply. The place is the citizen's alone.
 */
export function addToRequest(command: CommandOf<'add'>, request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  const isFiler = isWordOfCitizen(request, context);
  if (!isFiler && !isFollower(request, context)) return { code: 'notAllowed' };
  if (stage.status === 'waiting' && isFiler)
    return replyToQuestion({ ...command, type: 'reply' }, request, context);
  if (stage.status === 'answered' || stage.status === 'closed') return refuseNow(stage);
  const { type: _type, place, ...words } = command;
  const given = isFiler && place !== undefined ? { ...words, place } : words;
  if (isNothing(given)) return { code: 'emptyText' };
  if (request.additions >= MOST_ADDITIONS) return { code: 'tooManyAdditions', most: MOST_ADDITIONS };
  const isWithManager = stage.status === 'referred' || stage.status === 'waiting';
  return [
    { type: 'added', ...(isWithManager ? { position: stage.referral.position } : {}), ...given },
    ...markIfDanger(context, request),
  ];
}

function isFollower({ followers }: Request, { actor }: Context): boolean {
  return actor.kind === 'citizen' && followers.includes(actor.citizen);
}

function isNothing({ text, attachments, place }: Omit<CommandOf<'add'>, 'type'>) {
  return text.trim() === '' && attachments.length === 0 && place === undefined;
}

/** The citizen did not reply in time; the request returns to the manager all the same. */
export function resumeWithoutReply(request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (stage.status !== 'waiting') return refuseNow(stage);
  return context.now < stage.replyBy ? { code: 'notDue' } : resumeNow(request, context);
}

/** The event by which a request that waits for a reply goes back to its manager; none for any other request. */
export function resumeNow({ stage }: Pick<Request, 'stage'>, context: Context): readonly EventBody[] {
  return stage.status === 'waiting'
    ? [
        {
          type: 'resumed',
          position: stage.referral.position,
          dueAt: returnsDueAt(stage.remainingMs, context),
        },
      ]
    : [];
}

/**
 * The owner asks the position above for more time. The clock runs on until that is decided; if it runs out
 * first, the request climbs.
 */
export function requestExtension(
  command: CommandOf<'requestExtension'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const referral = ownedReferral(request, context);
  if (!isReferral(referral)) return referral;
  if (command.reason.trim() === '') return { code: 'emptyText' };
  if (!(command.hours > 0 && command.hours <= LONGEST_EXTENSION_HOURS)) {
    return { code: 'extensionTooLong', mostHours: LONGEST_EXTENSION_HOURS };
  }
  if (referral.extension !== undefined) return { code: 'extensionUsed' };
  if (context.now >= referral.dueAt) return { code: 'notNow', status: 'referred' };
  const above = findLandingAbove(referral.position, context);
  if (above === undefined) return { code: 'nobodyAbove' };
  const { hours, reason } = command;
  return [{ type: 'extensionRequested', position: referral.position, hours, reason, decider: above.to }];
}

/** The position above grants or refuses the time that was asked for. */
export function decideExtension(
  command: CommandOf<'decideExtension'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'manager') return { code: 'notAllowed' };
  if (stage.status !== 'referred') return refuseNow(stage);
  const { extension, position, dueAt } = stage.referral;
  if (extension === undefined || extension.decision !== 'pending') return { code: 'noExtensionPending' };
  const decider = context.actor.position;
  if (extension.decider !== decider) return { code: 'notYours', holder: extension.decider };
  if (!command.granted) {
    const reason = command.reason === undefined ? {} : { reason: command.reason };
    return [{ type: 'extensionRefused', position, decider, ...reason }];
  }
  if (context.now >= dueAt) return { code: 'notNow', status: 'referred' };
  const later = new Date(dueAt.getTime() + extension.hours * HOUR_MS);
  return [{ type: 'extensionGranted', position, decider, dueAt: later, reason: extension.reason }];
}

/** A position that had the request before, or was asked for it, writes a draft for the present owner. */
export function draftAnswer(
  command: CommandOf<'draftAnswer'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'manager') return { code: 'notAllowed' };
  const { position } = context.actor;
  if (!knowsRequest(request, position)) return { code: 'notYours' };
  if (stage.status !== 'referred') return refuseNow(stage);
  if (!context.organization.isBelow(position, stage.referral.position)) return { code: 'notAllowed' };
  const problem = problemOfAnswer({ ...command, attachments: [] }, context);
  if (problem !== undefined) return problem;
  const { outcome, text } = command;
  return [{ type: 'answerDrafted', position, owner: stage.referral.position, outcome, text }];
}

/** The owner answers; for a unit that is not connected an operator answers in its name. */
export function answerRequest(
  command: CommandOf<'answer'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const by = answererOf(request, context);
  if ('code' in by) return by;
  const problem = problemOfAnswer(command, context);
  if (problem !== undefined) return problem;
  return [holdAnswer(writeAnswer({ ...command, by }, context), context)];
}

/** Gives an answer that can no longer be taken back. */
export function giveHeldAnswer(request: Request, context: Context): EventsOrRefusal {
  return giveAnswer(request, context, (held) => writeAnswer(held, context));
}

/** The answer as it is given now: with the time to object to it, or when its promise is asked about. */
function writeAnswer(
  answer: AnswerContent,
  context: Context,
): Extract<EventBody, { readonly type: 'answered' }> {
  const { by, outcome } = answer;
  return {
    type: 'answered',
    ...contentOf(answer),
    ...(outcome.kind === 'planned' && by.kind === 'position'
      ? { askAt: askAboutPromiseAt(outcome.day, context) }
      : { objectBy: objectionEnd(context.now) }),
  };
}

/**
 * When a position is asked about what it promised for a day, of which `day` is the end: in the morning of that
 * day, as the citizen is told, or in the morning after where that has passed when the promise is given.
 */
export function askAboutPromiseAt(day: Date, { now, nextMorning }: Context): Date {
  const onTheDay = nextMorning(new Date(day.getTime() - DAY_MS));
  return onTheDay > now ? onTheDay : nextMorning(day);
}

/** The end of the time in which an answer may be objected to. */
export function objectionEnd(now: Date): Date {
  return new Date(now.getTime() + OBJECTION_DAYS * DAY_MS);
}

function answererOf(request: Request, context: Context): Answerer | Refusal {
  const { stage } = request;
  if (context.actor.kind === 'operator') {
    return stage.status === 'followUp' ? { kind: 'unit', unit: stage.unit } : refuseNow(stage);
  }
  const referral = ownedReferral(request, context);
  if (!isReferral(referral)) return referral;
  return { kind: 'position', position: referral.position };
}

/** Why a text is no answer: one word, or none, tells a citizen nothing. */
export function problemOfText(text: string): { readonly code: 'emptyText' | 'answerTooShort' } | undefined {
  const count = countWords(text);
  if (count === 0) return { code: 'emptyText' };
  return count < 2 ? { code: 'answerTooShort' } : undefined;
}

/** How many words a text has; marks alone are none. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** True for a file in which somebody can be heard: alone it is an answer, as a photo is not. */
export function isSpoken({ kind }: Attachment): boolean {
  return kind === 'voice' || kind === 'audio' || kind === 'video';
}

function problemOfAnswer(
  { text, outcome, attachments }: Pick<CommandOf<'answer'>, 'text' | 'outcome' | 'attachments'>,
  context: Context,
): Refusal | undefined {
  const isHeard = text.trim() === '' && attachments.some(isSpoken);
  const problem = isHeard ? undefined : problemOfText(text);
  if (problem !== undefined) return problem;
  if (outcome.kind === 'planned' && !(outcome.day > context.now)) return { code: 'dayInThePast' };
  return undefined;
}

function returnsDueAt(remainingMs: number, context: Context): Date {
  return new Date(context.now.getTime() + Math.max(remainingMs, LEAST_REMAINING_HOURS * HOUR_MS));
}
