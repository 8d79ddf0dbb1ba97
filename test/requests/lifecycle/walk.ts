import { deepStrictEqual, strictEqual as equal, ok } from 'node:assert';
import { isCaller } from '../../../src/requests/lifecycle/callers.js';
import type { ChangeCommand } from '../../../src/requests/lifecycle/commands.js';
import type { ChainOfCommand, Context } from '../../../src/requests/lifecycle/context.js';
import { decide, decideRegister } from '../../../src/requests/lifecycle/decide.js';
import type { RequestEvent } from '../../../src/requests/lifecycle/events.js';
import { evolve } from '../../../src/requests/lifecycle/evolve.js';
import type { Actor } from '../../../src/requests/lifecycle/facts.js';
import { type NextAction, nextAction } from '../../../src/requests/lifecycle/next-action.js';
import { hasLeft, NOBODY, type Request } from '../../../src/requests/lifecycle/request.js';
import { clock, FILING, nextMorning, operator, otherThan, replay, START } from './case.js';
import { chainOf, type Post } from './small-city.js';
import { at, freeze, handsOver, levelOf, mayJudge, ownersOf } from './walk-facts.js';
import { type By, type City, type Filing, fittingCommands, position, type Step } from './walk-steps.js';

const CITIZENS = ['maryam', 'reza', 'sara'];

/**
 * Everything that happened to one request in a random city, checked at each step. With the assertions of Node.js: those
 * of Jest take five times as long, and there are some hundred thousand.
 */
export class Walk {
  readonly organization: ChainOfCommand;
  readonly vacant: Set<string>;
  readonly posts: readonly Post[];
  readonly seen = new Set<string>();
  now = START;
  request: Request;
  events: readonly RequestEvent[];

  readonly recallMs: number;

  constructor(city: City, { category, who, isDanger, recallMs }: Filing) {
    this.recallMs = recallMs;
    const size = city.parents.length;
    this.posts = city.parents.map((parent, index) => ({
      position: position(index),
      unit: `u${index}`,
      ...(index === 0 ? {} : { reportsTo: position(parent) }),
    }));
    this.vacant = new Set(this.posts.filter((_, index) => city.vacant[index]).map((post) => post.position));
    const chain = chainOf({
      posts: this.posts,
      vacant: this.vacant,
      unconnected: this.posts.filter((_, index) => !city.connected[index]).map((post) => post.unit),
      hours: (code) => city.hours[Number(code.slice(1))] ?? 72,
      route: ({ category }) => {
        if (category === undefined || category === 'unclear')
          return { kind: 'intake', because: 'noCategory' };
        const index = Number(category.slice(1)) % size;
        return city.connected[index]
          ? { kind: 'position', position: position(index) }
          : { kind: 'followUp', unit: `u${index}` };
      },
    });
    // Each position is a unit, so that each can take part or not; for drafts they are colleagues all the same.
    this.organization = { ...chain, isInSameUnit: () => true };
    const decision = decideRegister(
      { ...FILING, category, citizen: who.citizen },
      { ...this.contextFor(who.by), ...(isDanger ? { danger: { isDoubted: false } } : {}) },
    );
    if (!decision.ok) throw new Error('A filing was refused.');
    this.events = decision.events;
    this.request = replay(this.events);
    this.check();
  }

  contextFor(actor: Actor, now = this.now): Context {
    const other = this.request === undefined ? {} : { other: otherThan(this.request) };
    return {
      now,
      actor,
      commandId: 'x',
      organization: this.organization,
      nextMorning,
      recallMs: this.recallMs,
      ...other,
    };
  }

  next(now = this.now) {
    return nextAction(this.request, now, (code) => this.organization.superiorOf(code) === undefined);
  }

