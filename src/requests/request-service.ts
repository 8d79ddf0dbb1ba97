import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { createDangerInWords, type DangerOptions } from './danger-in-words.js';
import type { ChangeCommand, Command, Register } from './lifecycle/commands.js';
import type { ChainOfCommand, Context } from './lifecycle/context.js';
import { decide, decideRegister } from './lifecycle/decide.js';
import type { RequestEvent } from './lifecycle/events.js';
import { beginRequest, evolve } from './lifecycle/evolve.js';
import { nextAction } from './lifecycle/next-action.js';

import type { Request } from './lifecycle/request.js';
import { createMerging } from './merging.js';
import type { Subject } from './nearby.js';
import type { CommandResult, Order } from './orders.js';
import type { RequestStore, StoredRequest } from './request-store.js';
import { type SimilarRequest, similarRequests } from './similar-requests.js';

export type { CommandResult, Order } from './orders.js';

/** The one way in which anything happens to a request. */
export interface RequestService {
  /** Files a request. If the same citizen files the same code again, the existing request is returned. */
  register(order: Order<Register>): Promise<CommandResult>;
  /** Carries out a command on an existing request. */
  execute(code: TrackingCode, order: Order<ChangeCommand>): Promise<CommandResult>;
  /**
   * Carries out a command on a request that is still at revision `rev`, or again what that command has done before;
   * undefined, and nothing is changed, if it is at another one.
   */
  executeAt(code: TrackingCode, rev: number, order: Order<ChangeCommand>): Promise<CommandResult | undefined>;
  /** A request with its events. */
  find(code: TrackingCode): Promise<StoredRequest | undefined>;
  findMany(codes: readonly TrackingCode[]): Promise<readonly Request[]>;
  /** The state of a request without its events, which a process that is alone remembers. */
  findState(code: TrackingCode): Promise<Request | undefined>;
  /**
   * Requests being worked on that are about the same thing at the same place, nearest first, at most three.
   */
  similarTo(subject: Subject): Promise<readonly SimilarRequest[]>;
  /** Takes the next step that is due by time, at most one. True if something happened. */
  actOnTime(code: TrackingCode): Promise<boolean>;
  /** Moves a request up if its position is vacant; false if it is not, or if nobody is above. */
  leaveVacancy(code: TrackingCode): Promise<boolean>;
}

