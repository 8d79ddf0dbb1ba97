import type { InlineKeyboardMarkup } from 'telegraf/types';
import { type QueueStage, queueStage } from '../../../../../src/cartables/operator-queue.js';
import { pageOf, renderList } from '../../../../../src/messages/paged-list.js';
import { staffTopicLine, topicOnButton } from '../../../../../src/messages/topic.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';

/** Code points of the citizen's words in a line of the list. */
const MOST_OF_WORDS = 80;

/** One page of the queue of 137, urgent ones first, then the oldest; the last page if there are fewer by now. */
export function pageOfQueue(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  requests: readonly Request[],
  inHand: ReadonlySet<TrackingCode>,
  asked: number,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const again = (page: number) => [
    inlineButton(wording.plain('common.button.again'), staffButtons.pack('queue', page)),
  ];
  if (requests.length === 0) return { html: wording.html('queue.empty'), markup: inlineKeyboard(again(0)) };
  const page = pageOf(requests, asked);
  const { html, rows } = renderList(page, speech, {
    title: wording.html('queue.title', { count: requests.length }),
    entry: (request, number) => entryOf({ wording, speech }, request, number, inHand.has(request.code)),
    button: (request) => ({
      topic: topicOnButton(request, speech, wording),
      data: staffButtons.pack('take', request.code),
    }),
    turn: (target) => staffButtons.pack('queue', target),
  });
  return { html, markup: inlineKeyboard(...rows, again(page.page)) };
}

/** Why a request is in the queue. */
export function describeReason({ wording }: Pick<Visit, 'wording'>, stage: QueueStage): string {
  return stage.status === 'followUp'
    ? wording.html('queue.why.followUp', { unit: wording.name(stage.unit) })
    : wording.html(`queue.why.${stage.because}`);
}

function entryOf(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  request: Request,
  number: string,
  isInHand: boolean,
): string {
  const stage = queueStage(request);
  const age = formatDuration(speech.now.getTime() - request.filedAt.getTime(), speech.locale);
  return joinLines(
    wording.html('queue.line', { number, age, code: wording.code(request.code) }),
    staffTopicLine(request, speech, wording),
    request.text === ''
      ? undefined
      : wording.html('common.words', { words: wording.words(request.text, MOST_OF_WORDS) }),
    stage === undefined ? undefined : describeReason({ wording }, stage),
    isInHand ? wording.html('common.inHand') : undefined,
  );
}
