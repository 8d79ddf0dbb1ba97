import type { Telegram } from 'telegraf';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'telegraf/types';
import { type Bot, botKey } from '../../../src/channel/bot.js';
import { personId } from '../../../src/channel/person-id.js';
import type { Logger } from '../../../src/logger.js';
import type { PeopleStore } from '../../../src/organization/people-store.js';
import {
  type ChatWriter as ChatWriterOf,
  createChatWriter as createSharedChatWriter,
} from '../../../src/telegram/chat-writer.js';
import { type ChatPlace, intoTopic } from '../../../src/telegram/into-topic.js';
import type { ButtonWatch } from '../../../src/telegram/shown-buttons.js';

/** Buttons below a message, in place of the keyboard, or the removal of the keyboard. */
export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;

/**
 * Writes to staff. A message to a person who cannot be reached counts as done; failures that a retry may fix
 * reject.
 */
export interface ChatWriter extends ChatWriterOf<Markup, InlineKeyboardMarkup> {
  /** Sends a point on the map, into a topic as `send` does, as a reply to a message if it still exists. */
  sendPoint(
    to: ChatPlace,
    point: { readonly latitude: number; readonly longitude: number },
    replyTo?: number,
  ): Promise<number | undefined>;
  /** Sends a picture with a caption; resolves as `sendFile` does. */
  sendPicture(to: ChatPlace, picture: Buffer, caption: string): Promise<number | undefined>;
}

/** The chat writer of the staff bot on a client of the Bot API. */
export function createChatWriter({
  telegram,
  identity,
  people,
  noteMarkup,
  logger,
}: {
  readonly telegram: Telegram;
  readonly identity: Bot;
  readonly people: Pick<PeopleStore, 'setReachable'>;
  readonly noteMarkup: ButtonWatch['note'];
  readonly logger: Logger;
}): ChatWriter {
  const chatWriter = createSharedChatWriter<Markup, InlineKeyboardMarkup>({
    bot: botKey(identity),
    calls: {
      sendMessage: (chatId, text, other) => telegram.sendMessage(chatId, text, other),
      sendDocument: (chatId, { name, bytes }, within) =>
        telegram.sendDocument(chatId, { source: bytes, filename: name }, within),
      editMessageText: (chatId, messageId, text, other) =>
        telegram.editMessageText(chatId, messageId, undefined, text, other),
      editMessageReplyMarkup: (chatId, messageId, markup) =>
        telegram.editMessageReplyMarkup(chatId, messageId, undefined, markup ?? { inline_keyboard: [] }),
    },
    noteUnreachable: (chatId, reachable) =>
      people.setReachable(personId({ messenger: identity.messenger, userId: chatId }), reachable),
    noteMarkup,
    logger,
  });
  return {
    ...chatWriter,
    sendPoint: ({ chatId, topic }, { latitude, longitude }, replyTo) =>
      chatWriter.reach(chatId, async () => {
        const reply =
          replyTo === undefined
            ? {}
            : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } };
        const sent = await intoTopic(topic, (within) =>
          telegram.sendLocation(chatId, latitude, longitude, { ...reply, ...within }),
        );
        return sent.message_id;
      }),
    sendPicture: ({ chatId, topic }, picture, caption) =>
      chatWriter.reach(chatId, async () => {
        const sent = await intoTopic(topic, (within) =>
          telegram.sendPhoto(chatId, { source: picture }, { caption, parse_mode: 'HTML', ...within }),
        );
        return sent.message_id;
      }),
  };
}