export interface RequestServiceOptions extends Pick<DangerOptions, 'tellsOfDanger' | 'filedBy'> {
  readonly store: Pick<
    RequestStore,
    'find' | 'findMany' | 'insert' | 'update' | 'touch' | 'reschedule' | 'near'
  >;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly organization: { current(): Promise<ChainOfCommand> };
  /** Those of these followers who can be asked to carry a withdrawn request on; absent: all who use a bot. */
  readonly whoCanBeAsked?: (followers: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly nextMorning: (after: Date) => Date;
  /** Milliseconds in which a sent answer can be taken back; absent: answers are given at once. */
  readonly recallMs?: number;
  /** Called after each change with the request as it was written, so that listeners are told at once. */
  readonly onChanged: (stored: StoredRequest) => void;
}

const MOST_CONFLICTS = 20;

/** The commands after which followers may be asked to carry a request on. */
const ASKING: ReadonlySet<Command['type']> = new Set<Command['type']>([
  'withdraw',
  'leaveToFollowers',
  'declineOffer',
  'unfollow',
  'offerToNext',
]);

/** The request service: loads, lets the lifecycle decide, and writes with the revision as guard. */
export function createRequestService(options: RequestServiceOptions): RequestService {
  const { store, clock, logger } = options;
  const dangerIn = createDangerInWords({ ...options, findMany: store.findMany });

  async function contextOf(
    order: Order<Command>,
    request: Pick<Request, 'citizen' | 'followers'>,
    other?: Request,
  ) {
    const organization = await options.organization.current();
    const danger = await dangerIn(order, request.citizen);
    const { followers } = request;
    const asked = ASKING.has(order.command.type) ? await options.whoCanBeAsked?.(followers) : undefined;
    const context: Context = {
      now: clock.now(),
      actor: order.actor,
      commandId: order.commandId,
      organization,
      nextMorning: options.nextMorning,
      ...(options.recallMs === undefined ? {} : { recallMs: options.recallMs }),
      ...(danger === undefined ? {} : { danger }),
      ...(asked === undefined ? {} : { canBeAsked: (follower: string) => asked.has(follower) }),
      ...(other === undefined ? {} : { other }),
    };
    return context;
  }

  function changed(request: Request, events: readonly RequestEvent[], context: Context) {
    const isTop = (position: string) => context.organization.superiorOf(position) === undefined;
    return { request, events, nextActionAt: nextAction(request, context.now, isTop)?.at };
  }

  function announce(stored: StoredRequest, events: readonly RequestEvent[]) {
    for (const event of events) {
      logger.info({ event: event.type, request: stored.request.code, seq: event.seq, by: event.actor.kind });
    }
    options.onChanged(stored);
  }

  async function register(order: Order<Register>): Promise<CommandResult> {
    const context = await contextOf(order, { citizen: order.command.citizen, followers: [] });
    const decision = decideRegister(order.command, context);
    if (!decision.ok)
      return { ok: false, refusal: decision.refusal, request: draftOf(order.command, context) };
    const { events } = decision;
    const request = events.reduce<Request>(evolve, draftOf(order.command, context));
    if (await store.insert(changed(request, events, context))) {
      announce({ request, rev: 1, events, undelivered: events.map(({ seq }) => seq) }, events);
      return { ok: true, request, events, repeated: false };
    }
    return (await repetition(order)) ?? { ok: false, refusal: { code: 'alreadyExists' }, request };
  }

  async function repetition(order: Order<Register>): Promise<CommandResult | undefined> {
    const stored = await store.find(order.command.code);
    if (stored === undefined) return undefined;
    const { request, events } = stored;
    if (request.citizen !== order.command.citizen)
      return { ok: false, refusal: { code: 'alreadyExists' }, request };
    const first = events[0]?.commandId;
    return { ok: true, request, events: events.filter((event) => event.commandId === first), repeated: true };
  }

  /** What a command came to before under the same id; undefined: it is new. */
  function earlier({ request, events }: StoredRequest, commandId: string): CommandResult | undefined {
    const before = events.filter((event) => event.commandId === commandId);
    return before.length === 0 ? undefined : { ok: true, request, events: before, repeated: true };
  }

  /** What a command would come to, without writing anything; undefined: it would be carried out. */
  async function foresee(
    stored: StoredRequest,
    order: Order<ChangeCommand>,
    other: Request | undefined,
  ): Promise<CommandResult | undefined> {
    const { request } = stored;
    const before = earlier(stored, order.commandId);
    if (before !== undefined) return before;
    const decision = decide(request, order.command, await contextOf(order, request, other));
    return decision.ok ? undefined : { ok: false, refusal: decision.refusal, request };
  }

  /** Decides and writes once; undefined: somebody else has changed the request since it was read. */
  async function attempt(
    stored: StoredRequest,
    order: Order<ChangeCommand>,
    other?: Request,
  ): Promise<CommandResult | undefined> {
    const { request, rev } = stored;
    const before = earlier(stored, order.commandId);
    if (before !== undefined) return before;
    const context = await contextOf(order, request, other);
    const decision = decide(request, order.command, context);
    if (!decision.ok) return { ok: false, refusal: decision.refusal, request };
    const { events } = decision;
    const next = events.reduce(evolve, request);
    if (!(await store.update(rev, changed(next, events, context)))) return undefined;
    const seqs = events.map(({ seq }) => seq);
    announce(
      {
        request: next,
        rev: rev + 1,
        events: [...stored.events, ...events],
        undelivered: [...stored.undelivered, ...seqs],
      },
      events,
    );
    return { ok: true, request: next, events, repeated: false };
  }

  const merge = createMerging({ store, foresee, attempt, mostConflicts: MOST_CONFLICTS });

  async function execute(code: TrackingCode, order: Order<ChangeCommand>): Promise<CommandResult> {
    const { command } = order;
    if (command.type === 'merge') return (await merge(code, { ...order, command })) ?? giveUp();
    for (let conflicts = 0; conflicts < MOST_CONFLICTS; conflicts += 1) {
      const stored = await store.find(code);
      if (stored === undefined) return { ok: false, refusal: { code: 'notFound' } };
      const result = await attempt(stored, order);
      if (result !== undefined) return result;
    }
    return giveUp();
  }

  function giveUp(): never {
    throw new Error(`A request was changed by others ${MOST_CONFLICTS} times in a row.`);
  }

  async function executeAt(
    code: TrackingCode,
    rev: number,
    order: Order<ChangeCommand>,
  ): Promise<CommandResult | undefined> {
    const { command } = order;
    if (command.type === 'merge') return merge(code, { ...order, command }, rev);
    const stored = await store.find(code);
    if (stored === undefined) return { ok: false, refusal: { code: 'notFound' } };
    return earlier(stored, order.commandId) ?? (stored.rev === rev ? attempt(stored, order) : undefined);
  }

  async function actOnTime(code: TrackingCode): Promise<boolean> {
    const stored = await store.find(code);
    if (stored === undefined) return false;
    const organization = await options.organization.current();
    const now = clock.now();
    const action = nextAction(
      stored.request,
      now,
      (position) => organization.superiorOf(position) === undefined,
    );
    if (action === undefined || action.at > now) {
      // The stored time of the next action is out of date, for example because a position has been put above
      // the top since. Write it anew, so that the sweep does not find the request again and again.
      await store.reschedule(code, stored.rev, action?.at);
      return false;
    }
    const result = await execute(code, {
      command: action.command,
      actor: { kind: 'clock' },
      commandId: `job:${code}:${stored.rev}`,
    });
    return result.ok && !result.repeated;
  }

  async function leaveVacancy(code: TrackingCode): Promise<boolean> {
    const stored = await store.find(code);
    if (stored === undefined) return false;
    const result = await execute(code, {
      command: { type: 'escalate', because: 'vacant' },
      actor: { kind: 'clock' },
      commandId: `vacancy:${code}:${stored.rev}`,
    });
    return result.ok && !result.repeated;
  }

  return {
    register,
    execute,
    executeAt,
    actOnTime,
    leaveVacancy,
    find: (code) => store.find(code),
    findMany: (codes) => store.findMany(codes),
    findState: async (code) => (await store.findMany([code]))[0],
    similarTo: (subject) => similarRequests(store, subject, clock.now()),
  };
}

function draftOf(command: Register, context: Context): Request {
  const { type: _type, imported: _imported, ...facts } = command;
  return beginRequest({
    type: 'registered',
    ...facts,
    seq: 0,
    at: context.now,
    actor: context.actor,
    commandId: context.commandId,
  });
}
