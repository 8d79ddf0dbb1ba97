import { done } from '../../../src/flows/flow.js';
import { isTrackingCode } from '../../../src/text/tracking-code.js';
import { type AccessParts, findAccessible } from '../access.js';
import type { CitizenFeature, Visit } from '../context.js';
import { inlineKeyboard, operatorButton } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';
import { answerLateEdit } from '../sent-messages.js';

/** Answers messages that no other feature takes: nobody is left without an answer (docs/design.md, 9). */
export function createUnhandledFeature(
  parts: Pick<CitizenBotOptions, 'notices' | 'requests'>,
): CitizenFeature {
  const answer = async (visit: Visit, key: string) => {
    await visit.say(visit.html(key), inlineKeyboard([operatorButton(visit)]));
    return done(visit.conversation);
  };
  return {
    name: 'unhandled',
    words: { unknownCommand: (visit) => answer(visit, 'citizen.unknownCommand') },
    async take(visit, action) {
      if (action.kind !== 'edit') return answer(visit, 'citizen.wrongKind');
      const late = await answerLateEdit(parts, visit, action.messageId);
      // An edit of a message that went nowhere changes nothing, and needs no answer.
      return late.kind === 'done' ? late : done(visit.conversation);
    },
  };
}

/** Answers a press that nobody took. */
export async function answerDeadPress(parts: AccessParts, visit: Visit): Promise<void> {
  const press = visit.action.kind === 'press' ? visit.action.press : undefined;
  if (press?.action === 'register' && isTrackingCode(press.values[0])) {
    const found = await findAccessible(parts, visit, press.values[0]);
    await visit.answerPress(visit.plain(found === undefined ? 'citizen.deadButton' : 'filing.oldReview'));
    return;
  }
  await visit.answerPress(visit.plain('citizen.deadButton'));
  if (press === undefined) await visit.note('forgedPress');
}
