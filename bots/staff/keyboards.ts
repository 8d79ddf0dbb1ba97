import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'telegraf/types';
import { staffButtons } from '../../src/telegram/staff-buttons.js';
import type { Visit } from './context.js';
import { keyboardRows } from './keywords.js';

/**
 * The keyboard shown whenever no question has another one: it fits the person's current roles, and is removed
 * for somebody without any.
 */
export function mainKeyboard(
  visit: Pick<Visit, 'roles' | 'positions' | 'wording' | 'organization' | 'keywords'>,
): ReplyKeyboardMarkup | ReplyKeyboardRemove {
  if (visit.roles.length === 0) return { remove_keyboard: true };
  return {
    keyboard: keyboardRows(visit.keywords, visit).map((row) =>
      row.map((key) => ({ text: visit.wording.plain(key) })),
    ),
    resize_keyboard: true,
    is_persistent: true,
  };
}

/** A button under a message. */
export function inlineButton(text: string, data: string): InlineKeyboardButton {
  return { text, callback_data: data };
}

/** Rows of buttons under a message; the last button of a row is its main action. */
export function inlineKeyboard(...rows: readonly (readonly InlineKeyboardButton[])[]): InlineKeyboardMarkup {
  return { inline_keyboard: rows.filter((row) => row.length > 0).map((row) => [...row]) };
}

/**
 * Buttons in rows of a given length. Rows are laid out from left to right, and the first belongs on the
 * right.
 */
export function inRows(
  buttons: readonly InlineKeyboardButton[],
  aRow: number,
): readonly (readonly InlineKeyboardButton[])[] {
  const rows: InlineKeyboardButton[][] = [];
  for (let from = 0; from < buttons.length; from += aRow) {
    rows.push(buttons.slice(from, from + aRow).reverse());
  }
  return rows;
}

/** The buttons of a message that deliveries would send, all of which carry data. */
export function buttonsOf(
  keyboard: readonly (readonly { readonly text: string; readonly callback_data?: string }[])[],
): InlineKeyboardMarkup {
  return inlineKeyboard(
    ...keyboard.map((row) =>
      row.flatMap(({ text, callback_data: data }) => (data === undefined ? [] : [inlineButton(text, data)])),
    ),
  );
}

/** The row below every question: to give up, or to go one step back. */
export function leavingRow({ wording }: Pick<Visit, 'wording'>): readonly InlineKeyboardButton[] {
  return [
    inlineButton(wording.plain('staff.button.cancel'), staffButtons.pack('cancel')),
    inlineButton(wording.plain('staff.button.back'), staffButtons.pack('back')),
  ];
}
