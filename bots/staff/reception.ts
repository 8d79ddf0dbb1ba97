import type { Context } from 'telegraf';
import { botKey } from '../../src/channel/bot.js';
import { personId } from '../../src/channel/person-id.js';
import type { Locale } from '../../src/config.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import { createWording, type Speech } from '../../src/messages/wording.js';
import type { StaffPerson } from '../../src/organization/people-store.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import type { ReadableUpdate } from '../../src/telegram/incoming-action.js';
import type { Visit } from './context.js';
import { readStaffAction } from './incoming-action.js';
import type { FeatureOptions } from './options.js';

/** Meets whoever an update comes from. */
export interface Reception {
  /**
   * The person's visit; undefined when the update asks for nothing more: it came from a group, from a bot, or
   * only told that somebody blocked the bot or came back.
   */
  receive(context: Context, conversation: Conversation | null): Promise<Visit | undefined>;
}

/** Chat member states of the bot in which its messages reach nobody (Bot API, ChatMember). */
const GONE: ReadonlySet<string> = new Set(['kicked', 'left']);

/** The reception of the staff bot: who somebody is and may do is looked up anew with every update. */
export function createReception(options: FeatureOptions & Pick<Visit, 'openIn'>): Reception {
  const { people, organization, audit, texts, clock, logger, defaultLocale, timeZone, messenger } = options;
  const { keptAnswers, identity } = options;

  /** The bot is for one person at a time: in a group everybody would read what a citizen wrote. */
  async function leave(context: Context, chatId: number): Promise<void> {
    try {
      await messenger.send(chatId, texts.html(defaultLocale, 'staff.group'));
      await context.telegram.leaveChat(chatId);
    } catch (error) {
      const { kind } = classifyFailure(error);
      if (kind === 'wait' || kind === 'retry') throw error;
      logger.warn({ event: 'groupNotLeft', kind });
    }
  }

  async function recognise(id: string): Promise<StaffPerson | undefined> {
    const person = await people.find(id);
    if (person !== undefined && person.reachable !== 'yes') await people.setReachable(id, 'yes');
    return person;
  }

  /** Staff are written to in the city's language, on cards and in conversation; strangers in their own. */
  function localeOf(person: StaffPerson | undefined, languageCode = ''): Locale {
    if (person !== undefined) return defaultLocale;
    const language = languageCode.toLowerCase().split('-')[0];
    return texts.locales.find((locale) => locale === language) ?? defaultLocale;
  }

  return {
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one object literal with everything a visit offers; its optional members are the conditions.
    async receive(context, conversation) {
      const { chat, from, myChatMember } = context;
      if (chat !== undefined && chat.type !== 'private') {
        const isGone = myChatMember !== undefined && GONE.has(myChatMember.new_chat_member.status);
        if (!isGone) await leave(context, chat.id);
        return undefined;
      }
      if (from === undefined || from.is_bot) return undefined;
      const id = personId({ messenger: identity.messenger, userId: from.id });
      if (myChatMember !== undefined) {
        const isGone = GONE.has(myChatMember.new_chat_member.status);
        await people.setReachable(id, isGone ? 'blocked' : 'yes');
        return undefined;
      }
      // Telegraf types an update as a union that has no fields in common.
      const act = readStaffAction(context.update as ReadableUpdate, texts);
      if (act === undefined) return undefined;

      const person = await recognise(id);
      const roles = person?.roles ?? [];
      const now = clock.now();
      const city = await organization.current();
      const speech: Speech = {
        organization: city,
        locale: localeOf(person, from.language_code),
        now,
        timeZone,
        texts,
      };
      const { update_id: updateId } = context.update;
      const positions = roles.includes('manager') ? city.positionsOf(id, now) : [];
      const [only] = positions;
      const as = only === undefined || positions.length > 1 ? {} : { position: only };
      return {
        conversation,
        openIn: options.openIn,
        act,
        person: id,
        chatId: from.id,
        name: [from.first_name, from.last_name].filter((part) => part !== undefined).join(' '),
        roles,
        positions,
        isKnown: person !== undefined,
        organization: city,
        speech,
        wording: createWording(speech),
        orderAs: (position) => ({
          actor:
            position === undefined
              ? { kind: 'operator', person: id }
              : { kind: 'manager', position, person: id },
          commandId: `${botKey(identity)}:${updateId}`,
        }),
        say: (html, markup) => messenger.send(from.id, html, markup),
        edit: (messageId, html, markup) => messenger.edit(from.id, messageId, html, markup),
        async takeButtons(messageId) {
          if (messageId !== undefined) await messenger.removeButtons(from.id, messageId);
        },
        answerPress: answerOnce(context),
        kept: {
          keep: (answering) => keptAnswers.keep(id, answering, now),
          find: (code) => keptAnswers.find(id, code),
          forget: (code) => keptAnswers.forget(id, code),
        },
        note: (noted, request, subject) =>
          audit.record({
            at: now,
            bot: 'staff',
            person: id,
            act: noted,
            ...as,
            ...(request === undefined ? {} : { request }),
            ...(subject === undefined ? {} : { subject }),
            updateId,
          }),
      };
    },
  };
}

/** Answers a press at most once; one that is too old to be answered is still acted on (Bot API, answerCallbackQuery). */
function answerOnce(context: Context): Visit['answerPress'] {
  let isAnswered = false;
  return async (word) => {
    const { callbackQuery } = context;
    if (isAnswered || callbackQuery === undefined) return;
    isAnswered = true;
    try {
      await context.telegram.answerCbQuery(callbackQuery.id, word);
    } catch (error) {
      if (classifyFailure(error).kind === 'unauthorized') throw error;
    }
  };
}
