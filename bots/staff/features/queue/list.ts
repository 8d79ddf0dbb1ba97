import type { InlineKeyboardMarkup } from 'telegraf/types';
import { type QueueStage, queueStage } from '../../../../src/cartables/operator-queue.js';
import { topicLine } from '../../../../src/messages/topic.js';
import { lines, paragraphs } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../src/text/dates.js';
import { stripHtml } from '../../../../src/text/html.js';
import { formatNumber } from '../../../../src/text/numbers.js';
import { truncate } from '../../../../src/text/persian.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import type { Visit } from '../../context.js';
import { button, inline } from '../../keyboards.js';

const A_PAGE = 5;
/** Code points of the citizen's words in a line of the list, and on a button. */
const MOST_OF_WORDS = 80;
const MOST_OF_TOPIC = 30;

/** One page of the queue of 137, the oldest first; the last one where there are not so many any more. */
export function pageOfQueue(
  visit: Visit,
  requests: readonly Request[],
  inHand: ReadonlySet<TrackingCode>,
  asked: number,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const { wording, speech } = visit;
  const number = (value: number) => formatNumber(value, speech.locale);
  const again = (page: number) => [
    button(wording.plain('queue.button.again'), staffButtons.pack('queue', page)),
  ];
  if (requests.length === 0) return { html: wording.html('queue.empty'), markup: inline(again(0)) };
  const pages = Math.ceil(requests.length / A_PAGE);
  const page = Math.min(asked, pages - 1);
  const shown = requests
    .slice(page * A_PAGE, (page + 1) * A_PAGE)
    .map((request, index) => ({ request, at: number(page * A_PAGE + index + 1) }));
  const to = (name: 'previous' | 'next', target: number) =>
    button(wording.plain(`cartable.button.${name}`), staffButtons.pack('queue', target));
  return {
    html: paragraphs(
      lines(
        wording.html('queue.title', { count: number(requests.length) }),
        pages === 1
          ? undefined
          : wording.html('cartable.page', { page: number(page + 1), pages: number(pages) }),
      ),
      ...shown.map(({ request, at }) => entryOf(visit, request, at, inHand.has(request.code))),
    ),
    markup: inline(
      ...shown.map(({ request, at }) => [
        button(
          wording.plain('cartable.button.open', { number: at, topic: shortTopic(visit, request) }),
          staffButtons.pack('take', request.code),
        ),
      ]),
      [...(page > 0 ? [to('previous', page - 1)] : []), ...(page < pages - 1 ? [to('next', page + 1)] : [])],
      again(page),
    ),
  };
}

/** Why a request waits at the desk. */
export function whyHere({ wording }: Pick<Visit, 'wording'>, stage: QueueStage): string {
  return stage.status === 'followUp'
    ? wording.html('queue.why.followUp', { unit: wording.name(stage.unit) })
    : wording.html(`queue.why.${stage.because}`);
}

function entryOf(visit: Visit, request: Request, at: string, isInHand: boolean): string {
  const { wording, speech } = visit;
  const stage = queueStage(request);
  const age = formatDuration(speech.now.getTime() - request.filedAt.getTime(), speech.locale);
  return lines(
    wording.html('queue.line', { number: at, age, code: wording.code(request.code) }),
    topicLine(request, speech, wording),
    request.text === ''
      ? undefined
      : wording.html('queue.words', { words: wording.words(request.text, MOST_OF_WORDS) }),
    stage === undefined ? undefined : whyHere(visit, stage),
    isInHand ? wording.html('queue.inHand') : undefined,
  );
}

function shortTopic({ speech, wording }: Visit, request: Request): string {
  return truncate(stripHtml(topicLine(request, speech, wording)), MOST_OF_TOPIC);
}
