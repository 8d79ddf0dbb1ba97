import { done, keepConversation, passed } from '../../../../src/flows/flow.js';
import type { StaffFeature } from '../../feature.js';
import { cancelFlow, findUnfinished, goBackOneStep } from '../../interruption.js';
import { mainKeyboard } from '../../keyboards.js';

/** «لغو» at any step, and «بازگشت» if there is nothing to go back to. */
export function createCancelFeature(): StaffFeature {
  return {
    name: 'cancel',
    words: {
      cancel: cancelFlow,
      async back(visit) {
        if (findUnfinished(visit) !== undefined) return passed(visit.conversation);
        await visit.say(visit.wording.html('staff.nothingOpen'), mainKeyboard(visit));
        return done(visit.conversation);
      },
    },
    presses: {
      async cancel(visit) {
        if (findUnfinished(visit) !== undefined) {
          await visit.answerPress();
          return cancelFlow(visit);
        }
        return nothingOpen(visit);
      },
      back: (visit) => (findUnfinished(visit) === undefined ? nothingOpen(visit) : goBackOneStep(visit)),
    },
  };
}

const nothingOpen = keepConversation(async (visit: Parameters<typeof cancelFlow>[0]) =>
  visit.answerPress(visit.wording.plain('staff.nothingOpen')),
);
