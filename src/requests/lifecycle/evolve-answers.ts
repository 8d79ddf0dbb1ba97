import type { EventOf } from './events.js';
import { inStage, withReferral } from './in-stage.js';
import { withoutHeldAnswer } from './recalling.js';
import type { GivenAnswer, Request, Stage } from './request.js';

/** The request after an answer; a planned outcome that nobody may object to yet is a promise. */
export function answered(request: Request, event: EventOf<'answered'>): Request {
  const { by, at, outcome, text, attachments } = event;
  const level = request.stage.status === 'referred' ? request.stage.referral.level : 0;
  const answer: GivenAnswer = { by, level, at, outcome, text, attachments };
  const isPromise = outcome.kind === 'planned' && event.objectBy === undefined;
  return {
    ...request,
    answers: [...request.answers, answer],
    drafts: [],
    stage: {
      status: 'answered',
      answer,
      ...(event.objectBy === undefined ? {} : { objectBy: event.objectBy }),
      ...(isPromise ? { promise: { ...dayOf(outcome.day, event.askAt), moved: false } } : {}),
    },
  };
}

/** A sent answer is taken back: the clock of a position goes on; a unit without one has none. */
export function recalled(request: Request, { at, dueAt }: EventOf<'answerRecalled'>): Request {
  const open = withoutHeldAnswer(request);
  return dueAt === undefined
    ? open
    : withReferral(open, (referral) => ({ ...referral, clockStartedAt: at, dueAt }));
}

/** The day of a promise, and when the manager is asked about it. */
export function dayOf(day: Date, askAt: Date | undefined): { readonly day: Date; readonly askAt?: Date } {
  return { day, ...(askAt === undefined ? {} : { askAt }) };
}

/** The request whose promise was kept: the citizen may object until the end of the window. */
export function promiseKept(request: Request, event: EventOf<'promiseKept'>): Request {
  const { answer } = inStage(request, 'answered');
  return { ...request, stage: { status: 'answered', answer, objectBy: event.objectBy } };
}

/** The request with the citizen's rating on its last answer. */
export function rated(request: Request, event: EventOf<'rated'>): Request {
  const stage = inStage(request, 'answered');
  const answer = { ...stage.answer, rating: event.score };
  return { ...request, answers: [...request.answers.slice(0, -1), answer], stage: { ...stage, answer } };
}

type Answered = Extract<Stage, { status: 'answered' }>;

/** The request with its promise changed, where it has one. */
export function withPromise(
  request: Request,
  change: (promise: NonNullable<Answered['promise']>) => NonNullable<Answered['promise']>,
): Request {
  const stage = inStage(request, 'answered');
  return stage.promise === undefined
    ? request
    : { ...request, stage: { ...stage, promise: change(stage.promise) } };
}
