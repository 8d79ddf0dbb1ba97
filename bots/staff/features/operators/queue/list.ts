import type { InlineKeyboardMarkup } from 'telegraf/types';
import { type QueueStage, queueStage } from '../../../../../src/cartables/operator-queue.js';
import { filesLine, type ShownFile } from '../../../../../src/messages/files-line.js';
import { type ListPage, renderList } from '../../../../../src/messages/paged-list.js';
import { staffTopicLine, topicOnButton } from '../../../../../src/messages/topic.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import { formatDuration } from '../../../../../src/text/dates.js';
import { escapeHtml } from '../../../../../src/text/html.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';

/** Code points of the citizen's words in a line of the list. */
const MOST_OF_WORDS = 80;

/** What tells a request without words from others. */
export interface Wordless {
  readonly files: readonly ShownFile[];
  /** Whose it is; absent for a caller who gave no number. */
  readonly filer?: string;
}

/** One page of the queue of 137, in which `count` requests wait; `inHand` are those that colleagues have, `wordless` those of the page. */
export function pageOfQueue(
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
  count: number,
  page: ListPage<Request>,
  inHand: ReadonlySet<TrackingCode>,
  wordless: ReadonlyMap<TrackingCode, Wordless> = new Map(),
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const again = [inlineButton(wording.plain('common.button.again'), staffButtons.pack('queue', page.page))];
  if (count === 0) return { html: wording.html('queue.empty'), markup: inlineKeyboard(again) };
  const { html, rows } = renderList(page, speech, {
    title: wording.html('queue.title', { count }),
    entry: (request, number) =>
      entryOf({ wording, speech }, request, number, inHand.has(request.code), wordless.get(request.code)),
    button: (request) => ({
      topic: topicOnButton(request, speech, wording),
      data: staffButtons.pack('take', request.code),
    }),
    turn: (target) => staffButtons.pack('queue', target),
  });
  return { html, markup: inlineKeyboard(...rows, again) };
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
  wordless: Wordless | undefined,
): string {
  const stage = queueStage(request);
  const age = formatDuration(speech.now.getTime() - request.filedAt.getTime(), speech.locale);
  return joinLines(
    wording.html('queue.line', { number, age, code: wording.code(request.code) }),
    staffTopicLine(request, speech, wording),
    request.text === ''
      ? wordlessLine(wordless ?? { files: request.attachments }, { wording, speech })
      : wording.html('common.words', { words: wording.words(request.text, MOST_OF_WORDS) }),
    stage === undefined ? undefined : describeReason({ wording }, stage),
    isInHand ? wording.html('common.inHand') : undefined,
  );
}

/** What was sent instead of words, and by whom: «🎤 صدا ۰:۴۲ · از مریم». */
export function wordlessLine(
  { files, filer }: Wordless,
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
): string {
  const sent = filesLine(files, speech.locale, wording);
  const from = filer === undefined ? '' : wording.plain('queue.from', { filer });
  return escapeHtml([sent, from].filter((part) => part !== '').join(' · '));
}
