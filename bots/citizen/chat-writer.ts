import { type Api, InputFile } from 'grammy';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import { type Bot, botKey } from '../../src/channel/bot.js';
import { personId } from '../../src/channel/person-id.js';
import type { CitizenStore } from '../../src/citizens/citizen-store.js';
import type { Logger } from '../../src/logger.js';
import {
  type ChatWriter as ChatWriterOf,
  createChatWriter as createSharedChatWriter,
} from '../../src/telegram/chat-writer.js';
import type { ButtonWatch } from '../../src/telegram/shown-buttons.js';

/** Buttons below a message, or in place of the keyboard. */
export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup;

/**
 * Writes to citizens. A message to a person who cannot be reached counts as done; failures that a retry may
 * fix reject.
 */
export type ChatWriter = ChatWriterOf<Markup, InlineKeyboardMarkup>;

/** The chat writer of the citizen bot on a client of the Bot API. */
export function createChatWriter({
  api,
  identity,
  citizens,
  noteMarkup,
  logger,
}: {
  readonly api: Api;
  readonly identity: Bot;
  readonly citizens: Pick<CitizenStore, 'setReachable'>;
  readonly noteMarkup: ButtonWatch['note'];
  readonly logger: Logger;
}): ChatWriter {
  return createSharedChatWriter<Markup, InlineKeyboardMarkup>({
    bot: botKey(identity),
    calls: {
      sendMessage: (chatId, text, other) => api.sendMessage(chatId, text, other),
      sendDocument: (chatId, { name, bytes }, within) =>
        api.sendDocument(chatId, new InputFile(bytes, name), within),
      editMessageText: (chatId, messageId, text, other) =>
        api.editMessageText(chatId, messageId, text, other),
      editMessageReplyMarkup: (chatId, messageId, markup) =>
        api.editMessageReplyMarkup(chatId, messageId, markup === undefined ? {} : { reply_markup: markup }),
    },
    noteUnreachable: (chatId, reachable) =>
      citizens.setReachable(personId({ messenger: identity.messenger, userId: chatId }), reachable),
    noteMarkup,
    logger,
  });
}
