import { assertNever } from '../../../src/assert-never.js';
import { done, type FlowResult } from '../../../src/flows/flow.js';
import { joinLines } from '../../../src/messages/wording.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { isolateDirection } from '../../../src/text/direction.js';
import { formatPhone } from '../../../src/text/phone.js';
import { consentQuestion, hasAgreed } from '../consent.js';
import { type CitizenFeature, type CitizenPress, messageInPlace, type Visit } from '../context.js';
import { inlineKeyboard } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';
import { askWhetherToLeave } from './account-deletion/question.js';
import { askLanguage } from './language.js';
import { type OwnDataParts, sendOwnData, tellPrivacy } from './own-data/index.js';
import { askName } from './own-name/question.js';
import { askPhone } from './phone/question.js';

type SettingsParts = OwnDataParts & Pick<CitizenBotOptions, 'texts' | 'phones'>;

/** `/settings` and its button: name, language, which news, and the number. */
export function createSettingsFeature(parts: SettingsParts): CitizenFeature {
  return {
    name: 'settings',
    words: { settings: show },
    presses: {
      async setting(visit, [setting]) {
        await visit.answerPress();
        return hasAgreed(visit) ? change(parts, visit, setting) : show(visit);
      },
    },
  };
}

async function show(visit: Visit): Promise<FlowResult> {
  const { html, markup } = hasAgreed(visit)
    ? { html: describe(visit), markup: buttons(visit) }
    : consentQuestion(visit);
  await visit.say(html, markup);
  return done(visit.conversation);
}

function describe(visit: Visit): string {
  const { name, phone, news = 'all' } = visit.citizen;
  const { locale } = visit.speech;
  return joinLines(
    visit.html('settings.title'),
    visit.html('settings.language', { language: visit.plain(`citizen.language.${locale}`) }),
    name === undefined
      ? visit.html('settings.noName')
      : visit.html('settings.name', { name: isolateDirection(name) }),
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
  return inlineKeyboard(
    [button('name'), button('language')],
    [button(news === 'all' ? 'newsAnswers' : 'newsAll')],
    [button('phone')],
    [...(name === undefined ? [] : [button('noName')]), ...(phone === undefined ? [] : [button('noPhone')])],
    [button('leave'), button('data'), button('privacy')],
  );
}

type Setting = Extract<CitizenPress, { readonly action: 'setting' }>['values'][0];

async function change(parts: SettingsParts, visit: Visit, setting: Setting): Promise<FlowResult> {
  const { name, phone, ...rest } = visit.citizen;
  switch (setting) {
    case 'name':
      return askName(visit);
    case 'newsAll':
    case 'newsAnswers': {
      const news = setting === 'newsAll' ? 'all' : 'answers';
      await visit.citizens.update(rest._id, { news });
      return bringUpToDate(parts, { ...visit, citizen: { ...visit.citizen, news } });
    }
    case 'noName': {
      await visit.citizens.forget(rest._id, 'name');
      const citizen = { ...rest, ...(phone === undefined ? {} : { phone }) };
      return bringUpToDate(parts, { ...visit, citizen });
    }
    case 'phone':
      return askPhone(visit, 'phone');
    case 'noPhone': {
      await parts.phones.remove(visit.citizen);
      const citizen = { ...rest, ...(name === undefined ? {} : { name }) };
      return bringUpToDate(parts, { ...visit, citizen });
    }
    case 'language':
      return askLanguage(parts, visit);
    case 'privacy':
      return tellPrivacy(parts, visit);
    case 'data':
      return sendOwnData(parts, visit);
    case 'leave':
      return askWhetherToLeave(visit);
    default:
      return assertNever(setting);
  }
}

/** Replaces the message whose button was pressed by the current settings. */
async function bringUpToDate({ chatWriter }: SettingsParts, visit: Visit): Promise<FlowResult> {
  const messageId = messageInPlace(visit);
  const isThere =
    messageId !== undefined &&
    (await chatWriter.edit(visit.chatId, messageId, describe(visit), buttons(visit)));
  return isThere ? done(visit.conversation) : show(visit);
}
