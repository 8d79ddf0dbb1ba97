import { Bot, Composer, Context } from 'grammy';
import type { Update } from 'grammy/types';
import { citizenId } from '../../src/citizens/citizen-store.js';
import type { Clock } from '../../src/clock.js';
import type { Locale } from '../../src/config.js';
import { patientGrammy } from '../../src/telegram/retry-on-429.js';
import type { CitizenContext, Visit } from './context.js';
import { draftIn, withEnd } from './conversation-expiry.js';
import { leaving } from './features/account-deletion.js';
import { blocking } from './features/blocking.js';
import { consent } from './features/consent.js';
import { filing } from './features/filing/index.js';
import { greeting } from './features/greeting.js';
import { help } from './features/help.js';
import { language } from './features/language.js';
import { objecting } from './features/objecting/index.js';
import { outdated } from './features/outdated.js';
import { ownData } from './features/own-data/index.js';
import { phone } from './features/phone/index.js';
import { guarding } from './features/rate-limit.js';
import { judging } from './features/rating.js';
import { talk } from './features/ready-answer/index.js';
import { requests } from './features/requests/index.js';
import { settings } from './features/settings.js';
import { supplying } from './features/supplement/index.js';
import { unhandled } from './features/unhandled.js';
import { withdrawing } from './features/withdrawing/index.js';
import { mainKeyboard } from './keyboards.js';
import { createMessenger } from './messenger.js';
import type { CitizenBot, CitizenBotOptions } from './options.js';
import { describeBot } from './profile.js';
import { createReception } from './reception.js';

export type { CitizenBot, CitizenBotOptions } from './options.js';

/** The citizen bot: puts its features together, the one that takes whatever is left at the end. */
export function createCitizenBot(options: CitizenBotOptions): CitizenBot {
  const { token, apiRoot, gate, clock, machineClock, logger, texts, citizens, defaultLocale } = options;
  const bot = new Bot(token, { client: { apiRoot } });
  bot.api.config.use(patientGrammy(gate, clock));
  const messenger = createMessenger({ api: bot.api, citizens, logger });
  const reception = createReception({ ...options, messenger });
  const stopping = new AbortController();

  const features = new Composer<CitizenContext>();
  const parts = { ...options, messenger };
  features.use(guarding(parts));
  features.use(outdated());
  features.use(help(parts));
  features.use(language(parts));
  features.use(ownData(parts));
  features.use(leaving(parts));
  features.use(blocking());
  features.use(consent(parts));
  features.use(settings(parts));
  features.use(phone(parts));
  features.use(requests(parts));
  features.use(judging(parts));
  features.use(objecting(parts));
  features.use(withdrawing(parts));
  features.use(supplying(parts));
  features.use(talk(parts));
  features.use(greeting(parts));
  features.use(filing(parts));
  features.use(unhandled(parts));
  const run = features.middleware();

  async function localeOf(chatId: number): Promise<Locale> {
    return (await citizens.find(citizenId(chatId)))?.locale ?? defaultLocale;
  }

  return {
    async handle(update, conversation, acquaintance) {
      // The mailbox stores updates as Telegram sent them.
      const context = new Context(update as Update, bot.api, bot.botInfo);
      const visit = await reception.receive(context, conversation, acquaintance);
      if (visit === undefined) return conversation;
      const handled = new AbortController();
      const answered = answerInTime(visit, machineClock, handled.signal);
      try {
        await run(Object.assign(context, { visit }), async () => undefined);
      } finally {
        handled.abort('handled');
        await answered;
      }
      return withEnd(visit.conversation, visit.speech.now);
    },

    async apologise(chatId) {
      await messenger.send(chatId, texts.html(await localeOf(chatId), 'citizen.apology'));
    },

    async giveUp(chatId, conversation) {
      const locale = await localeOf(chatId);
      const plain = (key: string) => texts.plain(locale, key);
      const draft = draftIn(conversation)?.draft;
      const key = draft === undefined ? 'citizen.expired' : 'filing.expired';
      await messenger.send(chatId, texts.html(locale, key), mainKeyboard({ plain }));
      if (draft?.asked?.buttons === 'inline') await messenger.setButtons(chatId, draft.asked.messageId);
    },

    async start() {
      // grammY brings its own types for signals; the platform's have the same methods.
      await bot.init(stopping.signal as Parameters<typeof bot.init>[0]);
      await describeBot({ api: bot.api, texts, defaultLocale, logger });
    },

    async stop() {
      stopping.abort();
    },
  };
}

/** Milliseconds after which a press is answered although what it asks for is not done yet. */
const LONGEST_PRESS_MS = 1_500;

/** Answers a press as soon as it is handled, and in any case in time: until then the button only turns. */
async function answerInTime(visit: Visit, machineClock: Clock, handled: AbortSignal): Promise<void> {
  await machineClock.sleep(LONGEST_PRESS_MS, handled);
  await visit.hurryPress();
}
