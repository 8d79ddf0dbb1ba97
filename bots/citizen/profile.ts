import type { Api } from 'grammy';
import type { LanguageCode } from 'grammy/types';
import type { Locale } from '../../src/config.js';
import type { Logger } from '../../src/logger.js';
import { classifyFailure } from '../../src/telegram/errors.js';
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
 * Tells Telegram the bot's commands and descriptions, in every language and, for people of other languages,
 * in the default one. The bot works without them, so a failure is only logged.
 */
export async function describeBot(options: {
  readonly api: Api;
  readonly texts: Texts;
  readonly defaultLocale: Locale;
  readonly logger: Logger;
}): Promise<void> {
  const { api, texts, defaultLocale, logger } = options;
  try {
    await describe(defaultLocale, {});
    for (const locale of texts.locales) await describe(locale, { language_code: locale });
  } catch (error) {
    logger.warn({ event: 'botNotDescribed', bot: 'citizen', kind: classifyFailure(error).kind });
  }

  async function describe(locale: Locale, language: { readonly language_code?: LanguageCode }) {
    await api.setMyCommands(menuIn(locale, texts), language);
    await api.setMyDescription(texts.plain(locale, 'citizen.about.description'), language);
    await api.setMyShortDescription(texts.plain(locale, 'citizen.about.short'), language);
  }
}

/**
 * Shows one person the menu in the language they chose, whatever the language of their app. It is not
 * essential, so a failure is only logged.
 */
export async function showMenu(
  { api, chatId }: { readonly api: Api; readonly chatId: number },
  { texts, logger }: { readonly texts: Texts; readonly logger: Logger },
  locale: Locale,
): Promise<void> {
  try {
    await api.setMyCommands(menuIn(locale, texts), { scope: { type: 'chat', chat_id: chatId } });
  } catch (error) {
    logger.warn({ event: 'menuNotShown', bot: 'citizen', kind: classifyFailure(error).kind });
  }
}

function menuIn(locale: Locale, texts: Texts) {
  return COMMANDS.map((command) => ({
    command,
    description: texts.plain(locale, `citizen.command.${command}`),
  }));
}
