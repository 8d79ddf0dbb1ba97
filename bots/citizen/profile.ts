import type { Api } from 'grammy';
import type { LanguageCode } from 'grammy/types';
import type { Locale } from '../../src/config.js';
import type { Logger } from '../../src/logger.js';
import { classifyFailure } from '../../src/telegram/errors.js';
import type { Texts } from '../../src/text/texts.js';

/** Commands in the order of the menu; each has a text `citizen.command.<name>`. */
const COMMANDS = ['start', 'requests', 'help', 'language', 'cancel'] as const;

/**
 * Tells Telegram the bot's commands and how it describes itself, in every language and, for people of other
 * languages, in the default one. The bot works without that, so a failure is a line in the log.
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
    const commands = COMMANDS.map((command) => ({
      command,
      description: texts.plain(locale, `citizen.command.${command}`),
    }));
    await api.setMyCommands(commands, language);
    await api.setMyDescription(texts.plain(locale, 'citizen.about.description'), language);
    await api.setMyShortDescription(texts.plain(locale, 'citizen.about.short'), language);
  }
}
