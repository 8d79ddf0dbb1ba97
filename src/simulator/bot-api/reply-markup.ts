import type { MessengerRules } from '../rules.js';
import type { WireInlineButton, WireInlineKeyboard, WireReplyButton, WireReplyMarkup } from '../wire.js';
import type { Call } from './call.js';
import { badRequest } from './errors.js';
import { isObject } from './parameters.js';

const MOST_CALLBACK_BYTES = 64;
const MOST_BUTTONS = 100;
/** The colours of buttons; without one an app has its own. */
const STYLES: ReadonlySet<unknown> = new Set(['primary', 'success', 'danger', '', undefined]);

/** Fields of which an inline button must have one. */
const INLINE_ACTIONS = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'copy_text',
  'pay',
];

/** Reads and checks `reply_markup` as Telegram does. Throws `ApiError` 400. */
export function readReplyMarkup({
  parameters,
  telegram: { rules },
}: Pick<Call, 'parameters' | 'telegram'>): WireReplyMarkup | undefined {
  const markup = parameters.json('reply_markup');
  if (markup === undefined) return undefined;
  if (!isObject(markup)) throw badRequest('object expected as reply markup');
  if (markup['inline_keyboard'] !== undefined) return readInlineKeyboard(markup['inline_keyboard'], rules);
  if (markup['keyboard'] !== undefined) return readReplyKeyboard(markup['keyboard']);
  if (markup['remove_keyboard'] === true) return { remove_keyboard: true };
  if (markup['force_reply'] === true) return { force_reply: true };
  return undefined;
}

/** Like `readReplyMarkup` where only an inline keyboard may stand: in edits and albums. */
export function readInlineMarkup(
  call: Pick<Call, 'parameters' | 'telegram'>,
): WireInlineKeyboard | undefined {
  const markup = readReplyMarkup(call);
  if (markup === undefined) return undefined;
  if (!('inline_keyboard' in markup)) throw badRequest('inline keyboard expected');
  return markup.inline_keyboard.length > 0 ? markup : undefined;
}

function readInlineKeyboard(value: unknown, rules: MessengerRules): WireInlineKeyboard {
  const rows = readRows(value, 'inline keyboard').map((row) =>
    row.map((button) => readInlineButton(button, rules)),
  );
  const buttons = rows.reduce((count, row) => count + row.length, 0);
  if (buttons > MOST_BUTTONS) throw badRequest('reply markup is too long');
  return { inline_keyboard: rows.filter((row) => row.length > 0) };
}

function readInlineButton(value: unknown, { findFaultyField }: MessengerRules): WireInlineButton {
  if (!isObject(value)) throw badRequest("can't parse inline keyboard button: Button must be an Object");
  const faulty = findFaultyField(value);
  if (faulty !== undefined)
    throw badRequest(`can't parse inline keyboard button: "${faulty}" cannot stand there`);
  const text = value['text'];
  if (typeof text !== 'string') {
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String');
  }
  if (text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  if (!INLINE_ACTIONS.some((action) => value[action] !== undefined)) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  checkStyle(value);
  const { callback_data: data, url } = value;
  if (data !== undefined) checkCallbackData(data);
  if (url !== undefined) checkUrl(url);
  return {
    ...value,
    text,
    ...(typeof data === 'string' ? { callback_data: data } : {}),
    ...(typeof url === 'string' ? { url } : {}),
  };
}

function checkStyle(button: Readonly<Record<string, unknown>>): void {
  if (!STYLES.has(button['style'])) throw badRequest('invalid button style specified');
}

function checkCallbackData(data: unknown): void {
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
  if (bytes === 0 || bytes > MOST_CALLBACK_BYTES) throw badRequest('BUTTON_DATA_INVALID');
}

function checkUrl(url: unknown): void {
  if (typeof url === 'string' && /^(?:https?|tg|ton|mailto|tel):\S+$/i.test(url)) return;
  if (typeof url === 'string' && /^[\w-]+(?:\.[\w-]+)+\S*$/.test(url)) return;
  throw badRequest(`inline keyboard button URL '${String(url)}' is invalid: Wrong HTTP URL`);
}

function readReplyKeyboard(value: unknown): WireReplyMarkup {
  const rows = readRows(value, 'keyboard').map((row) => row.map(readReplyButton));
  const kept = rows.filter((row) => row.length > 0);
  return kept.length > 0 ? { keyboard: kept } : { remove_keyboard: true };
}

function readReplyButton(value: unknown): WireReplyButton {
  if (typeof value === 'string') return { text: value };
  if (!isObject(value) || typeof value['text'] !== 'string') {
    throw badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object");
  }
  checkStyle(value);
  return {
    text: value['text'],
    ...(value['request_contact'] === true ? { request_contact: true } : {}),
    ...(value['request_location'] === true ? { request_location: true } : {}),
  };
}

function readRows(value: unknown, name: string): readonly (readonly unknown[])[] {
  if (!Array.isArray(value)) throw badRequest(`field "${name}" must be of type Array`);
  return value.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest(`field "${name}" must be an Array of Arrays`);
    return row;
  });
}
