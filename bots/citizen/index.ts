import { Bot, Context } from 'grammy';
import type { Update } from 'grammy/types';
import { botKey } from '../../src/channel/bot.js';
import { personId } from '../../src/channel/person-id.js';
import type { Locale } from '../../src/config.js';
import { readOver } from '../../src/filing/ended-filing.js';
import { createDispatcher, flowOpener } from '../../src/flows/dispatch.js';
import type { FlowResult } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import type { ButtonMemory } from '../../src/mailbox/mailbox-bot.js';
import { renderWarning } from '../../src/messages/danger-warning.js';
import { ANSWER_SECONDS } from '../../src/telegram/api.js';
import { createBotApiCalls } from '../../src/telegram/bot-api-calls.js';
import { stylingGrammy } from '../../src/telegram/button-styles.js';
import { directGrammy } from '../../src/telegram/direct-calls.js';
import { releaseButton } from '../../src/telegram/press-answers.js';
import { createProfileKeeper } from '../../src/telegram/profile-keeper.js';
import { retryingGrammy } from '../../src/telegram/retry-on-429.js';
import { createButtonWatch, questionOf, typeableButtons } from '../../src/telegram/shown-buttons.js';
import { speakGrammy } from '../../src/telegram/speak-dialect.js';
import { createChatWriter } from './chat-writer.js';
import { type CitizenFeature, isAtHome, type Visit, visitAt } from './context.js';
import { describeExpiry, withEnd } from './conversation-expiry.js';
import { createAccountDeletionFeature } from './features/account-deletion/index.js';
import { currentBlock, tellBlocked } from './features/blocking.js';
import { createConsentFeature } from './features/consent.js';
import { createDangerFeature, warnOfDanger } from './features/danger/index.js';
import { findDanger } from './features/danger/warning.js';
import { createFilingFeature } from './features/filing/index.js';
import { createHandoverFeature } from './features/handover/index.js';
import { createHelpFeature } from './features/help.js';
import { createLanguageFeature } from './features/language.js';
import { createObjectionFeature } from './features/objection/index.js';
import { endOutdated } from './features/outdated.js';
import { createOwnDataFeature } from './features/own-data/index.js';
import { createOwnNameFeature } from './features/own-name/index.js';
import { createPhoneFeature } from './features/phone/index.js';
import { createPublicationFeature } from './features/publication.js';
import { createRateLimit, createWarningLimit } from './features/rate-limit.js';
import { createRatingFeature } from './features/rating.js';
import { createReadyAnswerFeature } from './features/ready-answer/index.js';
import { createRequestsFeature } from './features/requests/index.js';
import { createSettingsFeature } from './features/settings.js';
import { createSupplementFeature } from './features/supplement/index.js';
import { answerDeadPress, createUnhandledFeature } from './features/unhandled.js';
import { createWithdrawalFeature } from './features/withdrawal/index.js';
import { resumeConversation } from './interruption.js';
import { mainKeyboard } from './keyboards.js';
import type { CitizenBot, CitizenBotOptions } from './options.js';
import { menuOf, profileParts } from './profile.js';
import { createReception } from './reception.js';

export type { CitizenBot, CitizenBotOptions } from './options.js';

