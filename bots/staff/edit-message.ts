import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { Visit } from './context.js';
import type { Messenger } from './messenger.js';

/**
 * Replaces the message whose button was pressed, which loses its buttons by that or gets others; false when
 * nothing was pressed, or the message is not there to be changed.
 */
export async function editPressed(
  { act, chatId }: Pick<Visit, 'act' | 'chatId'>,
  messenger: Pick<Messenger, 'edit'>,
  html: string,
  markup?: InlineKeyboardMarkup,
): Promise<boolean> {
  if (act.kind !== 'press' || act.messageId === undefined) return false;
  return messenger.edit(chatId, act.messageId, html, markup);
}
