import type { InlineKeyboardButton } from 'telegraf/types';
import { renderStatus } from '../../../../../src/messages/status.js';
import { renderTimeline } from '../../../../../src/messages/timeline.js';
import { urgentLine } from '../../../../../src/messages/topic.js';
import { joinLines, joinParagraphs } from '../../../../../src/messages/wording.js';
import { isOpen, type Request } from '../../../../../src/requests/lifecycle/request.js';
import type { StoredRequest } from '../../../../../src/requests/request-store.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Markup } from '../../../client/messenger.js';
import type { Visit } from '../../../context.js';
import { inlineButton, inlineKeyboard, mainKeyboard } from '../../../keyboards.js';
import { isOperator, mayAskWhy, mayBlock } from '../../../permissions.js';
import { hintAtBot, ratingRows } from '../caller-rating/rows.js';
import { urgentRows } from '../urgency-row.js';

/** The status of a request, to be read out, and its history. */
export function describeStatus(visit: Visit, { request, events }: StoredRequest): string {
  const { wording, speech } = visit;
  const title = wording.html('staff.lookUp.title', { code: wording.code(request.code) });
  const status = renderStatus({ ...speech, request, reader: 'filer' });
  const timeline = renderTimeline({ ...speech, request, events, audience: 'staff' });
  return joinParagraphs(
    joinLines(title, urgentLine(request, wording)),
    joinLines(wording.html('staff.lookUp.readOut'), `<blockquote>${status}</blockquote>`),
    joinLines(wording.html('staff.lookUp.past'), timeline),
    hintAtBot(visit, request),
  );
}

/** What an operator can do about a request for a caller: pass on their words, or leave a remark. */
export function caseRow(
  { roles, wording }: Pick<Visit, 'roles' | 'wording'>,
  request: Request,
): readonly (readonly InlineKeyboardButton[])[] {
  if (!isOperator({ roles }) || !isOpen(request)) return [];
  const { code } = request;
  const note = inlineButton(wording.plain('find.button.addNote'), staffButtons.pack('addNote', code));
  const words = inlineButton(wording.plain('find.button.addWords'), staffButtons.pack('addWords', code));
  return [request.stage.status === 'answered' ? [note] : [note, words]];
}

/** The buttons below a request that was found; the usual keyboard if there are none. */
export function caseMarkup(visit: Visit, request: Request): Markup {
  const block = inlineButton(
    visit.wording.plain('blocking.button.block'),
    staffButtons.pack('blockCitizen', request.code),
  );
  const why = inlineButton(
    visit.wording.plain('words.button.whyTopic'),
    staffButtons.pack('why', request.code),
  );
  const rows = [
    ...urgentRows(visit, request),
    ...caseRow(visit, request),
    ...ratingRows(visit, request),
    ...(mayBlock(visit) ? [[block]] : []),
    ...(mayAskWhy(visit) ? [[why]] : []),
  ];
  return rows.length === 0 ? mainKeyboard(visit) : inlineKeyboard(...rows);
}
