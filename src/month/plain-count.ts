import type { Collection, Document } from 'mongodb';
import { CLIMB_REASONS, CLIMBED_LEVELS, type Figures, HIGHEST_LEVEL } from '../reports/figures.js';
import type { EscalationReason, EventOf, RequestEvent } from '../requests/lifecycle/events.js';
import type { Request } from '../requests/lifecycle/request.js';

/** A request as it is stored in the database. */
export interface RawRequest {
  readonly state: Request;
  readonly events: readonly RequestEvent[];
}

/** The scope of a count: which positions and units belong to it, and whether the 137 desk does. */
export interface Counting {
  readonly has: (code: string) => boolean;
  readonly hasDesk: boolean;
  /** The position with nobody above it. */
  readonly top: string;
}

type Referral = EventOf<'referred'> | EventOf<'escalated'>;
type Answer = EventOf<'answered'>;

/** Reads all requests as they are stored in the database. */
export async function readRaw(requests: Collection<Document>): Promise<readonly RawRequest[]> {
  const found = await requests.find({}, { projection: { state: 1, events: 1 } }).toArray();
  // The collection contains only the product's own documents.
  return found as unknown as readonly RawRequest[];
}

/**
 * The figures of a report once more, as naively as possible: each by a count of its own over all requests,
 * without sharing any code with the reports. It is slow on purpose, as a reference for comparison.
 */
export function plainFigures(all: readonly RawRequest[], { has, hasDesk, top }: Counting): Figures {
  const referrals = all.flatMap(({ events }) =>
    events
      .filter(isReferral)
      .filter(({ to }) => has(to))
      .map((referral) => ({ events, referral })),
  );
  const answers = all.flatMap(({ events }) =>
    events
      .filter(isAnswer)
      .filter(({ by }) => has(answererOf(by)))
      .map((answer) => ({ events, answer })),
  );
  const timed = answers.flatMap(({ events, answer }) => {
    const referral = answer.by.kind === 'position' ? referralBefore(events, answer) : undefined;
    return referral === undefined ? [] : [{ events, answer, referral }];
  });
  const climbs = all.flatMap(({ events }) => events.filter(isClimb).filter(({ from }) => has(from)));
  const scores = all.flatMap(({ events }) =>
    events.flatMap((event) => {
      if (event.type !== 'rated') return [];
      const rated = events.filter(isAnswer).findLast(({ seq }) => seq < event.seq);
      return rated !== undefined && has(answererOf(rated.by)) ? [event.score] : [];
    }),
  );
  const ofType = (type: 'promiseKept' | 'promiseMoved' | 'promiseBroken') =>
    all.flatMap(({ events }) => events).filter((event) => event.type === type && has(event.position)).length;
  const hours = timed
    .map(({ events, answer, referral }) => hoursOf(events, referral, answer))
    .sort((left, right) => left - right);
  const punctual = timed.filter(
    ({ events, answer, referral }) =>
      !isOverdueBefore(events, referral, answer.seq) && answer.at < deadline(events, referral, answer.seq),
  );
  const inTime = punctual.length;
  const firstAtTop = all.flatMap(({ events }) => events.filter(isClimb).find(({ to }) => to === top) ?? []);
  const objections = all.flatMap(({ events }) =>
    events
      .filter(isObjection)
      .flatMap((objection) => (has(objection.against) ? [{ events, objection }] : [])),
  );
  const ends = objections.map(({ events, objection }) => endOf(events, objection));
  const missed = referrals.filter(({ events, referral }) => wasMissed(events, referral)).length;
  const share = inTime + missed === 0 ? {} : { inTimeShare: inTime / (inTime + missed) };
  const speed =
    hours.length === 0 ? {} : { medianHours: quantile(hours, 0.5), p90Hours: quantile(hours, 0.9) };
  const rating =
    scores.length === 0 ? {} : { meanRating: scores.reduce((sum, one) => sum + one, 0) / scores.length };

  return {
    filed: all.filter(({ events }) => isFirstWith(events, { has, hasDesk })).length,
    inTimeAtFirst: punctual.filter(({ referral }) => referral.level === 1).length,
    reachedTop: firstAtTop.filter(({ from }) => has(from)).length,
    objections: objections.length,
    objectionsOtherOutcome: ends.filter((end) => end === 'another').length,
    objectionsSameOutcome: ends.filter((end) => end === 'same').length,
    viaFollowUp: all.filter(({ events }) => {
      const unit = events.find((event) => event.type === 'sentToFollowUp')?.unit;
      return unit !== undefined && has(unit);
    }).length,
    received: referrals.length,
    answered: answers.length,
    inTime,
    missed,
    ...share,
    ...speed,
    climbedTo: countEach(
      CLIMBED_LEVELS,
      (level) => climbs.filter((climb) => Math.min(Math.max(climb.level, 2), HIGHEST_LEVEL) === level).length,
    ),
    climbedBecause: countEach<EscalationReason>(
      CLIMB_REASONS,
      (because) => climbs.filter((climb) => climb.because === because).length,
    ),
    ratings: scores.length,
    ...rating,
    lowRatings: scores.filter((score) => score < 3).length,
    promised: answers.filter(
      ({ answer }) => answer.outcome.kind === 'planned' && answer.objectBy === undefined,
    ).length,
    promisesKept: ofType('promiseKept'),
    promisesMoved: ofType('promiseMoved'),
    promisesBroken: ofType('promiseBroken'),
    waiting: all.filter(({ state }) => liesWith(state, { has, hasDesk })).length,
  };
}