/** The citizen bot: assembles its features, and routes each update to one of them. */
export function createCitizenBot(options: CitizenBotOptions): CitizenBot {
  const {
    token,
    apiRoot,
    rateLimiter,
    clock,
    machineClock,
    logger,
    texts,
    citizens,
    defaultLocale,
    identity,
    capabilities: { dialect, hasProfile, buttonStyles },
  } = options;
  const bot = new Bot(token, { client: { apiRoot, timeoutSeconds: ANSWER_SECONDS } });
  bot.api.config.use(directGrammy(createBotApiCalls({ token, apiRoot, timeoutSeconds: ANSWER_SECONDS })));
  if (dialect !== undefined) bot.api.config.use(speakGrammy(dialect));
  bot.api.config.use(retryingGrammy(rateLimiter, clock));
  if (buttonStyles) bot.api.config.use(stylingGrammy());
  const watch = createButtonWatch();
  const chatWriter = createChatWriter({
    api: bot.api,
    identity,
    citizens,
    logger,
    noteMarkup: watch.note,
  });
  const parts = {
    ...options,
    chatWriter,
    async showMenu(chatId: number, locale: Locale) {
      if (hasProfile) await profile.keep(menuOf({ api: bot.api, chatId }, texts, locale));
    },
  };
  /** Features that remain open to a blocked person: their data stay theirs. */
  const forAnyone: readonly CitizenFeature[] = [
    createHelpFeature(parts),
    createLanguageFeature(parts),
    createOwnDataFeature(parts),
    createAccountDeletionFeature(parts),
  ];
  /** The order only decides which feature takes a message that no open conversation wants. */
  const features: readonly CitizenFeature[] = [
    ...forAnyone,
    createConsentFeature(parts),
    createSettingsFeature(parts),
    createOwnNameFeature(parts),
    createPhoneFeature(parts),
    createRequestsFeature(parts),
    createPublicationFeature(parts),
    createRatingFeature(parts),
    createObjectionFeature(parts),
    createWithdrawalFeature(parts),
    createHandoverFeature(parts),
    createSupplementFeature(parts),
    createDangerFeature(parts),
    createReadyAnswerFeature(parts),
    createFilingFeature(parts),
    createUnhandledFeature(parts),
  ];
  const openIn = flowOpener(features.flatMap(({ flows = [] }) => flows));
  const dispatcher = createDispatcher(features, visitAt);
  const dispatcherForAnyone = createDispatcher(forAnyone, visitAt);
  const isWithinLimits = createRateLimit(options);
  const mayStillWarn = createWarningLimit(options);
  const reception = createReception({ ...parts, openIn });
  const stopping = new AbortController();
  const profile = createProfileKeeper({
    bot: botKey(identity),
    parts: hasProfile ? profileParts({ api: bot.api, texts, defaultLocale }) : [],
    onRefused: options.onProfileRefused,
    clock: machineClock,
    logger,
  });

  /** Also somebody who is over their limit is told whom to call. */
  async function warnInFlood(visit: Visit): Promise<void> {
    const heard = findDanger(visit);
    if (heard !== undefined && mayStillWarn(visit)) await visit.say(renderWarning(heard, visit.speech));
  }

  /** Routes a person's action to its feature; resolves to the next conversation. */
  async function dealWith(arrived: Visit): Promise<FlowResult['conversation']> {
    // First of all, so that a flood costs no more than this check.
    if (!(await isWithinLimits(arrived))) {
      await warnInFlood(arrived);
      return arrived.conversation;
    }
    const visit = await endOutdated(arrived);
    const block = currentBlock(visit);
    const warned = await warnOfDanger(parts, asTyped(visit), block === undefined);
    if (warned !== undefined) return resumeInterrupted(visit, warned.conversation);
    return route(visit, block);
  }

  /** A typed label whose button does nothing any more is a text like any other. */
  async function route(
    visit: Visit,
    block: ReturnType<typeof currentBlock>,
  ): Promise<FlowResult['conversation']> {
    const { action } = visit;
    const result =
      block === undefined
        ? await dispatcher.dispatch(visit, action)
        : await dispatcherForAnyone.dispatch(visit, action);
    if (result.kind === 'done') return resumeInterrupted(visit, result.conversation);
    const left = visitAt(visit, result.conversation);
    if (asTyped(left) !== left) return route(asTyped(left), block);
    if (block !== undefined) await tellBlocked(left, block);
    else if (action.kind === 'press') await answerDeadPress(parts, left);
    return left.conversation;
  }

  /** A filing that began in the middle of something else is followed by that. */
  async function resumeInterrupted(
    visit: Visit,
    conversation: FlowResult['conversation'],
  ): Promise<FlowResult['conversation']> {
    const before = readOver(conversation)?.before ?? null;
    return before === null ? conversation : (await resumeConversation(visit, before)).conversation;
  }

  /** The question of a conversation; undefined where nothing is asked. */
  function asked(conversation: Conversation | null): string | undefined {
    return isAtHome({ conversation, openIn }) ? undefined : questionOf(conversation);
  }

  async function localeOf(chatId: number): Promise<Locale> {
    return (
      (await citizens.find(personId({ messenger: identity.messenger, userId: chatId })))?.locale ??
      defaultLocale
    );
  }

  return {
    async handle(update, conversation, personCache, buttons: ButtonMemory = NO_BUTTONS, reply) {
      // The mailbox stores updates as Telegram sent them.
      const context = new Context(update as Update, bot.api, bot.botInfo);
      const visit = await reception.receive(context, conversation, {
        ...(personCache === undefined ? {} : { personCache }),
        shown: typeableButtons(buttons, asked(conversation)),
        ...(reply === undefined ? {} : { reply }),
      });
      if (visit === undefined) return conversation;
      const endFollowing = watch.follow(visit.chatId, buttons);
      const handled = new AbortController();
      const answered = answerInTime(visit, options, handled.signal);
      let next = conversation;
      try {
        next = withEnd(await dealWith(visit), { now: visit.speech.now, openIn });
        // A press whose handling fails is left to the next attempt, which has something to say.
        await visit.answerPress();
        return next;
      } finally {
        handled.abort('handled');
        await answered;
        endFollowing({ question: asked(next), at: visit.speech.now });
      }
    },

    async apologise(chatId, update) {
      await releaseButton(update, (press) => bot.api.answerCallbackQuery(press));
      await chatWriter.send(chatId, texts.html(await localeOf(chatId), 'citizen.apology'));
    },

    async giveUp(chatId, conversation) {
      const locale = await localeOf(chatId);
      const plain = (key: string) => texts.plain(locale, key);
      const { text, askedAt } = describeExpiry(conversation, openIn);
      await chatWriter.send(chatId, texts.html(locale, text), mainKeyboard({ plain }));
      if (askedAt !== undefined) await chatWriter.removeButtons(chatId, askedAt);
    },

    async start() {
      // grammY has its own types for signals; the platform's have the same methods.
      await bot.init(stopping.signal as Parameters<typeof bot.init>[0]);
      await profile.start();
    },

    async stop() {
      stopping.abort();
      await profile.stop();
    },
  };
}

/** No buttons are known, and none are remembered. */
const NO_BUTTONS: ButtonMemory = { shown: [], delivered: [], keep: () => undefined };

/** The same visit with the text that was typed instead of pressing a button; any other visit as it is. */
function asTyped(visit: Visit): Visit {
  const { action } = visit;
  return action.kind === 'press' && action.typed !== undefined ? { ...visit, action: action.typed } : visit;
}

/** Answers a press that is not handled in time: until it is answered the button shows a spinner. */
async function answerInTime(
  visit: Visit,
  { machineClock, pressPatienceMs }: Pick<CitizenBotOptions, 'machineClock' | 'pressPatienceMs'>,
  handled: AbortSignal,
): Promise<void> {
  await machineClock.sleep(pressPatienceMs, handled);
  if (!handled.aborted) await visit.hurryPress();
}
