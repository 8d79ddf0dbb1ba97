import { InputFile } from 'grammy';
import { assertNever } from '../../assert-never.js';
import type { AttachmentService, SentFiles } from '../../attachments/attachment-service.js';
import type { BotKey } from '../../channel/bot.js';
import type { Capabilities } from '../../channel/capabilities.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import type { ShownButtons } from '../../mailbox/chat.js';
import type { DeliveredButtons } from '../../mailbox/delivered-buttons.js';
import type { Message } from '../../messages/message.js';
import type { Api } from '../../telegram/api.js';
import { classifyFailure } from '../../telegram/errors.js';
import { htmlOrPlain } from '../../telegram/html-or-plain.js';
import type { Outgoing } from './composer.js';

/** Everything that can be sent, which excludes `nothing`. */
export type Sendable = Exclude<Outgoing, { readonly kind: 'nothing' }>;

/**
 * Makes the Bot API call for an outgoing message and resolves to the ids of its messages, or to `notYet` if a
 * file is not available yet and nothing was sent. Rejects as the Bot API does. HTML that Telegram cannot
 * parse is sent once more as plain text.
 */
export type Transmit = (chatId: number, outgoing: Sendable, signal: AbortSignal) => Promise<SentFiles>;

/** The transmitter of one bot. */
export function createTransmitter(options: {
  readonly bot: BotKey;
  readonly api: Api;
  readonly attachments: Pick<AttachmentService, 'send'>;
  /** Remembers the buttons of a message, so that what they say can be typed. */
  readonly chats: DeliveredButtons;
  readonly capabilities: Pick<Capabilities, 'deletableMs'>;
  /** The city's clock, which is the messenger's. */
  readonly clock: Clock;
  readonly logger: Logger;
}): Transmit {
  const { bot, api, attachments, chats, capabilities, clock, logger } = options;

  /** Without it people can only press, so that a failure is no reason to send again. */
  async function note(remember: () => Promise<void>): Promise<void> {
    try {
      await remember();
    } catch (error) {
      logger.warn({ event: 'buttonsNotNoted', bot, error });
    }
  }

  function asHtmlOrPlain<Result>(message: Message, call: (text: string, other: Extra) => Promise<Result>) {
    return htmlOrPlain(
      message.html,
      (text, mode) => call(text, { ...extraOf(message), ...mode }),
      (error) => logger.error({ event: 'markupRefused', bot, error }),
    );
  }

  async function edit(
    chatId: number,
    { message, messageId }: Pick<Extract<Sendable, { kind: 'edit' }>, 'message' | 'messageId'>,
    signal: AbortSignal,
  ): Promise<SentFiles> {
    await asHtmlOrPlain(message, (text, other) =>
      api.editMessageText(chatId, messageId, text, other, abortable(signal)),
    );
    const changed = { messageId, buttons: buttonsOf(message) };
    await note(() => chats.changeDelivered({ bot, chatId }, changed));
    return sentAs(messageId);
  }

  /** Deletes a message while the messenger lets a bot do that; true if it did. */
  async function isDeleted(
    chatId: number,
    { messageId, sentAt }: Extract<Sendable, { kind: 'retire' }>,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (clock.now().getTime() - sentAt.getTime() >= capabilities.deletableMs) return false;
    try {
      await api.deleteMessage(chatId, messageId, abortable(signal));
      await note(() => chats.changeDelivered({ bot, chatId }, { messageId, buttons: [] }));
      return true;
    } catch (error) {
      // It is too old after all, or gone: the edit finds out which.
      if (classifyFailure(error).kind === 'messageGone') return false;
      throw error;
    }
  }

  /** Sends a picture with its caption; resolves to the id of the message. Nothing is kept back for want of a picture. */
  async function photo(
    chatId: number,
    { name, bytes, caption, instead }: Extract<Sendable, { kind: 'photo' }>,
    signal: AbortSignal,
  ): Promise<number> {
    try {
      const sent = await asHtmlOrPlain(caption, (text, { link_preview_options: _none, ...other }) =>
        api.sendPhoto(chatId, new InputFile(bytes, name), { caption: text, ...other }, abortable(signal)),
      );
      return sent.message_id;
    } catch (error) {
      if (classifyFailure(error).kind !== 'permanent') throw error;
      logger.warn({ event: 'pictureRefused', bot, error });
      const sent = await asHtmlOrPlain(instead, (text, other) =>
        api.sendMessage(chatId, text, other, abortable(signal)),
      );
      return sent.message_id;
    }
  }

  return async (chatId, outgoing, signal) => {
    switch (outgoing.kind) {
      case 'text': {
        const sent = await asHtmlOrPlain(outgoing.message, (text, other) =>
          api.sendMessage(chatId, text, other, abortable(signal)),
        );
        const buttons = buttonsOf(outgoing.message);
        if (buttons.length > 0) {
          const shown = { messageId: sent.message_id, buttons, at: clock.now() };
          await note(() => chats.noteDelivered({ bot, chatId }, shown));
        }
        return sentAs(sent.message_id);
      }
      case 'edit':
        return edit(chatId, outgoing, signal);
      case 'retire':
        return (await isDeleted(chatId, outgoing, signal))
          ? sentAs(outgoing.messageId)
          : edit(chatId, outgoing, signal);
      case 'document': {
        const file = new InputFile(outgoing.bytes, outgoing.name);
        return sentAs((await api.sendDocument(chatId, file, {}, abortable(signal))).message_id);
      }
      case 'photo':
        return sentAs(await photo(chatId, outgoing, signal));
      case 'files':
        return attachments.send({ bot, chatId, attachments: outgoing.attachments, signal });
      default:
        return assertNever(outgoing);
    }
  };
}

function buttonsOf({ keyboard }: Message): ShownButtons['buttons'] {
  return keyboard.flat().map(({ text, callback_data: data }) => ({ label: text, data }));
}

function sentAs(messageId: number): SentFiles {
  return { kind: 'sent', messageIds: [messageId] };
}

interface Extra {
  readonly link_preview_options: { readonly is_disabled: true };
  readonly parse_mode?: 'HTML';
  readonly reply_markup?: { readonly inline_keyboard: Message['keyboard'] };
}

function extraOf({ keyboard }: Message): Extra {
  return {
    link_preview_options: { is_disabled: true },
    ...(keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } }),
  };
}

/** grammY types its signals with a package of its own; the platform's have the same methods. */
function abortable(signal: AbortSignal) {
  return signal as Parameters<Api['sendMessage']>[3];
}
