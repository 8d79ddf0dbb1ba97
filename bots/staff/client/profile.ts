import type { Telegram } from 'telegraf';
import type { BotCommand } from 'telegraf/types';
import type { Locale } from '../../../src/config.js';
import type { Logger } from '../../../src/logger.js';
import { classifyFailure } from '../../../src/telegram/errors.js';
import type { Texts } from '../../../src/text/texts.js';
import type { Visit } from '../context.js';
import { inMenuOrder, type Keyword, mayAsk } from '../keywords.js';

/** What the menu shows of a keyword. */
type Command = Pick<Keyword, 'word' | 'command'>;
/** Stands at the end of the menu of whoever can have something unfinished. */
const CANCEL: Command = { word: 'cancel', command: 'staff.command.cancel' };

export interface ProfileOptions {
  readonly telegram: Telegram;
  readonly texts: Texts;
  readonly defaultLocale: Locale;
  readonly logger: Logger;
}

/**
 * Tells Telegram the bot's commands and descriptions, in every language and, for people of other languages,
 * in the default one. The bot works without them, so a failure is only logged.
 */
export async function describeBot({
  telegram,
  texts,
  defaultLocale,
  logger,
  keywords,
}: ProfileOptions & Pick<Visit, 'keywords'>): Promise<void> {
  // What anybody finds in the menu before the bot knows them.
  const forEverybody = inMenuOrder(keywords.filter(({ may }) => may === undefined));
  try {
    await describe(defaultLocale, undefined);
    for (const locale of texts.locales) await describe(locale, locale);
  } catch (error) {
    logger.warn({ event: 'botNotDescribed', bot: 'staff', kind: classifyFailure(error).kind });
  }

  async function describe(locale: Locale, language: Locale | undefined) {
    const only = language === undefined ? {} : { language_code: language };
    await telegram.setMyCommands(menu(texts, locale, forEverybody), only);
    await telegram.setMyDescription(texts.plain(locale, 'staff.about.description'), language);
    await telegram.setMyShortDescription(texts.plain(locale, 'staff.about.short'), language);
  }
}

/** Gives a person the menu for their current roles, or removes it from somebody without any. */
export type ShowMenu = (visit: Visit) => Promise<void>;

/** Menus by person. If Telegram refuses a menu, that is only logged. */
export function createMenus({ telegram, texts, logger }: ProfileOptions): ShowMenu {
  return async (visit) => {
    const { chatId, speech } = visit;
    const scope = { type: 'chat', chat_id: chatId } as const;
    try {
      const own = inMenuOrder(visit.keywords.filter((keyword) => mayAsk(keyword, visit)));
      const isUsual = own.every(({ may }) => may === undefined);
      if (isUsual) await telegram.deleteMyCommands({ scope });
      else await telegram.setMyCommands(menu(texts, speech.locale, [...own, CANCEL]), { scope });
    } catch (error) {
      logger.warn({ event: 'menuNotShown', kind: classifyFailure(error).kind });
    }
  };
}

function menu(texts: Texts, locale: Locale, commands: readonly Command[]): BotCommand[] {
  return commands.map(({ word, command }) => ({
    command: word,
    description: texts.plain(locale, command),
  }));
}
