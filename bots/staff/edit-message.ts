import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Visit } from './context.js';

/** The message whose button was pressed; undefined when nothing was pressed, or Telegram does not know it any more. */
export function pressedMessage({ act }: Pick<Visit, 'act'>): number | undefined {
  return act.kind === 'press' ? act.messageId : undefined;
}

/**
 * Replaces the message whose button was pressed, which loses its buttons by that or gets others; false when
 * nothing was pressed, or the message is not there to be changed.
 */
export async function editPressed(
  visit: Pick<Visit, 'act' | 'edit'>,
  html: string,
  markup?: InlineKeyboardMarkup,
): Promise<boolean> {
  const messageId = pressedMessage(visit);
  return messageId !== undefined && visit.edit(messageId, html, markup);
}

/** A message with buttons, as a page of a list. */
export interface Page {
  readonly html: string;
  readonly markup?: InlineKeyboardMarkup;
}

/** Shows a page in the place of the message whose button was pressed, or else as a message of its own. */
export async function showInPlace(visit: Visit, { html, markup }: Page): Promise<void> {
  if (!(await editPressed(visit, html, markup))) await visit.say(html, markup);
}
