import type { Api } from 'grammy';
import type { LanguageCode } from 'grammy/types';
import type { Locale } from '../../src/config.js';
import type { ProfilePart } from '../../src/telegram/profile-keeper.js';
import type { Texts } from '../../src/text/texts.js';

/** Commands in menu order; each has a text `citizen.command.<name>`. */
const COMMANDS = [
  'start',
  'requests',
  'help',
  'settings',
  'language',
  'privacy',
  'mydata',
  'delete',
  'cancel',
] as const;

/**
 * The bot's commands and descriptions, in every language and, for people of other languages, in the default
 * one. The bot works without them.
 */
export function profileParts({
  api,
  texts,
  defaultLocale,
}: {
  readonly api: Api;
  readonly texts: Texts;
  readonly defaultLocale: Locale;
}): readonly ProfilePart[] {
  return [
    ...partsIn(defaultLocale, {}),
    ...texts.locales.flatMap((locale) => partsIn(locale, { language_code: locale })),
  ];

  function partsIn(
    locale: Locale,
    language: { readonly language_code?: LanguageCode },
  ): readonly ProfilePart[] {
    const commands = menuIn(locale, texts);
    const description = texts.plain(locale, 'citizen.about.description');
    const short = texts.plain(locale, 'citizen.about.short');
    const where = language.language_code ?? 'all';
    return [
      {
        name: `commands ${where}`,
        wanted: commands,
        read: () => api.getMyCommands(language),
        write: () => api.setMyCommands(commands, language),
      },
      {
        name: `description ${where}`,
        wanted: { description },
        read: () => api.getMyDescription(language),
        write: () => api.setMyDescription(description, language),
      },
      {
        name: `short description ${where}`,
        wanted: { short_description: short },
        read: () => api.getMyShortDescription(language),
        write: () => api.setMyShortDescription(short, language),
      },
    ];
  }
}

/** The menu of one person in the language they chose, whatever the language of their app. */
export function menuOf(
  { api, chatId }: { readonly api: Api; readonly chatId: number },
  texts: Texts,
  locale: Locale,
): ProfilePart {
  const scope = { type: 'chat', chat_id: chatId } as const;
  const wanted = menuIn(locale, texts);
  return {
    name: 'menu',
    chatId,
    wanted,
    read: () => api.getMyCommands({ scope }),
    write: () => api.setMyCommands(wanted, { scope }),
  };
}

function menuIn(locale: Locale, texts: Texts) {
  return COMMANDS.map((command) => ({
    command,
    description: texts.plain(locale, `citizen.command.${command}`),
  }));
}
