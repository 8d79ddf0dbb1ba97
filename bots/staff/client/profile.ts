import type { Telegram } from 'telegraf';
import type { BotCommand } from 'telegraf/types';
import type { Locale } from '../../../src/config.js';
import type { Logger } from '../../../src/logger.js';
import { classifyFailure } from '../../../src/telegram/errors.js';
import type { ProfilePart } from '../../../src/telegram/profile-keeper.js';
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
 * The bot's commands and descriptions, in every language and, for people of other languages, in the default
 * one. The bot works without them.
 */
export function profileParts({
  telegram,
  texts,
  defaultLocale,
  keywords,
}: Omit<ProfileOptions, 'logger'> & Pick<Visit, 'keywords'>): readonly ProfilePart[] {
  // What anybody finds in the menu before the bot knows them.
  const forEverybody = inMenuOrder(keywords.filter(({ may }) => may === undefined));
  return [
    ...partsIn(defaultLocale, undefined),
    ...texts.locales.flatMap((locale) => partsIn(locale, locale)),
  ];

  function partsIn(locale: Locale, language: Locale | undefined): readonly ProfilePart[] {
    const only = language === undefined ? {} : { language_code: language };
    const commands = menu(texts, locale, forEverybody);
    const description = texts.plain(locale, 'staff.about.description');
    const short = texts.plain(locale, 'staff.about.short');
    const where = language ?? 'all';
    return [
      {
        name: `commands ${where}`,
        wanted: commands,
        read: () => telegram.getMyCommands(only),
        write: () => telegram.setMyCommands(commands, only),
      },
      {
        name: `description ${where}`,
        wanted: { description },
        read: () => telegram.getMyDescription(language),
        write: () => telegram.setMyDescription(description, language),
      },
      {
        name: `short description ${where}`,
        wanted: { short_description: short },
        read: () => telegram.getMyShortDescription(language),
        write: () => telegram.setMyShortDescription(short, language),
      },
    ];
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
