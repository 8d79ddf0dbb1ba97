import type { Telegram } from 'telegraf';
import type { BotCommand } from 'telegraf/types';
import type { Locale } from '../../../src/config.js';
import type { ProfileKeeper, ProfilePart } from '../../../src/telegram/profile-keeper.js';
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
}: ProfileOptions & Pick<Visit, 'keywords'>): readonly ProfilePart[] {
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

/** Menus by person, which `keep` shows; whoever has only what everybody has gets no list of their own. */
export function createMenus(
  { telegram, texts }: Pick<ProfileOptions, 'telegram' | 'texts'>,
  keep: ProfileKeeper['keep'],
): ShowMenu {
  return async (visit) => {
    const { chatId, speech } = visit;
    const scope = { type: 'chat', chat_id: chatId } as const;
    const own = inMenuOrder(visit.keywords.filter((keyword) => mayAsk(keyword, visit)));
    const isUsual = own.every(({ may }) => may === undefined);
    const wanted = isUsual ? [] : menu(texts, speech.locale, [...own, CANCEL]);
    await keep({
      name: 'menu',
      chatId,
      wanted,
      read: () => telegram.getMyCommands({ scope }),
      write: () =>
        isUsual ? telegram.deleteMyCommands({ scope }) : telegram.setMyCommands(wanted, { scope }),
    });
  };
}

function menu(texts: Texts, locale: Locale, commands: readonly Command[]): BotCommand[] {
  return commands.map(({ word, command }) => ({
    command: word,
    description: texts.plain(locale, command),
  }));
}
