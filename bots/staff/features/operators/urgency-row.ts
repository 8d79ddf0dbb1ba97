import type { InlineKeyboardButton } from 'telegraf/types';
import type { Request } from '../../../../src/requests/lifecycle/request.js';
import { urgentMark } from '../../../../src/requests/lifecycle/urgency.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import type { Visit } from '../../context.js';
import { inlineButton } from '../../keyboards.js';
import { mayDismissUrgency } from '../../permissions.js';

/** «فوری نیست» below an urgent request, for those who may say so. */
export function urgentRows(
  visit: Pick<Visit, 'roles' | 'wording'>,
  request: Request,
): readonly (readonly InlineKeyboardButton[])[] {
  if (urgentMark(request) === undefined || !mayDismissUrgency(visit)) return [];
  const text = visit.wording.plain('urgent.button.notUrgent');
  return [[inlineButton(text, staffButtons.pack('notUrgent', request.code))]];
}
