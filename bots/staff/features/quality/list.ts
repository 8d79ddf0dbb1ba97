import type { InlineKeyboardMarkup } from 'telegraf/types';
import { topicLine } from '../../../../src/messages/topic.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import type { GivenAnswer, Request } from '../../../../src/requests/lifecycle/request.js';
import { LOW_RATING } from '../../../../src/requests/lifecycle/rules.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../src/text/dates.js';
import { stripHtml } from '../../../../src/text/html.js';
import { formatNumber } from '../../../../src/text/numbers.js';
import { truncate } from '../../../../src/text/persian.js';
import type { Visit } from '../../context.js';
import { button, inline } from '../../keyboards.js';

/** Cases on one page of the list. */
export const A_PAGE = 5;
/** Code points of a topic on a button, and of an answer in the list. */
const MOST_OF_TOPIC = 30;
const MOST_OF_ANSWER = 100;

/**
 * One page of the answers with which somebody was not content, the newest judgement first. `found` may have one
 * more than a page takes, which says that there is another page.
 */
export function pageOfQuality(
  visit: Visit,
  found: readonly Request[],
  page: number,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const { wording, speech } = visit;
  const number = (value: number) => formatNumber(value, speech.locale);
  const to = (name: 'previous' | 'next', target: number) =>
    button(wording.plain(`cartable.button.${name}`), staffButtons.pack('quality', target));
  const turning = [
    ...(page > 0 ? [to('previous', page - 1)] : []),
    ...(found.length > A_PAGE ? [to('next', page + 1)] : []),
  ];
  if (found.length === 0) {
    return { html: wording.html(page === 0 ? 'quality.empty' : 'quality.noMore'), markup: inline(turning) };
  }
  const shown = found
    .slice(0, A_PAGE)
    .map((request, index) => ({ request, at: number(page * A_PAGE + index + 1) }));
  return {
    html: paragraphs(
      wording.html('quality.title'),
      ...shown.map(({ request, at }) => entryOf(visit, request, at)),
    ),
    markup: inline(
      ...shown.map(({ request, at }) => [
        button(
          wording.plain('cartable.button.open', { number: at, topic: shortTopic(visit, request) }),
          staffButtons.pack('qualityCase', request.code),
        ),
      ]),
      turning,
    ),
  };
}

function entryOf(visit: Visit, request: Request, at: string): string {
  const { wording, speech } = visit;
  const answer = judgedAnswer(request);
  return lines(
    wording.html('quality.line', { number: at, code: wording.code(request.code) }),
    topicLine(request, speech, wording),
    answer === undefined
      ? undefined
      : wording.html('quality.answer', {
          by: wording.answerer(answer.by),
          text: wording.words(answer.text, MOST_OF_ANSWER),
          age: formatDuration(speech.now.getTime() - answer.at.getTime(), speech.locale),
        }),
    answer === undefined ? undefined : judgement(visit, request, answer),
  );
}

/** The latest answer with which somebody was not content. */
function judgedAnswer({ answers, objectedTo }: Request): GivenAnswer | undefined {
  return answers.findLast(
    ({ by, rating = Number.POSITIVE_INFINITY }) =>
      rating <= LOW_RATING || objectedTo.includes(by.kind === 'position' ? by.position : by.unit),
  );
}

function judgement(
  { wording, speech }: Visit,
  { objectedTo }: Request,
  { by, rating }: GivenAnswer,
): string | undefined {
  const isObjected = objectedTo.includes(by.kind === 'position' ? by.position : by.unit);
  return lines(
    rating === undefined
      ? undefined
      : wording.html('quality.rated', { score: formatNumber(rating, speech.locale) }),
    isObjected ? wording.html('quality.objected') : undefined,
  );
}

function shortTopic({ speech, wording }: Visit, request: Request): string {
  return truncate(stripHtml(topicLine(request, speech, wording)), MOST_OF_TOPIC);
}
