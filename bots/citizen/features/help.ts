import { Composer } from 'grammy';
import { readFiling } from '../../../src/filing/filing.js';
import { paragraphs } from '../../../src/messages/wording.js';
import { isOpen } from '../../../src/requests/lifecycle/request.js';
import { formatNumber } from '../../../src/text/numbers.js';
import type { CitizenContext, Visit } from '../context.js';
import { inline, operatorButton } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';
import { readObjecting } from './objecting/flow.js';
import { isAtHome } from './ready-answer/flow.js';

type HelpParts = Pick<CitizenBotOptions, 'texts' | 'requests'>;

/** `/help` and its button: what helps in the situation in which the person is. */
export function help(parts: HelpParts): Composer<CitizenContext> {
  const { texts } = parts;
  const composer = new Composer<CitizenContext>();
  const labels = new Set(texts.locales.map((locale) => texts.plain(locale, 'citizen.button.help')));
  composer.command('help', ({ visit }) => explain(parts, visit));
  composer.on('message:text', ({ message, visit }, next) =>
    labels.has(message.text.trim()) ? explain(parts, visit) : next(),
  );
  return composer;
}

/** Explains without a keyboard in place of the letters, so that the one for the place stays. */
async function explain(parts: HelpParts, visit: Visit): Promise<void> {
  await visit.say(
    paragraphs(...(await situation(parts, visit)), visit.html('citizen.help.words')),
    inline([operatorButton(visit)]),
  );
}

async function situation(parts: HelpParts, visit: Visit): Promise<readonly (string | undefined)[]> {
  const { conversation } = visit;
  const filing = readFiling(conversation);
  if (filing !== undefined) {
    return [`${visit.html('citizen.help.filing')} ${visit.html(`filing.reminder.${filing.step}`)}`];
  }
  if (readObjecting(conversation) !== undefined) return [visit.html('citizen.help.objecting')];
  if (!isAtHome(conversation)) return [visit.html('citizen.help.busy')];
  return [visit.html('citizen.help.file'), ...(await ofRequests(parts, visit))];
}

/** What helps whoever has requests: the open ones first, then how they go on. */
async function ofRequests({ requests }: HelpParts, visit: Visit): Promise<readonly (string | undefined)[]> {
  const codes = [...visit.citizen.requests, ...visit.citizen.following];
  if (codes.length === 0) return [];
  const count = (await requests.findMany(codes)).filter(isOpen).length;
  const shown = formatNumber(count, visit.speech.locale);
  return [
    count === 0 ? undefined : visit.html('citizen.help.open', { number: shown }),
    visit.html('citizen.help.follow'),
    visit.html('citizen.help.judge'),
  ];
}
