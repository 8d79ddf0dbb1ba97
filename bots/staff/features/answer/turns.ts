import { assertNever } from '../../../../src/assert-never.js';
import { paragraphs } from '../../../../src/messages/wording.js';
import { problemOfText } from '../../../../src/requests/lifecycle/answering.js';
import { mayActAs, noLongerHis } from '../../access.js';
import type { Visit } from '../../context.js';
import type { FeatureOptions } from '../../options.js';
import { cancel } from '../../unfinished.js';
import { type Answering, keepAnswering } from './draft.js';
import { type AnswerInput, type AnswerProblem, MOST_FILES, takeTurn } from './flow.js';
import type { Taken } from './input.js';
import { askedIn, buttonsOf, type QuestionStep } from './questions.js';
import { createSending } from './sending.js';

/** How a question is put. */
interface Manner {
  /** What was taken although something else was asked. */
  readonly kept?: 'text' | 'file';
  /** True where the manager has to be told which request it is about. */
  readonly isNamed?: boolean;
}

/** Carries out what follows from what a manager does while he answers. */
export interface Turns {
  /** Asks for what the step names, or shows the answer as the citizen would read it. */
  ask(visit: Visit, answering: Answering, manner?: Manner): Promise<void>;
  take(visit: Visit, answering: Answering, taken: Taken, manner?: Manner): Promise<void>;
  send(visit: Visit, answering: Answering): Promise<void>;
}

/** The turns on the stores. */
export function createTurns(options: FeatureOptions): Turns {
  const { messenger } = options;
  const sending = createSending({ ...options, ask });

  async function ask(visit: Visit, answering: Answering, manner: Manner = {}): Promise<void> {
    if (!isQuestion(answering)) {
      await sending.preview(visit, answering);
      return;
    }
    const { previewMessageId, ...draft } = answering.draft;
    if (previewMessageId !== undefined) await messenger.removeButtons(visit.chatId, previewMessageId);
    visit.conversation = keepAnswering({ step: answering.step, draft });
    const html = askedIn(visit, answering, {
      isNamed: manner.isNamed === true || answering.step === 'outcome',
      ...(manner.kept === undefined ? {} : { kept: manner.kept }),
    });
    await visit.say(html, buttonsOf(visit, answering));
  }

  async function stay(
    visit: Visit,
    answering: Answering,
    problem: AnswerProblem | 'wrongKind' | 'fileTooBig' | 'noFilesInDraft',
    { isNamed = false }: Manner,
  ): Promise<void> {
    const { wording } = visit;
    visit.conversation = keepAnswering(answering);
    const title = wording.html('answer.title', { code: wording.code(answering.draft.code) });
    const sentence =
      problem === 'noFilesInDraft'
        ? wording.html('draft.noFiles')
        : wording.html(`answer.problem.${problem}`, { count: MOST_FILES });
    await visit.say(
      paragraphs(isNamed ? title : undefined, sentence),
      isQuestion(answering) ? buttonsOf(visit, answering) : undefined,
    );
  }

  async function follow(
    visit: Visit,
    answering: Answering,
    input: AnswerInput,
    manner: Manner,
  ): Promise<void> {
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
        return stay(visit, turn.answering ?? answering, turn.problem, manner);
      case 'quiet':
        visit.conversation = keepAnswering(turn.answering);
        if (turn.answering.step === 'preview' && turn.answering !== answering) {
          await sending.refresh(visit, turn.answering);
        }
        return;
      case 'send':
        return sending.send(visit, answering);
      case 'leave':
        return cancel(visit, messenger);
      default:
        return assertNever(turn);
    }
  }

  return {
    ask,
    async take(visit, answering, taken, manner = {}) {
      const { position } = answering.draft;
      if (!mayActAs(visit, position)) {
        await sending.giveBack(visit, answering.draft, noLongerHis(position));
      } else if (taken.ok && taken.input.kind === 'file' && answering.draft.isForOwner === true) {
        await stay(visit, answering, 'noFilesInDraft', manner);
      } else if (taken.ok) await follow(visit, answering, taken.input, manner);
      else await stay(visit, answering, taken.problem, manner);
    },
    send: (visit, answering) => sending.send(visit, answering),
  };
}

function isQuestion(answering: Answering): answering is Answering & { readonly step: QuestionStep } {
  return answering.step !== 'preview';
}
