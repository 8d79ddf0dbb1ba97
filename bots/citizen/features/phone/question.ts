import type { ReplyKeyboardMarkup } from 'grammy/types';
import type { FlowResult } from '../../../../src/flows/flow.js';
import { lines } from '../../../../src/messages/wording.js';
import type { Visit } from '../../context.js';
import { createProfileQuestion } from '../../profile-question.js';

/** The person's number: `phone` in the settings, `phoneToRegister` before their first request, which waits for it. */
export const phoneQuestion = createProfileQuestion('phone', ['phone', 'phoneToRegister']);

/** Asks for the person's own number; `mayBeWithout` if they can continue without one. */
export async function askPhone(
  visit: Visit,
  step: 'phone' | 'phoneToRegister',
  mayBeWithout: boolean,
): Promise<FlowResult> {
  const isToRegister = step === 'phoneToRegister';
  return phoneQuestion.ask(visit, step, {
    html: lines(
      visit.html(isToRegister ? 'identity.phone.askFirst' : 'identity.phone.ask'),
      mayBeWithout ? undefined : visit.html('identity.phone.needed'),
    ),
    markup: phoneKeyboard(visit, isToRegister && mayBeWithout),
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
