import type { EventOf, RequestEvent } from '../requests/lifecycle/events.js';
import type { Answerer } from '../requests/lifecycle/request.js';
import { HOUR_MS } from '../requests/lifecycle/rules.js';
import { type Count, type Counted, createCount } from './count.js';
import type { Figures } from './figures.js';

/** One line of a report: a position or a unit by its code; no code for requests at no unit of the city. */
export interface ReportLine {
  readonly code?: string;
  readonly figures: Figures;
}

/** The content of a report, before it is put into words. */
export interface Tallied {
  readonly total: Figures;
  readonly units: readonly ReportLine[];
  readonly positions: readonly ReportLine[];
}

/** Takes in one request at a time and keeps only figures. */
export interface Tally {
  /** Adds the events of a request up to the moment of the report, oldest first. */
  add(events: readonly RequestEvent[]): void;
  tallied(): Tallied;
}

/** The referral that a request is in at some point of its life. */
interface HeldSpan {
  readonly position: string;
  readonly since: Date;
  readonly dueAt: Date;
  /** Milliseconds spent waiting for the citizen. */
  readonly pausedMs: number;
  readonly askedAt?: Date;
  readonly isMissed: boolean;
}

/** Where a request is while its events are read. */
type Standing =
  | { readonly kind: 'desk'; readonly unit?: string }
  | { readonly kind: 'turn'; readonly turn: HeldSpan }
  | { readonly kind: 'answered'; readonly by: Answerer }
  | { readonly kind: 'over' };

/**
 * A tally. `unitOf` names the unit of a position, or of a unit itself; unknown codes, and what waits at the
 * 137 desk, are counted in the line without a code.
 */
export function createTally(unitOf: (code: string) => string | undefined): Tally {
  const total = createCount();
  const units = new Map<string | undefined, Count>();
  const positions = new Map<string, Count>();

  /** Counts an event for a position or a unit, its unit, and the city. */
  function count(place: string | undefined, isPosition: boolean, counted: Counted): void {
    total.add(counted);
    const unit = place === undefined ? undefined : unitOf(place);
    countIn(units, unit).add(counted);
    if (isPosition && place !== undefined) countIn(positions, place).add(counted);
  }

  const atPosition = (position: string, counted: Counted) => count(position, true, counted);
  const byAnswerer = (by: Answerer, counted: Counted) =>
    count(by.kind === 'position' ? by.position : by.unit, by.kind === 'position', counted);

  function begin(event: EventOf<'referred'> | EventOf<'escalated'>): Standing {
    atPosition(event.to, { kind: 'received' });
    return {
      kind: 'turn',
      turn: { position: event.to, since: event.at, dueAt: event.dueAt, pausedMs: 0, isMissed: false },
    };
  }

  function miss(turn: HeldSpan): HeldSpan {
    if (!turn.isMissed) atPosition(turn.position, { kind: 'missed' });
    return { ...turn, isMissed: true };
  }

  function answered(event: EventOf<'answered'>, standing: Standing): Standing {
    const { by, outcome, objectBy } = event;
    const at = event.sentAt ?? event.at;
    if (standing.kind === 'turn') {
      const { turn } = standing;
      const isInTime = at < turn.dueAt && !turn.isMissed;
      if (!isInTime) miss(turn);
      const hours = (at.getTime() - turn.since.getTime() - turn.pausedMs) / HOUR_MS;
      byAnswerer(by, { kind: 'answered', hours, isInTime });
    } else byAnswerer(by, { kind: 'answered' });
    if (outcome.kind === 'planned' && objectBy === undefined) byAnswerer(by, { kind: 'promised' });
    return { kind: 'answered', by };
  }

  function climbed(event: EventOf<'escalated'>, standing: Standing): Standing {
    const { from, level, because } = event;
    if (because === 'late' && standing.kind === 'turn') miss(standing.turn);
    const isUnit = standing.kind === 'answered' && standing.by.kind === 'unit';
    count(from, !isUnit, { kind: 'climbed', level, because });
    return begin(event);
  }

  function after(event: RequestEvent, standing: Standing): Standing {
    switch (event.type) {
      case 'sentToFollowUp':
        return { kind: 'desk', unit: event.unit };
      case 'referred':
        return begin(event);
      case 'escalated':
        return climbed(event, standing);
      case 'answered':
        return answered(event, standing);
      case 'rated':
        if (standing.kind === 'answered') byAnswerer(standing.by, { kind: 'rated', score: event.score });
        return standing;
      case 'promiseKept':
        atPosition(event.position, { kind: 'promisesKept' });
        return standing;
      case 'promiseMoved':
        atPosition(event.position, { kind: 'promisesMoved' });
        return standing;
      case 'promiseBroken':
        atPosition(event.position, { kind: 'promisesBroken' });
        return standing;
      case 'withdrawn':
      case 'rejected':
      case 'merged':
      case 'closed':
        return { kind: 'over' };
      default:
        return standing.kind === 'turn' ? { kind: 'turn', turn: onClock(event, standing.turn) } : standing;
    }
  }

  /** The effect of an event on the clock of the current referral. */
  function onClock(event: RequestEvent, turn: HeldSpan): HeldSpan {
    switch (event.type) {
      case 'asked':
        return { ...turn, askedAt: event.at };
      case 'replied':
      case 'resumed': {
        const { askedAt = event.at, ...rest } = turn;
        const pausedMs = turn.pausedMs + event.at.getTime() - askedAt.getTime();
        return { ...rest, pausedMs, dueAt: event.dueAt };
      }
      case 'extensionGranted':
        return { ...turn, dueAt: event.dueAt };
      case 'answerRecalled':
        return event.dueAt === undefined ? turn : { ...turn, dueAt: event.dueAt };
      case 'overdue':
        return miss(turn);
      default:
        return turn;
    }
  }

  return {
    add(events) {
      const first = events.find(({ type }) => type === 'referred' || type === 'sentToFollowUp');
      if (first?.type === 'referred') atPosition(first.to, { kind: 'filed' });
      else count(first?.type === 'sentToFollowUp' ? first.unit : undefined, false, { kind: 'filed' });

      let standing: Standing = { kind: 'desk' };
      for (const event of events) standing = after(event, standing);
      if (standing.kind === 'turn') atPosition(standing.turn.position, { kind: 'waiting' });
      if (standing.kind === 'desk') count(standing.unit, false, { kind: 'waiting' });
    },
    tallied: () => ({
      total: total.figures(),
      units: [...units].map(([code, one]) => ({
        ...(code === undefined ? {} : { code }),
        figures: one.figures(),
      })),
      positions: [...positions].map(([code, one]) => ({ code, figures: one.figures() })),
    }),
  };
}

function countIn<Key>(counts: Map<Key, Count>, key: Key): Count {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const count = createCount();
  counts.set(key, count);
  return count;
}
