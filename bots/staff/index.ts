import { Composer, Context } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import { createAccess } from './access.js';
import { createCardDesk } from './card-sender.js';
import { createDeskAccess } from './claim.js';
import { createClient } from './client.js';
import type { StaffContext } from './context.js';
import { absence } from './features/absence/index.js';
import { adding } from './features/adding/index.js';
import { answer } from './features/answer/index.js';
import { trace } from './features/audit-log/index.js';
import { blocking } from './features/blocking/index.js';
import { call } from './features/call/index.js';
import { callbacks } from './features/callbacks/index.js';
import { verdict } from './features/caller-rating/index.js';
import { leaving } from './features/cancel.js';
import { card } from './features/card.js';
import { cartable } from './features/cartable/index.js';
import { city } from './features/city/index.js';
import { closedAnswers } from './features/closed-answers.js';
import { drafting } from './features/drafting.js';
import { extensionDecision } from './features/extension-decision.js';
import { lookUp } from './features/find/by-code.js';
import { find } from './features/find/index.js';
import { greeting } from './features/greeting.js';
import { invitation } from './features/invitation.js';
import { inviting } from './features/inviting.js';
import { colleagues } from './features/people/index.js';
import { record } from './features/performance.js';
import { phone } from './features/phone.js';
import { phrases } from './features/phrases/index.js';
import { promise } from './features/promise/index.js';
import { quality } from './features/quality/index.js';
import { queue } from './features/queue/index.js';
import { reports } from './features/reports.js';
import { askedCodes, proposals } from './features/request-action/index.js';
import { strangers } from './features/strangers.js';
import { system } from './features/system/index.js';
import { unhandled } from './features/unhandled.js';
import { whoAmI } from './get-me.js';
import { createMessenger } from './messenger.js';
import type { StaffBot, StaffBotOptions } from './options.js';
import { foreignWords } from './permissions.js';
import { createMenus, describeBot } from './profile.js';
import { createReception } from './reception.js';

export type { StaffBot, StaffBotOptions } from './options.js';

/** The staff bot: puts its features together, the one that takes whatever is left at the end. */
export function createStaffBot(options: StaffBotOptions): StaffBot {
  const { people, clock, logger, texts, defaultLocale } = options;
  const telegram = createClient(options);
  const messenger = createMessenger({ telegram, people, logger });
  const profile = { telegram, texts, defaultLocale, logger };
  const equipped = {
    ...options,
    messenger,
    access: createAccess(options),
    deskAccess: createDeskAccess(options),
    cardDesk: createCardDesk(options),
    showMenu: createMenus(profile),
    botUsername: () => me?.username ?? '',
  };
  const reception = createReception(equipped);
  const stopping = new AbortController();
  let me: UserFromGetMe | undefined;

  const features = new Composer<StaffContext>(
    invitation(equipped),
    strangers(equipped),
    foreignWords(),
    greeting(equipped),
    leaving(equipped),
    inviting(equipped),
    city(equipped),
    colleagues(equipped),
    trace(equipped),
    system(equipped),
    blocking(equipped),
    quality(equipped),
    reports(equipped),
    absence(equipped),
    record(equipped),
    phrases(equipped),
    cartable(equipped),
    askedCodes(equipped),
    call(equipped),
    callbacks(equipped),
    verdict(equipped),
    adding(equipped),
    find(equipped),
    lookUp(equipped),
    card(equipped),
    phone(equipped),
    queue(equipped),
    extensionDecision(equipped),
    drafting(equipped),
    answer(equipped),
    promise(equipped),
    proposals(equipped),
    closedAnswers(equipped),
    unhandled(),
  );
  const run = features.middleware();

  return {
    async handle(update, conversation) {
      // A webhook may bring updates before the bot has started.
      me ??= await telegram.getMe();
      // The mailbox stores updates as Telegram sent them.
      const context = new Context(update as Update, telegram, me);
      const visit = await reception.receive(context, conversation);
      if (visit === undefined) return conversation;
      try {
        await run(Object.assign(context, { visit }), async () => undefined);
      } finally {
        await visit.answerPress();
      }
      return visit.conversation;
    },

    async apologise(chatId) {
      await messenger.send(chatId, texts.html(defaultLocale, 'staff.apology'));
    },

    async start() {
      me = await whoAmI({ telegram, clock, logger, signal: stopping.signal });
      await describeBot(profile);
    },

    async stop() {
      stopping.abort();
    },
  };
}
