import type { InlineKeyboardMarkup } from 'grammy/types';
import { paragraphs } from '../../src/messages/wording.js';
import { citizenButtons } from '../../src/telegram/citizen-buttons.js';
import type { Visit } from './context.js';
import { inline } from './keyboards.js';

/** True once the person has agreed that what he sends is kept and passed on. */
export function hasAgreed({ citizen }: Pick<Visit, 'citizen'>): boolean {
  return citizen.consentAt !== undefined;
}

/** What a person is asked before anything else, the first time that he uses the bot; `words` come before it. */
export function consentQuestion(
  visit: Visit,
  ...words: readonly string[]
): { readonly html: string; readonly buttons: 'inline'; readonly markup: InlineKeyboardMarkup } {
  return {
    html: paragraphs(...words, visit.html('identity.consent.text')),
    buttons: 'inline',
    markup: inline([
      { text: visit.plain('identity.consent.agree'), callback_data: citizenButtons.pack('agree') },
    ]),
  };
}
