import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Visit } from './context.js';

/**
 * The message whose button was pressed; undefined if nothing was pressed, or if Telegram no longer knows it.
 */
export function pressedMessage({ act }: Pick<Visit, 'act'>): number | undefined {
  return act.kind === 'press' ? act.messageId : undefined;
}

/**
 * Replaces the message whose button was pressed, along with its buttons; false if nothing was pressed, or if
 * the message no longer exists.
 */
export async function editPressed(
  visit: Pick<Visit, 'act' | 'edit'>,
  html: string,
  markup?: InlineKeyboardMarkup,
): Promise<boolean> {
  const messageId = pressedMessage(visit);
  return messageId !== undefined && visit.edit(messageId, html, markup);
}

/** A message with buttons, such as a page of a list. */
export interface Page {
  readonly html: string;
  readonly markup?: InlineKeyboardMarkup;
}

/** Shows a page in place of the message whose button was pressed, or else as a new message. */
export async function showInPlace(visit: Visit, { html, markup }: Page): Promise<void> {
  if (!(await editPressed(visit, html, markup))) await visit.say(html, markup);
}
