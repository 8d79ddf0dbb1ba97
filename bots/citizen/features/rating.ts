import { done, passed } from '../../../src/flows/flow.js';
import { createWording } from '../../../src/messages/wording.js';
import { LOW_RATING } from '../../../src/requests/lifecycle/rules.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { formatNumber } from '../../../src/text/numbers.js';
import { type AccessibleRequest, type AccessParts, findOwn } from '../access.js';
import type { ChatWriter } from '../chat-writer.js';
import { type CitizenFeature, messageInPlace, pressedMessage, type Visit } from '../context.js';
import { inlineKeyboard } from '../keyboards.js';
import { refusalSentence } from '../refusals.js';
import { judgedButton } from './requests/view.js';

type RatingParts = AccessParts & { readonly chatWriter: ChatWriter };

/** Judging an answer: a number from 1 to 5, or accepting it. A low number offers an objection. */
export function createRatingFeature(parts: RatingParts): CitizenFeature {
  return {
    name: 'rating',
    presses: {
      async rate(visit, [code, score]) {
        const found = await findOwn(parts, visit, code);
        if (found === undefined) return passed(visit.conversation);
        await rate(parts, visit, found, score);
        return done(visit.conversation);
      },
      async accept(visit, [code]) {
        const found = await findOwn(parts, visit, code);
        if (found === undefined) return passed(visit.conversation);
        await accept(parts, visit, found);
        return done(visit.conversation);
      },
    },
  };
}

async function rate(
  parts: RatingParts,
  visit: Visit,
  { request: { code } }: AccessibleRequest,
  score: number,
): Promise<void> {
  const result = await parts.requests.execute(code, { ...visit.order, command: { type: 'rate', score } });
  if (!result.ok) {
    await visit.answerPress(refusalSentence(result.refusal, visit));
    return;
  }
  const { locale } = visit.speech;
  const messageId = pressedMessage(visit);
  const shown = formatNumber(score, locale);
  const isLow = score <= LOW_RATING;
  await visit.answerPress(
    isLow ? visit.plain('judging.rated', { score: shown }) : visit.plain('judging.closed', { score: shown }),
  );
  if (messageId !== undefined) {
    const label = visit.plain('judging.ratedLabel', { score: shown });
    await parts.chatWriter.setButtons(visit.chatId, messageId, judgedButton(code, label));
  }
  if (isLow) await offerObjection(visit, code);
}

async function offerObjection(visit: Visit, code: AccessibleRequest['request']['code']): Promise<void> {
  await visit.say(
    visit.html('judging.offer', { code: createWording(visit.speech).code(code) }),
    inlineKeyboard([
      { text: visit.plain('judging.button.accept'), callback_data: citizenButtons.pack('accept', code) },
      { text: visit.plain('judging.button.object'), callback_data: citizenButtons.pack('object', code) },
    ]),
  );
}

async function accept(
  parts: RatingParts,
  visit: Visit,
  { request: { code } }: AccessibleRequest,
): Promise<void> {
  const messageId = messageInPlace(visit);
  const result = await parts.requests.execute(code, { ...visit.order, command: { type: 'accept' } });
  if (!result.ok) {
    await visit.answerPress(refusalSentence(result.refusal, visit));
    return;
  }
  await visit.answerPress();
  const html = visit.html('judging.accepted', { code: createWording(visit.speech).code(code) });
  const isThere =
    messageId !== undefined && (await parts.chatWriter.edit(visit.chatId, messageId, html, inlineKeyboard()));
  if (!isThere) await visit.say(html);
}
