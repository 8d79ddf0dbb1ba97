import type { Transformer } from 'grammy';
import type { Telegram } from 'telegraf';

/** The colour of a button (Bot API 9.4): green, red or blue; apps that know none show their own. */
type ButtonStyle = 'success' | 'danger' | 'primary';

/**
 * What buttons do, in either bot, by the action in their data: what cannot be missed is coloured, and nothing else. An
 * action that both bots know has one colour.
 */
const STYLES: Readonly<Record<string, ButtonStyle>> = {
  register: 'success',
  callRegister: 'success',
  send: 'success',
  addSend: 'success',
  saveAbsence: 'success',
  answer: 'primary',
  cancel: 'danger',
};

/** Colours the buttons of every call of a grammY client, uploads too. */
export function stylingGrammy(): Transformer {
  return (previous, method, payload, signal) => previous(method, withStyles(payload), signal);
}

/** The same for a Telegraf client, whose own types end before buttons had colours. */
export function stylingTelegraf(telegram: Telegram): void {
  const call = telegram.callApi.bind(telegram);
  telegram.callApi = (method, payload, options) => call(method, withStyles(payload), options);
}

/** The parameters of a call, with a colour for each button below its message that has one. */
function withStyles<Payload>(payload: Payload): Payload {
  const markup = propertyOf(payload, 'reply_markup');
  const rows = propertyOf(markup, 'inline_keyboard');
  if (!Array.isArray(rows)) return payload;
  const keyboard = rows.map((row: unknown) => (Array.isArray(row) ? row.map(withStyle) : row));
  return { ...payload, reply_markup: { ...(markup as object), inline_keyboard: keyboard } };
}

function withStyle(button: unknown): unknown {
  const data = propertyOf(button, 'callback_data');
  const style = typeof data === 'string' ? STYLES[data.split(':', 1)[0] ?? ''] : undefined;
  return style === undefined ? button : { ...(button as object), style };
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
