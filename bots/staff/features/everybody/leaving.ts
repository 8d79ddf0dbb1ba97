import { done, keepConversation, passed } from '../../../../src/flows/flow.js';
import type { StaffFeature } from '../../feature.js';
import { cancel, goBack, unfinishedIn } from '../../interruption.js';
import { mainKeyboard } from '../../keyboards.js';

/** «لغو» at any step, and «بازگشت» if there is nothing to go back to. */
export function createCancelFeature(): StaffFeature {
  return {
    name: 'leaving',
    words: {
      cancel,
      async back(visit) {
        if (unfinishedIn(visit) !== undefined) return passed(visit.conversation);
        await visit.say(visit.wording.html('staff.nothingOpen'), mainKeyboard(visit));
        return done(visit.conversation);
      },
    },
    presses: {
      async cancel(visit) {
        if (unfinishedIn(visit) !== undefined) {
          await visit.answerPress();
          return cancel(visit);
        }
        return nothingOpen(visit);
      },
      back: (visit) => (unfinishedIn(visit) === undefined ? nothingOpen(visit) : goBack(visit)),
    },
  };
}

const nothingOpen = keepConversation(async (visit: Parameters<typeof cancel>[0]) =>
  visit.answerPress(visit.wording.plain('staff.nothingOpen')),
);
