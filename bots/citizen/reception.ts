import type { Context } from 'grammy';
import type { User } from 'grammy/types';
import { botKey } from '../../src/channel/bot.js';
import { personId } from '../../src/channel/person-id.js';
import type { Citizen } from '../../src/citizens/citizen-store.js';
import type { ShownButtons } from '../../src/mailbox/chat.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import type { PersonCache } from '../../src/mailbox/person-cache.js';
import type { UpdateReply } from '../../src/mailbox/update-reply.js';
import { leaveGroup, localeOfApp, readArrival } from '../../src/telegram/arrival.js';
import { citizenButtons } from '../../src/telegram/citizen-buttons.js';
import { type ReadableUpdate, readIncomingAction, topicOf } from '../../src/telegram/incoming-action.js';
import { createPressAnswers, isAnswerShown, rideOfPress } from '../../src/telegram/press-answers.js';
import { escapeHtml } from '../../src/text/html.js';
import type { ChatWriter } from './chat-writer.js';
import type { CitizenPress, Visit } from './context.js';
import type { CitizenBotOptions } from './options.js';
import { type CitizenWord, readCitizenText } from './words.js';

/** Identifies the person an update comes from. */
export interface Reception {
  /**
   * The person's visit; undefined if the update needs nothing more: it came from a group or from a bot, or
   * only said that somebody blocked or unblocked the bot.
   */
  receive(
    context: Context,
    conversation: Conversation | null,
    remembered: {
      readonly personCache?: PersonCache;
      readonly shown: readonly ShownButtons[];
      readonly reply?: UpdateReply;
    },
  ): Promise<Visit | undefined>;
}

/** The reception of the citizen bot. */
export function createReception(
  options: CitizenBotOptions & Pick<Visit, 'openIn'> & { readonly chatWriter: ChatWriter },
): Reception {
  const { audit, openIn, identity, capabilities } = options;
  const { citizens, organization, texts, clock, logger, defaultLocale, timeZone, chatWriter } = options;

  function leave(context: Context, chatId: number): Promise<void> {
    return leaveGroup({
      say: () => chatWriter.send(chatId, texts.html(defaultLocale, 'citizen.group')),
      leave: () => context.api.leaveChat(chatId),
      logger,
    });
  }

  /** Records that a person has gone, or has returned and is told what they missed. */
  async function noteMembership(from: User, isGone: boolean, updateId: number): Promise<void> {
    const id = personId({ messenger: identity.messenger, userId: from.id });
    await citizens.setReachable(id, isGone ? 'blocked' : 'yes');
    if (!isGone) await options.catchUp(id, String(updateId));
  }

  /** A person who has not agreed to anything may have been here before, and been blocked. */
  async function blockedAsBefore(citizen: Citizen): Promise<Citizen> {
    if (citizen.consentAt !== undefined || citizen.block !== undefined) return citizen;
    const block = (await options.restraints.find(citizen._id, clock.now()))?.block;
    if (block === undefined) return citizen;
    await citizens.block(citizen._id, block);
    return { ...citizen, block };
  }

  async function recognise(from: User, personCache: PersonCache | undefined): Promise<Citizen> {
    // The citizen bot caches the citizen in the chat, and nothing else.
    const known = personCache?.known as Citizen | undefined;
    if (known !== undefined) return known;
    const met = await citizens.meet({
      messenger: identity.messenger,
      userId: from.id,
      locale: localeOfApp(from.language_code, defaultLocale),
    });
    const citizen = await blockedAsBefore(met);
    personCache?.keep(citizen);
    return citizen;
  }

  return {
    async receive(context, conversation, { personCache, shown, reply }) {
      const { update_id: updateId } = context.update;
      const arrival = readArrival<User>(context);
      if (arrival.kind === 'group') await leave(context, arrival.chatId);
      if (arrival.kind === 'membership') await noteMembership(arrival.from, arrival.isGone, updateId);
      if (arrival.kind !== 'person') return undefined;
      const { from } = arrival;
      // The libraries type an update as a union that has no fields in common.
      const update = context.update as ReadableUpdate;
      const action = readIncomingAction<CitizenPress, CitizenWord>(update, {
        buttons: citizenButtons,
        hear: (text) => readCitizenText(text, texts),
        shown,
      });
      if (action === undefined) return undefined;
      const topic = topicOf(update);

      const citizen = await recognise(from, personCache);
      if (citizen.missed !== undefined && citizen.missed.length > 0) {
        await options.catchUp(citizen._id, String(updateId));
      }
      const { locale } = citizen;
      const speech = {
        organization: await organization.current(),
        locale,
        now: clock.now(),
        timeZone,
        texts,
      };
      return {
        action,
        bot: botKey(identity),
        updateId,
        conversation,
        openIn,
        citizen,
        citizens: personCache === undefined ? citizens : citizens.inVisitOf(citizen._id, personCache),
        chatId: from.id,
        topic,
        speech,
        organization: speech.organization,
        order: {
          actor: { kind: 'citizen', citizen: citizen._id },
          commandId: `${botKey(identity)}:${updateId}`,
        },
        html: (key, values) => texts.html(locale, key, values),
        plain: (key, values) => texts.plain(locale, key, values),
        say: (html, markup) => chatWriter.send(from.id, html, markup, topic),
        note: (act, request) =>
          audit.record({
            at: speech.now,
            bot: 'citizen',
            person: citizen._id,
            act,
            ...(request === undefined ? {} : { request }),
            updateId,
          }),
        ...createPressAnswers({
          action,
          answer: (word) => context.answerCallbackQuery(word === undefined ? {} : { text: word }),
          isShown: isAnswerShown(context.callbackQuery, capabilities),
          write: (word) => chatWriter.send(from.id, escapeHtml(word), undefined, topic),
          ...rideOfPress(context.callbackQuery, reply),
        }),
      };
    },
  };
}
