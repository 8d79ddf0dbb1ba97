import type { InlineKeyboardButton } from 'telegraf/types';
import { pageOf, turningRow } from '../../src/messages/paged-list.js';
import { staffButtons } from '../../src/telegram/staff-buttons.js';
import type { Visit } from './context.js';

/** So many matches fit on a phone beside the question. */
const A_PAGE = 8;

/** What typed words may mean, a page of it, one below the other, and the buttons to the other pages. */
export function foundRows(
  { wording }: Pick<Visit, 'wording'>,
  buttons: readonly InlineKeyboardButton[],
  asked = 0,
): readonly (readonly InlineKeyboardButton[])[] {
  const page = pageOf(buttons, asked, A_PAGE);
  const turning = turningRow(page, wording, (target) => staffButtons.pack('foundPage', target));
  return [...page.shown.map(({ entry }) => [entry]), turning];
}
