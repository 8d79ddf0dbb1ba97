import type { InlineKeyboardMarkup } from 'telegraf/types';
import { queueStage } from '../../../../../src/cartables/operator-queue.js';
import { wordsOfRequest } from '../../../../../src/messages/message-parts.js';
import { placeLine, staffTopicLine, urgentLine } from '../../../../../src/messages/topic.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import { urgentRows } from '../urgency-row.js';
import { describeReason, type Wordless, wordlessLine } from './list.js';

/**
 * A request as an operator sees it: why it is in the queue, and what they can do about it. `wordless` describes one
 * without words.
 */
export function queueCard(
  visit: Visit,
  request: Request,
  wordless?: Wordless,
): { readonly html: string; readonly markup: InlineKeyboardMarkup } {
  const { wording, speech } = visit;
  const stage = queueStage(request);
  const { onCard, rest } = wordsOfRequest(request.text);
  return {
    html: joinParagraphs(
      joinLines(
        wording.html('queue.card', { code: wording.code(request.code) }),
        stage === undefined ? undefined : describeReason(visit, stage),
        urgentLine(request, wording),
      ),
      joinLines(staffTopicLine(request, speech, wording), placeLine(request.place, speech)),
      joinLines(
        wordless === undefined ? undefined : wordlessLine(wordless, visit),
        wording.quote(onCard),
        rest.length === 0 ? undefined : wording.html('card.more'),
      ),
      joinLines(
        wording.html('card.filed', { day: wording.day(request.filedAt) }),
        wording.html('common.yours'),
      ),
    ),
    markup: inlineKeyboard(
      aboutRow(visit, request),
      ...urgentRows(visit, request),
      ...actRows(visit, request),
    ),
  };
}

function aboutRow({ wording }: Visit, { code, place, attachments }: Request) {
  const count = attachments.length;
  return [
    ...(place?.latitude === undefined
      ? []
      : [inlineButton(wording.plain('card.button.map'), staffButtons.pack('map', code))]),
    ...(attachments.length === 0
      ? []
      : [inlineButton(wording.plain('card.button.files', { count }), staffButtons.pack('files', code))]),
    inlineButton(wording.plain('card.button.history'), staffButtons.pack('history', code)),
  ];
}

function actRows({ wording }: Visit, { code, stage }: Request) {
  const act = (action: 'route' | 'reject' | 'merge' | 'answerFor' | 'release') =>
    inlineButton(wording.plain(`queue.button.${action}`), staffButtons.pack(action, code));
  return stage.status === 'followUp'
    ? [
        [act('route'), act('answerFor')],
        [act('release'), act('merge')],
      ]
    : [
        [act('reject'), act('route')],
        [act('release'), act('merge')],
      ];
}
