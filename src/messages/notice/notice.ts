import type { EventOf, RequestEvent } from '../../requests/lifecycle/events.js';
import type { Answerer, Request } from '../../requests/lifecycle/request.js';
import { citizenButtons } from '../../telegram/citizen-buttons.js';
import { layOutRow } from '../../text/direction.js';
import { formatNumber } from '../../text/numbers.js';
import { spokenLine } from '../answer/spoken.js';
import type { CallbackButton, Message } from '../message.js';
import { piecesOf, wordsOf } from '../message-parts.js';
import { renderOffer } from '../status/handover.js';
import { createWording, joinLines, joinParagraphs, type Speech, type Wording } from '../wording.js';
import { renderRejection } from './rejection.js';
import {
  passedOverLine,
  type RegistrationNews,
  reasonLine,
  registrationText,
  routingText,
} from './routing.js';

export interface NoticeOptions extends Speech, RegistrationNews {
  readonly request: Request;
  readonly event: RequestEvent;
  /** Id of the reader, on whom an offer depends. */
  readonly person?: string;
  /** Whether the request is the reader's, or they follow somebody else's. */
  readonly reader: 'filer' | 'follower';
  /** Which piece of a long text this message contains, from 0. */
  readonly piece?: number;
}

/**
 * What a citizen is told of an event (docs/design.md, 10): who has the request, until when, and what comes
 * next.
 */
export function renderNotice(options: NoticeOptions): Message {
  const { request, event, reader, piece = 0 } = options;
  if (event.type === 'offered') return renderOffer(options);
  const wording = createWording(options);
  const pieces = piecesOf(wordsOf(event));
  const isLast = piece >= pieces.length - 1;
  const quote = wording.quote(pieces[piece] ?? '');
  const title = wording.html(`notice.title.${reader}`, { code: wording.code(request.code) });
  const body = piece === 0 ? bodyOf(options, wording, quote) : quote;
  const after = isLast ? afterQuote(options, wording) : undefined;
  return {
    html: joinParagraphs(event.type === 'registered' && piece === 0 ? undefined : title, body, after),
    keyboard: isLast ? keyboardOf(options, wording) : [],
  };
}

function bodyOf(options: NoticeOptions, wording: Wording, quote: string): string {
  const { event, reader } = options;
  const request = wording.plain(`notice.request.${reader}`);
  switch (event.type) {
    case 'registered':
      return registrationText(options, wording, request);
    case 'sentToIntake':
    case 'sentToFollowUp':
    case 'referred':
      return routingText(event, wording, request);
    case 'escalated':
      return escalated(event, options, wording, { request, quote });
    case 'overdue':
      return wording.html('notice.overdue', { request, to: wording.name(event.position) });
    case 'asked':
      return joinLines(wording.html('notice.asked', { from: wording.name(event.position) }), quote);
    case 'resumed':
      return wording.html('notice.resumed', {
        request,
        to: wording.name(event.position),
        deadline: wording.deadline(event.dueAt),
      });
    case 'extensionGranted':
      return joinLines(
        wording.html('notice.extensionGranted', {
          by: wording.name(event.position),
          decider: wording.name(event.decider),
          deadline: wording.deadline(event.dueAt),
        }),
        reasonLine(event.reason, wording),
      );
    case 'answered':
      return joinLines(
        wording.html('notice.answered', { by: wording.answerer(event.by) }),
        outcome(event, wording),
        quote,
        spokenLine(event, wording),
        isCompared(event, reader) ? wording.html('notice.pictures') : undefined,
      );
    case 'promiseKept':
      return joinLines(wording.html('notice.promiseKept', { by: wording.name(event.position) }), quote);
    case 'promiseMoved':
      return joinLines(
        wording.html('notice.promiseMoved', {
          by: wording.name(event.position),
          day: wording.day(event.day),
        }),
        quote,
      );
    case 'withdrawn':
      return wording.html(`notice.withdrawn.${reader}`);
    case 'carriedOn':
      return wording.html('handover.carriedOn');
    case 'rejected':
      return event.ready === undefined
        ? joinLines(wording.html('notice.rejected.words'), quote)
        : renderRejection(event, options);
    case 'merged':
      return wording.html('notice.merged', { into: wording.code(event.into) });
    case 'closed':
      return wording.html(event.because === 'silent' ? 'notice.closed' : 'notice.accepted');
    default:
      throw new Error(`Citizens hear nothing of an event of type ${event.type}.`);
  }
}

/** True where the reader is shown photos from before the work beside those of the answer. */
function isCompared({ before }: EventOf<'answered'>, reader: NoticeOptions['reader']): boolean {
  return before !== undefined && !(before === 'citizen' && reader === 'follower');
}

function escalated(
  event: EventOf<'escalated'>,
  { organization, reader }: NoticeOptions,
  wording: Wording,
  { request, quote }: { readonly request: string; readonly quote: string },
): string {
  const from = wording.name(event.from);
  const cause =
    event.because === 'objection'
      ? wording.html(`notice.cause.objection.${reader}`, { from })
      : wording.html(`notice.cause.${event.because}`, { from });
  const isTop = organization.superiorOf(event.to) === undefined;
  const where = event.to === event.from ? 'again' : isTop ? 'top' : 'above';
  const there = wording.html(`notice.where.${where}`, {
    request,
    to: wording.name(event.to),
    deadline: wording.deadline(event.dueAt),
  });
  return joinLines(cause, quote, there, passedOverLine(event.passedOver, wording));
}

