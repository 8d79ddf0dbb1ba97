import type { ChangeCommand, Register } from '../../../src/requests/lifecycle/commands.js';
import type { Context } from '../../../src/requests/lifecycle/context.js';
import { decide, decideRegister } from '../../../src/requests/lifecycle/decide.js';
import type { Decision } from '../../../src/requests/lifecycle/decision.js';
import type { EventOf, EventType, RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { beginRequest, evolve } from '../../../src/requests/lifecycle/evolve.js';
import type { Actor } from '../../../src/requests/lifecycle/facts.js';
import { type NextAction, nextAction } from '../../../src/requests/lifecycle/next-action.js';
import type { Refusal } from '../../../src/requests/lifecycle/refusal.js';
import type { Request, Stage } from '../../../src/requests/lifecycle/request.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { chainOf, type Post, routeInSmallCity, SMALL_CITY } from './small-city.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Saturday, 09:00 in Mashhad. */
export const START = new Date('2025-11-22T05:30:00.000Z');
/** A code is only carried along by the lifecycle, so any string stands for one. */
export const CODE = '1234567894' as TrackingCode;
export const OTHER_CODE = '9876543210' as TrackingCode;

export const citizen: Actor = { kind: 'citizen', citizen: 'maryam' };
export const neighbour: Actor = { kind: 'citizen', citizen: 'reza' };
export const operator: Actor = { kind: 'operator', person: 'desk-1' };
export const supervisor: Actor = { kind: 'supervisor', person: 'public-relations' };
export const client: Actor = { kind: 'client', client: 'website' };
export const clock: Actor = { kind: 'clock' };
export const manager = (position: string): Actor => ({
  kind: 'manager',
  position,
  person: `holder of ${position}`,
});

export const DONE: Extract<ChangeCommand, { type: 'answer' }> = {
  type: 'answer',
  outcome: { kind: 'done' },
  text: 'چاله پر شد.',
  attachments: [],
};

/** The answer that promises something for a day. */
export const planned = (day: Date): ChangeCommand => ({
  type: 'answer',
  outcome: { kind: 'planned', day },
  text: 'کوچه آسفالت می‌شود.',
  attachments: [],
});

/** The next 07:00 in Mashhad after a moment. */
export function nextMorning(after: Date): Date {
  const morning = new Date(after);
  morning.setUTCHours(3, 30, 0, 0);
  if (morning <= after) morning.setUTCDate(morning.getUTCDate() + 1);
  return morning;
}

export interface CaseOptions {
  readonly vacant?: readonly string[];
  readonly hours?: number | ((position: string, category: string | undefined) => number);
  readonly posts?: readonly Post[];
  /** How long a sent answer can be taken back. */
  readonly recallMs?: number;
}

/**
 * One request in the small city and the time around it: commands are decided, and what they came to is
 * applied. After each, replaying all events must give the same state.
 */
export function openCase(options: CaseOptions = {}) {
  const vacant = new Set(options.vacant ?? []);
  const hours = options.hours ?? 72;
  const organization = chainOf({
    posts: options.posts ?? SMALL_CITY,
    vacant,
    unconnected: ['buses', 'trains'],
    hours: typeof hours === 'number' ? () => hours : hours,
    route: routeInSmallCity,
  });
  let now = START;
  let events: readonly RequestEvent[] = [];
  let request: Request | undefined;
  let commands = 0;

  const contextFor = (actor: Actor, danger?: Context['danger']): Context => {
    commands += 1;
    const other = request === undefined ? {} : { other: otherThan(request) };
    return {
      now,
      actor,
      commandId: `command:${commands}`,
      organization,
      nextMorning,
      ...(options.recallMs === undefined ? {} : { recallMs: options.recallMs }),
      ...other,
      ...(danger === undefined ? {} : { danger }),
    };
  };
  const current = (): Request => {
    if (request === undefined) throw new Error('Nothing is filed yet.');
    return request;
  };
  const take = (decision: Decision): readonly RequestEvent[] => {
    if (!decision.ok) throw new Error(`Refused: ${JSON.stringify(decision.refusal)}`);
    events = [...events, ...decision.events];
    request = decision.events.reduce<Request | undefined>(
      (state, event) => (event.type === 'registered' ? beginRequest(event) : state && evolve(state, event)),
      request,
    );
    expect(replay(events)).toEqual(request);
    return decision.events;
  };
  const isTop = (position: string) => organization.superiorOf(position) === undefined;

  const story = {
    organization,
    vacant,
    get now() {
      return now;
    },
    get request() {
      return current();
    },
    get events() {
      return events;
    },
    /** The stage, which must have this status. */
    stage<Status extends Stage['status']>(status: Status): Extract<Stage, { status: Status }> {
      const { stage } = current();
      expect(stage.status).toBe(status);
      // The expectation above has compared the status.
      return stage as Extract<Stage, { status: Status }>;
    },
    get referral() {
      return story.stage('referred').referral;
    },
    decideRegister: (actor: Actor, command: Partial<Register> = {}, danger?: Context['danger']) =>
      decideRegister({ ...FILING, ...command }, contextFor(actor, danger)),
    /** Files a pothole in district 1, or what is given instead. */
    file(command: Partial<Register> = {}, actor: Actor = citizen, isDanger = false) {
      take(story.decideRegister(actor, command, isDanger ? { isDoubted: false } : undefined));
      return story;
    },
    decide: (actor: Actor, command: ChangeCommand, danger?: Context['danger']) =>
      decide(current(), command, contextFor(actor, danger)),
    /** Carries out a command that must be accepted; the names of its events. */
    does(actor: Actor, command: ChangeCommand, danger?: Context['danger']): EventType[] {
      return take(story.decide(actor, command, danger)).map(({ type }) => type);
    },
    /** Tries a command that must be refused. */
    refuses(actor: Actor, command: ChangeCommand): Refusal {
      const decision = story.decide(actor, command);
      if (decision.ok) throw new Error(`Accepted: ${decision.events.map(({ type }) => type).join(', ')}`);
      return decision.refusal;
    },
    wait(ms: number) {
      now = new Date(now.getTime() + ms);
      return story;
    },
    waitUntil(moment: Date) {
      now = moment;
      return story;
    },
    next: (): NextAction | undefined => nextAction(current(), now, isTop),
    /** One look of the clock at the request: what it did, if its time had come. */
    sweep(): EventType[] {
      const action = story.next();
      return action === undefined || action.at > now ? [] : story.does(clock, action.command);
    },
    /** Waits until the next action of the clock, and lets it happen. */
    untilNext(): EventType[] {
      const action = story.next();
      if (action === undefined) return [];
      if (action.at > now) now = action.at;
      return story.does(clock, action.command);
    },
    /** Lets a request climb, with nobody doing anything, until `position` has it. */
    climbTo(position: string) {
      for (let steps = 0; story.referral.position !== position; steps += 1) {
        if (steps > 50) throw new Error(`It never came to ${position}.`);
        story.untilNext();
      }
      return story;
    },
    /** The newest event of a type. */
    last<Type extends EventType>(type: Type): EventOf<Type> {
      const found = events.findLast((event): event is EventOf<Type> => event.type === type);
      if (found === undefined) throw new Error(`There is no ${type}.`);
      return found;
    },
  };
  return story;
}

export type Case = ReturnType<typeof openCase>;

/** Another request that lies with the operators. */
export function otherThan(request: Request): Request {
  return { ...request, code: OTHER_CODE, stage: { status: 'intake', because: 'noCategory' } };
}

/** The state that events alone lead to. */
export function replay(events: readonly RequestEvent[]): Request {
  const [first, ...rest] = events;
  if (first?.type !== 'registered') throw new Error('The first event is not a registration.');
  return rest.reduce(evolve, beginRequest(first));
}

export const FILING: Register = {
  type: 'register',
  code: CODE,
  citizen: 'maryam',
  channel: 'bot',
  text: 'وسط کوچه چاله بزرگی است.',
  attachments: [],
  place: { latitude: 36.3, longitude: 59.6, district: 'd1' },
  category: 'roads',
};
