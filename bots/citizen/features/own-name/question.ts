import type { FlowResult } from '../../../../src/flows/flow.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import type { Visit } from '../../context.js';
import { inlineKeyboard } from '../../keyboards.js';
import { createProfileQuestion } from '../../profile-question.js';

/** How the person wants to be called. */
export const nameQuestion = createProfileQuestion('own-name', ['name']);

/** Asks how the person wants to be called. */
export function askName(visit: Visit): Promise<FlowResult> {
  return nameQuestion.ask(visit, 'name', {
    html: visit.html('settings.askName'),
    markup: inlineKeyboard([
      { text: visit.plain('common.button.cancel'), callback_data: citizenButtons.pack('cancel') },
    ]),
  });
}
