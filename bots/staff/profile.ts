import type { Telegram } from 'telegraf';
import type { BotCommand } from 'telegraf/types';
import type { Locale } from '../../src/config.js';
import type { Logger } from '../../src/logger.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import type { Texts } from '../../src/text/texts.js';
import { commandKey, type Keyword } from './commands.js';
import type { Visit } from './context.js';
import { wordsOf } from './permissions.js';

/** Commands that anybody finds in the menu before the bot knows him. */
const FOR_EVERYBODY = ['start', 'help'] as const;
/** A command; «لغو» stands at the end of the menu of whoever can have something unfinished. */
type Command = Keyword | 'cancel';

export interface ProfileOptions {
  readonly telegram: Telegram;
  readonly texts: Texts;
  readonly defaultLocale: Locale;
  readonly logger: Logger;
}

/**
 * Tells Telegram the bot's commands and how it describes itself, in every language and, for people of other
 * languages, in the default one. The bot works without that, so a failure is a line in the log.
 */
export async function describeBot({ telegram, texts, defaultLocale, logger }: ProfileOptions): Promise<void> {
  try {
    await describe(defaultLocale, undefined);
    for (const locale of texts.locales) await describe(locale, locale);
  } catch (error) {
    logger.warn({ event: 'botNotDescribed', bot: 'staff', kind: classifyFailure(error).kind });
  }

  async function describe(locale: Locale, language: Locale | undefined) {
    const only = language === undefined ? {} : { language_code: language };
    await telegram.setMyCommands(menu(texts, locale, FOR_EVERYBODY), only);
    await telegram.setMyDescription(texts.plain(locale, 'staff.about.description'), language);
    await telegram.setMyShortDescription(texts.plain(locale, 'staff.about.short'), language);
  }
}

/** Gives a person the menu that fits what he is now, or takes it from somebody who is nothing any more. */
export type ShowMenu = (visit: Visit) => Promise<void>;

/** Menus by person. A menu that Telegram did not take is a line in the log. */
export function createMenus({ telegram, texts, logger }: ProfileOptions): ShowMenu {
  return async (visit) => {
    const { chatId, speech } = visit;
    const scope = { type: 'chat', chat_id: chatId } as const;
    try {
      const words = wordsOf(visit);
      const isUsual = words.length === FOR_EVERYBODY.length;
      if (isUsual) await telegram.deleteMyCommands({ scope });
      else await telegram.setMyCommands(menu(texts, speech.locale, [...words, 'cancel']), { scope });
    } catch (error) {
      logger.warn({ event: 'menuNotShown', kind: classifyFailure(error).kind });
    }
  };
}

function menu(texts: Texts, locale: Locale, commands: readonly Command[]): BotCommand[] {
  return commands.map((command) => ({
    command,
    description: texts.plain(locale, commandKey(command)),
  }));
}
