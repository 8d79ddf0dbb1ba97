import { zonedIsoTime } from '../calendar.js';
import { type Client, coversUnit } from '../clients/client.js';
import type { Organization } from '../organization/organization.js';
import type { Outcome } from '../requests/lifecycle/facts.js';
import type { Answerer, GivenAnswer, Request, Stage } from '../requests/lifecycle/request.js';
import { urgentMark } from '../requests/lifecycle/urgency.js';
import type { StoredRequest } from '../requests/request-store.js';
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
  const position = referral?.position ?? (answer?.by.kind === 'position' ? answer.by.position : undefined);
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
    position: stage.status === 'followUp' || stage.status === 'intake' ? null : (position ?? null),
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

/** The unit that has a request, or has answered it; undefined while none is certain. */
function unitOf({ stage, answers }: Request, organization: Pick<Organization, 'position'>) {
  const unitOfPosition = (position: string) => organization.position(position)?.unit;
  switch (stage.status) {
    case 'intake':
      return undefined;
    case 'referred':
    case 'waiting':
      return unitOfPosition(stage.referral.position);
    case 'followUp':
      return stage.unit;
    case 'answered':
    case 'closed': {
      const by = answers.at(-1)?.by;
      if (by === undefined) return undefined;
      return by.kind === 'unit' ? by.unit : unitOfPosition(by.position);
    }
  }
}

/**
 * True if a client may see a request: it registered it, or the request is or was with one of its units, or was answered
 * for one. A request of no unit is for clients of all units, and for the one that registered it.
 */
export function maySee(
  client: Client,
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
  organization: Pick<Organization, 'position'>,
): boolean {
  if (client.units === undefined || isRegisteredBy(client, events)) return true;
  const { stage, heldBy, answers } = request;
  const units = [
    ...heldBy.map((position) => organization.position(position)?.unit),
    ...(stage.status === 'followUp' ? [stage.unit] : []),
    ...answers.flatMap(({ by }) => (by.kind === 'unit' ? [by.unit] : [])),
  ];
  return units.some((unit) => unit !== undefined && coversUnit(client, unit));
}

/** True if it was this client that registered a request. */
export function isRegisteredBy({ id }: Pick<Client, 'id'>, [first]: StoredRequest['events']): boolean {
  return first?.actor.kind === 'client' && first.actor.client === id;
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
