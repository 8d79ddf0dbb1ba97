import { Composer } from 'grammy';
import { assertNever } from '../../../src/assert-never.js';
import { spokenWord } from '../../../src/flows/exit-words.js';
import { lines } from '../../../src/messages/wording.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { isolate } from '../../../src/text/direction.js';
import { formatPhone } from '../../../src/text/phone.js';
import { consentQuestion, hasAgreed } from '../consent.js';
import type { CitizenContext, Visit } from '../context.js';
import { inline, mainKeyboard } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';
import { resume } from '../resuming.js';
import { askWhetherToLeave } from './account-deletion.js';
import type { FilingParts } from './filing/parts.js';
import { askLanguage } from './language.js';
import { type OwnDataParts, sendOwnData, tellPrivacy } from './own-data/index.js';
import { askPhone } from './phone/question.js';
import { beginAside } from './profile-question/begin.js';
import { type Aside, readAside, readName } from './profile-question/flow.js';

type SettingsParts = FilingParts & OwnDataParts & Pick<CitizenBotOptions, 'texts' | 'phones'>;

/** `/settings` and its button: name, language, which news, and the number. */
export function settings(parts: SettingsParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  const labels = new Set(
    parts.texts.locales.map((locale) => parts.texts.plain(locale, 'settings.button.open')),
  );
  composer.command('settings', ({ visit }) => show(visit));
  composer.on('message:text', ({ message, visit }, next) =>
    labels.has(message.text.trim()) ? show(visit) : next(),
  );
  composer.on('callback_query:data', async ({ callbackQuery, visit }, next) => {
    const press = citizenButtons.parse(callbackQuery.data);
    const open = readAside(visit.conversation);
    const messageId = callbackQuery.message?.message_id;
    if (press?.action === 'cancel' && open?.step === 'name' && open.askedAt === messageId) {
      await visit.answerPress();
      return keepName(parts, visit, open);
    }
    if (press?.action !== 'setting') return next();
    await visit.answerPress();
    if (!hasAgreed(visit)) return show(visit);
    return change(parts, visit, press.values[0], messageId);
  });
  composer.on('message', async ({ message, visit }, next) => {
    const open = readAside(visit.conversation);
    if (open?.step !== 'name') return next();
    const { text } = message;
    if (text === undefined || (spokenWord(text) === undefined && text.startsWith('/'))) {
      // A photo or a command is not about the name.
      visit.conversation = open.paused;
      return next();
    }
    if (spokenWord(text) !== undefined) return keepName(parts, visit, open);
    const read = readName(text);
    if (!read.ok) {
      await visit.say(visit.html(`settings.problem.${read.problem}`));
      return;
    }
    await visit.citizens.update(visit.citizen._id, { name: read.name });
    await visit.say(visit.html('settings.named', { name: isolate(read.name) }), mainKeyboard(visit));
    return resume(parts, visit, open.paused);
  });
  return composer;
}

/** Leaves the name as it is. */
async function keepName(parts: SettingsParts, visit: Visit, { askedAt, paused }: Aside): Promise<void> {
  if (askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, askedAt);
  await visit.say(visit.html('settings.unchanged'), mainKeyboard(visit));
  await resume(parts, visit, paused);
}

async function show(visit: Visit): Promise<void> {
  if (!hasAgreed(visit)) {
    const { html, markup } = consentQuestion(visit);
    await visit.say(html, markup);
    return;
  }
  await visit.say(describe(visit), buttons(visit));
}

function describe(visit: Visit): string {
  const { name, phone, news = 'all' } = visit.citizen;
  const { locale } = visit.speech;
  return lines(
    visit.html('settings.title'),
    visit.html('settings.language', { language: visit.plain(`citizen.language.${locale}`) }),
    name === undefined ? visit.html('settings.noName') : visit.html('settings.name', { name: isolate(name) }),
    phone === undefined
      ? visit.html('settings.noPhone')
      : visit.html('settings.phone', { phone: formatPhone(phone, locale) }),
    visit.html(`settings.news.${news}`),
  );
}

function buttons(visit: Visit) {
  const { name, phone, news = 'all' } = visit.citizen;
  const button = (what: Setting) => ({
    text: visit.plain(`settings.button.${what}`),
    callback_data: citizenButtons.pack('setting', what),
  });
  return inline(
    [button('name'), button('language')],
    [button(news === 'all' ? 'newsAnswers' : 'newsAll')],
    [button('phone')],
    [...(name === undefined ? [] : [button('noName')]), ...(phone === undefined ? [] : [button('noPhone')])],
    [button('leave'), button('data'), button('privacy')],
  );
}

type Setting = Extract<
  NonNullable<ReturnType<typeof citizenButtons.parse>>,
  { readonly action: 'setting' }
>['values'][0];

async function change(
  parts: SettingsParts,
  visit: Visit,
  setting: Setting,
  messageId: number | undefined,
): Promise<void> {
  const { name, phone, ...rest } = visit.citizen;
  switch (setting) {
    case 'name':
      return beginAside(visit, 'name', {
        html: visit.html('settings.askName'),
        markup: inline([
          { text: visit.plain('filing.button.cancel'), callback_data: citizenButtons.pack('cancel') },
        ]),
      });
    case 'newsAll':
    case 'newsAnswers': {
      const news = setting === 'newsAll' ? 'all' : 'answers';
      await visit.citizens.update(rest._id, { news });
      visit.citizen = { ...visit.citizen, news };
      return bringUpToDate(parts, visit, messageId);
    }
    case 'noName': {
      await visit.citizens.forget(rest._id, 'name');
      visit.citizen = { ...rest, ...(phone === undefined ? {} : { phone }) };
      return bringUpToDate(parts, visit, messageId);
    }
    case 'phone':
      return askPhone(visit, 'phone', true);
    case 'noPhone':
      await parts.phones.remove(visit.citizen);
      visit.citizen = { ...rest, ...(name === undefined ? {} : { name }) };
      return bringUpToDate(parts, visit, messageId);
    case 'language':
      return askLanguage(parts, visit);
    case 'privacy':
      return tellPrivacy(visit);
    case 'data':
      return sendOwnData(parts, visit);
    case 'leave':
      return askWhetherToLeave(visit);
    default:
      return assertNever(setting);
  }
}

/** Shows the settings as they are now in the place of the message whose button was pressed. */
async function bringUpToDate(
  parts: SettingsParts,
  visit: Visit,
  messageId: number | undefined,
): Promise<void> {
  const isThere =
    messageId !== undefined &&
    (await parts.messenger.edit(visit.chatId, messageId, describe(visit), buttons(visit)));
  if (!isThere) await show(visit);
}
