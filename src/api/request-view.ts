import { zonedIsoTime } from '../calendar.js';
import { positionOf, unitOf } from '../clients/seen-requests.js';
import type { Organization } from '../organization/organization.js';
import type { Outcome } from '../requests/lifecycle/facts.js';
import type { Answerer, GivenAnswer, Request, Stage } from '../requests/lifecycle/request.js';
import { urgentMark } from '../requests/lifecycle/urgency.js';
import type { ExternalIds } from './external-id-store.js';
import type { RequestView } from './request-schema.js';

/** A request as it lies in the store, without its events. */
export interface VersionedRequest {
  readonly request: Request;
  readonly rev: number;
  readonly changedAt: Date;
}

/** What a request looks like to other systems; nothing personal. */
export function viewOf(
  { request, rev, changedAt }: VersionedRequest,
  {
    organization,
    timeZone,
    externalIds = {},
  }: {
    readonly organization: Pick<Organization, 'position'>;
    readonly timeZone: string;
    readonly externalIds?: ExternalIds | undefined;
  },
): RequestView {
  const at = (moment: Date) => zonedIsoTime(moment, timeZone);
  const { stage, answers } = request;
  const referral = 'referral' in stage ? stage.referral : undefined;
  const answer = answers.at(-1);
  return {
    code: request.code,
    rev,
    status: stage.status,
    channel: request.channel,
    filedAt: at(request.filedAt),
    changedAt: at(changedAt),
    category: request.category ?? null,
    district: request.place?.district ?? null,
    unit: unitOf(request, organization) ?? null,
    position: positionOf(request) ?? null,
    level: referral?.level ?? null,
    dueAt: stage.status === 'referred' ? at(stage.referral.dueAt) : null,
    isUrgent: urgentMark(request) !== undefined,
    question: stage.status === 'waiting' ? stage.question : null,
    answer: answer === undefined ? null : writeAnswer(answer, at),
    rating: answer?.rating ?? null,
    closed: writeEnd(stage, at),
    externalIds,
  };
}

type WriteInstant = (moment: Date) => string;

function writeAnswer({ at, by, outcome, text }: GivenAnswer, write: WriteInstant) {
  return { at: write(at), by: writeAnswerer(by), outcome: writeOutcome(outcome, write), text };
}

function writeEnd(stage: Stage, write: WriteInstant) {
  if (stage.status !== 'closed') return null;
  return { at: write(stage.closedAt), because: stage.because, mergedInto: stage.mergedInto ?? null };
}

function writeAnswerer(by: Answerer) {
  return by.kind === 'position' ? { kind: by.kind, code: by.position } : { kind: by.kind, code: by.unit };
}

function writeOutcome(outcome: Outcome, at: WriteInstant) {
  return outcome.kind === 'planned' ? { kind: outcome.kind, day: at(outcome.day) } : { kind: outcome.kind };
}
