import type { InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import type { Locale } from '../../src/config.js';
import { citizenButtons } from '../../src/telegram/citizen-buttons.js';
import { layOutRow } from '../../src/text/direction.js';
import type { Visit } from './context.js';

/** The keyboard shown whenever no question has another one. */
export function mainKeyboard(visit: Pick<Visit, 'plain'>): ReplyKeyboardMarkup {
  return {
    keyboard: [
      [
        { text: visit.plain('settings.button.open') },
        { text: visit.plain('citizen.button.help') },
        { text: visit.plain('citizen.button.requests') },
      ],
    ],
    resize_keyboard: true,
    is_persistent: true,
    input_field_placeholder: visit.plain('citizen.placeholder'),
  };
}

/** The button for people who prefer that a person at 137 reads it. */
export function operatorButton(visit: Pick<Visit, 'plain'>): InlineKeyboardButton {
  return { text: visit.plain('talk.button.operator'), callback_data: citizenButtons.pack('operator') };
}

/** Rows of buttons below a message; the last button of a row is its main action (docs/telegram.md, 11). */
export function inlineKeyboard(...rows: readonly (readonly InlineKeyboardButton[])[]): InlineKeyboardMarkup {
  return { inline_keyboard: rows.filter((row) => row.length > 0).map((row) => [...row]) };
}

/** Buttons in rows of a given length, read from right to left if the language is. */
export function rowsOf<Button>(buttons: readonly Button[], perRow: number, locale: Locale): Button[][] {
  const rows: Button[][] = [];
  for (let start = 0; start < buttons.length; start += perRow) {
    rows.push(layOutRow(buttons.slice(start, start + perRow), locale));
  }
  return rows;
}
