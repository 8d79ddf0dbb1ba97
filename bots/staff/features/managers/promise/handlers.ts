import { assertNever } from '../../../../../src/assert-never.js';
import type { DayProblem } from '../../../../../src/flows/typed-day.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { ChangeCommand } from '../../../../../src/requests/lifecycle/commands.js';
import type { RequestEvent } from '../../../../../src/requests/lifecycle/events.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { askForLaterDay, dayChoices } from '../../../day-choices.js';
import { editPressed } from '../../../edit-message.js';
import { giveUpUnfinished } from '../../../interruption.js';
import { inlineKeyboard, leavingRow, mainKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { createPreviews, previewButtons, showPreview } from '../../../preview.js';
import { refusalText, type StaffRefusal } from '../../../refusals.js';
import { dryRun } from '../../../requests/dry-run.js';
import { dayButtons } from '../answer/questions.js';
import {
  type KeepingPromise,
  keepPromising,
  type PromiseDraft,
  type PromiseInput,
  takePromiseTurn,
} from './flow.js';

/**
 * Carries out the results of a manager's actions while they report on a promise; each resolves to the next
 * conversation.
 */
export interface PromiseHandlers {
  /** Asks for the new day, or shows what the citizen would be told. */
  ask(visit: Visit, keeping: KeepingPromise): Promise<Conversation | null>;
  take(visit: Visit, keeping: KeepingPromise, input: PromiseInput): Promise<Conversation | null>;
  send(visit: Visit, keeping: KeepingPromise): Promise<Conversation | null>;
}

/** The handlers on the stores. */
export function createPromiseHandlers(options: FeatureOptions): PromiseHandlers {
  const { requests } = options;
  const writePreview = createPreviews(options);

  async function ask(visit: Visit, keeping: KeepingPromise): Promise<Conversation | null> {
    if (keeping.step === 'confirm') return preview(visit, keeping);
    const { wording } = visit;
    const { previewMessageId: _shown, ...draft } = keeping.draft;
    const { code } = draft;
    await visit.takeButtons(keeping.draft.previewMessageId);
    await visit.say(wording.html('promise.day', { code: wording.code(code) }), dayButtons(visit, code));
    return keepPromising({ step: 'day', draft });
  }

  async function preview(visit: Visit, { draft }: KeepingPromise): Promise<Conversation | null> {
    const { code, position } = draft;
    const stored = await requests.find(code);
    if (stored === undefined) return refuse(visit, draft, { code: 'notFound' });
    const command = commandOf(draft);
    if (command === undefined) return ask(visit, { step: 'day', draft });
    const decision = dryRun(visit, stored.request, position, command);
    if (!decision.ok) return refuse(visit, draft, decision.refusal);
    const [event] = decision.events;
    if (event === undefined) return visit.conversation;
    const { wording } = visit;
    const messages = await writePreview(visit, {
      request: stored.request,
      event,
      title: wording.html('promise.preview'),
      ...(draft.text === undefined ? { below: wording.html('promise.note') } : {}),
    });
    await visit.takeButtons(draft.previewMessageId);
    const canChange = !draft.kept || draft.text !== undefined;
    const shown = await showPreview(visit, messages, previewButtons(visit, code, canChange));
    const { previewMessageId: _old, ...rest } = draft;
    const next = { ...rest, ...(shown === undefined ? {} : { previewMessageId: shown }) };
    return keepPromising({ step: 'confirm', draft: next });
  }

  async function send(visit: Visit, { draft }: KeepingPromise): Promise<Conversation | null> {
    const { code, position } = draft;
    if (!visit.positions.includes(position)) {
      return refuse(visit, draft, { code: 'isWithOtherHolder', position });
    }
    const command = commandOf(draft);
    if (command === undefined) return ask(visit, { step: 'day', draft });
    const result = await requests.execute(code, { command, ...visit.orderAs(position) });
    const again = result.ok && result.repeated;
    await visit.answerPress(again ? visit.wording.plain('answer.sent.again') : undefined);
    if (!result.ok) return refuse(visit, draft, result.refusal);
    visit.sent.note('promise', code, [draft.words?.messageId]);
    await visit.takeButtons(draft.askedMessageId);
    const sent = joinParagraphs(
      wordOfThanks(visit, draft, result.events),
      visit.wording.quote(draft.text ?? ''),
    );
    if (await editPressed(visit, sent)) return null;
    await visit.takeButtons(draft.previewMessageId);
    await visit.say(sent, mainKeyboard(visit));
    return null;
  }

  async function refuse(
    visit: Visit,
    draft: PromiseDraft,
    refusal: StaffRefusal,
  ): Promise<Conversation | null> {
    if (refusal.code === 'dayInThePast') return askForLaterDay(visit, draft, ask);
    await visit.takeButtons(draft.previewMessageId);
    await visit.say(visit.wording.html(...refusalText(refusal, visit)), mainKeyboard(visit));
    return null;
  }

  return {
    ask,
    send,
    async take(visit, keeping, input) {
      const { position } = keeping.draft;
      if (!visit.positions.includes(position)) {
        return refuse(visit, keeping.draft, { code: 'isWithOtherHolder', position });
      }
      const { now, timeZone } = visit.speech;
      const turn = takePromiseTurn(keeping, input, { now, timeZone });
      switch (turn.kind) {
        case 'ask':
          return ask(visit, turn.keeping);
        case 'quiet':
          return keepPromising(turn.keeping);
        case 'stay':
          await visit.say(
            problemText(visit, turn.problem),
            turn.days === undefined ? stepButtons(visit, keeping) : daysMeant(visit, keeping, turn.days),
          );
          return keepPromising(turn.keeping ?? keeping);
        case 'send':
          return send(visit, keeping);
        case 'leave':
          return giveUpUnfinished(visit);
        default:
          return assertNever(turn);
      }
    },
  };
}

function problemText({ wording }: Visit, problem: DayProblem | 'textTooLong') {
  return wording.html(problem === 'textTooLong' ? 'promise.textTooLong' : `answer.problem.${problem}`);
}

function daysMeant(visit: Visit, { draft }: KeepingPromise, days: readonly number[]) {
  return dayChoices(visit, days, (count) => staffButtons.pack('day', draft.code, count));
}

function stepButtons(visit: Visit, { step, draft }: KeepingPromise) {
  return step === 'day' ? dayButtons(visit, draft.code) : inlineKeyboard(leavingRow(visit));
}

/** The command of a draft, once it has everything the lifecycle needs. */
function commandOf({ kept, day, text }: PromiseDraft): ChangeCommand | undefined {
  const words = text === undefined ? {} : { text };
  if (kept) return { type: 'confirmPromise', kept, ...words };
  return day === undefined ? undefined : { type: 'confirmPromise', kept, day, ...words };
}

/** What was done to which request, and what comes next. */
function wordOfThanks({ wording }: Visit, { code }: PromiseDraft, events: readonly RequestEvent[]): string {
  const title = wording.html('promise.sent.title', { code: wording.code(code) });
  const event = events.find(({ type }) => type === 'promiseKept' || type === 'promiseMoved');
  switch (event?.type) {
    case 'promiseKept':
      return joinLines(
        title,
        wording.html('promise.sent.kept', { deadline: wording.deadline(event.objectBy) }),
      );
    case 'promiseMoved':
      return joinLines(title, wording.html('promise.sent.moved', { day: wording.day(event.day) }));
    default:
      return title;
  }
}
