import type { FlowResult } from '../../../../src/flows/flow.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import type { Visit } from '../../context.js';
import { inlineKeyboard } from '../../keyboards.js';
import { createProfileQuestion } from '../../profile-question.js';

/** Whether the person wants their data deleted; and, at the second step, whether they are sure. */
export const deletionQuestion = createProfileQuestion('account-deletion', ['leaving', 'leavingSurely']);

/** Asks the first time whether the person wants their data deleted, and explains what that means. */
export function askWhetherToLeave(visit: Visit): Promise<FlowResult> {
  return askStep(visit, 'leaving', 'ownData.leave.ask');
}

/** Asks whether the person is sure. */
export function askWhetherSure(visit: Visit): Promise<FlowResult> {
  return askStep(visit, 'leavingSurely', 'ownData.leave.askAgain');
}

function askStep(visit: Visit, step: 'leaving' | 'leavingSurely', key: string): Promise<FlowResult> {
  const button = (answer: 'yes' | 'no', text: string) => ({
    text: visit.plain(text),
    callback_data: citizenButtons.pack('leaving', answer),
  });
  const isLast = step === 'leavingSurely';
  return deletionQuestion.ask(visit, step, {
    html: visit.html(key),
    markup: inlineKeyboard([
      button('yes', isLast ? 'ownData.button.surely' : 'ownData.button.goOn'),
      button('no', 'ownData.button.stay'),
    ]),
  });
}
