import type { ReplyKeyboardMarkup } from 'grammy/types';
import type { FlowResult } from '../../../../src/flows/flow.js';
import { joinParagraphs } from '../../../../src/messages/wording.js';
import type { Visit } from '../../context.js';
import { createProfileQuestion } from '../../profile-question.js';

/**
 * The person's number: `phone` where they want to give it, `phoneToRegister` before the review of a request whose
 * category requires one.
 */
export const phoneQuestion = createProfileQuestion('phone', ['phone', 'phoneToRegister']);

/** Asks for the person's own number; `before` is said above the question. */
export async function askPhone(
  visit: Visit,
  step: 'phone' | 'phoneToRegister',
  before?: string,
): Promise<FlowResult> {
  const isOptional = step === 'phone' && visit.citizen.phone === undefined;
  return phoneQuestion.ask(visit, step, {
    html: joinParagraphs(
      before,
      visit.html(step === 'phone' ? 'identity.phone.ask' : 'identity.phone.askFirst'),
    ),
    markup: phoneKeyboard(visit, isOptional),
  });
}

/** The keyboard on which Telegram sends the person's own number. */
function phoneKeyboard(visit: Visit, offersWithout: boolean): ReplyKeyboardMarkup {
  return {
    keyboard: [
      [{ text: visit.plain('identity.button.sendPhone'), request_contact: true }],
      ...(offersWithout ? [[{ text: visit.plain('identity.button.withoutPhone') }]] : []),
      [{ text: visit.plain('common.button.cancel') }, { text: visit.plain('common.button.back') }],
    ],
    resize_keyboard: true,
    is_persistent: true,
    input_field_placeholder: visit.plain('identity.phone.placeholder'),
  };
}
