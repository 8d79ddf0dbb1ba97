import { done } from '../../../src/flows/flow.js';
import { isTrackingCode } from '../../../src/text/tracking-code.js';
import { type AccessParts, findAccessible } from '../access.js';
import type { CitizenFeature, Visit } from '../context.js';
import { inline, operatorButton } from '../keyboards.js';

/** Messages that no other feature takes: nobody is left without an answer (docs/design.md, 9). */
export function unhandled(): CitizenFeature {
  const answer = async (visit: Visit, key: string) => {
    await visit.say(visit.html(key), inline([operatorButton(visit)]));
    return done(visit.conversation);
  };
  return {
    name: 'unhandled',
    words: { unknownCommand: (visit) => answer(visit, 'citizen.unknownCommand') },
    take: async (visit, action) =>
      // An edit of what is over changes nothing, and asks for nothing.
      action.kind === 'edit' ? done(visit.conversation) : answer(visit, 'citizen.wrongKind'),
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
