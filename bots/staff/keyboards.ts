import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'telegraf/types';
import { mayReadReports } from '../../src/reports/readers.js';
import { staffButtons } from '../../src/telegram/staff-buttons.js';
import type { Visit } from './context.js';

/**
 * The keyboard shown whenever no question has another one: it fits the person's current roles, and is removed
 * for somebody without any.
 */
export function mainKeyboard({
  roles,
  positions,
  wording,
  organization,
}: Pick<Visit, 'roles' | 'positions' | 'wording' | 'organization'>):
  | ReplyKeyboardMarkup
  | ReplyKeyboardRemove {
  if (roles.length === 0) return { remove_keyboard: true };
  const help = { text: wording.plain('staff.button.help') };
  const cartable = { text: wording.plain('staff.button.cartable') };
  const queue = { text: wording.plain('queue.button.queue') };
  const staff = [
    { text: wording.plain('staff.button.invite') },
    { text: wording.plain('people.button.people') },
  ];
  const watch = [
    { text: wording.plain('system.button.system') },
    { text: wording.plain('trace.button.trace') },
  ];
  const city = [
    { text: wording.plain('rollout.button.rollout') },
    { text: wording.plain('structure.button.structure') },
    { text: wording.plain('setup.button.setup') },
  ];
  const first = [
    help,
    ...(roles.includes('operator') ? [queue] : []),
    ...(positions.length === 0 ? [] : [cartable]),
  ];
  const calls = [
    { text: wording.plain('callbacks.button.callbacks') },
    { text: wording.plain('find.button.find') },
    { text: wording.plain('call.button.call') },
  ];
  const own = [
    { text: wording.plain('absence.button.absence') },
    { text: wording.plain('phrases.button.phrases') },
    { text: wording.plain('record.button.record') },
  ];
  const supervising = [
    ...(roles.includes('supervisor') ? [{ text: wording.plain('quality.button.quality') }] : []),
    ...(mayReadReports({ roles, positions, organization })
      ? [{ text: wording.plain('report.button.report') }]
      : []),
  ];
  return {
    keyboard: [
      first,
      ...(roles.includes('manager') ? [own] : []),
      ...(roles.includes('operator') ? [calls] : []),
      ...(supervising.length === 0 ? [] : [supervising]),
      ...(roles.includes('administrator') ? [staff, city, watch] : []),
    ],
    resize_keyboard: true,
    is_persistent: true,
  };
}

/** A button under a message. */
export function button(text: string, data: string): InlineKeyboardButton {
  return { text, callback_data: data };
}

/** Rows of buttons under a message; the last button of a row is its main action. */
export function inline(...rows: readonly (readonly InlineKeyboardButton[])[]): InlineKeyboardMarkup {
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
  return inline(
    ...keyboard.map((row) =>
      row.flatMap(({ text, callback_data: data }) => (data === undefined ? [] : [button(text, data)])),
    ),
  );
}

/** The row below every question: to give up, or to go one step back. */
export function leavingRow({ wording }: Pick<Visit, 'wording'>): readonly InlineKeyboardButton[] {
  return [
    button(wording.plain('staff.button.cancel'), staffButtons.pack('cancel')),
    button(wording.plain('staff.button.back'), staffButtons.pack('back')),
  ];
}
