import { assertNever } from '../../assert-never.js';
import type { TrackingCode } from '../../text/tracking-code.js';
import { districtOf } from './context.js';
import type { EventOf, RequestEvent } from './events.js';
import { answered, dayOf, promiseKept, rated, recalled, withPromise } from './evolve-answers.js';
import type { CloseReason } from './facts.js';
import { withCarrier, withFollowers, withOffer, withoutCitizen, withoutOffer } from './handing-over.js';
import { inStage, withReferral } from './in-stage.js';
import { withoutPublication, withPermission, withPublication } from './publishing.js';
import { withHeldAnswer, withoutHeldAnswer } from './recalling.js';
import type { Extension, Referral, Request, UrgentMark } from './request.js';
import { touchedBy, withMark } from './urgency.js';

/** The request that a `registered` event creates; the next event says where it goes. */
export function beginRequest(event: EventOf<'registered'>): Request {
  return {
    code: event.code,
    filedAt: event.at,
    channel: event.channel,
    citizen: event.citizen,
    followers: [],
    text: event.text,
    attachments: event.attachments,
    ...(event.place === undefined ? {} : { place: event.place }),
    ...(event.category === undefined ? {} : { category: event.category }),
    heldBy: [],
    passedSideways: false,
    answers: [],
    drafts: [],
    objectedTo: [],
    additions: 0,
    notes: 0,
    lastSeq: event.seq,
    stage: { status: 'intake', because: 'noCategory' },
  };
}

/**
 * The request after an event. The event is trusted: whether it could happen was decided before. Throws only
 * for an event that belongs to another status, which means that the record itself is corrupt.
 */
export function evolve(request: Request, event: RequestEvent): Request {
  return { ...touchedBy(event, apply(request, event)), lastSeq: event.seq };
}

function apply(request: Request, event: RequestEvent): Request {
  switch (event.type) {
    case 'registered':
      return beginRequest(event);
    case 'sentToIntake':
      return { ...request, stage: { status: 'intake', because: event.because } };
    case 'sentToFollowUp':
      return {
        ...request,
        ...(event.category === undefined ? {} : { category: event.category }),
        stage: { status: 'followUp', unit: event.unit },
      };
    case 'passedOver':
      return request;
    case 'referred':
      return referred(request, event);
    case 'escalated':
      return given(request, event);
    case 'reminded':
      return withReferral(request, (referral) => ({ ...referral, remindedHoursBefore: event.hoursBefore }));
    case 'overdue':
      return withReferral(request, (referral) => ({
        ...referral,
        overdue: { since: event.at, nextReminderAt: event.nextReminderAt },
      }));
    case 'remindedOverdue':
      return withReferral(request, (referral) => ({
        ...referral,
        overdue: { since: referral.overdue?.since ?? event.at, nextReminderAt: event.nextReminderAt },
      }));
    case 'asked':
      return asked(request, event);
    case 'replied':
    case 'resumed':
      return returned(request, event);
    case 'added':
      return { ...supplied(request, event), additions: request.additions + 1 };
    case 'extensionRequested':
      return withExtension(request, {
        hours: event.hours,
        reason: event.reason,
        decider: event.decider,
        decision: 'pending',
      });
    case 'extensionGranted':
      return withReferral(decided(request, 'granted'), ({ remindedHoursBefore: _, ...referral }) => ({
        ...referral,
        clockStartedAt: event.at,
        dueAt: event.dueAt,
      }));
    case 'extensionRefused':
      return decided(request, 'refused');
    case 'draftRequested': {
      const { owner, to, by, at } = event;
      const others = request.draftRequests ?? [];
      return { ...request, draftRequests: [...others, { owner, to, at, by }] };
    }
    case 'draftLate':
      return {
        ...request,
        draftRequests: (request.draftRequests ?? []).map((asked) =>
          asked.to === event.to && asked.by.getTime() === event.by.getTime()
            ? { ...asked, isLate: true }
            : asked,
        ),
      };
    case 'answerDrafted': {
      const { position, at, outcome, text } = event;
      const others = request.drafts.filter((draft) => draft.position !== position);
      return { ...request, drafts: [...others, { position, at, outcome, text }] };
    }
    case 'answerHeld':
      return withHeldAnswer(request, event);
    case 'answerRecalled':
      return recalled(request, event);
    case 'answered':
      return answered(withoutHeldAnswer(request), event);
    case 'promiseDue':
      return withPromise(request, (promise) => ({ ...promise, confirmBy: event.confirmBy }));
    case 'promiseMoved':
      return withPromise(request, () => ({ ...dayOf(event.day, event.askAt), moved: true }));
    case 'promiseKept':
      return promiseKept(request, event);
    case 'promiseBroken':
      return request;
    case 'objected':
      return { ...supplied(request, event), objectedTo: [...request.objectedTo, event.against] };
    case 'rated':
      return rated(request, event);
    case 'withdrawn':
      return closed(withoutPublication(withoutHeldAnswer(request)), event.at, 'withdrawn');
    case 'leftToFollowers':
      return withoutCitizen(request, event);
    case 'offered':
      return withOffer(request, event);
    case 'offerDeclined':
      return withoutOffer(request, event);
    case 'carriedOn':
      return withCarrier(request, event.citizen);
    case 'rejected':
      return closed(request, event.at, 'rejected');
    case 'merged':
      return closed(request, event.at, 'merged', event.into);
    case 'closed':
      return closed(request, event.at, event.because);
    case 'followed':
      return withFollowers(request, [event.citizen], event.at);
    case 'unfollowed': {
      const followers = request.followers.filter((citizen) => citizen !== event.citizen);
      return withoutOffer({ ...request, followers }, event);
    }
    case 'joined':
      return withFollowers(request, event.citizens, event.at);
    case 'noted':
      return { ...request, notes: request.notes + 1 };
    case 'urgencyMarked':
      return { ...request, urgentMarks: [...(request.urgentMarks ?? []), marked(event)] };
    case 'acknowledged':
      return request;
    case 'leftUntouched':
      return withMark(request, (mark) => ({ ...mark, alarmedAt: event.at }));
    case 'urgencyDismissed':
      return withMark(request, (mark) => ({ ...mark, dismissedAt: event.at }));
    case 'publicationPermitted':
      return withPermission(request, event);
    case 'published':
      return withPublication(request, event);
    default:
      return assertNever(event);
  }
}

