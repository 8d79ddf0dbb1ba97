import type { Api, InputFile } from 'grammy';
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'grammy/types';
import type { Bot } from '../../src/channel/bot.js';
import { personId } from '../../src/channel/person-id.js';
import type { Citizen, CitizenStore } from '../../src/citizens/citizen-store.js';
import type { Logger } from '../../src/logger.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import { htmlOrPlain, type Mode } from '../../src/telegram/html-or-plain.js';

/** Writes to citizens. What cannot reach a person counts as done; what may succeed later rejects. */
export interface Messenger {
  /** Sends HTML; resolves to the id of the message, or undefined when the person cannot be reached. */
  send(chatId: number, html: string, markup?: Markup): Promise<number | undefined>;
  /** Sends a file of ours; false when the person cannot be reached. */
  sendFile(chatId: number, file: InputFile): Promise<boolean>;
  /** Changes a message of the bot; false when it is not there to be changed. */
  edit(chatId: number, messageId: number, html: string, markup?: InlineKeyboardMarkup): Promise<boolean>;
  /** Changes nothing but the buttons; without any they are gone. A message that is gone is left alone. */
  setButtons(chatId: number, messageId: number, markup?: InlineKeyboardMarkup): Promise<void>;
}

export type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup;

type Reachability = Citizen['reachable'];

const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

/** The messenger on a client of the Bot API. */
export function createMessenger(options: {
  readonly api: Api;
  readonly identity: Bot;
  readonly citizens: Pick<CitizenStore, 'setReachable'>;
  readonly logger: Logger;
}): Messenger {
  const { api, identity, citizens, logger } = options;

  async function send(chatId: number, html: string, markup?: Markup): Promise<number | undefined> {
    const other = { ...NO_PREVIEW, ...(markup === undefined ? {} : { reply_markup: markup }) };
    const say = (text: string, mode: Mode) => api.sendMessage(chatId, text, { ...other, ...mode });
    return (await reach(chatId, () => htmlOrPlain(html, say, noteRefused)))?.message_id;
  }

  /** Sends something; undefined when the person cannot be reached. */
  async function reach<Sent>(chatId: number, make: () => Promise<Sent>): Promise<Sent | undefined> {
    try {
      return await make();
    } catch (error) {
      const failure = classifyFailure(error);
      switch (failure.kind) {
        case 'blocked':
        case 'deactivated':
          await noteUnreachable(chatId, failure.kind);
          return undefined;
        case 'unreachable':
          return undefined;
        default:
          throw error;
      }
    }
  }

  function noteRefused(): void {
    logger.error({ event: 'markupRefused', bot: 'citizen' });
  }

  async function noteUnreachable(chatId: number, reachable: Reachability): Promise<void> {
    logger.info({ event: 'unreachable', bot: 'citizen', reachable });
    await citizens.setReachable(personId({ messenger: identity.messenger, userId: chatId }), reachable);
  }

  /** Makes a change to a message; one that is as it should be, or is gone, is nothing to fail at. */
  async function change(chatId: number, make: () => Promise<unknown>): Promise<boolean> {
    try {
      await make();
      return true;
    } catch (error) {
      const failure = classifyFailure(error);
      switch (failure.kind) {
        case 'notModified':
          return true;
        case 'messageGone':
        case 'unreachable':
          return false;
        case 'blocked':
        case 'deactivated':
          await noteUnreachable(chatId, failure.kind);
          return true;
        default:
          throw error;
      }
    }
  }

  return {
    send,
    async sendFile(chatId, file) {
      return (await reach(chatId, () => api.sendDocument(chatId, file))) !== undefined;
    },
    edit(chatId, messageId, html, markup) {
      const other = { ...NO_PREVIEW, ...(markup === undefined ? {} : { reply_markup: markup }) };
      const say = (text: string, mode: Mode) =>
        api.editMessageText(chatId, messageId, text, { ...other, ...mode });
      return change(chatId, () => htmlOrPlain(html, say, noteRefused));
    },
    async setButtons(chatId, messageId, markup) {
      await change(chatId, () =>
        api.editMessageReplyMarkup(chatId, messageId, markup === undefined ? {} : { reply_markup: markup }),
      );
    },
  };
}
