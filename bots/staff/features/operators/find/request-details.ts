import type { InlineKeyboardButton } from 'telegraf/types';
import { isOpen, type Request } from '../../../../../src/requests/lifecycle/request.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../../context.js';
import { inlineButton } from '../../../keyboards.js';
import { isOperator, isSupervisor, mayAskWhy, mayBlock } from '../../../permissions.js';
import { ratingRows } from '../caller-rating/rows.js';
import { publicationRows } from '../publishing.js';
import { urgentRows } from '../urgency-row.js';

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

/** What people can do about a case, below its pages. */
export function caseRows(visit: Visit, request: Request): readonly (readonly InlineKeyboardButton[])[] {
  const { wording } = visit;
  const { code, stage } = request;
  const disapprove = inlineButton(
    wording.plain('quality.button.disapprove'),
    staffButtons.pack('disapprove', code),
  );
  const block = inlineButton(wording.plain('blocking.button.block'), staffButtons.pack('blockCitizen', code));
  const why = inlineButton(wording.plain('words.button.whyTopic'), staffButtons.pack('why', code));
  return [
    ...urgentRows(visit, request),
    ...caseRow(visit, request),
    ...ratingRows(visit, request),
    ...publicationRows(visit, request),
    ...(isSupervisor(visit) && stage.status === 'answered' ? [[disapprove]] : []),
    ...(mayBlock(visit) ? [[block]] : []),
    ...(mayAskWhy(visit) ? [[why]] : []),
  ];
}