  actor(by: By, pick: number): Actor {
    const { stage, heldBy } = this.request;
    const owner =
      stage.status === 'referred' || stage.status === 'waiting'
        ? stage.referral.position
        : stage.status === 'answered' && stage.answer.by.kind === 'position'
          ? stage.answer.by.position
          : position(0);
    const any = position(pick % this.posts.length);
    const manager = (code: string): Actor => ({ kind: 'manager', position: code, person: code });
    switch (by) {
      case 'owner':
        return manager(owner);
      case 'above':
        return manager(this.organization.superiorOf(owner) ?? any);
      case 'had':
        return manager(heldBy[pick % Math.max(1, heldBy.length)] ?? any);
      case 'anyManager':
        return manager(any);
      case 'citizen':
        // For a caller an operator does what the lifecycle lets him do.
        if (isCaller(this.request.citizen)) return operator;
        return {
          kind: 'citizen',
          citizen: this.request.citizen === NOBODY ? 'maryam' : this.request.citizen,
        };
      case 'anyCitizen':
        return { kind: 'citizen', citizen: CITIZENS[pick % CITIZENS.length] ?? 'reza' };
      case 'operator':
        return operator;
      case 'other':
        return pick % 2 === 0 ? { kind: 'client', client: 'site' } : { kind: 'supervisor', person: 'pr' };
      case 'clock':
        return clock;
    }
  }

  take(step: Step) {
    switch (step.step) {
      case 'command':
        this.execute(step.command, this.actor(step.by, step.pick));
        break;
      case 'fitting': {
        const fitting = fittingCommands(this.request, this.now, position(step.pick));
        const chosen = fitting[step.which % fitting.length];
        if (chosen !== undefined) this.execute(chosen[1], this.actor(chosen[0], step.pick));
        break;
      }
      case 'wait':
        this.now = new Date(this.now.getTime() + step.ms);
        break;
      case 'sweep':
        this.sweepUntilQuiet();
        break;
      case 'untilNext':
        this.untilNext();
        break;
      case 'holderChanges': {
        const code = position(step.pick % this.posts.length);
        if (!this.vacant.delete(code)) this.vacant.add(code);
        break;
      }
    }
    this.check();
  }

  /** Decides, checks that a refusal changes nothing and that the same question has the same answer, and applies. */
  execute(command: ChangeCommand, actor: Actor): readonly RequestEvent[] | undefined {
    const before = freeze(this.request);
    const decision = decide(before, command, this.contextFor(actor));
    deepStrictEqual(decide(before, command, this.contextFor(actor)), decision);
    if (!decision.ok) {
      equal(typeof decision.refusal.code, 'string');
      this.seen.add(`refused: ${decision.refusal.code}`);
      return undefined;
    }
    const { events } = decision;
    ok(events.length > 0);
    this.request = events.reduce(evolve, before);
    this.events = [...this.events, ...events];
    for (const { type } of events) this.seen.add(type).add(`${type} by ${actor.kind}`);
    this.checkChange(before, command, events);
    return events;
  }

  /** What time demands at one moment ends, after few commands. */
  sweepUntilQuiet() {
    for (let commands = 0; ; commands += 1) {
      ok(commands <= 5);
      const action = this.next();
      if (action === undefined || action.at > this.now) return;
      ok(this.execute(action.command, clock) !== undefined);
      this.check();
    }
  }

  /** The next action is refused a millisecond too early, and accepted when its time has come. */
  untilNext(): readonly RequestEvent[] | undefined {
    const action = this.next();
    if (action === undefined) return undefined;
    if (action.at > this.now) {
      const early = new Date(action.at.getTime() - 1);
      const tooEarly = decide(this.request, action.command, this.contextFor(clock, early));
      deepStrictEqual(tooEarly, { ok: false, refusal: { code: 'notDue' } });
      this.now = action.at;
    }
    const events = this.execute(action.command, clock);
    ok(events !== undefined);
    return events;
  }

