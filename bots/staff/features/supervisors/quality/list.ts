import type { InlineKeyboardMarkup } from 'telegraf/types';
import { answerWords } from '../../../../../src/messages/answer/spoken.js';
import { renderList, uncountedPage } from '../../../../../src/messages/paged-list.js';
import { staffTopicLine, topicOnButton } from '../../../../../src/messages/topic.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { GivenAnswer, Request } from '../../../../../src/requests/lifecycle/request.js';
import { LOW_RATING } from '../../../../../src/requests/lifecycle/rules.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import { formatNumber } from '../../../../../src/text/numbers.js';
import type { Visit } from '../../../context.js';
import { inlineKeyboard } from '../../../keyboards.js';

/** Code points of an answer in the list. */
const MOST_OF_ANSWER = 100;

/**
 * One page of the poorly judged answers, the newest judgement first. `found` may have one more than fits on a
 * page, which means that there is another page.
 */
export function pageOfQuality(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  found: readonly Request[],
  asked: number,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const page = uncountedPage(found, asked);
  const { html, rows } = renderList(page, speech, {
    title: wording.html('quality.title'),
    entry: (request, number) => entryOf({ wording, speech }, request, number),
    button: (request) => ({
      topic: topicOnButton(request, speech, wording),
      data: staffButtons.pack('qualityCase', request.code),
    }),
    turn: (target) => staffButtons.pack('quality', target),
  });
  const isEmpty = found.length === 0;
  return {
    html: isEmpty ? wording.html(asked === 0 ? 'quality.empty' : 'quality.noMore') : html,
    markup: inlineKeyboard(...rows),
  };
}

function entryOf(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  request: Request,
  number: string,
): string {
  const answer = judgedAnswer(request);
  return joinLines(
    wording.html('quality.line', { number, code: wording.code(request.code) }),
    staffTopicLine(request, speech, wording),
    answer === undefined
      ? undefined
      : wording.html('quality.answer', {
          by: wording.answerer(answer.by),
          text: wording.words(answerWords(answer, speech.locale, wording), MOST_OF_ANSWER),
          age: formatDuration(speech.now.getTime() - answer.at.getTime(), speech.locale),
        }),
    answer === undefined ? undefined : judgement({ wording, speech }, request, answer),
  );
}

/** The latest poorly judged answer. */
function judgedAnswer({ answers, objectedTo }: Request): GivenAnswer | undefined {
  return answers.findLast(
    ({ by, rating = Number.POSITIVE_INFINITY }) =>
      rating <= LOW_RATING || objectedTo.includes(by.kind === 'position' ? by.position : by.unit),
  );
}

function judgement(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  { objectedTo }: Request,
  { by, rating }: GivenAnswer,
): string | undefined {
  const isObjected = objectedTo.includes(by.kind === 'position' ? by.position : by.unit);
  return joinLines(
    rating === undefined
      ? undefined
      : wording.html('quality.rated', { score: formatNumber(rating, speech.locale) }),
    isObjected ? wording.html('quality.objected') : undefined,
  );
}
