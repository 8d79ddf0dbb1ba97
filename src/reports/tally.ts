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
  /** By the district in which requests lie, and by the group of their topic, whoever had them. */
  readonly districts: readonly ReportLine[];
  readonly topics: readonly ReportLine[];
}

/** What a tally asks of the city. */
export interface TallyCity {
  /** The unit of a position, or a unit itself; undefined for what the city does not know. */
  unitOf(code: string): string | undefined;
  /** True for the position with nobody above it. */
  isTop(position: string): boolean;
  /** The group of a category. */
  topicOf(category: string): string | undefined;
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
  readonly level: number;
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

/** What a tally knows of the request whose events it reads. */
interface Reading {
  readonly district: string | undefined;
  readonly topic: string | undefined;
  hasReachedTop: boolean;
}

/**
 * A tally. Unknown codes, what waits at the 137 desk, and requests without a district or a topic are counted in the
 * line without a code.
 */
export function createTally({ unitOf, isTop, topicOf }: TallyCity): Tally {
  const total = createCount();
  const units = new Map<string | undefined, Count>();
  const positions = new Map<string, Count>();
  const districts = new Map<string | undefined, Count>();
  const topics = new Map<string | undefined, Count>();
  let reading: Reading = { district: undefined, topic: undefined, hasReachedTop: false };

  /** Counts an event for a position or a unit, its unit, the place and topic of its request, and the city. */
  function count(place: string | undefined, isPosition: boolean, counted: Counted): void {
    total.add(counted);
    countIn(districts, reading.district).add(counted);
    countIn(topics, reading.topic).add(counted);
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
      turn: {
        position: event.to,
        level: event.level,
        since: event.at,
        dueAt: event.dueAt,
        pausedMs: 0,
        isMissed: false,
      },
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
      byAnswerer(by, { kind: 'answered', hours, isInTime, level: turn.level });
    } else byAnswerer(by, { kind: 'answered' });
    if (outcome.kind === 'planned' && objectBy === undefined) byAnswerer(by, { kind: 'promised' });
    return { kind: 'answered', by };
  }

  function climbed(event: EventOf<'escalated'>, standing: Standing): Standing {
    const { from, level, because } = event;
    if (because === 'late' && standing.kind === 'turn') miss(standing.turn);
    const isUnit = standing.kind === 'answered' && standing.by.kind === 'unit';
    count(from, !isUnit, { kind: 'climbed', level, because });
    if (isTop(event.to) && !reading.hasReachedTop) {
      reading.hasReachedTop = true;
      count(from, !isUnit, { kind: 'reachedTop' });
    }
    return begin(event);
  }

  function objected({ against, seq }: EventOf<'objected'>, events: readonly RequestEvent[]): void {
    const answers = events.filter((event) => event.type === 'answered');
    const before = answers.findLast((answer) => answer.seq < seq);
    // A unit and a position may have one code.
    const isPosition = before?.by.kind === 'position';
    count(against, isPosition, { kind: 'objections' });
    const next = answers.find((answer) => answer.seq > seq);
    if (next === undefined) return;
    const isSame = next.outcome.kind === before?.outcome.kind;
    count(against, isPosition, { kind: isSame ? 'objectionsSameOutcome' : 'objectionsOtherOutcome' });
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
      reading = { district: districtOf(events), topic: topicIn(events, topicOf), hasReachedTop: false };
      const first = events.find(({ type }) => type === 'referred' || type === 'sentToFollowUp');
      if (first?.type === 'referred') atPosition(first.to, { kind: 'filed' });
      else count(first?.type === 'sentToFollowUp' ? first.unit : undefined, false, { kind: 'filed' });

      const followUp = events.find((event) => event.type === 'sentToFollowUp');
      if (followUp !== undefined) count(followUp.unit, false, { kind: 'viaFollowUp' });
      for (const event of events) if (event.type === 'objected') objected(event, events);

      let standing: Standing = { kind: 'desk' };
      for (const event of events) standing = after(event, standing);
      if (standing.kind === 'turn') atPosition(standing.turn.position, { kind: 'waiting' });
      if (standing.kind === 'desk') count(standing.unit, false, { kind: 'waiting' });
    },
    tallied: () => ({
      total: total.figures(),
      units: linesOf(units),
      positions: linesOf(positions),
      districts: linesOf(districts),
      topics: linesOf(topics),
    }),
  };
}

function linesOf(counts: ReadonlyMap<string | undefined, Count>): readonly ReportLine[] {
  return [...counts].map(([code, count]) => ({
    ...(code === undefined ? {} : { code }),
    figures: count.figures(),
  }));
}

/** The district in which a request lies by its latest place. */
function districtOf(events: readonly RequestEvent[]): string | undefined {
  return events.reduce<string | undefined>(
    (district, event) => ('place' in event ? (event.place?.district ?? district) : district),
    undefined,
  );
}

function topicIn(events: readonly RequestEvent[], topicOf: TallyCity['topicOf']): string | undefined {
  const category = events.reduce<string | undefined>(
    (latest, event) => ('category' in event ? (event.category ?? latest) : latest),
    undefined,
  );
  return category === undefined ? undefined : topicOf(category);
}

function countIn<Key>(counts: Map<Key, Count>, key: Key): Count {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const count = createCount();
  counts.set(key, count);
  return count;
}
