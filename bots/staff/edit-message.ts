import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Visit } from './context.js';

/**
 * The message whose button was pressed; undefined if nothing was pressed, or if Telegram no longer knows it.
 */
export function pressedMessage({ act }: Pick<Visit, 'act'>): number | undefined {
  return act.kind === 'press' ? act.messageId : undefined;
}

/**
 * Replaces the message whose button was pressed, along with its buttons; false if nothing was pressed, if the label of
 * the button was typed, which is answered below what was typed, or if the message no longer exists.
 */
export async function editPressed(
  visit: Pick<Visit, 'act' | 'edit'>,
  html: string,
  markup?: InlineKeyboardMarkup,
): Promise<boolean> {
  const messageId = isTyped(visit) ? undefined : pressedMessage(visit);
  return messageId !== undefined && visit.edit(messageId, html, markup);
}

/** Says in the question whose button was pressed, or whose label was typed, what was chosen, in place of its buttons. */
export async function markChosen(visit: Pick<Visit, 'act' | 'edit'>, html: string): Promise<void> {
  const messageId = pressedMessage(visit);
  if (messageId !== undefined) await visit.edit(messageId, html);
}

function isTyped({ act }: Pick<Visit, 'act'>): boolean {
  return act.kind === 'press' && act.typed !== undefined;
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
