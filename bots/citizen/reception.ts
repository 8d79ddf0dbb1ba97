import type { Context } from 'grammy';
import type { User } from 'grammy/types';
import { botKey } from '../../src/channel/bot.js';
import { personId } from '../../src/channel/person-id.js';
import type { Citizen } from '../../src/citizens/citizen-store.js';
import type { Locale } from '../../src/config.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import type { Acquaintance } from '../../src/mailbox/person-cache.js';
import { citizenButtons } from '../../src/telegram/citizen-buttons.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import { type ReadableUpdate, readIncomingAction } from '../../src/telegram/incoming-action.js';
import { escapeHtml } from '../../src/text/html.js';
import type { CitizenPress, Visit } from './context.js';
import type { Messenger } from './messenger.js';
import type { CitizenBotOptions } from './options.js';
import { type CitizenWord, hearCitizen } from './words.js';

/** Meets the person from whom an update comes. */
export interface Reception {
  /**
   * The person's visit; undefined when the update asks for nothing more: it came from a group, from a bot, or
   * only told that somebody blocked the bot or came back.
   */
  receive(
    context: Context,
    conversation: Conversation | null,
    acquaintance?: Acquaintance,
  ): Promise<Visit | undefined>;
}

/** Chat member states of the bot in which its messages reach nobody (Bot API, ChatMember). */
const GONE: ReadonlySet<string> = new Set(['kicked', 'left']);

/** The reception of the citizen bot. */
export function createReception(
  options: CitizenBotOptions & Pick<Visit, 'openIn'> & { readonly messenger: Messenger },
): Reception {
  const { audit, openIn } = options;
  const { identity, citizens, organization, texts, clock, logger, defaultLocale, timeZone, messenger } =
    options;

  /** The bot is for one person at a time: in a group everybody would read what one person files. */
  async function leave(context: Context, chatId: number): Promise<void> {
    try {
      await messenger.send(chatId, texts.html(defaultLocale, 'citizen.group'));
      await context.api.leaveChat(chatId);
    } catch (error) {
      const { kind } = classifyFailure(error);
      if (kind === 'wait' || kind === 'retry') throw error;
      logger.warn({ event: 'groupNotLeft', kind });
    }
  }

  async function recognise(from: User, acquaintance: Acquaintance | undefined): Promise<Citizen> {
    // What the citizen bot keeps with a chat is the citizen, and nothing else.
    const known = acquaintance?.known as Citizen | undefined;
    if (known !== undefined) return known;
    const citizen = await citizens.meet({
      messenger: identity.messenger,
      userId: from.id,
      locale: localeOf(from.language_code),
    });
    acquaintance?.keep(citizen);
    return citizen;
  }

  function localeOf(languageCode = ''): Locale {
    const language = languageCode.toLowerCase().split('-')[0];
    return texts.locales.find((locale) => locale === language) ?? defaultLocale;
  }

  return {
    async receive(context, conversation, acquaintance) {
      const { chat, from, myChatMember } = context;
      if (chat !== undefined && chat.type !== 'private') {
        const isGone = myChatMember !== undefined && GONE.has(myChatMember.new_chat_member.status);
        if (!isGone) await leave(context, chat.id);
        return undefined;
      }
      if (from === undefined || from.is_bot) return undefined;
      if (myChatMember !== undefined) {
        const isGone = GONE.has(myChatMember.new_chat_member.status);
        const id = personId({ messenger: identity.messenger, userId: from.id });
        await citizens.setReachable(id, isGone ? 'blocked' : 'yes');
        if (!isGone) await options.catchUp(id, String(context.update.update_id));
        return undefined;
      }
      // The libraries type an update as a union that has no fields in common.
      const action = readIncomingAction<CitizenPress, CitizenWord>(context.update as ReadableUpdate, {
        buttons: citizenButtons,
        hear: (text) => hearCitizen(text, texts),
      });
      if (action === undefined) return undefined;

      const citizen = await recognise(from, acquaintance);
      if (citizen.missed !== undefined && citizen.missed.length > 0) {
        await options.catchUp(citizen._id, String(context.update.update_id));
      }
      const { locale } = citizen;
      const { update_id: updateId } = context.update;
      const speech = {
        organization: await organization.current(),
        locale,
        now: clock.now(),
        timeZone,
        texts,
      };
      return {
        action,
        updateId,
        conversation,
        openIn,
        citizen,
        citizens: acquaintance === undefined ? citizens : citizens.inVisitOf(citizen._id, acquaintance),
        chatId: from.id,
        speech,
        organization: speech.organization,
        order: {
          actor: { kind: 'citizen', citizen: citizen._id },
          commandId: `${botKey(identity)}:${updateId}`,
        },
        html: (key, values) => texts.html(locale, key, values),
        plain: (key, values) => texts.plain(locale, key, values),
        say: (html, markup) => messenger.send(from.id, html, markup),
        note: (act, request) =>
          audit.record({
            at: speech.now,
            bot: 'citizen',
            person: citizen._id,
            act,
            ...(request === undefined ? {} : { request }),
            updateId,
          }),
        ...pressAnswers(context, (word) => messenger.send(from.id, escapeHtml(word))),
      };
    },
  };
}

/** Answers a press at most once; one that is too old to be answered is still acted on (docs/telegram.md, 9). */
function pressAnswers(
  context: Context,
  write: (word: string) => Promise<unknown>,
): Pick<Visit, 'answerPress' | 'hurryPress'> {
  let isAnswered = false;
  let isHurried = false;

  async function answer(word?: string): Promise<void> {
    isAnswered = true;
    try {
      await context.answerCallbackQuery(word === undefined ? {} : { text: word });
    } catch (error) {
      if (classifyFailure(error).kind === 'unauthorized') throw error;
    }
  }

  return {
    async answerPress(word) {
      if (context.callbackQuery === undefined) return;
      if (!isAnswered) return answer(word);
      if (isHurried && word !== undefined) await write(word);
      isHurried = false;
    },
    async hurryPress() {
      if (context.callbackQuery === undefined || isAnswered) return;
      isHurried = true;
      await answer();
    },
  };
}
