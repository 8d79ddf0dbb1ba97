import { type Api, Composer } from 'grammy';
import type { Locale } from '../../../src/config.js';
import { readFiling } from '../../../src/filing/filing.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import type { CitizenContext, Visit } from '../context.js';
import { inline, mainKeyboard } from '../keyboards.js';
import type { Messenger } from '../messenger.js';
import type { CitizenBotOptions } from '../options.js';
import { showMenu } from '../profile.js';

type LanguageParts = Pick<CitizenBotOptions, 'texts' | 'logger'> & {
  readonly messenger: Messenger;
};

/** `/language`: the language in which the bot speaks with this person from now on. */
export function language(parts: LanguageParts): Composer<CitizenContext> {
  const { texts } = parts;
  const composer = new Composer<CitizenContext>();
  composer.command('language', ({ visit }) => askLanguage(parts, visit));
  composer.on('message:text', ({ api, message, visit }, next) => {
    const typed = message.text.trim().toLowerCase();
    const locale = texts.locales.find(
      (one) => texts.plain(one, `citizen.language.${one}`).toLowerCase() === typed,
    );
    return locale === undefined ? next() : change(parts, { api, visit }, locale);
  });
  composer.on('callback_query:data', async ({ api, callbackQuery, visit }, next) => {
    const press = citizenButtons.parse(callbackQuery.data);
    if (press?.action !== 'language') return next();
    await visit.answerPress();
    const messageId = callbackQuery.message?.message_id;
    if (messageId !== undefined) await parts.messenger.setButtons(visit.chatId, messageId);
    return change(parts, { api, visit }, press.values[0]);
  });
  return composer;
}

/** Asks in which language the bot is to speak. */
export async function askLanguage({ texts }: Pick<LanguageParts, 'texts'>, visit: Visit): Promise<void> {
  await visit.say(
    visit.html('citizen.language.ask'),
    inline(
      ...texts.locales.map((locale) => [
        {
          text: texts.plain(locale, `citizen.language.${locale}`),
          callback_data: citizenButtons.pack('language', locale),
        },
      ]),
    ),
  );
}

async function change(
  parts: LanguageParts,
  { api, visit }: { readonly api: Api; readonly visit: Visit },
  locale: Locale,
): Promise<void> {
  const { texts } = parts;
  await showMenu({ api, chatId: visit.chatId }, parts, locale);
  await visit.citizens.update(visit.citizen._id, { locale });
  const inLocale = { plain: (key: string) => texts.plain(locale, key) };
  const changed = texts.html(locale, 'citizen.language.changed');
  // In the middle of a request the keyboard that is there belongs to its question.
  const isFree = readFiling(visit.conversation) === undefined;
  await visit.say(changed, isFree ? mainKeyboard(inLocale) : undefined);
}
