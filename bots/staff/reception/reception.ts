import type { Context } from 'telegraf';
import type { User } from 'telegraf/types';
import { botKey } from '../../../src/channel/bot.js';
import { personId } from '../../../src/channel/person-id.js';
import type { ShownButtons } from '../../../src/mailbox/chat.js';
import type { Conversation } from '../../../src/mailbox/chat-store.js';
import type { ChatMemory } from '../../../src/mailbox/mailbox-bot.js';
import type { UpdateReply } from '../../../src/mailbox/update-reply.js';
import { createWording, type Speech } from '../../../src/messages/wording.js';
import type { StaffPerson } from '../../../src/organization/people-store.js';
import { leaveGroup, localeOfApp, readArrival } from '../../../src/telegram/arrival.js';
import { type ReadableUpdate, topicOf } from '../../../src/telegram/incoming-action.js';
import { createPressAnswers, isAnswerShown, rideOfPress } from '../../../src/telegram/press-answers.js';
import { escapeHtml } from '../../../src/text/html.js';
import type { Visit } from '../context.js';
import { createKeywordReader } from '../keywords.js';
import type { FeatureOptions } from '../options.js';
import { createSentMessages } from '../sent-messages.js';
import { readStaffAction } from './incoming-action.js';

/** Identifies the person an update comes from. */
export interface Reception {
  /**
   * The person's visit; undefined if the update needs nothing more: it came from a group or from a bot, or
   * only said that somebody blocked or unblocked the bot.
   */
  receive(
    context: Context,
    conversation: Conversation | null,
    shown: readonly ShownButtons[],
    memory: Pick<ChatMemory, 'sent' | 'keepSent'>,
    reply?: UpdateReply,
  ): Promise<Visit | undefined>;
}

/** The reception of the staff bot: the person and their roles are looked up anew with every update. */
export function createReception(options: FeatureOptions & Pick<Visit, 'openIn' | 'keywords'>): Reception {
  const { people, organization, audit, texts, clock, logger, defaultLocale, timeZone, chatWriter } = options;
  const { keptAnswers, identity, keywords, capabilities } = options;
  const wordIn = createKeywordReader(keywords, texts);

  function leave(context: Context, chatId: number): Promise<void> {
    return leaveGroup({
      say: () => chatWriter.send(chatId, texts.html(defaultLocale, 'staff.group')),
      leave: () => context.telegram.leaveChat(chatId),
      logger,
    });
  }

  const idOf = (userId: number) => personId({ messenger: identity.messenger, userId });

  async function recognise(id: string): Promise<StaffPerson | undefined> {
    const person = await people.find(id);
    if (person !== undefined && person.reachable !== 'yes') await people.setReachable(id, 'yes');
    return person;
  }

  return {
    // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one object literal with everything a visit offers; its optional members are the conditions.
    async receive(context, conversation, shown, memory, reply) {
      const arrival = readArrival<User>(context);
      if (arrival.kind === 'group') await leave(context, arrival.chatId);
      if (arrival.kind === 'membership') {
        await people.setReachable(idOf(arrival.from.id), arrival.isGone ? 'blocked' : 'yes');
      }
      if (arrival.kind !== 'person') return undefined;
      const { from } = arrival;
      // Telegraf types an update as a union that has no fields in common.
      const update = context.update as ReadableUpdate;
      const act = readStaffAction(update, wordIn, shown);
      if (act === undefined) return undefined;

      const topic = topicOf(update);
      const id = idOf(from.id);
      const person = await recognise(id);
      const roles = person?.roles ?? [];
      const now = clock.now();
      const city = await organization.current();
      const speech: Speech = {
        organization: city,
        // Staff are addressed in the city's language, on cards and in conversation; strangers in their own.
        locale: person === undefined ? localeOfApp(from.language_code, defaultLocale) : defaultLocale,
        now,
        timeZone,
        texts,
      };
      const { update_id: updateId } = context.update;
      const positions = roles.includes('manager') ? city.positionsOf(id, now) : [];
      const [only] = positions;
      const as = only === undefined || positions.length > 1 ? {} : { position: only };
      const { answerPress } = createPressAnswers({
        action: act,
        answer: (word) => context.answerCbQuery(word),
        isShown: isAnswerShown(context.callbackQuery, capabilities),
        write: (word) => chatWriter.send(from.id, escapeHtml(word), undefined, topic),
        ...rideOfPress(context.callbackQuery, reply),
      });
      return {
        conversation,
        openIn: options.openIn,
        keywords,
        act,
        person: id,
        chatId: from.id,
        topic,
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
        nextMorning: options.nextMorning,
        say: (html, markup) => chatWriter.send(from.id, html, markup, topic),
        edit: (messageId, html, markup) => chatWriter.edit(from.id, messageId, html, markup),
        async takeButtons(messageId) {
          if (messageId !== undefined) await chatWriter.removeButtons(from.id, messageId);
        },
        answerPress,
        sent: createSentMessages(memory, now),
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
