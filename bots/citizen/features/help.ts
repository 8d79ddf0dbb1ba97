import { done } from '../../../src/flows/flow.js';
import { joinParagraphs } from '../../../src/messages/wording.js';
import { isOpen } from '../../../src/requests/lifecycle/request.js';
import { formatNumber } from '../../../src/text/numbers.js';
import { type CitizenFeature, isAtHome, type Visit } from '../context.js';
import { inlineKeyboard, operatorButton } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';

type HelpParts = Pick<CitizenBotOptions, 'requests'>;

/** `/help` and its button: help for the person's current situation. */
export function createHelpFeature(parts: HelpParts): CitizenFeature {
  return {
    name: 'help',
    words: {
      async help(visit) {
        // It is sent without a keyboard, so that the one for the place stays.
        await visit.say(
          joinParagraphs(...(await situation(parts, visit)), visit.html('citizen.help.words')),
          inlineKeyboard([operatorButton(visit)]),
        );
        return done(visit.conversation);
      },
    },
  };
}

async function situation(parts: HelpParts, visit: Visit): Promise<readonly (string | undefined)[]> {
  if (isAtHome(visit)) return [visit.html('citizen.help.file'), ...(await ofRequests(parts, visit))];
  return [visit.openIn(visit.conversation)?.hint(visit) ?? visit.html('citizen.help.busy')];
}

/** Help for a person with requests: the open ones first, then what happens next. */
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
