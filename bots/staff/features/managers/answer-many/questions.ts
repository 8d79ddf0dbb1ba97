import { assertNever } from '../../../../../src/assert-never.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import type { Page } from '../../../edit-message.js';
import { inlineButton, inlineKeyboard, leavingRow } from '../../../keyboards.js';
import type { WritePreview } from '../../../preview.js';
import type { Answering } from '../answer/draft.js';
import type { AnswerProblem } from '../answer/flow.js';
import { MOST_FILES } from '../answer/limits.js';
import { askAnswerStep, buttonsOf, type QuestionStep } from '../answer/questions.js';
import type { Chosen } from './flow.js';
import { type executeAll, type foreseeAll, type LeftOut, nameLeftOut } from './sending.js';

/** The question of a step, asked of all the chosen requests. */
export function askAboutMany(
  visit: Visit,
  { draft }: Chosen,
  answering: Answering & { readonly step: QuestionStep },
): Page {
  const title = visit.wording.html('answerMany.title', { count: draft.codes.length });
  return {
    html: joinParagraphs(title, askAnswerStep(visit, answering, { isNamed: false })),
    markup: buttonsOf(visit, answering),
  };
}

/** Why something cannot be a part of the answer; the question stays. */
export function problemOfMany(
  { wording }: Visit,
  problem: AnswerProblem | 'wrongKind' | 'fileTooBig' | 'fileNotTaken',
): string {
  return problem === 'textTooLong'
    ? wording.html('answerMany.tooLong')
    : wording.html(`answer.problem.${problem}`, { count: MOST_FILES });
}

/** What the citizen of one of the requests would read, with buttons to what the others would. */
export async function previewOfMany(
  visit: Visit,
  { draft }: Chosen,
  { foreseen, leftOut }: Awaited<ReturnType<typeof foreseeAll>>,
  { asked, write }: { readonly asked: number; readonly write: WritePreview },
): Promise<Page> {
  const { wording, speech } = visit;
  const page = Math.min(asked, foreseen.length - 1);
  const one = foreseen[page];
  const { code, attachments } = draft.answer;
  const count = attachments.length;
  const title = wording.html('answerMany.preview', {
    count: foreseen.length,
    page: formatNumber(page + 1, speech.locale),
  });
  const below = joinParagraphs(
    count === 0 ? undefined : wording.html('common.preview.files', { count }),
    nameLeftOut(visit, leftOut),
  );
  const [html = ''] =
    one === undefined ? [] : await write(visit, { ...one, title, ...(below === '' ? {} : { below }) });
  const turn = (way: 'previous' | 'next', target: number) =>
    inlineButton(wording.plain(`common.button.${way}`), staffButtons.pack('manyRead', target));
  return {
    html,
    markup: inlineKeyboard(
      [
        ...(page > 0 ? [turn('previous', page - 1)] : []),
        ...(page < foreseen.length - 1 ? [turn('next', page + 1)] : []),
      ],
      [
        inlineButton(wording.plain('common.preview.change'), staffButtons.pack('change', code)),
        inlineButton(
          wording.plain('answerMany.button.send', { count: foreseen.length }),
          staffButtons.pack('send', code),
        ),
      ],
      leavingRow(visit),
    ),
  };
}

/** What was sent and what was left out, with the words; and the button that takes all of it back. */
export function describeSent(
  visit: Visit,
  text: string,
  { done, leftOut }: Awaited<ReturnType<typeof executeAll>>,
): Page {
  const { wording, speech } = visit;
  const held = done.flatMap(({ events }) => events).filter((event) => event.type === 'answerHeld');
  const [first] = held;
  const last = held.at(-1);
  const left =
    last === undefined ? '' : formatDuration(last.giveAt.getTime() - last.at.getTime(), speech.locale);
  const count = done.length;
  const html = joinParagraphs(
    wording.html(last === undefined ? 'answerMany.given' : 'answerMany.sent', { count, left }),
    nameLeftOut(visit, leftOut),
    text === '' ? undefined : wording.quote(text),
  );
  if (first === undefined || last === undefined) return { html };
  const span = { from: first.at.getTime(), to: last.at.getTime() };
  return {
    html,
    markup: inlineKeyboard([
      inlineButton(wording.plain('recall.button'), staffButtons.pack('recallMany', span)),
    ]),
  };
}

/** Nothing could be sent: why, and the words. */
export function describeNotSent(visit: Visit, text: string, leftOut: readonly LeftOut[]): string {
  const { wording } = visit;
  return joinParagraphs(
    wording.html('answerMany.nothingSent'),
    nameLeftOut(visit, leftOut),
    text === '' ? undefined : joinLines(wording.html('answer.yourText'), wording.quote(text)),
  );
}

/** The name of a step that asks a question; undefined for the preview. */
export function questionStep({ step }: Answering): QuestionStep | undefined {
  switch (step) {
    case 'outcome':
    case 'day':
    case 'text':
      return step;
    case 'preview':
      return undefined;
    default:
      return assertNever(step);
  }
}
