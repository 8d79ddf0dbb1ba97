import { Context } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import { botKey } from '../../src/channel/bot.js';
import { createDispatcher } from '../../src/flows/dispatch.js';
import { done, type FlowResult } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import type { ChatMemory } from '../../src/mailbox/mailbox-bot.js';
import { releaseButton } from '../../src/telegram/press-answers.js';
import { createProfileKeeper } from '../../src/telegram/profile-keeper.js';
import { createButtonWatch, questionOf, typeableButtons } from '../../src/telegram/shown-buttons.js';
import { createChatWriter } from './client/chat-writer.js';
import { createClient } from './client/client.js';
import { getMeWithRetries } from './client/get-me.js';
import { createMenus, profileParts } from './client/profile.js';
import type { Visit } from './context.js';
import { withKeywords } from './feature.js';
import { answerUnhandled } from './features/everybody/unhandled.js';
import { createFeatures } from './features/index.js';
import type { StaffBot, StaffBotOptions } from './options.js';
import { noteForeignWord } from './permissions.js';
import { createAdmission } from './reception/admission.js';
import { createRateLimit } from './reception/rate-limit.js';
import { createReception } from './reception/reception.js';
import { createAccess } from './requests/access.js';
import { createAnotherRequest } from './requests/another-request.js';
import { createCardSender } from './requests/card-sender.js';
import { createLookups } from './requests/lookups.js';
import { createQueueClaims } from './requests/queue-claims.js';

export type { StaffBot, StaffBotOptions } from './options.js';

/** The staff bot: identifies people, and routes their actions to the features. */
export function createStaffBot(options: StaffBotOptions): StaffBot {
  const { people, clock, machineClock, logger, texts, defaultLocale, capabilities } = options;
  const telegram = createClient({ ...options, ...capabilities });
  const watch = createButtonWatch();
  const chatWriter = createChatWriter({
    telegram,
    identity: options.identity,
    people,
    logger,
    noteMarkup: watch.note,
  });
  const profile = { telegram, texts, defaultLocale };
  const equipped = {
    ...options,
    chatWriter,
    lookups: createLookups(options),
    access: createAccess(options),
    queueClaims: createQueueClaims(options),
    cardSender: createCardSender(options),
    anotherRequest: createAnotherRequest(options),
    showMenu: capabilities.hasProfile
      ? createMenus(profile, (menu) => keeper.keep(menu))
      : async () => undefined,
    inviteLink: (token: string) => capabilities.startLink(me?.username ?? '', token),
  };
  const openIn: Visit['openIn'] = (conversation) => dispatcher.openIn(conversation);
  const stopping = new AbortController();
  let me: UserFromGetMe | undefined;
  const isWithinLimits = createRateLimit(options);
  const admit = createAdmission(equipped);
  const features = createFeatures(equipped);
  const dispatcher = createDispatcher(features.map(withKeywords), withConversation);
  const keywords = features.flatMap((feature) => feature.keywords ?? []);
  const reception = createReception({ ...equipped, openIn, keywords });
  const keeper = createProfileKeeper({
    bot: botKey(options.identity),
    parts: capabilities.hasProfile ? profileParts({ ...profile, keywords }) : [],
    onRefused: options.onProfileRefused,
    clock: machineClock,
    logger,
  });

  return {
    async handle(update, conversation, _personCache, memory = NO_MEMORY, reply?) {
      // A webhook may bring updates before the bot has started.
      me ??= await telegram.getMe();
      // The mailbox stores updates as Telegram sent them.
      const context = new Context(update as Update, telegram, me);
      const visit = await reception.receive(
        context,
        conversation,
        typeableButtons(memory, questionOf(conversation)),
        memory,
        reply,
      );
      if (visit === undefined) return conversation;
      const endFollowing = watch.follow(visit.chatId, memory);
      let next = conversation;
      try {
        next = (await dealWith(visit)).conversation;
        // A press whose handling fails is left to the next attempt, which has something to say.
        await visit.answerPress();
        return next;
      } finally {
        endFollowing({ question: questionOf(next), at: visit.speech.now });
      }
    },

    async apologise(chatId, update) {
      await releaseButton(update, (press) => telegram.answerCbQuery(press));
      await chatWriter.send(chatId, texts.html(defaultLocale, 'staff.apology'));
    },

    async start() {
      me = await getMeWithRetries({
        telegram,
        bot: botKey(options.identity),
        clock,
        logger,
        signal: stopping.signal,
      });
      await keeper.start();
    },

    async stop() {
      stopping.abort();
      await keeper.stop();
    },
  };

  /** Admission is checked before anything else; what nobody has taken is answered at the end. */
  async function dealWith(visit: Visit): Promise<FlowResult> {
    if (!(await isWithinLimits(visit))) return done(visit.conversation);
    const admitted = await admit(visit);
    if (admitted.kind === 'done') return admitted;
    const staff = withConversation(visit, admitted.conversation);
    await noteForeignWord(staff);
    return route(staff);
  }

  /** A typed label whose button does nothing any more is a text like any other. */
  async function route(visit: Visit): Promise<FlowResult> {
    const result = await dispatcher.dispatch(visit, visit.act);
    if (result.kind === 'done') return result;
    const left = withConversation(visit, result.conversation);
    const typed = visit.act.kind === 'press' ? visit.act.typed : undefined;
    if (typed !== undefined) return route({ ...left, act: typed });
    await answerUnhandled(left);
    return result;
  }
}

/** Nothing is known, and nothing is remembered. */
const NO_MEMORY: ChatMemory = {
  shown: [],
  delivered: [],
  keep: () => undefined,
  sent: [],
  keepSent: () => undefined,
};

function withConversation(visit: Visit, conversation: Conversation | null): Visit {
  return { ...visit, conversation };
}
