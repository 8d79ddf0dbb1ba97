import type { BotKey } from '../channel/bot.js';
import type { Logger } from '../logger.js';
import type { Reachability } from '../mailbox/reachability.js';
import { classifyFailure } from './errors.js';
import { htmlOrPlain, type Mode } from './html-or-plain.js';
import { type ChatPlace, intoTopic, type WithinTopic } from './into-topic.js';

/** One of our files, sent under a name. */
interface NamedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

/** What goes with the text of a message. */
type WithText<Markup> = Mode & typeof NO_PREVIEW & WithinTopic & { readonly reply_markup?: Markup };

/** The calls of the Bot API that a chat writer makes, through either library. */
interface MessageCalls<Markup, InlineMarkup> {
  sendMessage(
    chatId: number,
    text: string,
    other: WithText<Markup>,
  ): Promise<{ readonly message_id: number }>;
  sendDocument(
    chatId: number,
    file: NamedFile,
    within: WithinTopic,
  ): Promise<{ readonly message_id: number }>;
  editMessageText(
    chatId: number,
    messageId: number,
    text: string,
    other: WithText<InlineMarkup>,
  ): Promise<unknown>;
  /** Undefined removes all buttons. */
  editMessageReplyMarkup(
    chatId: number,
    messageId: number,
    markup: InlineMarkup | undefined,
  ): Promise<unknown>;
}

/**
 * Writes to the people of one bot. A message to a person who cannot be reached counts as done; failures that
 * a retry may fix reject.
 */
export interface ChatWriter<Markup, InlineMarkup> {
  /**
   * Sends HTML, into a topic of the chat where one is named and still there; resolves to the id of the message, or
   * undefined when the person cannot be reached.
   */
  send(chatId: number, html: string, markup?: Markup, topic?: number): Promise<number | undefined>;
  /**
   * Sends a file of ours, into a topic as `send` does; resolves to the id of the message, or undefined when the person
   * cannot be reached.
   */
  sendFile(to: ChatPlace, file: NamedFile): Promise<number | undefined>;
  /** Changes a message of the bot; false if it no longer exists. */
  edit(chatId: number, messageId: number, html: string, markup?: InlineMarkup): Promise<boolean>;
  /** Changes only the buttons of a message; one that is gone is left alone. */
  setButtons(chatId: number, messageId: number, markup: InlineMarkup): Promise<void>;
  /** Removes the buttons of a message; one that is gone is left alone. */
  removeButtons(chatId: number, messageId: number): Promise<void>;
  /** Makes any call; undefined if the person cannot be reached. */
  reach<Result>(chatId: number, call: () => Promise<Result>): Promise<Result | undefined>;
}

/** The chat writer of a bot; `noteUnreachable` is told of people who can no longer be reached. */
export function createChatWriter<Markup, InlineMarkup>(options: {
  readonly bot: BotKey;
  readonly calls: MessageCalls<Markup, InlineMarkup>;
  readonly noteUnreachable: (chatId: number, reachable: Exclude<Reachability, 'yes'>) => Promise<void>;
  /** Told of the markup of every message that was sent or changed; undefined for none. */
  readonly noteMarkup: (chatId: number, messageId: number, markup: Markup | InlineMarkup | undefined) => void;
  readonly logger: Logger;
}): ChatWriter<Markup, InlineMarkup> {
  const { bot, calls, noteUnreachable, noteMarkup, logger } = options;

  async function reach<Result>(chatId: number, call: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await call();
    } catch (error) {
      const { kind } = classifyFailure(error);
      if (kind === 'unreachable') return undefined;
      if (kind !== 'blocked' && kind !== 'deactivated') throw error;
      logger.info({ event: 'unreachable', bot, reachable: kind });
      await noteUnreachable(chatId, kind);
      return undefined;
    }
  }

  /** Edits a message; if it already reads so, or is gone, that is no failure. */
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

  function noteRefused(): void {
    logger.error({ event: 'markupRefused', bot });
  }

  async function setButtons(
    chatId: number,
    messageId: number,
    markup: InlineMarkup | undefined,
  ): Promise<void> {
    await change(chatId, () => calls.editMessageReplyMarkup(chatId, messageId, markup));
    noteMarkup(chatId, messageId, markup);
  }

  return {
    reach,
    async send(chatId, html, markup, topic) {
      const sendInto = (within: WithinTopic) =>
        htmlOrPlain(
          html,
          (text, mode) => calls.sendMessage(chatId, text, { ...withMarkup(mode, markup), ...within }),
          noteRefused,
        );
      const sent = (await reach(chatId, () => intoTopic(topic, sendInto)))?.message_id;
      if (sent !== undefined) noteMarkup(chatId, sent, markup);
      return sent;
    },
    async sendFile({ chatId, topic }, file) {
      const sendInto = (within: WithinTopic) => calls.sendDocument(chatId, file, within);
      return (await reach(chatId, () => intoTopic(topic, sendInto)))?.message_id;
    },
    async edit(chatId, messageId, html, markup) {
      const say = (text: string, mode: Mode) =>
        calls.editMessageText(chatId, messageId, text, withMarkup(mode, markup));
      const isThere = await change(chatId, () => htmlOrPlain(html, say, noteRefused));
      noteMarkup(chatId, messageId, isThere ? markup : undefined);
      return isThere;
    },
    setButtons,
    removeButtons: (chatId, messageId) => setButtons(chatId, messageId, undefined),
  };
}

function withMarkup<Markup>(mode: Mode, markup: Markup | undefined): WithText<Markup> {
  return { ...NO_PREVIEW, ...mode, ...(markup === undefined ? {} : { reply_markup: markup }) };
}