function marked({ at, isPutFirst, alarmAt }: EventOf<'urgencyMarked'>): UrgentMark {
  return { at, isPutFirst, ...(alarmAt === undefined ? {} : { alarmAt }) };
}

function referred(request: Request, event: EventOf<'referred'>): Request {
  const sideways = event.because === 'notOurs';
  return {
    ...given(request, event),
    passedSideways: request.passedSideways || sideways,
    ...(event.category === undefined ? {} : { category: event.category }),
  };
}

function given(request: Request, event: EventOf<'referred'> | EventOf<'escalated'>): Request {
  const referral: Referral = {
    position: event.to,
    level: event.level,
    because: event.because,
    referredAt: event.at,
    clockStartedAt: event.at,
    dueAt: event.dueAt,
    questionsAsked: 0,
  };
  const heldBy = request.heldBy.includes(event.to) ? request.heldBy : [...request.heldBy, event.to];
  return { ...request, heldBy, stage: { status: 'referred', referral } };
}

function asked(request: Request, event: EventOf<'asked'>): Request {
  const { referral } = inStage(request, 'referred');
  const { question, replyBy, remainingMs } = event;
  return {
    ...request,
    stage: {
      status: 'waiting',
      referral: { ...referral, questionsAsked: referral.questionsAsked + 1 },
      question,
      replyBy,
      remainingMs,
    },
  };
}

function returned(request: Request, event: EventOf<'replied'> | EventOf<'resumed'>): Request {
  const { remindedHoursBefore: _, resumedAt: __, ...referral } = inStage(request, 'waiting').referral;
  return {
    ...(event.type === 'replied' ? supplied(request, event) : request),
    stage: {
      status: 'referred',
      referral: {
        ...referral,
        clockStartedAt: event.at,
        dueAt: event.dueAt,
        ...(event.type === 'resumed' ? { resumedAt: event.at } : {}),
      },
    },
  };
}

/** The request with the files and the place that its citizen added later. */
function supplied(
  request: Request,
  { attachments = [], place }: EventOf<'replied'> | EventOf<'added'> | EventOf<'objected'>,
): Request {
  return {
    ...request,
    attachments: [...request.attachments, ...attachments],
    ...(place === undefined ? {} : { place: { ...districtOf(request.place), ...place } }),
  };
}

function closed(
  { handover: _over, ...request }: Request,
  closedAt: Date,
  because: CloseReason,
  mergedInto?: TrackingCode,
): Request {
  const into = mergedInto === undefined ? {} : { mergedInto };
  return { ...request, stage: { status: 'closed', because, closedAt, ...into } };
}

function withExtension(request: Request, extension: Extension): Request {
  return withReferral(request, (referral) => ({ ...referral, extension }));
}

function decided(request: Request, decision: 'granted' | 'refused'): Request {
  return withReferral(request, (referral) =>
    referral.extension === undefined
      ? referral
      : { ...referral, extension: { ...referral.extension, decision } },
  );
}