/**
 * The text below a person's words: the outcome, the deadline, and the question whether it answers the
 * request.
 */
function afterQuote(options: NoticeOptions, wording: Wording): string | undefined {
  const { event } = options;
  switch (event.type) {
    case 'asked':
      return isStillAsked(options.request, event)
        ? wording.html('notice.replyBy', { deadline: wording.deadline(event.replyBy) })
        : wording.html('notice.replyOver');
    case 'answered':
      return question(event, options, wording);
    case 'promiseKept':
      return question(event, options, wording);
    case 'promiseMoved':
      return wording.html('notice.promiseMovedNext');
    default:
      return undefined;
  }
}

function outcome({ outcome: given, objectBy }: EventOf<'answered'>, wording: Wording): string {
  if (given.kind !== 'planned') return wording.html(`notice.outcome.${given.kind}`);
  const key = objectBy === undefined ? 'notice.outcome.promise' : 'notice.outcome.planned';
  return wording.html(key, { day: wording.day(given.day) });
}

/** Asks the filer whether the request is answered, unless they have said so already. */
function question(
  event: EventOf<'answered'> | EventOf<'promiseKept'>,
  { request, reader, organization }: NoticeOptions,
  wording: Wording,
): string | undefined {
  const { at, objectBy } = event;
  const isGiven =
    event.type === 'promiseKept' || request.answers.some((answer) => answer.at.getTime() === at.getTime());
  const isOver = isGiven && !isStillAnswered(request, event);
  if (objectBy === undefined || reader === 'follower' || isOver) return undefined;
  const by: Answerer = event.type === 'answered' ? event.by : { kind: 'position', position: event.position };
  const isTop = by.kind === 'position' && organization.superiorOf(by.position) === undefined;
  return wording.html(isTop ? 'notice.questionAtTop' : 'notice.question', {
    by: wording.answerer(by),
    deadline: wording.deadline(objectBy),
  });
}

function keyboardOf(options: NoticeOptions, wording: Wording): CallbackButton[][] {
  const { event, reader, request, locale } = options;
  const { code } = request;
  const button = (name: string, callback_data: string) => ({
    text: wording.plain(`notice.button.${name}`),
    callback_data,
  });
  const show = button('show', citizenButtons.pack('show', code));
  if (reader === 'follower') return [[show]];
  if (event.type === 'registered') {
    const phone = button('phone', citizenButtons.pack('setting', 'phone'));
    return [
      ...(options.offersPhone === true ? [[phone]] : []),
      [show, button('add', citizenButtons.pack('add', code))],
    ];
  }
  if (event.type === 'asked' && isStillAsked(request, event)) {
    return [[show, button('reply', citizenButtons.pack('reply', code))]];
  }
  const asksToRate =
    (event.type === 'answered' || event.type === 'promiseKept') && event.objectBy !== undefined;
  if (!asksToRate) return [[show]];
  if (!isStillAnswered(request, event)) {
    const judged = judgement(request, event, options, wording);
    return judged === undefined ? [[show]] : [[{ ...show, text: judged }]];
  }
  const scores = layOutRow([1, 2, 3, 4, 5] as const, locale);
  return [
    scores.map((score) => ({
      text: wording.plain('notice.button.rate', { score: formatNumber(score, locale) }),
      callback_data: citizenButtons.pack('rate', code, score),
    })),
    [button('object', citizenButtons.pack('object', code))],
    [show],
  ];
}

/** The citizen's judgement of an earlier answer, as its only button shows it. */
function judgement(
  { answers, objectedTo, stage }: Request,
  { at }: RequestEvent,
  { locale }: Speech,
  wording: Wording,
): string | undefined {
  const answer = answers.findLast((given) => given.at <= at);
  if (answer === undefined) return undefined;
  const { by, rating } = answer;
  const isInForce = answer === answers.at(-1) && (stage.status === 'answered' || stage.status === 'closed');
  if (!isInForce && objectedTo.includes(by.kind === 'position' ? by.position : by.unit)) {
    return wording.plain('judging.objectedLabel');
  }
  return rating === undefined
    ? undefined
    : wording.plain('judging.ratedLabel', { score: formatNumber(rating, locale) });
}

/** True while that question is the one that waits. */
function isStillAsked({ stage }: Request, { question, replyBy }: EventOf<'asked'>): boolean {
  return (
    stage.status === 'waiting' && stage.question === question && stage.replyBy.getTime() === replyBy.getTime()
  );
}

/** True while the answer of that event is the current one and nobody has rated it. */
function isStillAnswered({ stage, answers }: Request, event: RequestEvent): boolean {
  if (stage.status !== 'answered' || stage.answer.rating !== undefined) return false;
  return event.type !== 'answered' || answers.at(-1)?.at.getTime() === event.at.getTime();
}