type Scope = Pick<Counting, 'has' | 'hasDesk'>;

function isFirstWith(events: readonly RequestEvent[], { has, hasDesk }: Scope): boolean {
  for (const event of events) {
    if (event.type === 'referred') return has(event.to);
    if (event.type === 'sentToFollowUp') return has(event.unit);
  }
  return hasDesk;
}

/** Where a request is, by its state alone: the reports go by the events. */
function liesWith({ stage }: Request, { has, hasDesk }: Scope): boolean {
  if (stage.status === 'referred' || stage.status === 'waiting') return has(stage.referral.position);
  if (stage.status === 'followUp') return has(stage.unit);
  return stage.status === 'intake' && hasDesk;
}

/** True for a referral whose deadline passed before its answer, or before it climbed for lateness. */
function wasMissed(events: readonly RequestEvent[], referral: Referral): boolean {
  const end = events.find((event) => event.seq > referral.seq && endsTurn(event));
  const until = end?.seq ?? Number.POSITIVE_INFINITY;
  if (isOverdueBefore(events, referral, until)) return true;
  if (end?.type === 'escalated') return end.because === 'late';
  return end?.type === 'answered' && (end.sentAt ?? end.at) >= deadline(events, referral, until);
}

function isOverdueBefore(events: readonly RequestEvent[], referral: Referral, until: number): boolean {
  return events.some(({ type, seq }) => type === 'overdue' && seq > referral.seq && seq < until);
}

/** The deadline of a referral as set by the last event before `until`. */
function deadline(events: readonly RequestEvent[], referral: Referral, until: number): Date {
  return events
    .filter(({ seq }) => seq > referral.seq && seq < until)
    .reduce(
      (due, event) =>
        event.type === 'replied' || event.type === 'resumed' || event.type === 'extensionGranted'
          ? event.dueAt
          : event.type === 'answerRecalled'
            ? (event.dueAt ?? due)
            : due,
      referral.dueAt,
    );
}

function hoursOf(events: readonly RequestEvent[], referral: Referral, answer: Answer): number {
  let ms = (answer.sentAt ?? answer.at).getTime() - referral.at.getTime();
  for (const asked of events) {
    if (asked.type !== 'asked' || asked.seq < referral.seq || asked.seq > answer.seq) continue;
    const back = events.find(
      ({ type, seq }) => seq > asked.seq && (type === 'replied' || type === 'resumed'),
    );
    if (back !== undefined) ms -= back.at.getTime() - asked.at.getTime();
  }
  return ms / 3_600_000;
}

function referralBefore(events: readonly RequestEvent[], answer: Answer): Referral | undefined {
  return events.filter(isReferral).findLast(({ seq }) => seq < answer.seq);
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low * (1 - (place % 1)) + high * (place % 1);
}

function countEach<Name extends PropertyKey>(
  names: readonly Name[],
  count: (name: Name) => number,
): Record<Name, number> {
  // The entries are made of the names, each once.
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}

/** Whether what was answered after an objection was the same once more; undefined where nothing was. */
function endOf(events: readonly RequestEvent[], objection: EventOf<'objected'>) {
  let told: string | undefined;
  for (const event of events) {
    if (!isAnswer(event)) continue;
    if (event.seq > objection.seq) return event.outcome.kind === told ? 'same' : 'another';
    told = event.outcome.kind;
  }
  return undefined;
}

function answererOf(by: Answer['by']): string {
  return by.kind === 'position' ? by.position : by.unit;
}

function isReferral(event: RequestEvent): event is Referral {
  return event.type === 'referred' || event.type === 'escalated';
}

function isObjection(event: RequestEvent): event is EventOf<'objected'> {
  return event.type === 'objected';
}

function isClimb(event: RequestEvent): event is EventOf<'escalated'> {
  return event.type === 'escalated';
}

function isAnswer(event: RequestEvent): event is Answer {
  return event.type === 'answered';
}

function endsTurn({ type }: RequestEvent): boolean {
  return (
    type === 'referred' ||
    type === 'escalated' ||
    type === 'answered' ||
    type === 'withdrawn' ||
    type === 'merged' ||
    type === 'rejected'
  );
}
