import type { Locale } from '../../../src/config.js';
import { readFiling } from '../../../src/filing/filing.js';
import { done, type FlowResult, passed } from '../../../src/flows/flow.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import type { ChatWriter } from '../chat-writer.js';
import { type CitizenFeature, pressedMessage, type Visit } from '../context.js';
import { inlineKeyboard, mainKeyboard } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';
import { languageNamed } from '../words.js';

type LanguageParts = Pick<CitizenBotOptions, 'texts'> & {
  readonly chatWriter: ChatWriter;
  /** Shows one person the menu of commands in that language. */
  readonly showMenu: (chatId: number, locale: Locale) => Promise<void>;
};

/** `/language`: the language that the bot uses with this person from now on. */
export function createLanguageFeature(parts: LanguageParts): CitizenFeature {
  return {
    name: 'language',
    words: {
      language: (visit) => askLanguage(parts, visit),
      async languageName(visit) {
        const { action, conversation } = visit;
        const locale = action.kind === 'text' ? languageNamed(action.text, parts.texts) : undefined;
        return locale === undefined ? passed(conversation) : change(parts, visit, locale);
      },
    },
    presses: {
      async language(visit, [locale]) {
        await visit.answerPress();
        const messageId = pressedMessage(visit);
        if (messageId !== undefined) await parts.chatWriter.removeButtons(visit.chatId, messageId);
        return change(parts, visit, locale);
      },
    },
  };
}

/** Asks which language the bot should use. */
export async function askLanguage(
  { texts }: Pick<LanguageParts, 'texts'>,
  visit: Visit,
): Promise<FlowResult> {
  await visit.say(
    visit.html('citizen.language.ask'),
    inlineKeyboard(
      ...texts.locales.map((locale) => [
        {
          text: texts.plain(locale, `citizen.language.${locale}`),
          callback_data: citizenButtons.pack('language', locale),
        },
      ]),
    ),
  );
  return done(visit.conversation);
}

async function change({ texts, showMenu }: LanguageParts, visit: Visit, locale: Locale): Promise<FlowResult> {
  await showMenu(visit.chatId, locale);
  await visit.citizens.update(visit.citizen._id, { locale });
  const inLocale = { plain: (key: string) => texts.plain(locale, key) };
  const changed = texts.html(locale, 'citizen.language.changed');
  // In the middle of a request the current keyboard belongs to its question.
  const isFree = readFiling(visit.conversation) === undefined;
  await visit.say(changed, isFree ? mainKeyboard(inLocale) : undefined);
  return done(visit.conversation);
}
