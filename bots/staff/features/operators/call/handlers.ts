import { assertNever } from '../../../../../src/assert-never.js';
import type { Citizen } from '../../../../../src/citizens/citizen-store.js';
import { findCaller } from '../../../../../src/citizens/who-calls.js';
import { categoryOf, type FilingNote, moveToMissingStep } from '../../../../../src/filing/draft.js';
import { withSimilar } from '../../../../../src/filing/similar.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { formatCandidates } from '../../../../../src/text/phone.js';
import { createTrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import type { Caller } from './caller.js';
import {
  beginCall,
  beginWithHeld,
  type Call,
  joinHeld,
  keepCall,
  withCaller,
  withFiling,
} from './conversation.js';
import { sayWarningToReadOut } from './danger.js';
import { endWithExistingRequest, registerCall } from './ending.js';
import { type CallInput, type CallProblem, type CallTurn, takeCall } from './flow.js';
import { type Forward, placeForward } from './forwards.js';
import { type Question, questionAboutHeld, questionOf } from './questions.js';
import { askAboutSimilar, describeCaller, openRequestsOf, requestRows } from './requests-shown.js';
import { callerLine, reviewOf } from './review.js';

/**
 * Carries out the results of an operator's actions while taking a call; each resolves to the next
 * conversation.
 */
export interface CallHandlers {
  /** Asks the question of the step. */
  ask(visit: Visit, call: Call, manner?: Manner): Promise<Conversation>;
  /** `forward` for a message that the operator passes on. */
  take(visit: Visit, call: Call, input: CallInput, forward?: Forward): Promise<Conversation | null>;
  /** What was held belongs to the call. */
  join(visit: Visit, call: Call): Promise<Conversation>;
  /** What was held begins a call of its own; the open one is set aside. */
  beginAnew(visit: Visit, call: Call): Promise<Conversation | null>;
  /** The caller is known: shows the status of their open requests, and asks for what is missing. */
  meet(visit: Visit, call: Call, caller: Caller): Promise<Conversation>;
  /** Says why something cannot be accepted; the step stays. */
  stay(visit: Visit, call: Call, problem: CallProblem | 'wrongKind'): Promise<Conversation | null>;
}

/** How a question is asked. */
interface Manner {
  /** What else was accepted. */
  readonly notes?: readonly FilingNote[];
  /** Text above the question. */
  readonly above?: string;
  /** Buttons above those of the question. */
  readonly rows?: ReturnType<typeof requestRows>;
}

/** Problems with the number of a caller; all others are those of filing. */
const OF_CALLER: ReadonlySet<string> = new Set<CallProblem>([
  'noNumber',
  'numberTooShort',
  'numberTooLong',
  'numberNeeded',
]);

/** The handlers on the stores. */
export function createCallHandlers(options: FeatureOptions): CallHandlers {
  const { requests, citizens, random, lookups } = options;

  async function questionAt(visit: Visit, call: Call): Promise<Question> {
    const { step, draft } = call;
    if (step === 'similar') return askAboutSimilar(requests, visit, call);
    if (step === 'review') return reviewOf(visit, call, draft.code ?? createTrackingCode(random));
    return questionOf({ ...call, step }, visit);
  }

  async function ask(
    visit: Visit,
    asked: Call,
    { notes = [], above, rows = [] }: Manner = {},
  ): Promise<Conversation> {
    const call = await complete(visit, asked);
    const question = await questionAt(visit, call);
    const noted = notes.map((note) => visit.wording.html(`filing.note.${note}`));
    const messageId = await visit.say(
      joinParagraphs(above, joinLines(...noted), question.html),
      inlineKeyboard(...rows, ...question.markup.inline_keyboard),
    );
    await retire(visit, asked, call);
    const { asked: _before, ...draft } = call.draft;
    return keepCall({
      ...call,
      draft: messageId === undefined ? draft : { ...draft, asked: { messageId, buttons: 'inline' } },
    });
  }

  /** The call, stopped if others have filed the same, and with a code of its own once it is complete. */
  async function complete(visit: Visit, call: Call): Promise<Call> {
    const { step, draft } = call;
    if (step !== 'review') return call;
    const filing = await withSimilar(requests, { step, draft }, visit.organization);
    const next = withFiling(call, filing);
    if (next.step !== 'review' || next.draft.code !== undefined) return next;
    return { ...next, draft: { ...next.draft, code: createTrackingCode(random) } };
  }

  /** Removes the buttons of an answered question; the one about the category then shows the choice. */
  async function retire(visit: Visit, { draft: before }: Call, { draft }: Call): Promise<void> {
    if (before.asked === undefined) return;
    const { messageId } = before.asked;
    const category = categoryOf(draft, visit.organization);
    const wasAsked = visit.act.kind === 'press' && visit.act.press?.action === 'callTopic';
    if (!wasAsked || category === undefined) return visit.takeButtons(messageId);
    const topic = visit.organization.title(category, visit.speech.locale);
    await visit.edit(messageId, visit.wording.html('filing.category.chosen', { topic }));
  }

  async function refresh(visit: Visit, call: Call, notes: readonly FilingNote[]): Promise<Conversation> {
    const messageId = call.draft.asked?.messageId;
    if (messageId === undefined) return ask(visit, call, { notes });
    const { html, markup } = await questionAt(visit, call);
    const noted = notes.map((note) => visit.wording.html(`filing.note.${note}`));
    const isThere = await visit.edit(messageId, joinParagraphs(joinLines(...noted), html), markup);
    return isThere ? keepCall(call) : ask(visit, call, { notes });
  }

  async function stay(
    visit: Visit,
    { step }: Call,
    problem: CallProblem | 'wrongKind',
    next?: Call,
  ): Promise<Conversation | null> {
    const { wording } = visit;
    const isOfCaller = OF_CALLER.has(problem);
    const html = wording.html(isOfCaller ? `call.problem.${problem}` : `filing.problem.${problem}`);
    if (next !== undefined) return ask(visit, next, { above: html });
    await visit.say(joinLines(html, wording.html(`call.reminder.${step}`)));
    return visit.conversation;
  }

  /** Whoever takes a call sees who calls; how often they do is counted. */
  async function noteLook(visit: Visit, citizen: Citizen | undefined): Promise<void> {
    const who = citizen === undefined ? {} : { citizen: citizen._id };
    await lookups.note(visit, { act: 'callerLookedUp', ...who, isInCall: true });
  }

  async function meet(visit: Visit, call: Call, caller: Caller): Promise<Conversation> {
    const { phone } = caller;
    const citizen = phone === null ? undefined : await findCaller(citizens, phone);
    const open = await openRequestsOf(requests, citizen);
    if (phone !== null) await noteLook(visit, citizen);
    const name = caller.name ?? citizen?.name;
    const known = withCaller(
      call,
      caller,
      open.map(({ code }) => code),
    );
    const above =
      phone === null
        ? undefined
        : joinLines(
            callerLine(visit, caller),
            describeCaller(
              visit,
              citizen === undefined || name === undefined ? citizen : { ...citizen, name },
              open,
            ),
          );
    return ask(visit, withFiling(known, moveToMissingStep(call.draft, visit.organization)), {
      ...(above === undefined ? {} : { above }),
      rows: requestRows(visit, open),
    });
  }

  /** A message that the operator passes on: part of the call, or held until they say what it belongs to. */
  async function takeForwarded(
    visit: Visit,
    call: Call,
    input: CallInput,
    forward: Forward,
  ): Promise<Conversation | null> {
    const place = placeForward(call, forward);
    switch (place.kind) {
      case 'call':
        return takeInput(visit, { ...call, forwarded: forward }, input, place.isAtOnce);
      case 'held':
        return hold(visit, call, input, forward);
      case 'unknown':
        return hold(visit, call, input, forward, place.because);
      case 'tooMany':
        await visit.say(visit.wording.html('call.forward.tooMany'));
        return visit.conversation;
      default:
        return assertNever(place);
    }
  }

  /** Keeps what was passed on beside the call, and asks once what it belongs to. */
  async function hold(
    visit: Visit,
    call: Call,
    input: CallInput,
    forward: Forward,
    because?: 'otherWriter' | 'later',
  ): Promise<Conversation | null> {
    const { held } = call;
    const begun = held === undefined ? beginCall(visit.act.messageId ?? 0) : beginWithHeld(held);
    const turn = takeCall(begun, input, visit.organization);
    if (!('call' in turn) || turn.call === undefined) {
      return turn.kind === 'stay' ? stay(visit, call, turn.problem) : visit.conversation;
    }
    const { draft } = turn.call;
    const question = because === undefined ? undefined : questionAboutHeld(visit, because);
    const asked = question === undefined ? held?.askedAt : await visit.say(question.html, question.markup);
    return keepCall({
      ...call,
      held: { draft, forward, ...(asked === undefined ? {} : { askedAt: asked }) },
    });
  }

  /** The call is over; what was held begins the next one. */
  async function goOn(visit: Visit, { held }: Call): Promise<Conversation | null> {
    if (held === undefined) return null;
    await visit.takeButtons(held.askedAt);
    return ask(visit, beginWithHeld(held), { above: visit.wording.html('call.forward.next') });
  }

  return {
    ask,
    meet,
    stay,
    async join(visit, call) {
      await visit.takeButtons(call.held?.askedAt);
      return ask(visit, joinHeld(call, visit.organization), { notes: ['text'] });
    },
    async beginAnew(visit, call) {
      await visit.takeButtons(call.held?.askedAt);
      await setUnfinishedAside(visit);
      return call.held === undefined ? null : ask(visit, beginWithHeld(call.held));
    },
    take: (visit, call, input, forward) =>
      forward === undefined ? takeInput(visit, call, input) : takeForwarded(visit, call, input, forward),
  };

  /** `isAtOnce`: more of the same follows, so the open question is updated and not asked once more. */
  async function takeInput(
    visit: Visit,
    call: Call,
    input: CallInput,
    isAtOnce = false,
  ): Promise<Conversation | null> {
    await sayWarningToReadOut(visit, input);
    const turn = takeCall(call, input, visit.organization);
    switch (turn.kind) {
      case 'ask':
        return isAtOnce && turn.call.step === call.step
          ? refresh(visit, turn.call, turn.notes)
          : ask(visit, turn.call, { notes: turn.notes });
      case 'refresh':
        return refresh(visit, turn.call, turn.notes);
      case 'quiet':
        return keepCall(turn.call);
      case 'stay':
        return stay(visit, call, turn.problem, turn.call);
      case 'whichNumber': {
        const numbers = formatCandidates(turn.candidates, visit.speech.locale);
        const html = visit.wording.html('staff.number.doubtful', { numbers });
        await visit.say(joinLines(html, visit.wording.html(`call.reminder.${call.step}`)));
        return visit.conversation;
      }
      case 'meet':
        return meet(visit, call, turn.caller);
      case 'register':
        return register(visit, call);
      case 'same':
        return endWith(visit, call, turn);
      case 'leave':
        return giveUpUnfinished(visit);
      default:
        return assertNever(turn);
    }
  }

  async function register(visit: Visit, call: Call): Promise<Conversation | null> {
    if (await registerCall(options, visit, call)) return goOn(visit, call);
    const { code: _taken, ...draft } = call.draft;
    return ask(visit, { ...call, draft }, { above: visit.wording.html('filing.codeTaken') });
  }

  /** The caller means a request that exists; if it is no longer open, theirs is a new one. */
  async function endWith(
    visit: Visit,
    call: Call,
    turn: Extract<CallTurn, { kind: 'same' }>,
  ): Promise<Conversation | null> {
    if (await endWithExistingRequest(options, visit, call, turn.code)) return goOn(visit, call);
    const above = visit.wording.html('call.same.over');
    const next = call.step === 'similar' ? takeCall(call, { kind: 'different' }, visit.organization) : turn;
    return ask(visit, next.kind === 'ask' ? next.call : call, { above });
  }
}
