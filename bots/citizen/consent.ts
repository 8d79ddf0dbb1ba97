import type { InlineKeyboardMarkup } from 'grammy/types';
import { joinParagraphs } from '../../src/messages/wording.js';
import { citizenButtons } from '../../src/telegram/citizen-buttons.js';
import type { Visit } from './context.js';
import { inlineKeyboard } from './keyboards.js';

/** True once the person has consented to the storage and forwarding of what they send. */
export function hasAgreed({ citizen }: Pick<Visit, 'citizen'>): boolean {
  return citizen.consentAt !== undefined;
}

/** The first question to a person who uses the bot for the first time; `words` come before it. */
export function consentQuestion(
  visit: Visit,
  ...words: readonly string[]
): { readonly html: string; readonly buttons: 'inline'; readonly markup: InlineKeyboardMarkup } {
  return {
    html: joinParagraphs(...words, visit.html('identity.consent.text')),
    buttons: 'inline',
    markup: inlineKeyboard([
      { text: visit.plain('identity.consent.agree'), callback_data: citizenButtons.pack('agree') },
    ]),
  };
}
