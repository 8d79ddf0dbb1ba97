import type { InlineKeyboardMarkup } from 'telegraf/types';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Outcome } from '../../../../../src/requests/lifecycle/facts.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { Answering } from './draft.js';

type OutcomeKind = Outcome['kind'];

/** The steps that ask a question; the other one shows the answer. */
export type QuestionStep = Exclude<Answering['step'], 'preview'>;

/** The question of a step. */
function questionOf(visit: Visit, { step, draft }: Answering & { readonly step: QuestionStep }): string {
  const { wording } = visit;
  switch (step) {
    case 'outcome':
      return wording.html('answer.outcome.ask');
    case 'day':
      return wording.html('answer.day.ask');
    case 'text': {
      if (draft.text !== undefined) return wording.html('answer.text.change');
      const day = draft.day === undefined ? '' : wording.day(draft.day);
      return joinLines(
        wording.html(`answer.text.${draft.outcome ?? 'done'}`, { day }),
        draft.isForOwner === true ? undefined : wording.html('answer.text.orVoice'),
      );
    }
  }
}

/** The question of a step, below what was accepted and the position it is asked of. */
export function askAnswerStep(
  visit: Visit,
  answering: Answering & { readonly step: QuestionStep },
  { kept, isNamed }: { readonly kept?: 'text' | 'file'; readonly isNamed: boolean },
): string {
  const { wording } = visit;
  const title = wording.html(answering.draft.isForOwner === true ? 'draft.title' : 'answer.title', {
    code: wording.code(answering.draft.code),
  });
  return joinParagraphs(
    joinLines(
      isNamed ? title : undefined,
      kept === undefined ? undefined : wording.html(`answer.kept.${kept}`),
    ),
    questionOf(visit, answering),
  );
}

/** A question that was answered with a press: the position it was asked of, and the choice. */
export function describeChoice(visit: Visit, code: TrackingCode, choice: OutcomeKind | Date): string {
  const { wording } = visit;
  return joinLines(
    wording.html('answer.title', { code: wording.code(code) }),
    choice instanceof Date
      ? wording.html('answer.day.chosen', { day: wording.day(choice) })
      : wording.html('answer.outcome.chosen', { outcome: wording.plain(`answer.outcome.${choice}`) }),
  );
}

/** The buttons of a step. */
export function buttonsOf(
  visit: Visit,
  { step, draft: { code, position } }: Answering & { readonly step: QuestionStep },
): InlineKeyboardMarkup {
  switch (step) {
    case 'outcome': {
      const rows = (['done', 'planned', 'notPossible'] as const).map((outcome) => [
        inlineButton(
          visit.wording.plain(`answer.outcome.${outcome}`),
          staffButtons.pack('outcome', code, outcome),
        ),
      ]);
      return inlineKeyboard(...rows, leavingRow(visit));
    }
    case 'day':
      return dayButtons(visit, code);
    case 'text': {
      const ready = inlineButton(
        visit.wording.plain('phrases.button.phrases'),
        staffButtons.pack('phrases', code),
      );
      return inlineKeyboard(position === undefined ? [] : [ready], leavingRow(visit));
    }
  }
}

/** The days offered as buttons, the nearest on the right. */
export function dayButtons(visit: Visit, code: TrackingCode): InlineKeyboardMarkup {
  const day = (text: string, days: number) =>
    inlineButton(visit.wording.plain(`answer.day.${text}`), staffButtons.pack('day', code, days));
  return inlineKeyboard([day('week', 7), day('threeDays', 3), day('tomorrow', 1)], leavingRow(visit));
}
