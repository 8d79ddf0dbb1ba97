import type { Telegram } from 'telegraf';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from 'telegraf/types';
import type { Logger } from '../../src/logger.js';
import type { PeopleStore } from '../../src/organization/people-store.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import { htmlOrPlain, type Mode } from '../../src/telegram/html-or-plain.js';

export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;

/** Writes to staff. What cannot reach a person counts as done; what may succeed later rejects. */
export interface Messenger {
  /** Sends HTML; resolves to the id of the message, or undefined when the person cannot be reached. */
  send(chatId: number, html: string, markup?: Markup): Promise<number | undefined>;
  /** Sends a point on the map, as an answer to a message where that is still there. */
  sendPoint(
    chatId: number,
    point: { readonly latitude: number; readonly longitude: number },
    replyTo?: number,
  ): Promise<number | undefined>;
  /** Sends a document; resolves to the id of the message, or undefined when the person cannot be reached. */
  sendFile(
    chatId: number,
    file: { readonly name: string; readonly bytes: Buffer },
  ): Promise<number | undefined>;
  /** Sends a picture with words under it; resolves as `sendFile` does. */
  sendPicture(chatId: number, picture: Buffer, caption: string): Promise<number | undefined>;
  /** Changes a message of the bot; false when it is not there to be changed. */
  edit(chatId: number, messageId: number, html: string, markup?: InlineKeyboardMarkup): Promise<boolean>;
  /** Takes the buttons from a message; one that is gone is left alone. */
  removeButtons(chatId: number, messageId: number): Promise<void>;
  /** Makes a call of whatever kind; undefined when the person cannot be reached. */
  reach<Result>(chatId: number, call: () => Promise<Result>): Promise<Result | undefined>;
}

const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

/** The messenger on a client of the Bot API. */
export function createMessenger(options: {
  readonly telegram: Telegram;
  readonly people: Pick<PeopleStore, 'setReachable'>;
  readonly logger: Logger;
}): Messenger {
  const { telegram, people, logger } = options;

  async function reach<Result>(chatId: number, call: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await call();
    } catch (error) {
      const { kind } = classifyFailure(error);
      if (kind === 'unreachable') return undefined;
      if (kind !== 'blocked' && kind !== 'deactivated') throw error;
      logger.info({ event: 'unreachable', bot: 'staff', reachable: kind });
      await people.setReachable(String(chatId), kind);
      return undefined;
    }
  }

  function noteRefused(): void {
    logger.error({ event: 'markupRefused', bot: 'staff' });
  }

  async function sendHtml(chatId: number, html: string, markup?: Markup): Promise<number> {
    const other = { ...NO_PREVIEW, ...(markup === undefined ? {} : { reply_markup: markup }) };
    const say = (text: string, mode: Mode) => telegram.sendMessage(chatId, text, { ...other, ...mode });
    return (await htmlOrPlain(html, say, noteRefused)).message_id;
  }

  /** Makes a change to a message; one that is as it should be is nothing to fail at, nor one that is gone. */
  async function change(chatId: number, make: () => Promise<unknown>): Promise<boolean> {
    try {
      await reach(chatId, make);
      return true;
    } catch (error) {
      const { kind } = classifyFailure(error);
      if (kind === 'notModified') return true;
      if (kind === 'messageGone') return false;
      throw error;
    }
  }

  return {
    reach,
    send: (chatId, html, markup) => reach(chatId, () => sendHtml(chatId, html, markup)),
    sendPoint: (chatId, { latitude, longitude }, replyTo) =>
      reach(chatId, async () => {
        const reply =
          replyTo === undefined
            ? {}
            : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } };
        return (await telegram.sendLocation(chatId, latitude, longitude, reply)).message_id;
      }),
    sendFile: (chatId, { name, bytes }) =>
      reach(
        chatId,
        async () => (await telegram.sendDocument(chatId, { source: bytes, filename: name })).message_id,
      ),
    sendPicture: (chatId, picture, caption) =>
      reach(
        chatId,
        async () =>
          (await telegram.sendPhoto(chatId, { source: picture }, { caption, parse_mode: 'HTML' })).message_id,
      ),
    edit(chatId, messageId, html, markup) {
      const other = { ...NO_PREVIEW, ...(markup === undefined ? {} : { reply_markup: markup }) };
      const say = (text: string, mode: Mode) =>
        telegram.editMessageText(chatId, messageId, undefined, text, { ...other, ...mode });
      return change(chatId, () => htmlOrPlain(html, say, noteRefused));
    },
    async removeButtons(chatId, messageId) {
      await change(chatId, () =>
        telegram.editMessageReplyMarkup(chatId, messageId, undefined, { inline_keyboard: [] }),
      );
    },
  };
}
