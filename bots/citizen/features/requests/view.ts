import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { assertNever } from '../../../../src/assert-never.js';
import { offerRows } from '../../../../src/messages/status/handover.js';
import { renderStatus } from '../../../../src/messages/status/status.js';
import { renderTimeline } from '../../../../src/messages/status/timeline.js';
import { placeLine, topicLine } from '../../../../src/messages/topic.js';
import { createWording, joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { visibleLength } from '../../../../src/text/html.js';
import { formatNumber } from '../../../../src/text/numbers.js';
import { truncateText } from '../../../../src/text/persian.js';
import type { AccessibleRequest } from '../../access.js';
import type { Visit } from '../../context.js';
import { inlineKeyboard, rowsOf } from '../../keyboards.js';
import { publicationRow } from '../publication.js';

/** The most code points of one message (docs/telegram.md, 7). */
const LONGEST_MESSAGE = 4_096;
const WORDS_SHOWN = 300;
const SCORES = [1, 2, 3, 4, 5];

/** A request as its citizen sees it: who has it and until when, and its history so far. */
export function describeRequest({ request, events, reader }: AccessibleRequest, visit: Visit): string {
  const { speech } = visit;
  const wording = createWording(speech);
  const title = visit.html('requests.one', { code: wording.code(request.code) });
  const status = renderStatus({ ...speech, request, reader });
  if (reader === 'former') return joinParagraphs(title, topicLine(request, speech, wording), status);
  const life = joinLines(
    visit.html('requests.timeline'),
    renderTimeline({ ...speech, request, events, reader }),
  );
  const topic = topicLine(request, speech, wording);
  // Followers of a request may not see what its citizen wrote or where they are.
  const isOwn = reader === 'filer';
  const place = isOwn ? placeLine(request.place, speech) : undefined;
  const words = isOwn ? wording.quote(truncateText(request.text, WORDS_SHOWN)) : undefined;
  const full = joinParagraphs(title, joinLines(topic, place), words, status, life);
  return visibleLength(full) <= LONGEST_MESSAGE ? full : joinParagraphs(title, topic, status, life);
}

/** What can be done with the request shown. */
export function requestButtons(
  { request, reader }: AccessibleRequest,
  visit: Visit,
  { hasLink, asksToPublish }: { readonly hasLink: boolean; readonly asksToPublish: boolean },
): InlineKeyboardMarkup {
  const { code, attachments } = request;
  const isOwn = reader === 'filer';
  const isAsked = request.handover?.asked.includes(visit.citizen._id) === true;
  return inlineKeyboard(
    ...(isAsked ? offerRows(request, visit) : []),
    ...(isOwn ? judgingRows(request, visit) : []),
    ...(isOwn ? supplyRows(request, visit) : []),
    isOwn && attachments.length > 0
      ? [
          {
            text: visit.plain('requests.button.files', { count: attachments.length }),
            callback_data: citizenButtons.pack('files', code),
          },
        ]
      : [],
    isOwn && hasLink
      ? [{ text: visit.plain('own.button'), callback_data: citizenButtons.pack('link', code) }]
      : [],
    isOwn ? publicationRow(request, visit, { asksToPublish }) : [],
    lastButton({ request, reader }, visit),
    [{ text: visit.plain('requests.button.list'), callback_data: citizenButtons.pack('list', 0) }],
  );
}

/** The button for replying to a question, or for adding something as long as nobody has answered. */
function supplyRows({ code, stage }: Request, visit: Visit): InlineKeyboardButton[][] {
  switch (stage.status) {
    case 'waiting':
      return [
        [{ text: visit.plain('notice.button.reply'), callback_data: citizenButtons.pack('reply', code) }],
      ];
    case 'intake':
    case 'referred':
    case 'followUp':
      return [
        [{ text: visit.plain('requests.button.add'), callback_data: citizenButtons.pack('add', code) }],
      ];
    case 'answered':
    case 'closed':
      return [];
    default:
      return assertNever(stage);
  }
}

/** The button that ends it for this person, while it is open: withdrawing it, or unfollowing it. */
function lastButton(
  { request, reader }: Pick<AccessibleRequest, 'request' | 'reader'>,
  visit: Visit,
): InlineKeyboardButton[] {
  const { code, stage } = request;
  if (stage.status === 'closed' || reader === 'former') return [];
  if (reader === 'follower') {
    return [
      { text: visit.plain('requests.button.unfollow'), callback_data: citizenButtons.pack('unfollow', code) },
    ];
  }
  if (stage.status === 'answered') return [];
  return [
    { text: visit.plain('requests.button.withdraw'), callback_data: citizenButtons.pack('withdraw', code) },
  ];
}

/** The buttons for judging an answer, as long as it can be judged. */
function judgingRows({ code, stage, objectedTo }: Request, visit: Visit): InlineKeyboardButton[][] {
  if (stage.status !== 'answered' || stage.objectBy === undefined) return [];
  const { by, rating } = stage.answer;
  const { locale } = visit.speech;
  const scores = SCORES.map((score) => ({
    text: visit.plain('notice.button.rate', { score: formatNumber(score, locale) }),
    callback_data: citizenButtons.pack('rate', code, score),
  }));
  const wasObjectedTo = objectedTo.includes(by.kind === 'position' ? by.position : by.unit);
  return [
    ...(rating === undefined ? rowsOf(scores, SCORES.length, locale) : []),
    ...(wasObjectedTo
      ? []
      : [
          [
            {
              text: visit.plain('notice.button.object'),
              callback_data: citizenButtons.pack('object', code),
            },
          ],
        ]),
  ];
}

/** The only button of an answer that was judged: it says so and shows the request. */
export function judgedButton(code: Request['code'], label: string): InlineKeyboardMarkup {
  return inlineKeyboard([{ text: label, callback_data: citizenButtons.pack('show', code) }]);
}
