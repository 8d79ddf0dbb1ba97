import { assertNever } from '../../../../../src/assert-never.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import { problemOfText } from '../../../../../src/requests/lifecycle/answering.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { dayChoices } from '../../../day-choices.js';
import { cancelFlow } from '../../../interruption.js';
import type { FeatureOptions } from '../../../options.js';
import { mayActAs, whyNotAs } from '../../../permissions.js';
import { type Answering, keepAnswering } from './draft.js';
import { type AnswerInput, type AnswerProblem, takeTurn } from './flow.js';
import type { ReceivedPart } from './input.js';
import { MOST_FILES } from './limits.js';
import { askAnswerStep, buttonsOf, type QuestionStep } from './questions.js';
import { createSending } from './sending.js';

/** How a question is asked. */
interface Manner {
  /** What else was accepted. */
  readonly kept?: 'text' | 'file';
  /** True if the manager has to be told which request it is about. */
  readonly isNamed?: boolean;
}

/**
 * Carries out the results of a manager's actions while they answer; each resolves to the next conversation.
 */
export interface AnswerHandlers {
  /** Asks the question of the step, or shows the answer as the citizen would read it. */
  ask(visit: Visit, answering: Answering, manner?: Manner): Promise<Conversation | null>;
  take(visit: Visit, answering: Answering, part: ReceivedPart, manner?: Manner): Promise<Conversation | null>;
  send(visit: Visit, answering: Answering): Promise<Conversation | null>;
  /** Shows other photos, or none, as from before the work. */
  compareOtherwise(visit: Visit, answering: Answering): Promise<Conversation | null>;
  /** Shows the files as the citizen would get them. */
  showFiles(visit: Visit, answering: Answering): Promise<void>;
}

/** The handlers on the stores. */
export function createAnswerHandlers(options: FeatureOptions): AnswerHandlers {
  const sending = createSending({ ...options, ask });

  async function ask(visit: Visit, answering: Answering, manner: Manner = {}): Promise<Conversation | null> {
    if (!isQuestion(answering)) return sending.preview(visit, answering);
    const { previewMessageId, ...draft } = answering.draft;
    await visit.takeButtons(previewMessageId);
    const html = askAnswerStep(visit, answering, {
      isNamed: manner.isNamed === true || answering.step === 'outcome',
      ...(manner.kept === undefined ? {} : { kept: manner.kept }),
    });
    await visit.say(html, buttonsOf(visit, answering));
    return keepAnswering({ step: answering.step, draft });
  }

  async function stay(
    visit: Visit,
    answering: Answering,
    problem: AnswerProblem | 'wrongKind' | 'fileTooBig' | 'fileNotTaken' | 'noFilesInDraft',
    { isNamed = false }: Manner,
    days?: readonly number[],
  ): Promise<Conversation> {
    const { wording } = visit;
    const title = wording.html('answer.title', { code: wording.code(answering.draft.code) });
    const sentence =
      problem === 'noFilesInDraft'
        ? wording.html('draft.noFiles')
        : wording.html(`answer.problem.${problem}`, { count: MOST_FILES });
    await visit.say(
      joinParagraphs(isNamed ? title : undefined, sentence),
      days === undefined ? questionButtons(visit, answering) : daysMeant(visit, answering, days),
    );
    return keepAnswering(answering);
  }

  async function follow(
    visit: Visit,
    answering: Answering,
    input: AnswerInput,
    manner: Manner,
  ): Promise<Conversation | null> {
    const { now, timeZone } = visit.speech;
    const turn = takeTurn(answering, input, {
      now,
      timeZone,
      problemOfText: (text) => problemOfText(text)?.code,
    });
    switch (turn.kind) {
      case 'ask':
        return ask(visit, turn.answering, {
          ...manner,
          ...(turn.kept === undefined ? {} : { kept: turn.kept }),
        });
      case 'stay':
        return stay(visit, turn.answering ?? answering, turn.problem, manner, turn.days);
      case 'quiet':
        return turn.answering.step === 'preview' && turn.answering !== answering
          ? sending.refresh(visit, turn.answering)
          : keepAnswering(turn.answering);
      case 'send':
        return sending.send(visit, answering);
      case 'leave':
        return (await cancelFlow(visit)).conversation;
      default:
        return assertNever(turn);
    }
  }

  return {
    ask,
    async take(visit, answering, part, manner = {}) {
      const { position } = answering.draft;
      if (!mayActAs(visit, position)) {
        return sending.giveBack(visit, answering.draft, whyNotAs(position));
      }
      if (part.ok && bringsFiles(part.input) && answering.draft.isForOwner === true) {
        return stay(visit, answering, 'noFilesInDraft', manner);
      }
      return part.ok
        ? follow(visit, answering, part.input, manner)
        : stay(visit, answering, part.problem, manner);
    },
    send: (visit, answering) => sending.send(visit, answering),
    compareOtherwise: (visit, answering) => sending.compareOtherwise(visit, answering),
    showFiles: (visit, answering) => sending.showFiles(visit, answering),
  };
}

function bringsFiles(input: AnswerInput): boolean {
  return input.kind === 'file' || (input.kind === 'edited' && input.files !== undefined);
}

function isQuestion(answering: Answering): answering is Answering & { readonly step: QuestionStep } {
  return answering.step !== 'preview';
}

function questionButtons(visit: Visit, answering: Answering) {
  return isQuestion(answering) ? buttonsOf(visit, answering) : undefined;
}

function daysMeant(visit: Visit, { draft }: Answering, days: readonly number[]) {
  return dayChoices(visit, days, (count) => staffButtons.pack('day', draft.code, count));
}