  checkChange(before: Request, command: ChangeCommand, events: readonly RequestEvent[]) {
    if (before.stage.status === 'closed') {
      equal(['note', 'permitPublication', 'publish'].includes(command.type), true, command.type);
      const { notes, lastSeq, urgentMarks, publication } = this.request;
      const marks = urgentMarks === undefined ? {} : { urgentMarks };
      const said = publication === undefined ? {} : { publication };
      deepStrictEqual(this.request, { ...before, ...marks, ...said, notes, lastSeq });
    }
    for (const { type, actor } of events) {
      if (type === 'rated' || type === 'objected') ok(mayJudge(before, actor));
    }
    const moves = events.filter((event) => event.type === 'referred' || event.type === 'escalated');
    ok(moves.length <= 1);
    const escalated = events.find((event) => event.type === 'escalated');
    if (escalated?.type !== 'escalated') return;
    const { from, to, passedOver, level } = escalated;
    const start = from.startsWith('u') ? this.organization.superiorOfUnit(from) : this.stepAbove(from);
    deepStrictEqual([...passedOver, to], this.upwards(start).slice(0, passedOver.length + 1));
    ok(passedOver.every((code) => this.vacant.has(code)));
    const isTop = this.organization.superiorOf(to) === undefined;
    ok(!this.vacant.has(to) || isTop);
    const levelBefore = levelOf(before);
    equal(level, to === from ? levelBefore : levelBefore + passedOver.length + 1);
    ok(this.request.heldBy.includes(to));
  }

  /** The position above, or at the top the top itself. */
  stepAbove(code: string): string {
    return this.organization.superiorOf(code) ?? code;
  }

  upwards(code: string): string[] {
    const above = this.organization.superiorOf(code);
    return above === undefined ? [code] : [code, ...this.upwards(above)];
  }

  /** What is true of a request at any time (docs/design.md, 9). */
  check() {
    const { stage, heldBy, lastSeq, followers, drafts } = this.request;
    deepStrictEqual(replay(this.events), this.request);
    ok(this.events.every(({ seq }, index) => seq === index + 1));
    equal(lastSeq, this.events.length);
    ok(this.events.every((event, index) => index === 0 || event.at >= at(this.events[index - 1])));
    equal(new Set(heldBy).size, heldBy.length);
    equal(new Set(followers).size, followers.length);
    equal(new Set(drafts.map((draft) => draft.position)).size, drafts.length);
    equal(ownersOf(this.request).length, stage.status === 'closed' ? 0 : 1);

    const action = this.next();
    this.checkHandover(action);
    if (stage.status === 'referred' || stage.status === 'waiting') {
      const { referral } = stage;
      ok(this.organization.hasPosition(referral.position));
      ok(heldBy.includes(referral.position));
      ok(referral.level >= 1);
      ok(referral.questionsAsked <= 2);
      ok(referral.dueAt > referral.clockStartedAt);
      ok(action !== undefined);
    }
    if (stage.status === 'answered') {
      equal(stage.promise === undefined, stage.objectBy !== undefined);
      deepStrictEqual(stage.answer, this.request.answers.at(-1));
      if (!handsOver(action)) equal(action?.command.type === 'close', stage.promise === undefined);
    }
    if (stage.status === 'closed') equal(action, undefined);
    if (stage.status === 'intake' || stage.status === 'followUp') {
      ok(
        action === undefined ||
          handsOver(action) ||
          ['alarmUntouched', 'giveAnswer'].includes(action.command.type),
      );
    }
  }

  /** Exactly while nobody is its citizen, some of its followers are asked, and time will end that. */
  checkHandover(action: NextAction | undefined) {
    const { stage, citizen, followers, handover, place, text } = this.request;
    equal(handover !== undefined, citizen === NOBODY && stage.status !== 'closed');
    ok(!followers.includes(citizen));
    if (handover === undefined) return;
    const { asked, declined, nextAt, until, keepsWords } = handover;
    ok(asked.length > 0 || nextAt !== undefined);
    ok(asked.every((one) => followers.includes(one) && !declined.includes(one)));
    ok(asked.every((one) => !isCaller(one) && !hasLeft(this.request, one)));
    equal(new Set(asked).size, asked.length);
    ok(nextAt === undefined || nextAt <= until || this.now > until);
    // A sent answer is given first.
    const isGiven = this.request.heldAnswer === undefined;
    ok(action !== undefined && (!isGiven || this.now > until || action.at <= until));
    equal(place?.latitude, undefined);
    ok(keepsWords || text === '');
  }
}
