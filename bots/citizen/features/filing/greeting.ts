import type { Filing } from '../../../../src/filing/draft.js';
import { endOf, keepOver } from '../../../../src/filing/ended-filing.js';
import { readFiling } from '../../../../src/filing/filing.js';
import { done, type FlowResult } from '../../../../src/flows/flow.js';
import { joinParagraphs } from '../../../../src/messages/wording.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { isolateDirection } from '../../../../src/text/direction.js';
import { consentQuestion, hasAgreed } from '../../consent.js';
import type { Visit } from '../../context.js';
import { inlineKeyboard, mainKeyboard } from '../../keyboards.js';
import type { FilingParts } from './parts.js';

/**
 * `/start`: the purpose of the bot, in two sentences and an example; in the middle of a request, whether to
 * continue it.
 */
export async function greetCitizen(visit: Visit): Promise<FlowResult> {
  const open = readFiling(visit.conversation);
  if (open === undefined) await greet(visit);
  else await askWhetherToGoOn(visit, open.draft.begunBy);
  return done(visit.conversation);
}

async function askWhetherToGoOn(visit: Visit, begunBy: number): Promise<void> {
  await visit.say(
    visit.html('filing.resume.ask'),
    inlineKeyboard([
      {
        text: visit.plain('filing.button.beginAnew'),
        callback_data: citizenButtons.pack('beginAnew', begunBy),
      },
      { text: visit.plain('filing.button.goOn'), callback_data: citizenButtons.pack('goOn', begunBy) },
    ]),
  );
}

/** Greets somebody who is in the middle of nothing. */
async function greet(visit: Visit): Promise<void> {
  const { name } = visit.citizen;
  const hello = joinParagraphs(
    name === undefined ? undefined : visit.html('settings.hello', { name: isolateDirection(name) }),
    visit.html('citizen.greeting'),
    visit.html('citizen.example'),
  );
  if (hasAgreed(visit)) {
    await visit.say(joinParagraphs(hello, visit.html('citizen.kept')), mainKeyboard(visit));
    return;
  }
  const { html, markup } = consentQuestion(visit, hello);
  await visit.say(html, markup);
}

/** Gives up the open request, and greets the person as on the first day. */
export async function beginAnew(
  { chatWriter }: Pick<FilingParts, 'chatWriter'>,
  visit: Visit,
  { draft }: Filing,
): Promise<FlowResult> {
  const { asked } = draft;
  if (asked?.buttons === 'inline') await chatWriter.removeButtons(visit.chatId, asked.messageId);
  await greet(visit);
  return done(keepOver(endOf(draft)));
}
