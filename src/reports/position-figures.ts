import type { EventOf, RequestEvent } from '../requests/lifecycle/events.js';
import { DAY_MS, HOUR_MS } from '../requests/lifecycle/rules.js';
import { mean, median } from './statistics.js';

/** The number of days that a manager's own figures cover. */
export const FIGURE_DAYS = 30;

/**
 * How one position has answered lately: everything that happened since a moment, whenever the request was
 * filed. An answer counts as in time if it came before the position's own deadline as it then stood; hours
 * are those of its clock, without the time spent waiting for the citizen.
 */
export interface PositionFigures {
  readonly answered: number;
  readonly inTime: number;
  /** Absent if nothing was answered. */
  readonly medianHours?: number;
  readonly ratings: number;
  /** Absent if nothing was rated. */
  readonly meanRating?: number;
  /** Requests that climbed from it. */
  readonly climbed: number;
}

/** The beginning of the time that a manager's own figures cover. */
function figuresSince(now: Date): Date {
  return new Date(now.getTime() - FIGURE_DAYS * DAY_MS);
}

/** Where the events lie of all requests that some positions have had since a moment. */
export interface Histories {
  heldBySince(positions: readonly string[], since: Date): Promise<readonly (readonly RequestEvent[])[]>;
}

/** The figures of a position of the last `FIGURE_DAYS` days. */
export async function recentFigures(
  histories: Histories,
  position: string,
  now: Date,
): Promise<PositionFigures> {
  const since = figuresSince(now);
  return positionFigures(position, await histories.heldBySince([position], since), since);
}

/** The figures of a position from the events of all requests that it has had, each oldest first. */
export function positionFigures(
  position: string,
  histories: readonly (readonly RequestEvent[])[],
  since: Date,
): PositionFigures {
  const hours: number[] = [];
  const scores: number[] = [];
  let inTime = 0;
  let climbed = 0;
  const happened = histories.flatMap((events) => events.map((event) => ({ event, events })));
  for (const { event, events } of happened.filter((one) => one.event.at >= since)) {
    if (event.type === 'escalated' && event.from === position) climbed += 1;
    if (event.type === 'rated' && answererBefore(events, event.seq) === position) scores.push(event.score);
    const clock = isAnswerOf(event, position) ? clockUntil(events, event) : undefined;
    if (clock === undefined) continue;
    hours.push(clock.hours);
    if (clock.isInTime) inTime += 1;
  }
  const medianHours = median(hours);
  const meanRating = mean(scores);
  return {
    answered: hours.length,
    inTime,
    ...(medianHours === undefined ? {} : { medianHours }),
    ratings: scores.length,
    ...(meanRating === undefined ? {} : { meanRating }),
    climbed,
  };
}

/** How many answers a position gave in a period. */
export function answersBetween(
  position: string,
  histories: readonly (readonly RequestEvent[])[],
  { from, to }: { readonly from: Date; readonly to: Date },
): number {
  return histories.flat().filter((event) => isAnswerOf(event, position) && event.at >= from && event.at < to)
    .length;
}

function isAnswerOf(event: RequestEvent, position: string): event is EventOf<'answered'> {
  return event.type === 'answered' && event.by.kind === 'position' && event.by.position === position;
}

/** The position that gave the newest answer before an event. */
function answererBefore(events: readonly RequestEvent[], seq: number): string | undefined {
  const answer = events.findLast((event) => event.seq < seq && event.type === 'answered');
  return answer?.type === 'answered' && answer.by.kind === 'position' ? answer.by.position : undefined;
}

/** Whether an answer was sent before its deadline, and how long the clock had been running. */
function clockUntil(
  events: readonly RequestEvent[],
  answer: EventOf<'answered'>,
): { readonly isInTime: boolean; readonly hours: number } | undefined {
  const begun = events.findLast(
    (event): event is EventOf<'referred'> | EventOf<'escalated'> =>
      event.seq < answer.seq && (event.type === 'referred' || event.type === 'escalated'),
  );
  if (begun === undefined) return undefined;
  const sentAt = answer.sentAt ?? answer.at;
  let { dueAt } = begun;
  let runMs = 0;
  let runningSince: Date | undefined = begun.at;
  for (const event of events) {
    if (event.seq <= begun.seq || event.seq >= answer.seq) continue;
    if (event.type === 'asked' && runningSince !== undefined) {
      runMs += event.at.getTime() - runningSince.getTime();
      runningSince = undefined;
    }
    if (event.type === 'replied' || event.type === 'resumed') runningSince = event.at;
    dueAt = newDeadline(event) ?? dueAt;
  }
  if (runningSince !== undefined) runMs += sentAt.getTime() - runningSince.getTime();
  return { isInTime: sentAt < dueAt, hours: runMs / HOUR_MS };
}

/** The deadline that an event sets for whoever has the request; undefined if it sets none. */
function newDeadline(event: RequestEvent): Date | undefined {
  switch (event.type) {
    case 'replied':
    case 'resumed':
    case 'extensionGranted':
    case 'answerRecalled':
      return event.dueAt;
    default:
      return undefined;
  }
}
