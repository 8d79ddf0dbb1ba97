import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { type ChatAddress, chatKey, type IncomingUpdate } from './chat.js';
import type { DeadLetters } from './dead-letters.js';
import type { MailboxBot } from './mailbox-bot.js';

/** Sets an update aside for an administrator, and tells the person; repeating it sets nothing aside anew. */
export type SetAside = (
  bot: Pick<MailboxBot, 'apologise'>,
  of: { readonly chat: ChatAddress; readonly update: IncomingUpdate; readonly because: unknown },
) => Promise<void>;

/** The setting aside on a store of dead letters. */
export function createSetAside({
  store,
  clock,
  logger,
}: {
  readonly store: Pick<DeadLetters, 'bury'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): SetAside {
  return async (bot, { chat, update, because }) => {
    const key = chatKey(chat);
    await store.bury({
      _id: `${key}:${update.update_id}`,
      chat: key,
      update,
      at: clock.now(),
      error: because instanceof Error ? because.name : 'unknown',
    });
    logger.error({ event: 'updateBuried', bot: chat.bot, updateId: update.update_id });
    await bot
      .apologise(chat.chatId, update)
      .catch((reason) => logger.warn({ event: 'apologyFailed', error: reason }));
  };
}

/** The same for an update that cannot be stored: what is set aside is that there was one. */
export function createSetUnstoredAside(options: Parameters<typeof createSetAside>[0]) {
  const setAside = createSetAside(options);
  return async (
    bot: Pick<MailboxBot, 'apologise'>,
    of: { readonly chat: ChatAddress; readonly update: IncomingUpdate; readonly because?: unknown },
  ): Promise<'setAside'> => {
    const { update_id } = of.update;
    await setAside(bot, { chat: of.chat, update: { update_id }, because: of.because });
    return 'setAside';
  };
}
